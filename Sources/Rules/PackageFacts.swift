package import Domain

/// The `package.*` facts of a chosen package (30-financing.md, "Facts"); nil = unknown.
///
/// A table built without one has no package at all: then every package fact is unknown and a condition on it is unknown
/// whatever its policy (R22). With one, an unknown package fact follows the policy like any other.
package struct PackageFacts: Equatable, Sendable {
    package var usesLoan, usesLease: Bool?
    /// 0 where the package uses no loan or no lease (R15); so is `loanTenorMonths`.
    package var loanAmount, leaseAmount: Fen?
    package var loanTenorMonths: Int?
    /// Unknown where not used or not given by the offer (R15); so are mode, lender, lessor, their regions and classes.
    package var loanType: LoanTerms.Kind?
    package var leaseMode: LeaseTerms.Mode?
    package var lender, lessor: String?
    package var lenderRegion, lessorRegion: Region?
    /// Sorted, each once.
    package var lenderClasses: [String]?
    /// The lines of the insurances in the package, known in every package; an insurance without `line` adds none (R15).
    package var insuranceLines: [String]?
    /// Of the suppliers of the picked models; a field that one of them lacks makes the fact unknown (R58).
    package var supplierRegions: [Region]?
    /// Whether all picked models are first sets.
    package var firstSet: Bool?
    /// The catalogues that all picked models are on (R57).
    package var listings: [String]?
    /// The lowest of the picked models (R57).
    package var domesticShare: Double?

    /// Nothing known yet.
    package init() {}
}

extension PackageFacts {
    /// What pays for the equipment: own cash, one loan or one lease, with its terms as fitted to the need.
    package enum Backbone: Sendable {
        case cash
        case loan(Offer, amount: Fen, tenorMonths: Int)
        case lease(Offer, amount: Fen)
    }

    /// A picked model with the region of its supplier.
    package struct Pick: Sendable {
        package var model: EquipmentModel
        package var supplierRegion: Region?

        package init(model: EquipmentModel, supplierRegion: Region?) {
            self.model = model
            self.supplierRegion = supplierRegion
        }
    }

    /// The facts of a package (30-financing.md, "Facts", R15, R57, R58).
    ///
    /// - Parameters:
    ///   - insurances: the insurance offers in the package.
    ///   - picks: the picked models; without any, the facts about models are unknown.
    package init(backbone: Backbone, insurances: [Offer], picks: [Pick]) {
        usesLoan = false
        usesLease = false
        loanAmount = .zero
        leaseAmount = .zero
        loanTenorMonths = 0
        insuranceLines = insurances.compactMap { $0.insurance?.line }.sortedByBytes()
        switch backbone {
        case .cash: break
        case .loan(let offer, let amount, let tenorMonths): use(loan: offer, amount, tenorMonths)
        case .lease(let offer, let amount): use(lease: offer, amount)
        }
        describe(picks)
    }

    private mutating func use(loan offer: Offer, _ amount: Fen, _ tenorMonths: Int) {
        usesLoan = true
        loanAmount = amount
        loanTenorMonths = tenorMonths
        loanType = offer.loan?.type
        lender = offer.provider.id
        lenderRegion = offer.provider.region
        lenderClasses = offer.provider.classes
    }

    private mutating func use(lease offer: Offer, _ amount: Fen) {
        usesLease = true
        leaseAmount = amount
        leaseMode = offer.lease?.mode
        lessor = offer.provider.id
        lessorRegion = offer.provider.region
    }

    private mutating func describe(_ picks: [Pick]) {
        guard !picks.isEmpty else { return }
        supplierRegions = PackageFacts.all(picks.map(\.supplierRegion)).map { Set($0).sorted() }
        firstSet = PackageFacts.all(picks.map(\.model.firstSet)).map { $0.allSatisfy { $0 } }
        domesticShare = PackageFacts.all(picks.map(\.model.domesticShare))?.min()
        listings = PackageFacts.all(picks.map(\.model.listings)).map { lists in
            lists.dropFirst().reduce(Set(lists[0])) { $0.intersection($1) }.sortedByBytes()
        }
    }

    /// The values, or nil where one is missing.
    private static func all<Value>(_ values: [Value?]) -> [Value]? {
        let known = values.compactMap { $0 }
        return known.count == values.count ? known : nil
    }
}
