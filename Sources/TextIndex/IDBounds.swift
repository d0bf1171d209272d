/// The least id of every 64 records, and of every 4096: bounds for many ids at a time in little memory.
package struct IDBounds: Sendable {
    /// Records a block.
    package static let blockSize = 64
    private static let wideSize = 64 * blockSize
    /// UTF-8; empty where no id is known, for no id is empty.
    private var blocks: [[UInt8]] = []
    private var wide: [[UInt8]] = []

    package init() {}

    /// Takes up the id of a record.
    package mutating func put(_ id: [UInt8], ordinal: UInt32) {
        IDBounds.put(id, at: Int(ordinal) / IDBounds.blockSize, &blocks)
        IDBounds.put(id, at: Int(ordinal) / IDBounds.wideSize, &wide)
    }

    private static func put(_ id: [UInt8], at place: Int, _ least: inout [[UInt8]]) {
        if least.count <= place { least.append(contentsOf: repeatElement([], count: place + 1 - least.count)) }
        if least[place].isEmpty || id.lexicographicallyPrecedes(least[place]) { least[place] = id }
    }

    /// Whether a record of these ordinals may have an id before this one; false only where none has.
    package func mayPrecede(_ id: [UInt8], _ ordinals: ClosedRange<UInt32>) -> Bool {
        let (low, high) = (Int(ordinals.lowerBound), Int(ordinals.upperBound))
        // A long range is looked at roughly: its ends, too.
        return high - low < 2 * IDBounds.wideSize
            ? IDBounds.mayPrecede(id, blocks, low / IDBounds.blockSize, high / IDBounds.blockSize)
            : IDBounds.mayPrecede(id, wide, low / IDBounds.wideSize, high / IDBounds.wideSize)
    }

    private static func mayPrecede(_ id: [UInt8], _ least: [[UInt8]], _ low: Int, _ high: Int) -> Bool {
        id.withUnsafeBufferPointer { id in
            var place = low
            while place <= high, place < least.count {
                if least[place].withUnsafeBufferPointer({ precedes($0, id) }) { return true }
                place += 1
            }
            return false
        }
    }

    /// Byte order, but that an empty id precedes none. By index, which is twice as fast as by iterators, and searches
    /// compare thousands.
    private static func precedes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
        guard !a.isEmpty else { return false }
        var place = 0
        while place < a.count, place < b.count {
            if a[place] != b[place] { return a[place] < b[place] }
            place += 1
        }
        return a.count < b.count
    }
}
