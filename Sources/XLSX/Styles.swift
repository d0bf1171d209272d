/// Which cell styles show a number as a date.
final class Styles: XMLReceiver {
    /// By style number (`cellXfs`): whether it is a date.
    private(set) var isDate: [Bool] = []
    private var dateFormats: Set<Int> = []
    private var isInCellFormats = false
    /// Formats by their number that are dates without being declared (ECMA-376, 18.8.30, with the East Asian ones).
    private static let builtIn = Set([14, 15, 16, 17, 22] + Array(27...31) + [34, 35, 36] + Array(50...58))

    func start(_ name: String, _ attributes: XMLAttributes) {
        switch name {
        case "numFmt":
            if let id = attributes["numFmtId"].flatMap({ Int($0) }), let code = attributes["formatCode"],
                Styles.isDateFormat(code)
            {
                dateFormats.insert(id)
            }
        case "cellXfs": isInCellFormats = true
        case "xf" where isInCellFormats && isDate.count < 65_536:
            let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
            isDate.append(Styles.builtIn.contains(id) || dateFormats.contains(id))
        default: break
        }
    }

    func end(_ name: String) { if name == "cellXfs" { isInCellFormats = false } }

    func text(_ bytes: UnsafeRawBufferPointer) {}

    /// Whether a format's code has a year or a day outside quotes, brackets and escapes.
    static func isDateFormat(_ code: String) -> Bool {
        var isQuoted = false
        var isBracketed = false
        var isEscaped = false
        for byte in code.utf8 {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "["): isBracketed = !isQuoted
            case UInt8(ascii: "]"): isBracketed = false
            case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): isEscaped = !isQuoted
            case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "d"), UInt8(ascii: "D"):
                if !isQuoted && !isBracketed { return true }
            default: break
            }
        }
        return false
    }
}

/// Days of a workbook as numbers.
enum SerialDay {
    /// `YYYY-MM-DD` of a day's number, its time of day dropped; nil where the calendar has no such day.
    ///
    /// In the system of 1900 the number 60 is 29 February 1900, which was none.
    static func text(_ number: Double, since1904: Bool) -> String? {
        guard number >= 1, number < 2_958_466 else { return nil }
        let whole = Int(number.rounded(.down))
        if since1904 { return text(daysSince1970: whole - 24_107) }
        guard whole != 60 else { return nil }
        return text(daysSince1970: whole - (whole < 60 ? 25_568 : 25_569))
    }

    /// Civil from days, H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    private static func text(daysSince1970 days: Int) -> String? {
        let z = days + 719_468
        let era = z / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let mp = (5 * dayOfYear + 2) / 153
        let month = mp < 10 ? mp + 3 : mp - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        guard year <= 9999 else { return nil }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfYear - (153 * mp + 2) / 5 + 1, 2))"
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
