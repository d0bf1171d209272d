internal import Benefits
package import Domain
package import Rules

/// The most that one offer comes to for a need: by its own terms in the smallest package in which it can be had.
///
/// That is own cash where it will do, else the first loan or lease by id with which it can be had, with the first
/// covers and other offers by id that they require. What other support of a package takes away from it is not counted.
package struct SupportCeiling: Sendable {
    /// What an offer comes to.
    package enum Finding: Equatable, Sendable {
        /// Of a benefit what is paid, whoever gets it, 0 where the amount is not published; of a loan or lease the
        /// amount asked; 0 of other offers.
        case amount(Fen)
        /// With none of the offers beside it there is a package in which it can be had.
        case noPackage
        /// The equipment amount is not known.
        case amountUnknown
    }

    /// So many packages are looked at for a need; where none of them will do, it counts as having none.
    package static let packagesMax = 1_000

    private let offer: CompiledOffer
    /// Loans and leases with a rate, by id.
    private let fundings: [CompiledOffer]
    /// All that may be required beside them, by id.
    private let others: [CompiledOffer]
    /// What the offer requires, and what its base is counted by.
    private let required: [Offer.Requirement]

    /// - Parameters:
    ///   - offer: its amount is worked out.
    ///   - offers: those that a package may be made of, in any order; another version of the offer is passed over.
    package init(_ offer: CompiledOffer, beside offers: [CompiledOffer]) {
        // A lender's or supplier's benefit is worked out like a buyer's.
        var own = offer.offer
        own.beneficiary = nil
        self.offer = CompiledOffer(own)
        let beside = offers.filter { $0.offer.id != own.id }.sorted { $0.offer.id.precedesBytes($1.offer.id) }
        fundings = beside.filter { $0.offer.loan?.rateAnnual != nil || $0.offer.lease?.rateAnnual != nil }
        others = beside.filter { $0.offer.kind != .loan && $0.offer.kind != .lease }
        required = (own.benefit.flatMap { SupportCeiling.requirement($0) }.map { [$0] } ?? []) + (own.requires ?? [])
    }

    /// What a base is counted by; nil where every package has it.
    private static func requirement(_ benefit: Benefit) -> Offer.Requirement? {
        switch benefit.base {
        case .quantity(.loanPrincipal), .quantity(.loanInterest): .kind(.loan, line: nil)
        case .quantity(.leaseContract), .quantity(.leaseInterest), .quantity(.leasePrincipal): .kind(.lease, line: nil)
        case .quantity(.premium): .kind(.insurance, line: benefit.line)
        case .quantity(.guaranteeFee), .quantity(.guaranteedAmount): .kind(.guarantee, line: nil)
        case .benefit(let id): .offer(id)
        case .quantity, .group, .figure: nil
        }
    }

    /// What the offer comes to for a need.
    package func find(enterprise: Enterprise?, need: Need, asOf: CalendarDay) -> Finding {
        find(enterprise: enterprise, need: need, asOf: asOf) {}
    }

    /// What the offer comes to for a need.
    ///
    /// - Parameter step: called before each package that is looked at; what it throws ends the work.
    package func find(
        enterprise: Enterprise?, need: Need, asOf: CalendarDay, step: () throws -> Void
    ) rethrows -> Finding {
        switch offer.offer.kind {
        case .loan, .lease:
            let facts = FactTable(enterprise: enterprise, need: need, asOf: asOf)
            return AmountAsked.amount(of: offer.offer, facts).map { .amount($0) } ?? .amountUnknown
        case .guarantee, .insurance, .riskCompensation, .relending, .gate: return .amount(.zero)
        case .equipmentReward, .interestSubsidy, .leaseSubsidy, .insuranceSubsidy, .guaranteeSubsidy:
            guard offer.offer.benefit != nil else { return .amount(.zero) }
            guard need.equipmentAmountOrDefault != nil else { return .amountUnknown }
        }
        let question = PackageQuestion(enterprise: enterprise, need: need, offers: [], jointCaps: [], asOf: asOf)
        var search = Search(
            question: question, facts: FactTable(enterprise: enterprise, need: need, asOf: asOf), offer: offer,
            others: others)
        if let amount = try search.amount(with: nil, required, step) { return .amount(amount) }
        for funding in fundings where search.packagesLeft > 0 && search.isClaimable(funding) {
            if let amount = try search.amount(with: funding, required, step) { return .amount(amount) }
        }
        return .noPackage
    }

    /// The first package of one need in which the offer can be had.
    private struct Search {
        let question: PackageQuestion
        /// Without a package.
        let facts: FactTable
        let offer: CompiledOffer
        let others: [CompiledOffer]
        var packagesLeft = SupportCeiling.packagesMax

        /// Whether an offer can be had, alone or with a package.
        func isClaimable(_ compiled: CompiledOffer) -> Bool {
            switch Assessor.outcome(of: compiled, facts, asOf: question.asOf) {
            case .eligible, .eligibleWithPackage: true
            default: false
            }
        }

        /// What the offer comes to with that funding, nil = own cash; nil where it cannot be had with it.
        mutating func amount(
            with funding: CompiledOffer?, _ required: [Offer.Requirement], _ step: () throws -> Void
        ) rethrows -> Fen? {
            let fixed = funding.map { [$0] } ?? []
            return try amount([offer] + fixed, required + (funding?.offer.requires ?? []), step)
        }

        /// Takes in, one after the other, what is required and not there yet, then looks at the package.
        private mutating func amount(
            _ chosen: [CompiledOffer], _ required: [Offer.Requirement], _ step: () throws -> Void
        ) rethrows -> Fen? {
            guard packagesLeft > 0 else { return nil }
            guard let open = required.first(where: { one in !chosen.contains { $0.offer.meets(one) } }) else {
                packagesLeft -= 1
                try step()
                return amount(chosen)
            }
            for other in others where other.offer.meets(open) && isClaimable(other) {
                guard !chosen.contains(where: { $0.offer.id == other.offer.id }) else { continue }
                let more = required + (other.offer.requires ?? [])
                if let amount = try amount(chosen + [other], more, step) { return amount }
            }
            return nil
        }

        /// What the offer comes to in a package; nil where one of its offers cannot be had in it.
        private func amount(_ chosen: [CompiledOffer]) -> Fen? {
            guard Frame.groupsOnce(chosen) else { return nil }
            var question = question
            question.offers = chosen
            guard let package = try? GivenPackage(question), package.holds(chosen) else { return nil }
            let settlement = package.settlement
            return settlement.amounts(Array(settlement.own.indices)).first { $0.id == offer.offer.id }?.amount
        }
    }
}

extension GivenPackage {
    /// Whether every product has something to finance or cover, and every offer is eligible with these facts.
    fileprivate func holds(_ chosen: [CompiledOffer]) -> Bool {
        let products = chosen.filter { compiled in
            switch compiled.offer.kind {
            case .loan, .lease, .guarantee, .insurance: true
            default: false
            }
        }
        guard products.count == covers.count + (funding.offer == nil ? 0 : 1) else { return false }
        return chosen.allSatisfy { Assessor.outcome(of: $0, facts, asOf: pool.question.asOf) == .eligible }
    }
}
