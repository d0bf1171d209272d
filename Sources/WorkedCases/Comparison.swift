internal import JSON

/// Holds an answer against what a case expects, field by field (cases/README.md, "How an answer is compared").
///
/// Fields that `expected` lacks are not compared; one that the answer lacks is a difference, also where null is
/// expected, so that a misspelt field cannot pass. Lists are compared in order, texts by their bytes.
struct Comparison {
    /// Fields that are there for readers only.
    static let readingOnly: Set<String> = [
        "about", "relies_on", "score_unrounded", "legal_packages", "tie", "runner_up",
    ]

    /// Objects whose keys are ids or codes, not fields: compared whole, for a key too many is a wrong answer.
    private static let maps: Set<String> = ["failed", "support_by_provider_type"]

    /// How numbers of a field are compared.
    private enum Precision {
        /// By decimal value; scores and parts too, which answers give to the sixth decimal.
        case exact
        case fen
        /// At most 10^-8 apart.
        case rate

        init(field: String, under outer: Precision) {
            if field == "yearly_cost_rate" {
                self = .rate
            } else if field.hasSuffix("_cny") || field == "support_by_provider_type" {
                self = .fen
            } else {
                self = outer
            }
        }
    }

    private var differences: [Difference] = []

    /// The differences in the order of `expected`.
    static func differences(expected: JSONValue, got: JSONValue) -> [Difference] {
        var comparison = Comparison()
        comparison.compare(expected, got, at: "", isMap: false, .exact)
        return comparison.differences
    }

    private mutating func compare(
        _ expected: JSONValue,
        _ got: JSONValue?,
        at path: String,
        isMap: Bool,
        _ precision: Precision
    ) {
        switch (expected, got) {
        case (.object(let expected), .object(let got)?):
            compare(expected, got, at: path, isMap: isMap, precision)
        case (.array(let expected), .array(let got)?):
            for index in 0..<max(expected.count, got.count) {
                let path = "\(path)[\(index)]"
                guard index < expected.count else {
                    differences.append(Difference(path: path, expected: nil, got: got[index]))
                    continue
                }
                compare(expected[index], index < got.count ? got[index] : nil, at: path, isMap: false, precision)
            }
        case (_, let got?) where Comparison.isSame(expected, got, precision): break
        default: differences.append(Difference(path: path, expected: expected, got: got))
        }
    }

    private mutating func compare(
        _ expected: JSONObject,
        _ got: JSONObject,
        at path: String,
        isMap: Bool,
        _ precision: Precision
    ) {
        func place(_ key: String) -> String { path.isEmpty ? key : path + "." + key }
        for member in expected.members where isMap || !Comparison.readingOnly.contains(member.key) {
            compare(
                member.value,
                Comparison.value(of: member.key, in: got),
                at: place(member.key),
                isMap: !isMap && Comparison.maps.contains(member.key),
                isMap ? precision : Precision(field: member.key, under: precision)
            )
        }
        guard isMap else { return }
        for member in got.members where Comparison.value(of: member.key, in: expected) == nil {
            differences.append(Difference(path: place(member.key), expected: nil, got: member.value))
        }
    }

    /// The member of exactly these bytes; `==` of texts would take another spelling of the same letters.
    private static func value(of key: String, in object: JSONObject) -> JSONValue? {
        object.members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
    }

    private static func isSame(_ expected: JSONValue, _ got: JSONValue, _ precision: Precision) -> Bool {
        switch (expected, got) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
        case (.number(let a), .number(let b)): isSameNumber(a, b, precision)
        default: false
        }
    }

    private static func isSameNumber(_ expected: String, _ got: String, _ precision: Precision) -> Bool {
        guard let a = DecimalNumber(expected), let b = DecimalNumber(got) else { return expected == got }
        return switch precision {
        case .exact: a == b
        case .fen: a.rounded(to: 2) == b.rounded(to: 2)
        case .rate: a.isWithin(places: 8, of: b)
        }
    }
}
