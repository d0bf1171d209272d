import Domain

/// The specs of the rows of a block while it is changed.
struct SpecRows {
    struct Column {
        var key: UInt64
        var type: UInt32
        /// By row; nil where the row has no such value.
        var values: [UInt64?]
    }

    /// By key and type.
    private(set) var columns: [Column] = []
    private var rows = 0

    mutating func append(_ specs: [Spec]) {
        rows += 1
        for index in columns.indices { columns[index].values.append(nil) }
        put(specs, in: rows - 1)
    }

    mutating func replace(_ row: Int, with specs: [Spec]) {
        for index in columns.indices { columns[index].values[row] = nil }
        put(specs, in: row)
        dropEmpty()
    }

    mutating func remove(_ row: Int) {
        for index in columns.indices { columns[index].values.remove(at: row) }
        rows -= 1
        dropEmpty()
    }

    private mutating func put(_ specs: [Spec], in row: Int) {
        for spec in specs {
            let (type, bits) = SpecColumn.code(spec.value)
            columns[column(SpecColumn.key(spec.key), type)].values[row] = bits
        }
    }

    /// The place of a column, which is made where it is not there.
    private mutating func column(_ key: UInt64, _ type: UInt32) -> Int {
        for (index, column) in columns.enumerated() {
            if column.key == key, column.type == type { return index }
            if (column.key, column.type) > (key, type) {
                columns.insert(Column(key: key, type: type, values: Array(repeating: nil, count: rows)), at: index)
                return index
            }
        }
        columns.append(Column(key: key, type: type, values: Array(repeating: nil, count: rows)))
        return columns.count - 1
    }

    private mutating func dropEmpty() { columns.removeAll { column in column.values.allSatisfy { $0 == nil } } }

    mutating func append(_ block: ModelBlock, rows range: Range<Int>) {
        let first = rows
        rows += range.count
        let none = repeatElement(UInt64?.none, count: range.count)
        for index in columns.indices { columns[index].values.append(contentsOf: none) }
        for index in 0..<block.specColumns {
            let source = block.specColumn(index)
            let (low, high) = source.bits(block)
            let present = RowBits(low: low, high: high)
            guard range.contains(where: { present.contains($0) }) else { continue }
            let target = column(source.key, source.type)
            for row in range where present.contains(row) {
                columns[target].values[first + row - range.lowerBound] = source.value(block, at: present.rank(row))
            }
        }
    }

    /// The directory, then the values.
    func write(rows count: Int, to out: inout ByteWriter) {
        var offset = out.bytes.count + SpecColumn.bytes * columns.count
        for column in columns {
            let (least, greatest) = SpecRows.bounds(column)
            out.append(column.key)
            out.append(column.type)
            out.append(UInt32(offset))
            out.append(least.bitPattern)
            out.append(greatest.bitPattern)
            offset += SpecColumn.bitBytes + 8 * column.values.count { $0 != nil }
        }
        for column in columns {
            var bits = RowBits(low: 0, high: 0)
            for (row, value) in column.values.enumerated() where value != nil { bits.insert(row) }
            out.append(bits.low)
            out.append(bits.high)
            for case let value? in column.values { out.append(value) }
        }
    }

    /// Least and greatest number; of other types, nothing to say.
    private static func bounds(_ column: Column) -> (Double, Double) {
        guard column.type == SpecColumn.number else { return (0, 0) }
        var (least, greatest) = (Double.infinity, -Double.infinity)
        for case let bits? in column.values {
            let number = Double(bitPattern: bits)
            least = min(least, number)
            greatest = max(greatest, number)
        }
        return (least, greatest)
    }
}
