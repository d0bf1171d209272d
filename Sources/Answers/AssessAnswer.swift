package import Domain
package import JSON
package import Rules

/// The answer to `assess` (50-interfaces.md, "JSON").
package enum AssessAnswer {
    /// One offer's assessment.
    ///
    /// - Parameter source: the offer's source as stored; null where it has none.
    package static func offer(_ offer: Offer, _ assessment: Assessment, source: JSONValue = .null) -> JSONValue {
        var json = JSONObject()
        json.add("id", .string(offer.id))
        json.add("kind", .string(offer.kind.rawValue))
        json.add("name", .string(offer.name))
        json.add("outcome", .string(assessment.outcome.rawValue))
        if assessment.unverified { json.add("unverified", true) }
        json.add("asks", .strings(assessment.asks.map(\.rawValue)))
        json.add("depends_on_package", .strings(assessment.dependsOnPackage.map(\.rawValue)))
        json.add("conditions", .array(assessment.conditions.map(condition)))
        json.add("nearest_fix", assessment.nearestFix.map { .array($0.map(change)) })
        json.add("provider", ["id": .string(offer.provider.id), "name": .string(offer.provider.name)])
        json.add("source", source)
        return .object(json)
    }

    /// Offers in the order of answers: outcome, then id in byte order.
    package static func sorted<T>(_ offers: [(offer: Offer, assessment: Assessment, rest: T)]) -> [(
        offer: Offer, assessment: Assessment, rest: T
    )] {
        offers.sorted { a, b in
            if a.assessment.outcome != b.assessment.outcome {
                return a.assessment.outcome.order < b.assessment.outcome.order
            }
            return a.offer.id.utf8.lexicographicallyPrecedes(b.offer.id.utf8)
        }
    }

    private static func condition(_ result: ConditionResult) -> JSONValue {
        let condition = result.condition
        var json = JSONObject()
        json.add("fact", .string(condition.fact.rawValue))
        json.add("test", .string(condition.test.name))
        json.add("wants", .operand(condition.test))
        json.add("value", .fact(result.value))
        json.add("result", .string(result.result.rawValue))
        json.add("says", condition.says.map { .string($0) })
        json.add("cite", condition.cite.map { .string($0) })
        return .object(json)
    }

    private static func change(_ change: FactChange) -> JSONValue {
        ["fact": .string(change.fact.rawValue), "from": .fact(change.from), "to": .fact(change.to)]
    }
}
