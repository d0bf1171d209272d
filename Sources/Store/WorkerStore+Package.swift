import Answers
import Domain
import JSON
package import Packaging
package import Queries
import Rules
import Scenarios

extension WorkerStore {
    /// The packages of a need as everything stood at `seq` (30-financing.md, "The package").
    package func packages(_ ask: PackageAsk, at seq: UInt64) throws -> PackageResult {
        let question = try packageQuestion(ask, at: seq)
        let grounds = grounds(question, at: seq)
        let suspended = try suspended(ask, at: seq)
        guard suspended.isEmpty else {
            return PackageResult(
                solution: .failure(PackageRefusal(fields: [])), packages: .array([]), grounds: grounds,
                suspended: suspended)
        }
        let solution = WorkerStore.solve(question)
        let packages = (try? solution.get()).map { PackageAnswer.list($0, schedule: ask.schedule, name: name(at: seq)) }
        return PackageResult(solution: solution, packages: packages ?? .array([]), grounds: grounds)
    }

    /// What changes in outcomes and in the best package from one ask to another.
    package func whatIf(before: PackageAsk, after: PackageAsk, at seq: UInt64) throws -> WhatIfResult {
        let (old, new) = (try packageQuestion(before, at: seq), try packageQuestion(after, at: seq))
        let grounds = grounds(old, at: seq)
        let suspended = try suspended(before, at: seq)
        guard suspended.isEmpty else {
            return WhatIfResult(
                outcomes: .null, before: .null, after: .null, difference: .null, grounds: grounds,
                suspended: suspended)
        }
        let changes = OutcomeChange.between(
            FactTable(enterprise: old.enterprise, need: old.need, asOf: old.asOf),
            FactTable(enterprise: new.enterprise, need: new.need, asOf: new.asOf), offers: old.offers, asOf: old.asOf)
        let solutions = (WorkerStore.solve(old), WorkerStore.solve(new))
        return WhatIfResult(
            outcomes: WhatIfAnswer.outcomes(changes),
            before: WhatIfAnswer.best(solutions.0, name: name(at: seq)),
            after: WhatIfAnswer.best(solutions.1, name: name(at: seq)),
            difference: WhatIfAnswer.difference(solutions.0, solutions.1), grounds: grounds)
    }

    /// The unknown facts that move the cost of the best package, the one that moves it most first.
    package func askNext(_ ask: PackageAsk, at seq: UInt64, pace: Pace = Pace()) throws -> AskNextResult {
        let question = try packageQuestion(ask, at: seq)
        var result = AskNextResult(
            isEnterpriseKnown: question.enterprise != nil, suspended: try suspended(ask, at: seq))
        guard result.suspended.isEmpty else { return result }
        do {
            let open = try Packager.openFacts(question) { try pace.lookUp() }
            result.interval = AskNextAnswer.interval(open.interval)
            result.facts = AskNextAnswer.facts(open.facts)
        } catch let refusal as PackageRefusal {
            result.refused = refusal.fields
        }
        return result
    }

    /// Everything the packages of an ask follow from, as it stood at `seq`.
    package func packageQuestion(_ ask: PackageAsk, at seq: UInt64) throws -> PackageQuestion {
        var picks: [String: PackageFacts.Pick] = [:]
        for pick in ask.picks {
            picks[pick.line] = PackageFacts.Pick(
                model: pick.model, supplierRegion: try supplier(of: pick.model, at: seq)?.region)
        }
        return PackageQuestion(
            enterprise: try ask.enterprise ?? enterprise(ask.need.enterprise, at: seq), need: ask.need,
            offers: common.offers(at: seq), jointCaps: common.jointCaps.all(at: seq).map(\.cap), picks: picks,
            asOf: ask.asOf, objective: ask.objective, discountRate: ask.discountRate, top: ask.top)
    }

    private static func solve(_ question: PackageQuestion) -> Result<PackageSolution, PackageRefusal> {
        Result { () throws(PackageRefusal) in try Packager.solve(question) }
    }

    private func grounds(_ question: PackageQuestion, at seq: UInt64) -> Grounds {
        Grounds(
            enterprise: question.enterprise, offers: versions(of: question.offers, at: seq),
            jointCaps: common.jointCaps.all(at: seq).map { Grounds.Version(id: $0.cap.id, seq: $0.seq) })
    }

    /// The seqs of the versions of offers that stood at `seq`.
    func versions(of offers: [CompiledOffer], at seq: UInt64) -> [Grounds.Version] {
        offers.map { Grounds.Version(id: $0.offer.id, seq: common.offerVersion($0.offer.id, at: seq) ?? 0) }
    }

    /// Lines whose model is of a supplier whose models may not be offered.
    private func suspended(_ ask: PackageAsk, at seq: UInt64) throws -> [String] {
        try ask.picks.filter { try supplier(of: $0.model, at: seq)?.isActive == false }.map(\.line)
    }

    private func supplier(of model: EquipmentModel, at seq: UInt64) throws -> SupplierRow? {
        try common.supplierOrdinal(model.supplier).flatMap { common.suppliers.row($0, at: seq) }
    }

    private func name(at seq: UInt64) -> (String) -> String? {
        let common = common
        return { common.offer($0, at: seq)?.offer.name }
    }
}
