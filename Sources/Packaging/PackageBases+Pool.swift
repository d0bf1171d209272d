internal import Benefits
internal import Domain
internal import FinanceMath
internal import Rules

extension PackageBases {
    /// What the benefits of a package with this funding and these covers are computed from.
    init(_ pool: Pool, _ funding: Funding, _ covers: [Cover], _ facts: FactTable) {
        let insurances = covers.filter { !$0.isGuarantee }
        let guarantees = covers.filter(\.isGuarantee)
        var details = BaseDetails()
        details.loanRate = funding.offer?.offer.loan?.rateAnnual
        details.leaseRate = funding.offer?.offer.lease?.rateAnnual
        for cover in insurances {
            guard let line = cover.offer.offer.insurance?.line else { continue }
            details.premiumsByLine[line, default: []] += cover.payments
        }
        if let principal = funding.loan?.amount {
            details.guaranteed = guarantees.reduce(.zero) { sum, cover in
                sum + (cover.offer.offer.guarantee?.coverShare ?? .one).of(principal)
            }
        }
        details.received = pool.question.enterprise?.received
        details.asOf = pool.question.asOf
        self.init(
            facts: facts, equipment: pool.equipment, loan: funding.loan, lease: funding.lease,
            premiums: insurances.flatMap(\.payments), guaranteeFees: guarantees.flatMap(\.payments),
            completionMonth: pool.completionMonth, details: details)
    }
}
