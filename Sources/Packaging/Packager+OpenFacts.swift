internal import Benefits
internal import Domain
internal import FinanceMath
internal import Rules

extension Packager {
    /// The cost interval now, and every unknown fact with how far an answer moves it: the one that moves it most first,
    /// then by name.
    ///
    /// An interval goes from the cost if everything still to be asked is answered favourably to the cost with what is
    /// known. An answer that makes an offer certain moves its upper end, one that rules it out its lower end; so facts
    /// that only help together are found too.
    /// - Parameter between: called after each answer, so that long work can be watched, and ended by an error.
    /// - Throws: `PackageRefusal` where the equipment amount is not known: that is then the fact to ask; and what
    ///   `between` throws.
    package static func openFacts(
        _ question: PackageQuestion, between: () throws -> Void = {}
    ) throws -> (interval: CostInterval, facts: [OpenFact]) {
        var question = question
        question.top = 1
        let pool = try Pool(question)
        let now = try interval(question)
        var facts: [OpenFact] = []
        for (fact, offers) in hanging(pool).sorted(by: { $0.key.rawValue.precedesBytes($1.key.rawValue) }) {
            let rules = pool.all.flatMap { [$0.rule] + $0.bonusRules + $0.caseRules }
            let sums = fact.kind == .money ? [pool.equipment, pool.equipment + pool.equipment] : []
            var answers: [OpenFact.Answer] = []
            for value in AnswerValues(fact, rules, extra: sums.map { .money($0) }).values {
                var asked = question
                asked.assumed.append(PackageQuestion.Assumption(fact: fact, value: value))
                answers.append(OpenFact.Answer(value: value, interval: try interval(asked)))
                try between()
            }
            let moves = answers.map { abs($0.interval.least, now.least) + abs($0.interval.most, now.most) }.max()
            facts.append(OpenFact(fact: fact, moves: moves ?? .zero, answers: answers, offers: offers.sorted()))
        }
        return (now, facts.sorted { ($0.moves, $1.fact.rawValue) > ($1.moves, $0.fact.rawValue) })
    }

    private static func abs(_ a: Fen, _ b: Fen) -> Fen { a < b ? b - a : a - b }

    private static func interval(_ question: PackageQuestion) throws(PackageRefusal) -> CostInterval {
        var hopeful = question
        hopeful.isHopeful = true
        let most = try cost(question)
        return CostInterval(least: min(most, try cost(hopeful)), most: most)
    }

    /// What the objective counts of the best package; own cash is always a package.
    private static func cost(_ question: PackageQuestion) throws(PackageRefusal) -> Fen {
        let solution = try solve(question)
        guard let best = solution.plans.first else { return solution.equipmentAmount }
        return question.objective == .certain ? best.netPresentCostCertain : best.netPresentCost
    }

    /// The unknown facts that an outcome, a base or a bonus hangs on, with the offers; package facts are never asked.
    private static func hanging(_ pool: Pool) -> [Fact: [String]] {
        let table = pool.question.facts(pool.need)
        var hanging: [Fact: [String]] = [:]
        for offer in pool.all {
            var facts = offer.rule.undecidedFacts(table)
            for rule in offer.bonusRules + offer.caseRules { facts += rule.undecidedFacts(table) }
            facts += offer.offer.benefit?.unknownBases(table) ?? []
            for fact in Set(facts) where !fact.isPackageFact && table[fact] == nil {
                hanging[fact, default: []].append(offer.offer.id)
            }
        }
        return hanging
    }
}

extension Pool {
    /// Every offer that could stand in a package.
    var all: [CompiledOffer] { loans + leases + guarantees + insurances + benefits + gates }
}

extension Benefit {
    /// The facts among its bases that are unknown.
    fileprivate func unknownBases(_ table: FactTable) -> [Fact] {
        (allBases + countedBases).compactMap { base in
            let fact: Fact? =
                switch base {
                case .quantity(.investmentTotal): .projectInvestmentTotal
                case .quantity(.fixedAssetInvestment): .projectFixedAssetInvestment
                case .quantity(.plantInvestment): .projectPlantInvestment
                case .figure(let figure): .figure(figure)
                case .quantity, .benefit, .group: nil
                }
            return fact.flatMap { table[$0] == nil ? $0 : nil }
        }
    }
}
