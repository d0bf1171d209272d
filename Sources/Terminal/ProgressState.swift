/// How far a long work is: all that a progress line shows.
package struct ProgressState: Equatable, Sendable {
    /// What is counted.
    package enum Unit: Sendable {
        case bytes, items
    }

    /// What the work is, in the reader's language, on one line.
    package var label: String
    /// What `done` and `total` count.
    package var unit: Unit
    /// How many are done, 0 or more.
    package var done: Int
    /// nil while it is not known; then there is neither bar nor end.
    package var total: Int?
    /// Nanoseconds since the work began.
    package var elapsedNs: UInt64

    /// A state of a work.
    package init(label: String, unit: Unit, done: Int, total: Int?, elapsedNs: UInt64) {
        self.label = DisplayWidth.singleLine(label)
        self.unit = unit
        self.done = max(0, done)
        self.total = total
        self.elapsedNs = elapsedNs
    }

    /// The line, never wider than `width`: `导入 ███░░ 42% 12.3 MB/s ETA 00:05`.
    ///
    /// Where room is short the speed goes first, then the time left, then the bar, then the end of the label.
    package static func render(_ state: ProgressState, width: Int) -> String {
        guard let total = state.total else { return state.renderOpen(width: width) }
        let percent = "\(state.percent(of: total))%"
        let tails = [
            [percent, state.speedText, state.timeLeft(to: total)], [percent, state.timeLeft(to: total)], [percent],
        ]
        let label = DisplayWidth.truncate(state.label, to: max(8, width * 2 / 5))
        for tail in tails {
            let text = tail.compactMap(\.self).joined(separator: " ")
            let room = width - DisplayWidth.of(label) - DisplayWidth.of(text) - 2
            if room >= 5 { return "\(label) \(state.bar(of: total, cells: min(room, 30))) \(text)" }
        }
        let short = DisplayWidth.truncate(state.label, to: width - percent.utf8.count - 1)
        return DisplayWidth.truncate(short.isEmpty ? percent : "\(short) \(percent)", to: width)
    }

    private func renderOpen(width: Int) -> String {
        let count = unit == .bytes ? Display.bytes(done) : Display.count(done)
        let elapsed = Display.duration(seconds: Int(elapsedNs / 1_000_000_000))
        for tail in [[count, speedText, elapsed], [count, elapsed], [count]] {
            let text = tail.compactMap(\.self).joined(separator: " ")
            let room = width - DisplayWidth.of(text) - 1
            if room >= min(8, DisplayWidth.of(label)) { return DisplayWidth.truncate(label, to: room) + " " + text }
        }
        return DisplayWidth.truncate(count, to: width)
    }

    /// Whole percents, rounded down: 100 is said only when all is done.
    private func percent(of total: Int) -> Int {
        if done >= total { return 100 }
        return min(99, Int(Double(done) / Double(total) * 100))
    }

    private func bar(of total: Int, cells: Int) -> String {
        let full = done >= total ? cells : min(cells - 1, Int(Double(done) / Double(total) * Double(cells)))
        return String(repeating: "█", count: full) + String(repeating: "░", count: cells - full)
    }

    /// The mean speed since the beginning, per second; nil in the first fifth of a second, when it means little.
    private var speed: Double? {
        guard elapsedNs >= 200_000_000, done > 0 else { return nil }
        return Double(done) / (Double(elapsedNs) / 1e9)
    }

    private var speedText: String? {
        guard let speed, speed < 1e15 else { return nil }
        let whole = Int(speed.rounded())
        return (unit == .bytes ? Display.bytes(whole) : Display.count(whole)) + "/s"
    }

    /// The time left at the mean speed, rounded up to the second; left out from 100 hours on.
    private func timeLeft(to total: Int) -> String? {
        guard let speed else { return nil }
        let seconds = (Double(max(0, total - done)) / speed).rounded(.up)
        return seconds < 360_000 ? "ETA " + Display.duration(seconds: Int(seconds)) : nil
    }
}
