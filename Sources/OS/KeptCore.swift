internal import CSched

/// Keeps the calling thread to one core while it hands work to and fro with another thread of that core.
///
/// To wake a thread of another core costs many times what it costs on the same one, most of all on a virtual machine,
/// where it interrupts the host. A thread that is asked question after question by its I/O thread stays beside it; left
/// to itself for a while, it may run anywhere again. Used from the thread it keeps.
package struct KeptCore: ~Copyable {
    /// Without a question for so long it is let go.
    private static let rest: UInt64 = 1_000_000_000

    private let core: Int?
    private let everywhere: [Int]
    private var lastUse: UInt64?

    /// - Parameter core: its number among those the process may use, in turn; nil never keeps a thread.
    package init(_ core: Int?) {
        everywhere = KeptCore.allowed
        self.core = core.flatMap { KeptCore.number($0) }
    }

    /// There is work: the thread stays on the core from now on.
    package mutating func use(now: UInt64 = MonotonicClock.now) {
        guard let core else { return }
        if lastUse == nil { KeptCore.allow([core]) }
        lastUse = now
    }

    /// Lets the thread go where there was no work for a while.
    package mutating func rest(now: UInt64 = MonotonicClock.now) {
        guard let last = lastUse, now >= last + KeptCore.rest else { return }
        lastUse = nil
        KeptCore.allow(everywhere)
    }

    /// The system's number of the core with that number among those the calling thread may use, in turn; nil where it
    /// has one only, or they cannot be told.
    package static func number(_ core: Int) -> Int? {
        let numbers = allowed
        return numbers.count > 1 && core >= 0 ? numbers[core % numbers.count] : nil
    }

    /// The system's numbers of the cores that the calling thread may use; empty where they cannot be told.
    package static var allowed: [Int] {
        var set = [UInt8](repeating: 0, count: setBytes)
        guard thread_get_cores(0, UInt(setBytes), &set) >= 0 else { return [] }
        return (0..<setBytes * 8).filter { set[$0 / 8] & 1 << UInt8($0 % 8) != 0 }
    }

    private static func allow(_ cores: [Int]) {
        var set = [UInt8](repeating: 0, count: setBytes)
        for core in cores { set[core / 8] |= 1 << UInt8(core % 8) }
        _ = thread_set_cores(0, UInt(setBytes), set)
    }

    /// Room for 1,024 cores, what the system's own type has.
    private static let setBytes = 128
}
