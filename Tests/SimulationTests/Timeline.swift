import Cluster

/// SplitMix64: the only source of chance in a run, so that one seed replays it.
struct Chance {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// 0 ..< bound, bound above 0.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    mutating func between(_ low: Int, _ high: Int) -> Int { low + below(high - low + 1) }

    /// True in `perMille` of 1,000 cases.
    mutating func happens(perMille: Int) -> Bool { below(1_000) < perMille }

    mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }

    /// A time between two counts of microseconds.
    mutating func microseconds(_ low: Int, _ high: Int) -> Instant { Instant(between(low, high)) * 1_000 }

    mutating func milliseconds(_ low: Int, _ high: Int) -> Instant { microseconds(low * 1_000, high * 1_000) }
}

/// Virtual time: a heap of what will happen, run in order; of two at one time the one planned first goes first.
final class Timeline {
    private struct Planned {
        let at: Instant
        let order: Int
        let run: () -> Void

        static func < (a: Planned, b: Planned) -> Bool { (a.at, a.order) < (b.at, b.order) }
    }

    private(set) var now: Instant = 0
    private(set) var done = 0
    private var planned = 0
    private var heap: [Planned] = []

    func after(_ pause: Instant, _ run: @escaping () -> Void) { at(now + pause, run) }

    func at(_ time: Instant, _ run: @escaping () -> Void) {
        planned += 1
        heap.append(Planned(at: max(time, now), order: planned, run: run))
        var child = heap.count - 1
        while child > 0, heap[child] < heap[(child - 1) / 2] {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Runs all that is planned through `end`.
    func run(through end: Instant) {
        while let first = heap.first, first.at <= end {
            removeFirst()
            now = first.at
            done += 1
            first.run()
        }
        now = end
    }

    /// Forgets what is planned; its closures hold the cluster.
    func clear() { heap = [] }

    private func removeFirst() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child] < heap[least] {
                least = child
            }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
