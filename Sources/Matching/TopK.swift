/// The first k of all elements that are offered, without sorting the rest.
///
/// A binary heap with the last of the kept at its root. The result does not depend on the order of the offers, so
/// shards can be collected apart and merged.
///
/// ```swift
/// var best = TopK<ModelRank<ByteOrdered>>(capacity: 10)
/// for rank in ranks { best.offer(rank) }
/// let ordered = best.sorted()
/// ```
/// - Complexity: O(1) for an element that does not get in, O(log k) for one that does.
///
/// Inlinable, and the type usable from inline, so that the comparison is specialised where it is used: it runs for
/// every candidate. Without the attribute on the type the compiler (6.3.1) calls the generic code: 35 ns an element
/// instead of 1.
@usableFromInline
package struct TopK<Element: Ranked> {
    /// At most so many are kept.
    @usableFromInline package let capacity: Int
    /// A parent never precedes its children.
    @usableFromInline var heap: [Element]

    /// - Parameter capacity: k, 0 or more.
    @inlinable
    package init(capacity: Int) {
        precondition(capacity >= 0, "a negative number of results")
        self.capacity = capacity
        heap = []
    }

    /// How many are kept now.
    @inlinable
    package var count: Int { heap.count }

    /// The last of the kept once there are k: what does not precede it does not get in. Nil before.
    @inlinable
    package var threshold: Element? { heap.count == capacity ? heap.first : nil }

    /// Keeps the element if it is among the first k so far.
    @inlinable
    package mutating func offer(_ element: Element) {
        if heap.count < capacity {
            heap.append(element)
            siftUp(from: heap.count - 1)
        } else if capacity > 0, element.precedes(heap[0]) {
            heap[0] = element
            siftDown()
        }
    }

    /// Keeps the first k of both.
    @inlinable
    package mutating func merge(_ other: TopK) {
        for element in other.heap { offer(element) }
    }

    /// Whether one of the kept satisfies the predicate.
    @inlinable
    package func contains(where predicate: (Element) -> Bool) -> Bool { heap.contains(where: predicate) }

    /// The kept in order, first the one that precedes all others.
    @inlinable
    package func sorted() -> [Element] { heap.sorted { $0.precedes($1) } }

    @inlinable
    mutating func siftUp(from start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[parent].precedes(heap[child]) else { return }
            heap.swapAt(parent, child)
            child = parent
        }
    }

    @inlinable
    mutating func siftDown() {
        var parent = 0
        while true {
            var last = parent
            let (left, right) = (2 * parent + 1, 2 * parent + 2)
            if left < heap.count, heap[last].precedes(heap[left]) { last = left }
            if right < heap.count, heap[last].precedes(heap[right]) { last = right }
            guard last != parent else { return }
            heap.swapAt(parent, last)
            parent = last
        }
    }
}

extension TopK: Sendable where Element: Sendable {}
