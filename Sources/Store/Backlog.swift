import Cluster
import Domain

/// Changes that were received in the order of the log and are not indexed yet.
struct Backlog {
    /// A range as it came.
    private struct Segment {
        var changes: [Change]
        var through: Position
        var bytes: Int
    }

    /// An element of the log in order: a change, or the end of a range.
    enum Element {
        case change(Change)
        case end(UInt64)
    }

    private var segments: [Segment] = []
    /// The place after what questions see.
    private var next = (segment: 0, change: 0)
    /// Questions up to here can be answered, from the index or from memtables.
    private(set) var visible: UInt64 = 0
    /// Of the bodies, about.
    private(set) var bytes = 0
    private(set) var count = 0

    init(visible: UInt64 = 0) { self.visible = visible }

    var isEmpty: Bool { segments.isEmpty }

    mutating func add(_ changes: [Change], through: Position) {
        let size = changes.reduce(0) { $0 + $1.body.count }
        bytes += size
        count += changes.count
        segments.append(Segment(changes: changes, through: through, bytes: size))
    }

    /// What questions would see next.
    var upcoming: Element? {
        guard next.segment < segments.count else { return nil }
        let segment = segments[next.segment]
        return next.change < segment.changes.count
            ? .change(segment.changes[next.change]) : .end(segment.through.seq)
    }

    /// Lets questions see `upcoming`.
    mutating func pass() {
        guard let element = upcoming else { return }
        switch element {
        case .change(let change):
            visible = max(visible, change.seq)
            next.change += 1
        case .end(let seq):
            visible = max(visible, seq)
            next = (next.segment + 1, 0)
        }
    }

    /// The changes of the first ranges, so many that their bodies reach about `maxBytes`, with the number of ranges;
    /// they stay here until `removeFirst`.
    func first(maxBytes: Int) -> (ranges: Int, changes: [Change], through: Position)? {
        guard var through = segments.first?.through else { return nil }
        var (ranges, size) = (0, 0)
        var changes: [Change] = []
        for segment in segments {
            if ranges > 0, size + segment.bytes > maxBytes { break }
            changes.append(contentsOf: segment.changes)
            through = segment.through
            ranges += 1
            size += segment.bytes
        }
        return (ranges, changes, through)
    }

    /// Removes ranges that are indexed.
    mutating func removeFirst(_ ranges: Int) {
        for segment in segments.prefix(ranges) {
            visible = max(visible, segment.through.seq)
            bytes -= segment.bytes
            count -= segment.changes.count
        }
        segments.removeFirst(ranges)
        next = next.segment < ranges ? (0, 0) : (next.segment - ranges, next.change)
    }
}
