import Domain
package import JSON
package import Packaging
package import Scenarios

/// The answer to `what-if`: what changes where facts are others.
package enum WhatIfAnswer {
    /// The facts that were set.
    package static func changed(_ facts: [EditedFact]) -> JSONValue {
        .array(
            facts.map { ["fact": .string($0.fact.rawValue), "from": .fact($0.from), "to": .fact($0.to)] })
    }

    /// The offers whose outcome differs.
    package static func outcomes(_ changes: [OutcomeChange]) -> JSONValue {
        .array(
            changes.map { change in
                [
                    "id": .string(change.offer.id), "kind": .string(change.offer.kind.rawValue),
                    "name": .string(change.offer.name), "from": .string(change.from.rawValue),
                    "to": .string(change.to.rawValue),
                ]
            })
    }

    /// The best package in short, or the error where there is none.
    package static func best(
        _ solution: Result<PackageSolution, PackageRefusal>, name: (String) -> String?
    ) -> JSONValue {
        switch solution {
        case .success(let solution): solution.plans.first.map { PackageAnswer.summary($0, name: name) } ?? .null
        case .failure(let refusal): PackageAnswer.refusal(fields: refusal.fields).json
        }
    }

    /// After less before, with the offers that came in and went out; null where one of them has no package.
    package static func difference(
        _ before: Result<PackageSolution, PackageRefusal>, _ after: Result<PackageSolution, PackageRefusal>
    ) -> JSONValue {
        guard let old = try? before.get().plans.first, let new = try? after.get().plans.first else { return .null }
        let (had, has) = (offers(old), offers(new))
        return [
            "net_present_cost_cny": .money(new.netPresentCost - old.netPresentCost),
            "support_cny": .money(new.support - old.support),
            "upfront_cny": .money(new.upfront - old.upfront),
            "gained": .strings(has.filter { !had.contains($0) }), "lost": .strings(had.filter { !has.contains($0) }),
        ]
    }

    /// The backbone first, then the others by id.
    private static func offers(_ plan: PackagePlan) -> [String] {
        (plan.backbone.offer.map { [$0] } ?? []) + plan.parts.map(\.id)
    }
}
