internal import Answers
internal import Domain
internal import FinanceMath
package import JSON
internal import Rules

/// `schedule`: the months of a loan or lease with its fees and premiums, and what they cost.
package struct ScheduleRunner: AskRunner {
    package let ask = "schedule"

    package init() {}

    /// The package's products on the case's need; an enterprise is not needed.
    ///
    /// A guarantee, and an insurance of the principal, without a loan in the package does not fit (R16).
    package func answer(_ input: CaseInput) async throws(CaseFlaw) -> JSONValue {
        let facts = FactTable(enterprise: try input.enterprise(), need: try input.need(), asOf: try input.asOf())
        guard let equipment = facts.money(.projectEquipmentAmount) else {
            throw CaseFlaw("need.equipment_amount_cny", "an amount, or a price for each line", got: nil)
        }
        let products = try products(input)
        var figures = ScheduleAnswer.Figures(equipment: equipment)
        for product in products where product.isBackbone {
            guard figures.loan == nil, figures.lease == nil else {
                throw CaseFlaw("package", "at most one loan or lease", got: .strings(products.map(\.id)))
            }
            if AmountAsked.isUnfit(product, facts) { return ScheduleAnswer.unfit }
            try schedule(product, facts, &figures)
        }
        for product in products where !product.isBackbone {
            guard try addCosts(of: product, &figures) else { return ScheduleAnswer.unfit }
        }
        return ScheduleAnswer.schedule(priced(figures))
    }

    /// The offers that `package` names.
    private func products(_ input: CaseInput) throws(CaseFlaw) -> [Offer] {
        var offers: [String: Offer] = [:]
        for case .offer(let offer) in try input.records(.offers, "offers") { offers[offer.id] = offer }
        var products: [Offer] = []
        for (index, id) in try input.texts("package").enumerated() {
            guard let offer = offers[id], !products.contains(where: { $0.id == id }), offer.isProduct else {
                throw CaseFlaw(
                    "package[\(index)]",
                    "the id of a loan, lease, guarantee or insurance of offers, each once",
                    got: .string(id)
                )
            }
            products.append(offer)
        }
        return products
    }

    private func schedule(
        _ product: Offer,
        _ facts: FactTable,
        _ figures: inout ScheduleAnswer.Figures
    ) throws(CaseFlaw) {
        guard let amount = AmountAsked.amount(of: product, facts),
            let tenorMonths = AmountAsked.tenorMonths(of: product, facts)
        else { throw noRate(product, "rate_annual") }
        figures.loan = product.loan.flatMap { LoanSchedule($0, amount: amount, tenorMonths: tenorMonths) }
        figures.lease = product.lease.flatMap { LeaseSchedule($0, amount: amount, tenorMonths: tenorMonths) }
        if figures.loan == nil, figures.lease == nil { throw noRate(product, "rate_annual") }
    }

    /// Adds a guarantee's fees or an insurance's premiums; false where it does not fit.
    private func addCosts(of product: Offer, _ figures: inout ScheduleAnswer.Figures) throws(CaseFlaw) -> Bool {
        if let terms = product.guarantee {
            guard let loan = figures.loan, GuaranteeFees.fits(terms, principal: loan.amount) else { return false }
            guard let fees = GuaranteeFees.payments(terms, loan) else { throw noRate(product, "fee_rate_annual") }
            figures.guaranteeFees.append((product.id, fees))
        } else if let terms = product.insurance, terms.premiumRate != nil {
            guard let premiums = Premiums.payments(terms, equipment: figures.equipment, loan: figures.loan) else {
                return false
            }
            figures.premiums.append((product.id, premiums))
        } else {
            throw noRate(product, product.kind == .guarantee ? "fee_rate_annual" : "premium_rate")
        }
        return true
    }

    /// A product without a rate is never in a package (R1).
    private func noRate(_ product: Offer, _ key: String) -> CaseFlaw {
        CaseFlaw("offers.\(product.id).\(product.kind.rawValue).\(key)", "a rate: without one it has no cost", got: nil)
    }

    /// The figures with their cash flows and what these cost.
    private func priced(_ figures: ScheduleAnswer.Figures) -> ScheduleAnswer.Figures {
        var figures = figures
        let backbone = figures.loan?.flows ?? figures.lease?.flows
        let added = (figures.guaranteeFees + figures.premiums).flatMap(\.payments)
        let flows = (backbone ?? []) + added
        figures.ownCash = (flows + [MonthAmount(month: 0, amount: figures.equipment)]).byMonth()
        figures.netPresentCost = Fen(
            halfUp: PresentValue.of(figures.ownCash, rate: PresentValue.standardRate)
        )
        // Of the financing: own cash has none (R19).
        figures.yearlyCostRate = backbone == nil ? nil : CostRate.yearly(flows)
        return figures
    }
}

extension Offer {
    fileprivate var isBackbone: Bool { kind == .loan || kind == .lease }
    fileprivate var isProduct: Bool { isBackbone || kind == .guarantee || kind == .insurance }
}
