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
        var block = Int(ordinals.lowerBound) / IDBounds.blockSize
        let last = min(Int(ordinals.upperBound) / IDBounds.blockSize, blocks.count - 1)
        let perWide = IDBounds.wideSize / IDBounds.blockSize
        while block <= last {
            if block % perWide == 0, block + perWide - 1 <= last {
                if !IDBounds.may(wide[block / perWide], id) {
                    block += perWide
                    continue
                }
            }
            if IDBounds.may(blocks[block], id) { return true }
            block += 1
        }
        return false
    }

    private static func may(_ least: [UInt8], _ id: [UInt8]) -> Bool {
        !least.isEmpty && least.lexicographicallyPrecedes(id)
    }
}
