internal import Benefits
internal import Domain
internal import Rules

/// The offers that could stand in a package of a need at all, by what they are; each list by id in byte order.
///
/// An offer whose rule is false without a package stays false with one, and a day, a status or an amount that rules it
/// out does so in every package; only the rest is looked at again, with the facts of each package.
struct Pool {
    let question: PackageQuestion
    /// With the equipment amount of the picks.
    let need: Need
    let equipment: Fen
    let picks: [PackageFacts.Pick]
    let completionMonth: Int
    let loans, leases, guarantees, insurances: [CompiledOffer]
    /// Buyers' benefits with a published amount.
    let benefits: [CompiledOffer]
    /// Without cash: information-only offers (R18), and buyers' benefits whose amount is not published.
    let gates: [CompiledOffer]

    /// - Parameter isJudged: false = every offer stays, whatever its outcome.
    init(_ question: PackageQuestion, isJudged: Bool = true) throws(PackageRefusal) {
        self.question = question
        var need = question.need
        equipment = try Pool.equipmentAmount(question)
        need.equipmentAmount = equipment
        self.need = need
        picks = need.lines.compactMap { question.picks[$0.line] }
        let facts = question.facts(need)
        completionMonth = PackageBases.completionMonth(
            asOf: question.asOf, completedOn: facts.day(.projectCompletedOn))
        var lists: [Role: [CompiledOffer]] = [:]
        var ids: Set<String> = []
        for compiled in question.offers.sorted(by: { $0.offer.id.precedesBytes($1.offer.id) })
        where ids.insert(compiled.offer.id).inserted {
            guard let role = Role(compiled.offer) else { continue }
            switch isJudged ? Assessor.outcome(of: compiled, facts, asOf: question.asOf) : .eligible {
            case .eligible, .eligibleWithPackage, .needsFacts: lists[role, default: []].append(compiled)
            default: continue
            }
        }
        loans = lists[.loan] ?? []
        leases = lists[.lease] ?? []
        guarantees = lists[.guarantee] ?? []
        insurances = lists[.insurance] ?? []
        benefits = lists[.benefit] ?? []
        gates = lists[.gate] ?? []
    }

    /// What an offer can be in a package.
    private enum Role {
        case loan, lease, guarantee, insurance, benefit, gate

        /// Nil for what is never in a package: products without a rate or premium, benefits of others than the buyer.
        init?(_ offer: Offer) {
            switch offer.kind {
            case .loan where offer.loan?.rateAnnual != nil: self = .loan
            case .lease where offer.lease?.rateAnnual != nil: self = .lease
            case .guarantee where offer.guarantee?.feeRateAnnual != nil: self = .guarantee
            case .insurance where offer.insurance?.premiumRate != nil: self = .insurance
            case .loan, .lease, .guarantee, .insurance: return nil
            case .riskCompensation, .relending, .gate: self = .gate
            case .equipmentReward, .interestSubsidy, .leaseSubsidy, .insuranceSubsidy, .guaranteeSubsidy:
                guard offer.beneficiary ?? .buyer == .buyer else { return nil }
                self = offer.benefit == nil ? .gate : .benefit
            }
        }
    }

    /// With models picked Σ quantity × picked price, a line without a pick at its highest unit price; else as the need
    /// says (30-financing.md, "The package", R57).
    private static func equipmentAmount(_ question: PackageQuestion) throws(PackageRefusal) -> Fen {
        guard !question.picks.isEmpty else {
            guard let amount = question.need.equipmentAmountOrDefault else {
                throw PackageRefusal(fields: ["equipment_amount_cny"])
            }
            return amount
        }
        var sum = Int128(0)
        var missing: [String] = []
        for (place, line) in question.need.lines.enumerated() {
            if let price = question.picks[line.line]?.model.price ?? line.maxUnitPrice {
                sum += Int128(price.rawValue) * Int128(line.quantity)
            } else {
                missing.append("lines[\(place)].max_unit_price_cny")
            }
        }
        guard missing.isEmpty, sum <= Int128(Fen.limit.rawValue) else {
            throw PackageRefusal(fields: missing.isEmpty ? ["equipment_amount_cny"] : missing)
        }
        return Fen(Int64(sum))
    }
}
