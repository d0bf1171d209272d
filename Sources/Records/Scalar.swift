internal import Domain
internal import JSON

/// Readings of single values: a JSON value in, a typed value or its first flaw out (R30: type, form, range).
enum Scalar {
    static func text(_ value: JSONValue) throws(Flaw) -> String {
        guard case .string(let text) = value else { throw Flaw(.badType, "a text", "write it in quotes") }
        return text
    }

    static func bool(_ value: JSONValue) throws(Flaw) -> Bool {
        guard case .bool(let bool) = value else {
            throw Flaw(.badType, "true or false", "write true or false, without quotes")
        }
        return bool
    }

    /// 1 to 64 of `A-Z a-z 0-9 . _ : -`.
    static func id(_ value: JSONValue) throws(Flaw) -> String {
        let text = try text(value)
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(isIDByte) else {
            throw Flaw(.outOfRange, "1 to 64 of A-Z a-z 0-9 . _ : -", "choose an id of these characters")
        }
        return text
    }

    static func isIDByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "-"): true
        default: false
        }
    }

    /// A word of a closed list.
    static func word<Word: RawRepresentable & CaseIterable>(_ value: JSONValue, _: Word.Type) throws(Flaw) -> Word
    where Word.RawValue == String {
        let text = try text(value)
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw Flaw(.outOfRange, "one of \(words)", "use one of these words as they are written")
        }
        return word
    }

    /// A finite number within bounds that are included.
    static func number(_ value: JSONValue, _ range: ClosedRange<Double>) throws(Flaw) -> Double {
        guard case .number(let text) = value else {
            throw Flaw(.badType, "a number", "write the number without quotes")
        }
        guard let number = Double(text), number.isFinite else {
            throw Flaw(.outOfRange, "a number that a double can hold", "give a smaller number")
        }
        guard range.contains(number) else { throw outside(range) }
        return number
    }

    /// A whole number within bounds that are included; `12.0` is whole.
    static func int(_ value: JSONValue, _ range: ClosedRange<Int>) throws(Flaw) -> Int {
        guard case .number(let text) = value else {
            throw Flaw(.badType, "a whole number", "write the number without quotes")
        }
        switch Decimal.read(text, digits: 0) {
        case .value(let whole) where range.contains(Int(whole)): return Int(whole)
        case .value, .tooLarge:
            throw Flaw(
                .outOfRange,
                "a whole number from \(range.lowerBound) to \(range.upperBound)",
                "correct the number"
            )
        case .tooPrecise, .malformed: throw Flaw(.badType, "a whole number", "give it without decimals")
        }
    }

    /// A rate or share: a fraction with at most nine decimals (R49).
    static func rate(_ value: JSONValue, _ range: ClosedRange<Rate>) throws(Flaw) -> Rate {
        guard case .number(let text) = value else {
            throw Flaw(.badType, "a number, a decimal fraction such as 0.035", "write the number without quotes")
        }
        switch Decimal.read(text, digits: 9) {
        case .value(let raw) where range.contains(Rate(rawValue: raw)): return Rate(rawValue: raw)
        case .value, .tooLarge, .malformed:
            let low = JSONNumber.fixed(range.lowerBound.rawValue, digits: 9)
            let high = JSONNumber.fixed(range.upperBound.rawValue, digits: 9)
            throw Flaw(
                .outOfRange,
                "a fraction from \(low) to \(high)",
                "give a fraction, not percent: 3.5 % is 0.035"
            )
        case .tooPrecise:
            throw Flaw(.outOfRange, "a fraction with at most nine decimals", "round it to nine decimals")
        }
    }

    /// Money of 0 or more, as a number or a decimal text (R33).
    static func money(_ value: JSONValue) throws(Flaw) -> Fen {
        let reading: Decimal.Reading
        let negative: Bool
        switch value {
        case .number(let text):
            reading = Decimal.read(text, digits: 2)
            negative = text.utf8.first == UInt8(ascii: "-")
        case .string(let text) where isPlainDecimal(text):
            reading = Decimal.read(text, digits: 2)
            negative = text.utf8.first == UInt8(ascii: "-")
        default: reading = .malformed; negative = false
        }
        switch reading {
        case .malformed:
            throw Flaw(
                .badType,
                "an amount in CNY such as 1234.56, as a number or a text of digits and at most one point",
                "leave out separators, signs and units"
            )
        case .tooPrecise:
            throw Flaw(.tooPreciseMoney, "an amount with at most two decimals", "round it to the fen")
        case .value(let fen) where fen < 0: throw negativeMoney
        case .tooLarge(negative: true): throw negativeMoney
        case .value(let fen) where fen <= Fen.limit.rawValue:
            if negative, case .string = value { throw negativeMoney }
            return Fen(fen)
        case .value, .tooLarge:
            throw Flaw(.outOfRange, "at most 10000000000000 CNY", "check the unit: amounts are in CNY, not fen")
        }
    }

    private static var negativeMoney: Flaw {
        Flaw(.negativeMoney, "an amount of 0 or more", "give it without a minus, or leave the field out")
    }

    /// Digits, optionally a point and digits; a minus before them is told apart, for it gets its own problem.
    private static func isPlainDecimal(_ text: String) -> Bool {
        text.utf8.allSatisfy {
            ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
        }
    }

    static func date(_ value: JSONValue) throws(Flaw) -> CalendarDay {
        guard case .string(let text) = value else { throw Flaw(.badType, "a text YYYY-MM-DD", "write it in quotes") }
        guard let day = CalendarDay(text) else {
            throw Flaw(.badDate, "a day of the calendar as YYYY-MM-DD", "write it like 2025-03-01")
        }
        return day
    }

    static func month(_ value: JSONValue) throws(Flaw) -> CalendarMonth {
        guard case .string(let text) = value else { throw Flaw(.badType, "a text YYYY-MM", "write it in quotes") }
        guard let month = CalendarMonth(text) else {
            throw Flaw(.badDate, "a month of the calendar as YYYY-MM", "write it like 2014-06")
        }
        return month
    }

    private static func outside(_ range: ClosedRange<Double>) -> Flaw {
        let low = range.lowerBound, high = range.upperBound
        let expected =
            high.isFinite
            ? "a number from \(JSONNumber.shortest(low)) to \(JSONNumber.shortest(high))"
            : "a number of at least \(JSONNumber.shortest(low))"
        return Flaw(.outOfRange, expected, "correct the number")
    }
}
