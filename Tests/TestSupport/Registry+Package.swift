import Answers
package import Domain
package import JSON
import Matching
import Packaging
import Rules

extension Registry {
    /// The packages of a need as the answer shows them: its `picks` and `packages`, or the code of its error.
    ///
    /// - Parameter asked: models for lines; the other lines take their best match.
    package func packages(
        _ need: Need, enterprise: Enterprise?, asked: [String: String], best: Bool, objective: String, top: Int,
        asOf: CalendarDay, schedule: Bool
    ) -> (picks: [String: String], packages: JSONValue?) {
        var chosen = asked
        if best {
            var filled = asked
            for line in need.lines where asked[line.line] == nil {
                filled[line.line] = match(need, line, asOf: asOf, top: 1).hits.first?.model
            }
            if need.lines.allSatisfy({ $0.maxUnitPrice != nil || filled[$0.line] != nil }) { chosen = filled }
        }
        let question = question(need, enterprise: enterprise, picks: chosen, objective: objective, top: top, asOf: asOf)
        guard let solution = try? Packager.solve(question) else { return (chosen, nil) }
        return (chosen, PackageAnswer.list(solution, schedule: schedule) { offers[$0]?.offer.name })
    }

    /// What to ask next about a need without picked models, as the answer shows it; nil where the equipment amount is
    /// not known.
    package func askNext(
        _ need: Need, enterprise: Enterprise?, objective: String, asOf: CalendarDay
    ) -> (interval: JSONValue, facts: JSONValue)? {
        let question = question(need, enterprise: enterprise, picks: [:], objective: objective, top: 1, asOf: asOf)
        guard let open = try? Packager.openFacts(question) else { return nil }
        return (AskNextAnswer.interval(open.interval), AskNextAnswer.facts(open.facts))
    }

    private func question(
        _ need: Need, enterprise: Enterprise?, picks chosen: [String: String], objective: String, top: Int,
        asOf: CalendarDay
    ) -> PackageQuestion {
        var picks: [String: PackageFacts.Pick] = [:]
        for (line, id) in chosen {
            guard let model = models[id] else { continue }
            picks[line] = PackageFacts.Pick(model: model, supplierRegion: suppliers[model.supplier]?.region)
        }
        let caps = ids(.jointCaps).compactMap { id -> JointCap? in
            if case .jointCap(let cap)? = record(.jointCaps, id) { cap } else { nil }
        }
        // Dictionaries give the offers in an order of their own: the answer must not follow it.
        return PackageQuestion(
            enterprise: enterprise ?? enterprises[need.enterprise], need: need, offers: Array(offers.values),
            jointCaps: caps.reversed(), picks: picks, asOf: asOf,
            objective: PackageObjective(rawValue: objective) ?? .cost,
            top: top)
    }
}
