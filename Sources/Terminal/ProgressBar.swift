/// A progress line on a terminal: draws at most ten times a second, is cleared when it ends.
///
///     var bar = ProgressBar(label: "导入", unit: .bytes, total: size, nowNs: clock.now)
///     while let chunk = next() { …; bar.update(done: read, nowNs: clock.now) }
///     bar.finish()
///
/// On anything but a terminal it writes nothing. One thread owns it. It has no clock: the caller says what time it is,
/// in nanoseconds of a clock that does not go back.
package struct ProgressBar: ~Copyable {
    private var painter: ProgressPainter
    private let output: Output

    /// A line for a work that begins now; nothing is drawn yet.
    package init(label: String, unit: ProgressState.Unit, total: Int?, nowNs: UInt64, output: Output = .error) {
        painter = ProgressPainter(label: label, unit: unit, total: total, nowNs: nowNs)
        self.output = output
    }

    deinit {
        if let text = painter.clearing { output.write(text) }
    }

    /// Says how much is done; draws if a tenth of a second has passed since the last time.
    package mutating func update(done: Int, nowNs: UInt64) {
        guard output.isTerminal, painter.isDue(nowNs: nowNs) else { return }
        // One column less: some terminals wrap as soon as the last one is filled.
        output.write(painter.draw(done: done, nowNs: nowNs, width: output.width - 1))
    }

    /// Clears the line. Without it the end of the value's life does.
    package consuming func finish() {}
}

/// Decides when a progress line is drawn and what is written for it: values only.
struct ProgressPainter: Sendable {
    /// A tenth of a second.
    static let intervalNs: UInt64 = 100_000_000

    private var state: ProgressState
    private let beganNs: UInt64
    private var drawnNs: UInt64?

    init(label: String, unit: ProgressState.Unit, total: Int?, nowNs: UInt64) {
        state = ProgressState(label: label, unit: unit, done: 0, total: total, elapsedNs: 0)
        beganNs = nowNs
    }

    /// Whether the line may be drawn again.
    func isDue(nowNs: UInt64) -> Bool {
        guard let drawnNs else { return true }
        return nowNs >= drawnNs && nowNs - drawnNs >= Self.intervalNs
    }

    /// The bytes that draw the line over the last one.
    mutating func draw(done: Int, nowNs: UInt64, width: Int) -> String {
        state.done = max(0, done)
        state.elapsedNs = nowNs >= beganNs ? nowNs - beganNs : 0
        drawnNs = nowNs
        return "\r" + ProgressState.render(state, width: width) + "\u{1B}[K"
    }

    /// The bytes that clear the line, or nil where none was drawn.
    var clearing: String? { drawnNs == nil ? nil : "\r\u{1B}[K" }
}
