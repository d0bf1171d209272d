import Domain
package import JSON
package import Packaging

/// The answer to `ask-next`: the unknown fact whose answer moves the cost of the best package most.
package enum AskNextAnswer {
    /// What the best package may cost, from the favourable case to what is known.
    package static func interval(_ interval: CostInterval) -> JSONValue {
        ["least_cny": .money(interval.least), "most_cny": .money(interval.most)]
    }

    /// The unknown facts in the order in which they should be asked.
    package static func facts(_ facts: [OpenFact]) -> JSONValue { .array(facts.map(fact)) }

    private static func fact(_ fact: OpenFact) -> JSONValue {
        [
            "fact": .string(fact.fact.rawValue), "moves_cny": .money(fact.moves),
            "answers": .array(
                fact.answers.map {
                    [
                        "value": .fact($0.value), "least_cny": .money($0.interval.least),
                        "most_cny": .money($0.interval.most),
                    ]
                }), "offers": .strings(fact.offers),
        ]
    }

    /// Where the equipment amount is not known: it comes before all else.
    ///
    /// - Parameter fields: of the need, by which it can be given.
    package static func refused(fields: [String]) -> [(String, JSONValue)] {
        let next: JSONValue = [
            "fact": .string(Fact.projectEquipmentAmount.rawValue), "moves_cny": .null, "answers": .array([]),
            "offers": .array([]),
        ]
        let refusal = PackageAnswer.refusal(fields: fields)
        return [
            ("interval", .null), ("next", next), ("facts", .array([next])), ("message", .string(refusal.message)),
            ("hint", .string(refusal.hint)),
        ]
    }
}
