/// A calendar day in Asia/Shanghai, as days since 1970-01-01; years 1 to 9999 (10-data-model.md).
package struct CalendarDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package var number: Int32

    package init(number: Int32) { self.number = number }

    /// The day of that date, or nil where the calendar has none.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= CalendarDay.daysInMonth(year: year, month: month)
        else { return nil }
        // Days from civil, H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Exactly `YYYY-MM-DD`; nil for anything else.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Digits.value(bytes[0..<4]), let month = Digits.value(bytes[5..<7]),
            let day = Digits.value(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Year, month and day of the month.
    package var components: (year: Int, month: Int, day: Int) {
        let z = Int(number) + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let mp = (5 * dayOfYear + 2) / 153
        let month = mp < 10 ? mp + 3 : mp - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1)
    }

    /// `YYYY-MM-DD`.
    package var text: String {
        let (year, month, day) = components
        return Digits.padded(year, 4) + "-" + Digits.padded(month, 2) + "-" + Digits.padded(day, 2)
    }

    package static func < (a: CalendarDay, b: CalendarDay) -> Bool { a.number < b.number }

    /// Whole days from `other` to this day, negative where this one is earlier.
    package func days(since other: CalendarDay) -> Int { Int(number) - Int(other.number) }

    /// The day so many days later.
    package func adding(days: Int) -> CalendarDay { CalendarDay(number: Int32(Int(number) + days)) }

    /// The day so many months later; a day the month lacks becomes its last (R6).
    package func adding(months: Int) -> CalendarDay {
        let (year, month, day) = components
        let index = year * 12 + (month - 1) + months
        let y = Int((Double(index) / 12).rounded(.down))
        let m = index - y * 12 + 1
        let last = CalendarDay.daysInMonth(year: y, month: m)
        return CalendarDay(year: y, month: m, day: min(day, last)) ?? self
    }

    /// Whole years from this day to `day`; a 29 February counts a year older on 1 March (R43). Nil when `day` is
    /// earlier.
    package func wholeYears(at day: CalendarDay) -> Int? {
        guard self <= day else { return nil }
        let (y0, m0, d0) = components
        let (y1, m1, d1) = day.components
        return y1 - y0 - ((m1, d1) < (m0, d0) ? 1 : 0)
    }

    /// The days of a month of the Gregorian calendar.
    package static func daysInMonth(year: Int, month: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// A calendar month, `YYYY-MM`.
package struct CalendarMonth: Hashable, Comparable, Sendable {
    /// Months since year 0.
    package var number: Int32

    /// Exactly `YYYY-MM`; nil for anything else.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 7, bytes[4] == UInt8(ascii: "-"), let year = Digits.value(bytes[0..<4]),
            let month = Digits.value(bytes[5..<7]), year >= 1, (1...12).contains(month)
        else { return nil }
        number = Int32(year * 12 + month - 1)
    }

    /// `YYYY-MM`.
    package var text: String { Digits.padded(Int(number) / 12, 4) + "-" + Digits.padded(Int(number) % 12 + 1, 2) }

    package static func < (a: CalendarMonth, b: CalendarMonth) -> Bool { a.number < b.number }
}

/// ASCII digits to numbers and back.
enum Digits {
    static func value(_ bytes: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for byte in bytes {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    static func padded(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
