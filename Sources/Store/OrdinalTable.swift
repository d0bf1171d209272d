import LMDB

/// The records of one kind in an environment, numbered from 0 in the order of their births; a number is never given
/// twice.
///
///     page u32 → births u64 of 512 records, little-endian
///
/// Indexes name records by these numbers: arrays by ordinal take the place of tables by birth.
struct OrdinalTable {
    private static let pageSize = 512
    private let table: Table
    /// By ordinal, ascending.
    private(set) var births: [UInt64] = []

    init(_ environment: Environment, _ name: String) throws {
        let table = try environment.openTable(name)
        self.table = table
        var births: [UInt64] = []
        try environment.read { transaction in
            try transaction.forEach(in: table) { _, page in
                for offset in stride(from: 0, to: page.byteCount, by: 8) {
                    births.append(page.littleEndian(UInt64.self, at: offset))
                }
                return .continue
            }
        }
        self.births = births
    }

    var count: Int { births.count }

    /// The number of a record; nil where it is not here. Complexity: O(log n).
    func ordinal(of birth: UInt64) -> UInt32? {
        let place = births.firstIndex(notBelow: birth)
        return place < births.count && births[place] == birth ? UInt32(place) : nil
    }

    func birth(of ordinal: UInt32) -> UInt64 { births[Int(ordinal)] }

    /// Writes down the births of new records, ascending and above all that are here; `take` follows the commit.
    func put(_ new: [UInt64], _ transaction: inout WriteTransaction) throws {
        guard !new.isEmpty else { return }
        let first = births.count / OrdinalTable.pageSize
        let all = births[(first * OrdinalTable.pageSize)...] + new
        for (index, start) in stride(from: 0, to: all.count, by: OrdinalTable.pageSize).enumerated() {
            let page = all.dropFirst(start).prefix(OrdinalTable.pageSize)
            var value: [UInt8] = []
            value.reserveCapacity(8 * page.count)
            for birth in page { withUnsafeBytes(of: birth.littleEndian) { value.append(contentsOf: $0) } }
            try transaction.put(Key(UInt32(first + index)), value: value, in: table)
        }
    }

    /// Gives new records their numbers, after the commit of `put`.
    mutating func take(_ new: [UInt64]) { births.append(contentsOf: new) }
}

extension [UInt64] {
    /// The first place whose element is not below a number, in an array that ascends. Complexity: O(log n).
    func firstIndex(notBelow number: UInt64) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
