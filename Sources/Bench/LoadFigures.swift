import JSON

/// What a load came to in a span of time.
struct LoadFigures {
    /// Times of answers in nanoseconds, ascending; those of refusals apart.
    private let answered, refusals: [UInt64]
    private let counts: [ClusterLoad.Outcome: Int]
    /// What kept a part of an answer away, and how often.
    private let reasons: [String: Int]
    private let seconds: Double

    init(_ asked: [ClusterLoad.Asked], from: UInt64, to: UInt64) {
        answered = asked.filter { [.whole, .partial, .differs].contains($0.outcome) }.map(\.took).sorted()
        refusals = asked.filter { $0.outcome == .refused }.map(\.took).sorted()
        counts = Dictionary(asked.map { ($0.outcome, 1) }, uniquingKeysWith: +)
        reasons = Dictionary(asked.compactMap { $0.why.map { ($0, 1) } }, uniquingKeysWith: +)
        seconds = Double(max(1, to - from)) / 1e9
    }

    func count(_ outcome: ClusterLoad.Outcome) -> Int { counts[outcome] ?? 0 }

    var asked: Int { counts.values.reduce(0, +) }
    /// Neither whole nor refused in order.
    var bad: Int { asked - count(.whole) - count(.refused) }
    /// Whole answers a second.
    var rate: Double { Double(count(.whole)) / seconds }

    /// Milliseconds at or below which that share of the answers lies; 0 without any.
    func ms(_ share: Double) -> Double { LoadFigures.at(share, answered) }

    /// The same for refusals.
    func refusalMs(_ share: Double) -> Double { LoadFigures.at(share, refusals) }

    private static func at(_ share: Double, _ sorted: [UInt64]) -> Double {
        guard !sorted.isEmpty else { return 0 }
        let place = min(sorted.count - 1, Int((Double(sorted.count) * share).rounded(.up)) - 1)
        return Double(sorted[max(0, place)]) / 1e6
    }

    var json: JSONValue {
        [
            "asked": .int(asked), "whole": .int(count(.whole)), "partial": .int(count(.partial)),
            "differs": .int(count(.differs)), "refused": .int(count(.refused)), "failed": .int(count(.failed)),
            "unanswered": .int(count(.unanswered)), "per_s": LoadFigures.number(rate),
            "p50_ms": LoadFigures.number(ms(0.5)),
            "p99_ms": LoadFigures.number(ms(0.99)), "p999_ms": LoadFigures.number(ms(0.999)),
            "max_ms": LoadFigures.number(ms(1)),
            "partial_why": .object(
                JSONObject(reasons.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .int($0.value)) })),
        ]
    }

    /// With three decimals at most.
    static func number(_ value: Double) -> JSONValue { .double((value * 1_000).rounded() / 1_000) }

    /// For a line of the report.
    var text: String {
        "p50 \(RoadBench.text(ms(0.5))), p99 \(RoadBench.text(ms(0.99))), p99.9 \(RoadBench.text(ms(0.999))) ms, "
            + "\(Int(rate.rounded()))/s, \(bad) of \(asked) not whole" + whyText
    }

    private var whyText: String {
        guard !reasons.isEmpty else { return "" }
        return " (" + reasons.keys.sorted().map { "\($0) \(reasons[$0] ?? 0)" }.joined(separator: ", ") + ")"
    }
}
