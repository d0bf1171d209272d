import Answers
import Domain
import Packaging
import Wire

/// What a client asks of packages beside the need, checked.
struct PackageOptions {
    var objective: PackageObjective
    var discountRate: Rate
    var top: Int
    var schedule: Bool

    init(_ ask: WirePackageNeed) throws(AnswerError) {
        guard let objective = ask.objective.isEmpty ? .cost : PackageObjective(rawValue: ask.objective) else {
            throw AnswerError(
                "unknown_objective", "there is no objective \(ask.objective)", field: "objective",
                hint: "give " + PackageObjective.allCases.map(\.rawValue).joined(separator: ", "))
        }
        guard
            let rate = ask.discountRate.isEmpty
                ? PackageQuestion.defaultDiscountRate : Rate(fraction: ask.discountRate)
        else {
            throw AnswerError(
                "bad_rate", "the rate is no fraction from 0 to 1 with at most nine decimals: \(ask.discountRate)",
                field: "rate", hint: "write 3 percent a year as 0.03")
        }
        guard ask.top <= CoordinatorLimits.packages else {
            throw AnswerError(
                "out_of_range", "\(ask.top) packages are asked for", field: "top",
                hint: "give at most \(CoordinatorLimits.packages)")
        }
        self.objective = objective
        discountRate = rate
        top = max(1, Int(ask.top))
        schedule = ask.schedule
    }
}

extension Rate {
    /// Digits with at most nine after one point, from 0 to 1.
    init?(fraction text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            parts[0].utf8.count <= 9, let whole = Int64(parts[0])
        else { return nil }
        var value = whole * Rate.one.rawValue
        if parts.count == 2 {
            guard parts[1].utf8.count <= 9,
                let rest = Int64(parts[1] + String(repeating: "0", count: 9 - parts[1].utf8.count))
            else { return nil }
            value += rest
        }
        guard value <= Rate.one.rawValue else { return nil }
        self.init(rawValue: value)
    }
}
