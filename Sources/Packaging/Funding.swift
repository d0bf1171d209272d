internal import Domain
internal import FinanceMath
internal import Rules

/// What pays for the equipment, with its schedule: own cash, one loan or one lease (30-financing.md, "The package").
struct Funding {
    /// Nil for own cash.
    let offer: CompiledOffer?
    let backbone: PackagePlan.Backbone
    let loan: LoanSchedule?
    let lease: LeaseSchedule?
    let facts: PackageFacts.Backbone

    private init() {
        offer = nil
        backbone = PackagePlan.Backbone(kind: .cash)
        loan = nil
        lease = nil
        facts = .cash
    }

    /// Nil where the product has no schedule; that it fits the amount asked is part of its outcome.
    private init?(_ compiled: CompiledOffer, _ table: FactTable) {
        let offer = compiled.offer
        guard let amount = AmountAsked.amount(of: offer, table),
            let tenor = AmountAsked.tenorMonths(of: offer, table)
        else { return nil }
        self.offer = compiled
        if let terms = offer.loan, offer.kind == .loan {
            guard let schedule = LoanSchedule(terms, amount: amount, tenorMonths: tenor) else { return nil }
            (loan, lease) = (schedule, nil)
            facts = .loan(offer, amount: amount, tenorMonths: tenor)
            backbone = PackagePlan.Backbone(kind: .loan, offer: offer.id, amount: amount, tenorMonths: tenor)
        } else if let terms = offer.lease, offer.kind == .lease {
            guard let schedule = LeaseSchedule(terms, amount: amount, tenorMonths: tenor) else { return nil }
            (loan, lease) = (nil, schedule)
            facts = .lease(offer, amount: amount)
            backbone = PackagePlan.Backbone(kind: .lease, offer: offer.id, amount: amount, tenorMonths: tenor)
        } else {
            return nil
        }
    }

    /// Own cash, then every loan and lease of the pool with a schedule.
    static func all(_ pool: Pool) -> [Funding] {
        let table = pool.question.facts(pool.need)
        return [Funding()] + (pool.loans + pool.leases).compactMap { Funding($0, table) }
    }

    /// Its flows beside the equipment: out above 0, in below 0.
    var flows: [PackagePlan.Flow] {
        let id = backbone.offer
        var flows: [PackagePlan.Flow] = []
        func add(_ month: Int, _ amount: Fen, _ what: PackagePlan.Flow.What) {
            if amount != .zero { flows.append(PackagePlan.Flow(month: month, amount: amount, what: what, offer: id)) }
        }
        if let loan {
            add(0, .zero - loan.amount, .loanPrincipal)
            add(0, loan.fee, .fee)
        }
        if let lease {
            add(0, .zero - lease.amount, .leasedAmount)
            add(0, lease.downPayment, .downPayment)
            add(0, lease.deposit, .deposit)
            add(0, lease.fee, .fee)
        }
        for row in loan?.rows ?? lease?.rows ?? [] {
            add(row.month, row.interest, .interest)
            add(row.month, row.principal, .principal)
        }
        if let lease, let last = lease.rows.last {
            add(last.month, lease.residual, .residual)
            add(last.month, .zero - lease.deposit, .depositReturned)
        }
        return flows
    }
}

/// Guarantees and insurances beside a funding, with what they cost.
struct Cover {
    let offer: CompiledOffer
    /// Fees or premiums.
    let payments: [MonthAmount]

    /// Every guarantee that fits the loan and every insurance that has a sum to insure (R16).
    static func all(_ pool: Pool, _ funding: Funding) -> [Cover] {
        var covers: [Cover] = []
        if let loan = funding.loan {
            for compiled in pool.guarantees {
                guard let terms = compiled.offer.guarantee, GuaranteeFees.fits(terms, principal: loan.amount),
                    let payments = GuaranteeFees.payments(terms, loan)
                else { continue }
                covers.append(Cover(offer: compiled, payments: payments))
            }
        }
        for compiled in pool.insurances {
            guard let terms = compiled.offer.insurance,
                let payments = Premiums.payments(terms, equipment: pool.equipment, loan: funding.loan)
            else { continue }
            covers.append(Cover(offer: compiled, payments: payments))
        }
        return covers
    }

    var isGuarantee: Bool { offer.offer.kind == .guarantee }

    var flows: [PackagePlan.Flow] {
        payments.filter { $0.amount != .zero }.map {
            PackagePlan.Flow(
                month: $0.month, amount: $0.amount, what: isGuarantee ? .guaranteeFee : .premium, offer: offer.offer.id)
        }
    }
}
