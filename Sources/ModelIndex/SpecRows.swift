import Domain

/// The specs of the rows of a block while it is changed.
struct SpecRows {
    struct Column {
        let key: UInt64
        let type: UInt8
        var values: RankColumnBuilder
    }

    /// By key and type.
    private(set) var columns: [Column] = []
    private var rows = 0

    init() {}

    init(_ block: ModelBlock) {
        rows = block.count
        block.forEachSpecColumn { key, type, column in
            columns.append(Column(key: key, type: type, values: RankColumnBuilder(column, rows: rows)))
        }
    }

    mutating func append(_ specs: [Spec]) {
        appendEmpty()
        put(specs, in: rows - 1)
    }

    private mutating func appendEmpty() {
        rows += 1
        for index in columns.indices { columns[index].values.append(nil) }
    }

    mutating func append(_ block: ModelBlock, row: Int) {
        appendEmpty()
        block.forEachSpecColumn { key, type, source in
            guard source.rank(row) != RankColumn.none else { return }
            columns[column(key, type)].values.replace(rows - 1, with: source[row])
        }
    }

    mutating func replace(_ row: Int, with specs: [Spec]) {
        for index in columns.indices { columns[index].values.replace(row, with: nil) }
        put(specs, in: row)
        dropEmpty()
    }

    mutating func remove(_ row: Int) {
        for index in columns.indices { columns[index].values.remove(row) }
        rows -= 1
        dropEmpty()
    }

    private mutating func put(_ specs: [Spec], in row: Int) {
        for spec in specs {
            let (type, code) = SpecCode.code(spec.value)
            columns[column(SpecCode.key(spec.key), type)].values.replace(row, with: code)
        }
    }

    /// The place of a column, which is made where it is not there.
    private mutating func column(_ key: UInt64, _ type: UInt8) -> Int {
        var place = 0
        while place < columns.count, (columns[place].key, columns[place].type) < (key, type) { place += 1 }
        if place == columns.count || columns[place].key != key || columns[place].type != type {
            columns.insert(Column(key: key, type: type, values: RankColumnBuilder(rows: rows)), at: place)
        }
        return place
    }

    private mutating func dropEmpty() { columns.removeAll { $0.values.distinct == 0 } }
}
