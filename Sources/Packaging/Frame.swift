internal import Benefits
internal import Domain
internal import FinanceMath
internal import Rules

/// A funding with the covers that change facts or amounts of others: what must be fixed before the rest of a package
/// can be judged and worked out.
///
/// An insurance is part of it where a rule or bonus reads `package.insurance_lines` or a base is the premium, a
/// guarantee where a base is the guarantee fee; any other cover is one more item of the search.
struct Frame {
    let funding: Funding
    let covers: [Cover]
    let facts: FactTable
    let bases: PackageBases
    /// Of the funding and the covers.
    let flows: [PackagePlan.Flow]
    /// By id in byte order; eligible with these facts.
    let items: [Item]
    /// Of the benefits among the items.
    let settlement: Settlement
    /// What the funding and the covers require and do not have among themselves: indices of items, one of each list.
    let musts: [[Int]]

    /// One offer that may be added.
    struct Item {
        let offer: CompiledOffer
        /// Its place in the settlement; nil where it is no benefit with an amount.
        let benefit: Int?
        /// A guarantee or insurance of its own cost.
        let cover: Cover?
        /// One of each list must be in the package.
        var requires: [[Int]] = []

        var id: String { offer.offer.id }
    }

    /// Nil where the funding or a cover is not eligible with these facts, or two of them are of one group.
    init?(_ pool: Pool, _ funding: Funding, _ covers: [Cover], plainCovers: [Cover]) {
        self.funding = funding
        self.covers = covers
        let question = pool.question
        facts = question.facts(
            pool.need,
            package: PackageFacts(
                backbone: funding.facts, insurances: covers.filter { !$0.isGuarantee }.map(\.offer.offer),
                picks: pool.picks))
        let judged = facts
        func isEligible(_ compiled: CompiledOffer) -> Bool {
            switch Assessor.outcome(of: compiled, judged, asOf: question.asOf) {
            case .eligible: true
            case .needsFacts: question.isHopeful
            default: false
            }
        }
        let fixed = (funding.offer.map { [$0] } ?? []) + covers.map(\.offer)
        guard fixed.allSatisfy(isEligible), Frame.groupsOnce(fixed) else { return nil }
        bases = PackageBases(pool, funding, covers, facts)
        flows = funding.flows + covers.flatMap(\.flows)
        let taken = Set(fixed.flatMap { $0.offer.groups ?? [] })
        func isFree(_ compiled: CompiledOffer) -> Bool {
            taken.isDisjoint(with: compiled.offer.groups ?? []) && isEligible(compiled)
        }
        let benefits = pool.benefits.filter(isFree)
        settlement = Settlement(benefits, bases, jointCaps: question.jointCaps)
        var items = zip(benefits, 0...).map { Item(offer: $0, benefit: $1, cover: nil) }
        items += pool.gates.filter(isFree).map { Item(offer: $0, benefit: nil, cover: nil) }
        items += plainCovers.filter { isFree($0.offer) }.map { Item(offer: $0.offer, benefit: nil, cover: $0) }
        items.sort { $0.id.precedesBytes($1.id) }
        guard let linked = Frame.link(items, fixed.map(\.offer)) else { return nil }
        (self.items, musts) = linked
    }

    /// Whether at most one offer of each group is among them.
    static func groupsOnce(_ offers: [CompiledOffer]) -> Bool {
        let groups = offers.flatMap { $0.offer.groups ?? [] }
        return Set(groups).count == groups.count
    }

    /// The requirements as lists of items; nil where one of the fixed offers can never be met.
    private static func link(_ items: [Item], _ fixed: [Offer]) -> (items: [Item], musts: [[Int]])? {
        var linked = items
        for index in linked.indices {
            linked[index].requires = requirements(of: items[index].offer.offer, items, fixed)
        }
        let musts = fixed.flatMap { requirements(of: $0, items, fixed) }
        return musts.contains { $0.isEmpty } ? nil : (linked, musts)
    }

    /// Those that the fixed offers do not meet: one of each list must be in.
    private static func requirements(of offer: Offer, _ items: [Item], _ fixed: [Offer]) -> [[Int]] {
        (offer.requires ?? []).compactMap { requirement in
            if fixed.contains(where: { $0.meets(requirement) }) { return nil }
            return items.indices.filter { items[$0].offer.offer.meets(requirement) }
        }
    }
}

extension Offer {
    /// Whether its presence meets a requirement (30-financing.md, `requires`); `line` is an insurance's.
    func meets(_ requirement: Requirement) -> Bool {
        switch requirement {
        case .kind(let kind, let line): self.kind == kind && (line == nil || insurance?.line == line)
        case .offer(let id): self.id == id
        case .any(let parts): parts.contains { meets($0) }
        }
    }
}
