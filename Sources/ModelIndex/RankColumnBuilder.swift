/// A column of a block while it is changed. A row without a value is possible.
struct RankColumnBuilder {
    private var values: [Int64] = []
    private var ranks: [UInt8]

    /// A column of rows that have no value yet.
    init(rows: Int) {
        ranks = []
        ranks.reserveCapacity(ModelBlock.rowsMax)
        ranks.append(contentsOf: repeatElement(RankColumn.none, count: rows))
    }

    init(_ column: RankColumn, rows: Int) {
        ranks = []
        ranks.reserveCapacity(ModelBlock.rowsMax)
        ranks.append(contentsOf: UnsafeRawBufferPointer(start: column.ranks, count: rows))
        values = (0..<column.distinct).map { column.value(ofRank: $0) }
    }

    /// How many values there are to write.
    var distinct: Int { values.count }

    mutating func append(_ value: Int64?) { ranks.append(value.map { rank(of: $0) } ?? RankColumn.none) }

    mutating func replace(_ row: Int, with value: Int64?) {
        let old = ranks[row]
        if let value, old != RankColumn.none, values[Int(old)] == value { return }
        ranks[row] = RankColumn.none
        drop(old)
        if let value { ranks[row] = rank(of: value) }
    }

    mutating func remove(_ row: Int) { drop(ranks.remove(at: row)) }

    /// The rank of a value, which gets one where it has none yet.
    private mutating func rank(of value: Int64) -> UInt8 {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if values[middle] < value { low = middle + 1 } else { high = middle }
        }
        if low == values.count || values[low] != value {
            values.insert(value, at: low)
            shift(from: UInt8(low), by: 1)
        }
        return UInt8(low)
    }

    /// Takes a value out that no row has any more.
    private mutating func drop(_ rank: UInt8) {
        guard rank != RankColumn.none, !ranks.contains(rank) else { return }
        values.remove(at: Int(rank))
        shift(from: rank, by: 255)
    }

    /// Moves the ranks from one on by one, up or, with 255, down.
    private mutating func shift(from first: UInt8, by delta: UInt8) {
        ranks.withUnsafeMutableBufferPointer { ranks in
            for row in ranks.indices {
                let rank = ranks[row]
                ranks[row] = rank &+ (rank >= first && rank != RankColumn.none ? delta : 0)
            }
        }
    }

    /// The bytes that `RankColumn` reads.
    func write(to out: inout ByteWriter) {
        out.append(rankBytes: ranks)
        guard !isWide, let least = values.first else { return out.append(values) }
        out.append(least)
        out.append(values.map { UInt32(truncatingIfNeeded: $0 &- least) })
    }

    /// Whether values need eight bytes each.
    var isWide: Bool {
        guard let least = values.first, let greatest = values.last else { return true }
        let (span, overflow) = greatest.subtractingReportingOverflow(least)
        return overflow || span > Int64(UInt32.max)
    }
}

extension ByteWriter {
    /// One byte a row, up to a multiple of sixteen.
    mutating func append(rankBytes: [UInt8]) {
        append(bytes: rankBytes)
        append(bytes: Array(repeating: RankColumn.none, count: (16 - rankBytes.count % 16) % 16))
    }
}
