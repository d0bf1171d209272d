package import Domain

/// A registered capital read from free text: `100(万元(人民币))`, `730(万美元)`, `3万人民币`.
package enum RegisteredCapital: Equatable, Sendable {
    /// The text is empty.
    case absent
    case cny(Fen)
    /// In another currency, given as written without 万 and 元: `美`, `香港`, `日`.
    case foreign(String)
    /// A number without a currency: `50(万)`.
    case unstated
    case unreadable

    /// The amount where it is in CNY.
    package var amount: Fen? { if case .cny(let amount) = self { amount } else { nil } }

    /// Reads a text; the unit 万 or none, the currency 元, 人民币 or both for CNY, any other is foreign.
    package init(_ text: String) {
        let compact = text.unicodeScalars.filter { !" \t()（）,，".unicodeScalars.contains($0) }
        guard !compact.isEmpty else {
            self = .absent
            return
        }
        let digits = compact.prefix { ("0"..."9").contains($0) || $0 == "." }
        var unit = String(String.UnicodeScalarView(compact.dropFirst(digits.count)))
        let isTenThousand = unit.hasPrefix("万")
        if isTenThousand { unit.removeFirst() }
        guard let amount = RegisteredCapital.fen(Array(digits), exponent: isTenThousand ? 6 : 2) else {
            self = .unreadable
            return
        }
        self = RegisteredCapital.judged(amount, currency: unit)
    }

    private static func judged(_ amount: Fen, currency: String) -> RegisteredCapital {
        if ["元", "人民币", "元人民币", "人民币元"].contains(currency) { return .cny(amount) }
        if currency.isEmpty { return .unstated }
        let name = String(String.UnicodeScalarView(currency.unicodeScalars.filter { $0 != "元" }))
        return name.isEmpty || name.unicodeScalars.count > 8 ? .unreadable : .foreign(name)
    }

    /// Digits with at most one point, times ten to the exponent, rounded half up; nil above the limit of an import.
    private static func fen(_ digits: [Unicode.Scalar], exponent: Int) -> Fen? {
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first, !whole.isEmpty, whole.count <= 13 else { return nil }
        let fraction = parts.count == 2 ? Array(parts[1]) : []
        var value: Int64 = 0
        for digit in whole { value = value * 10 + Int64(digit.value - 0x30) }
        for place in 0..<exponent {
            let digit = place < fraction.count ? Int64(fraction[place].value - 0x30) : 0
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow, product <= Fen.limit.rawValue else { return nil }
            value = product + digit
        }
        if fraction.count > exponent, fraction[exponent].value >= 0x35 { value += 1 }
        return value <= Fen.limit.rawValue ? Fen(value) : nil
    }
}
