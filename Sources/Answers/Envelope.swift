package import Cluster
package import Domain
package import JSON

/// What every answer begins with: as of which day and change, and how much of the data stood behind it.
package struct Envelope: Sendable {
    package var asOf: CalendarDay
    package var asOfSeq: UInt64
    package var coverage: Coverage

    package init(asOf: CalendarDay, asOfSeq: UInt64, coverage: Coverage) {
        self.asOf = asOf
        self.asOfSeq = asOfSeq
        self.coverage = coverage
    }

    /// The answer with these fields after the envelope's.
    package func answer(_ fields: [(String, JSONValue)]) -> JSONValue {
        var json = JSONObject()
        json.add("as_of", .string(asOf.text))
        json.add("as_of_seq", .int(asOfSeq))
        json.add("coverage", Envelope.json(coverage))
        for (key, value) in fields { json.add(key, value) }
        return .object(json)
    }

    /// Coverage as answers show it.
    package static func json(_ coverage: Coverage) -> JSONValue {
        [
            "fraction": .double(coverage.fraction), "shards": .int(coverage.shards),
            "answered": .int(coverage.answered),
            "reasons": .array(
                coverage.reasons.map { reason in
                    [
                        "shards": .array(reason.shards.map { .int($0.rawValue) }), "why": .string(reason.why.rawValue),
                        "records": .int(reason.records),
                    ]
                }),
        ]
    }
}

/// An answer that is an error: what is wrong, in which field, what to do.
package struct AnswerError: Error, Equatable, Sendable {
    package var code: String
    package var message: String
    package var field: String
    package var hint: String

    package init(_ code: String, _ message: String, field: String = "", hint: String = "") {
        self.code = code
        self.message = message
        self.field = field
        self.hint = hint
    }

    /// `{"error": {"code", "message", "field", "hint"}}`.
    package var json: JSONValue {
        [
            "error": [
                "code": .string(code), "message": .string(message), "field": .string(field), "hint": .string(hint),
            ]
        ]
    }
}
