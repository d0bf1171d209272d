import OS
import Terminal

/// A progress bar of a work in phases; cleared before anything else is written to the terminal.
final class WorkBar {
    private let unit: ProgressState.Unit
    private var label: String?
    private var bar: ProgressBar?

    init(_ unit: ProgressState.Unit) { self.unit = unit }

    /// Says how far a phase is; a new label begins a new bar.
    func update(_ label: String, done: Int, total: Int?) {
        let now = MonotonicClock.now
        if self.label != label || bar == nil {
            self.label = label
            bar = ProgressBar(label: label, unit: unit, total: total, nowNs: now)
        }
        bar?.update(done: done, nowNs: now)
    }

    /// Takes the bar off the terminal until the next update.
    func clear() {
        label = nil
        bar = nil
    }
}
