package import Domain
import OS

/// The calendar as the shells read it: Asia/Shanghai, which has had no summer time since 1991.
package enum ShanghaiTime {
    private static let shanghaiOffset: Int64 = 8 * 3_600

    /// Milliseconds since 1970.
    package static var milliseconds: Int64 { WallClock.nowMs }

    /// Today in Asia/Shanghai.
    package static var today: CalendarDay { day(milliseconds) }

    /// The day of a time in Asia/Shanghai.
    package static func day(_ milliseconds: Int64) -> CalendarDay {
        let seconds = floor(milliseconds, 1_000) + shanghaiOffset
        return CalendarDay(number: Int32(floor(seconds, 86_400)))
    }

    /// `YYYY-MM-DDThh:mm:ss.mmm+08:00`.
    package static func text(milliseconds: Int64) -> String {
        let seconds = floor(milliseconds, 1_000) + shanghaiOffset
        let rest = seconds - floor(seconds, 86_400) * 86_400
        let thousandths = milliseconds - floor(milliseconds, 1_000) * 1_000
        return day(milliseconds).text + "T" + pad(rest / 3_600, 2) + ":" + pad(rest / 60 % 60, 2) + ":"
            + pad(rest % 60, 2) + "." + pad(thousandths, 3) + "+08:00"
    }

    /// The last millisecond that `YYYY-MM-DD`, or the whole second that `YYYY-MM-DDThh:mm:ss`, takes in; nil for other
    /// text.
    package static func milliseconds(of text: String) -> Int64? {
        guard let day = CalendarDay(String(text.prefix(10))) else { return nil }
        let midnight = Int64(day.number) * 86_400 - shanghaiOffset
        if text.utf8.count == 10 { return (midnight + 86_400) * 1_000 - 1 }
        let parts = text.dropFirst(11).split(separator: ":")
        guard text.utf8.count == 19, text.dropFirst(10).first == "T", parts.count == 3,
            let hour = Int64(parts[0]), let minute = Int64(parts[1]), let second = Int64(parts[2]),
            (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second)
        else { return nil }
        return (midnight + hour * 3_600 + minute * 60 + second + 1) * 1_000 - 1
    }

    private static func floor(_ value: Int64, _ by: Int64) -> Int64 {
        value >= 0 ? value / by : -((-value + by - 1) / by)
    }

    private static func pad(_ value: Int64, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
