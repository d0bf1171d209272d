/// Blocks to visit, those that can score most first: a heap, for most of them are never taken out.
package struct VisitOrder {
    /// The bound in the high bits, the place of the block in a list of the caller's below: one number to compare.
    private var heap: [UInt64] = []
    private var isHeap = false
    private static let placeBits: UInt64 = 44

    package init() {}

    package var count: Int { heap.count }

    /// - Parameters:
    ///   - bound: millionths, 0 to 1,000,000.
    ///   - place: below 2⁴⁴.
    package mutating func add(bound: Int64, place: Int) {
        heap.append(UInt64(clamping: bound) << VisitOrder.placeBits | UInt64(place))
        isHeap = false
    }

    /// Takes out a block with the highest bound.
    package mutating func popFirst() -> (bound: Int64, place: Int)? {
        if !isHeap {
            for parent in stride(from: heap.count / 2 - 1, through: 0, by: -1) { siftDown(parent) }
            isHeap = true
        }
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            siftDown(0)
        }
        return (Int64(first >> VisitOrder.placeBits), Int(first & ((1 << VisitOrder.placeBits) - 1)))
    }

    private mutating func siftDown(_ start: Int) {
        var parent = start
        while true {
            var most = parent
            let (left, right) = (2 * parent + 1, 2 * parent + 2)
            if left < heap.count, heap[left] > heap[most] { most = left }
            if right < heap.count, heap[right] > heap[most] { most = right }
            guard most != parent else { return }
            heap.swapAt(parent, most)
            parent = most
        }
    }
}
