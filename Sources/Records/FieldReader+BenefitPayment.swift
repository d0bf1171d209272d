internal import Domain
internal import JSON

/// When it is paid.
extension FieldReader {
    mutating func paid() -> (parts: [Benefit.Payment], isList: Bool)? {
        guard let value = optional("paid") else { return nil }
        return row.at(.key("paid")) { () -> (parts: [Benefit.Payment], isList: Bool)? in
            guard case .array(let elements) = value else {
                return row.object(value) { $0.payment(value) }.map { ([$0], false) }
            }
            guard
                let parts = row.list(
                    value,
                    count: 1...Int.max,
                    { value, row in row.object(value) { $0.payment(value) } }
                )
            else { return nil }
            check(parts, elements)
            return (parts, true)
        }
    }

    /// Every part but the last has a share, and together they are not above the whole.
    private func check(_ parts: [Benefit.Payment], _ elements: [JSONValue]) {
        var sum: Int64 = 0
        for (index, part) in parts.enumerated() {
            if let share = part.share {
                sum += share.rawValue
            } else if index < parts.count - 1, row.isStrict {
                row.at(.index(index)) {
                    row.report(
                        Flaw(.missingField, "given for every part but the last", "say which share is paid then"),
                        found: nil,
                        key: "share"
                    )
                }
            }
        }
        if sum > Rate.one.rawValue {
            row.report(
                Flaw(.inconsistent, "shares of 1 together at most", "correct the shares"),
                found: .array(elements),
                severity: .major
            )
        }
    }

    private mutating func payment(_ value: JSONValue) -> Benefit.Payment? {
        let given = ["with_payment", "months_after_completion", "month", "at_loan_end"].filter { optional($0) != nil }
        let withPayment = isTrue("with_payment", "give a month in its place where it is not paid with the payments")
        let atLoanEnd = isTrue("at_loan_end", "give a month in its place where it is not paid when the loan ends")
        let afterCompletion = int("months_after_completion", from: 0, to: monthsMax)
        let month = int("month", from: 0, to: monthsMax)
        let share = rate("share")
        if given.count > 1 {
            row.report(
                Flaw(
                    .inconsistent,
                    "one of with_payment, months_after_completion, month and at_loan_end",
                    "keep the one that is meant"
                ),
                found: value
            )
            return nil
        }
        if given.isEmpty {
            row.report(
                Flaw(
                    .missingField,
                    "given, or months_after_completion, with_payment or at_loan_end in its place",
                    "say when it is paid"
                ),
                found: nil,
                key: "month"
            )
            return nil
        }
        if withPayment != nil { return .init(time: .withPayment, share: share) }
        if atLoanEnd != nil { return .init(time: .atLoanEnd, share: share) }
        if let afterCompletion { return .init(time: .monthsAfterCompletion(afterCompletion), share: share) }
        return month.map { .init(time: .month($0), share: share) }
    }

    /// A mark that can only be set; nil where it is not.
    private mutating func isTrue(_ key: String, _ advice: String) -> Bool? {
        scalar(key) { (value: JSONValue) throws(Flaw) in
            guard try Scalar.bool(value) else { throw Flaw(.outOfRange, "true", advice) }
            return true
        }
    }
}
