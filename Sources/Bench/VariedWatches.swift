import DemoData
import Domain
import WatchIndex

/// Watches of banks and lessors, and changes of needs that they would hear of. The same seed gives the same.
///
/// A watch asks for codes that made-up projects have, or wider ones: a county or its city as often as banks have
/// branches there, a division of industry, a kind of machine. One in a hundred asks for nothing but the offers.
struct VariedWatches {
    /// A need as it is stored, with its enterprise.
    struct Project {
        let need: Need
        let enterprise: Enterprise?
        let asOf: CalendarDay

        /// With its facts, as a store that gets the change has to make them.
        var state: ProjectState { ProjectState(need: need, enterprise: enterprise, asOf: asOf) }
    }

    /// A change; one of both is there.
    struct Change {
        let before, after: Project?
    }

    private let offers: [Offer]
    private let seed: UInt64
    private let projects: [Project]

    init(_ offers: [Offer], seed: UInt64, asOf: CalendarDay, projects count: Int) {
        self.offers = offers
        self.seed = seed
        let demo = DemoData(
            seed: seed, sizes: .init(enterprises: count, suppliers: 1, models: 1, needs: count), asOf: asOf)
        var firms: [String: Enterprise] = [:]
        for case .enterprise(let firm) in demo.records(.enterprises) { firms[firm.id] = firm }
        projects = demo.records(.needs).compactMap { record in
            guard case .need(let need) = record else { return nil }
            return Project(need: need, enterprise: firms[need.enterprise], asOf: asOf)
        }
    }

    /// The watch at an index.
    func watch(at index: Int) -> Watch {
        var random = SplitMix(state: seed &* 1_000_003 &+ UInt64(index))
        let offer = offers[random.below(offers.count)]
        var watch = Watch(provider: offer.provider.id, offer: random.chance(40) ? offer.id : nil)
        let need = projects[random.below(projects.count)].need
        let enterprise = projects[random.below(projects.count)].enterprise
        watch.region = region(need, &random)
        watch.industry = industry(enterprise, &random)
        watch.category = category(need, &random)
        if random.chance(40) { watch.minAmount = VariedWatches.amount(random.below(6)) }
        if random.chance(20) { watch.maxAmount = VariedWatches.amount(5 + random.below(4)) }
        if random.chance(25) { watch.direction = need.directions?.first }
        if random.chance(10) {
            // One of those of its provider: branches share them.
            let number = UInt64(offer.provider.id.hashOfBytes) &+ UInt64(random.below(20))
            var random = SplitMix(state: seed &+ number)
            watch.rule = rule(&random)
        }
        return watch
    }

    /// 0.5, 1, 2, 5, 10 … million CNY.
    private static func amount(_ step: Int) -> Fen {
        let scale = [50_000_000, 100_000_000, 200_000_000][step % 3]
        return Fen(Int64(scale * [1, 10, 100][step / 3]))
    }

    private func region(_ need: Need, _ random: inout SplitMix) -> Region? {
        guard let region = need.region else { return nil }
        return switch random.below(100) {
        case ..<15: nil
        case ..<25: region.province
        case ..<70: region.city
        default: region
        }
    }

    private func industry(_ enterprise: Enterprise?, _ random: inout SplitMix) -> Industry? {
        guard let code = enterprise?.industry?.code else { return nil }
        let length: Int? =
            switch random.below(100) {
            case ..<35: nil
            case ..<40: 1
            case ..<75: 3
            default: code.utf8.count
            }
        return length.map { Industry(code: String(code.prefix($0))) }
    }

    private func category(_ need: Need, _ random: inout SplitMix) -> CategoryPath? {
        guard random.chance(50), let path = need.lines.first?.category.path else { return nil }
        let isWide = random.chance(30)
        return CategoryPath(isWide ? String(path.prefix { $0 != "." }) : path)
    }

    /// What a bank would ask of an enterprise.
    private func rule(_ random: inout SplitMix) -> RuleTree {
        func condition(_ fact: Fact, _ test: Condition.Test) -> RuleTree {
            .condition(Condition(fact: fact, test: test))
        }
        var parts = [condition(.enterpriseAnnualRevenue, .atLeastFen(VariedWatches.amount(random.below(9))))]
        if random.chance(50) {
            parts.append(condition(.enterpriseCreditGrade, .oneOf(random.chance(50) ? ["A"] : ["A", "B"])))
        }
        if random.chance(50) {
            let sizes = Enterprise.Size.allCases.map(\.rawValue).filter { _ in random.chance(60) }
            parts.append(condition(.enterpriseSize, .oneOf(sizes)))
        }
        if random.chance(30) { parts.append(condition(.projectFiled, .isEqual(true))) }
        if random.chance(30) {
            let ages = condition(.enterpriseAgeYears, .atLeast(Double(random.below(6))))
            let tech = condition(.enterpriseDesignations, .hasAny(["high_tech", "tech_sme"]))
            parts.append(.any([ages, tech]))
        }
        if random.chance(30) {
            parts.append(condition(.enterpriseDebtRatio, .atMost(Double(5 + random.below(5)) / 10)))
        }
        return .all(parts)
    }

    /// Needs that come, are changed, and go.
    func changes(asOf: CalendarDay) -> [Change] {
        projects.enumerated().map { number, project in
            var random = SplitMix(state: seed &+ UInt64(number))
            switch random.below(100) {
            case ..<40: return Change(before: nil, after: project)
            case ..<85:
                var need = project.need
                if random.chance(50) {
                    let amount = need.financing?.amount ?? need.equipmentAmountOrDefault ?? Fen(100_000_000)
                    need.equipmentAmount = Fen(amount.rawValue * Int64(8 + random.below(8)) / 10)
                    need.financing?.amount = need.equipmentAmount
                } else {
                    need.filingNumber = need.isFiled ? nil : "示例-1"
                    need.directions = Set((need.directions ?? []) + ["digital"]).sorted()
                }
                return Change(before: project, after: Project(need: need, enterprise: project.enterprise, asOf: asOf))
            default: return Change(before: project, after: nil)
            }
        }
    }
}

extension String {
    fileprivate var hashOfBytes: UInt32 { utf8.reduce(0) { $0 &* 1_000_003 &+ UInt32($1) } }
}

extension SplitMix {
    fileprivate mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
    fileprivate mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
}
