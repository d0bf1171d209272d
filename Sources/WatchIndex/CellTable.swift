/// Watches by what they ask of region, industry, category and direction: those that ask the same are one cell.
///
/// A project meets a watch's four filters exactly where it meets its cell's, so that the cells to look at follow from
/// the project: each code of it, or one that it is within, or none, for each of the four. Those that exist are found by
/// hash.
struct CellTable: Sendable {
    private struct Cell {
        let key: CellKey
        /// Of its entries, and for how many there is room: 1 << room.
        var start: UInt32
        var count: UInt32
        var room: UInt8
    }

    private var cells: [Cell] = []
    private var emptyCells = 0
    /// Runs of each cell, with room in between.
    private var entries: [CellEntry] = []
    /// Runs that were given up, by room.
    private var free: [[UInt32]] = []
    /// Hash << 32 | cell + 1, 0 = free; at most half are taken.
    private var slots = [UInt64](repeating: 0, count: 1024)

    private static let noEntry = CellEntry(number: 0, group: 0, band: 0, rule: 0)

    /// Adds a watch to the cell of a key.
    mutating func insert(_ entry: CellEntry, _ key: CellKey) -> WatchPlace {
        let index = cell(adding: key)
        let offset = cells[index].count
        if offset == 0 { emptyCells -= 1 }
        if offset == 1 << UInt32(cells[index].room) { move(index) }
        entries[Int(cells[index].start + offset)] = entry
        cells[index].count += 1
        return WatchPlace(cell: UInt32(index), offset: offset)
    }

    /// Takes a watch out.
    ///
    /// - Returns: the watch with its key and, where the last of the cell took its offset, that one's number.
    mutating func remove(_ place: WatchPlace) -> (removed: CellEntry, key: CellKey, moved: UInt32?) {
        let index = Int(place.cell)
        cells[index].count -= 1
        let start = cells[index].start
        let last = cells[index].count
        let removed = entries[Int(start + place.offset)]
        if last == 0 { emptyCells += 1 }
        guard place.offset != last else { return (removed, cells[index].key, nil) }
        let moved = entries[Int(start + last)]
        entries[Int(start + place.offset)] = moved
        return (removed, cells[index].key, moved.number)
    }

    /// Whether so many cells are empty that the removals that emptied them pay for making the table anew.
    var isSparse: Bool { emptyCells > 64 && emptyCells * 8 > entries.count }

    /// A table without the empty cells. Tells where each watch is then.
    func compacted(_ body: (_ number: UInt32, WatchPlace) -> Void) -> CellTable {
        var table = CellTable()
        for cell in cells where cell.count > 0 {
            for index in 0..<cell.count {
                let entry = entries[Int(cell.start + index)]
                body(entry.number, table.insert(entry, cell.key))
            }
        }
        return table
    }

    /// The entries of the cell of a key; empty where there is none.
    func forEach(of key: CellKey, _ body: (CellEntry) -> Void) {
        guard let index = find(key, key.hash) else { return }
        let start = Int(cells[index].start)
        let entries = entries.span
        for offset in start..<(start + Int(cells[index].count)) { body(entries[offset]) }
    }

    private func find(_ key: CellKey, _ hash: UInt32) -> Int? {
        let slots = slots.span
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(UInt32(truncatingIfNeeded: slots[slot])) - 1
            if slots[slot] >> 32 == UInt64(hash), cells[index].key == key { return index }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private mutating func cell(adding key: CellKey) -> Int {
        let hash = key.hash
        if let index = find(key, hash) { return index }
        cells.append(Cell(key: key, start: run(room: 0), count: 0, room: 0))
        emptyCells += 1
        if cells.count * 2 > slots.count { grow() }
        put(UInt64(hash) << 32 | UInt64(cells.count))
        return cells.count - 1
    }

    private mutating func put(_ value: UInt64) {
        var slot = Int(value >> 32) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = value
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: old.count * 2)
        for value in old where value != 0 { put(value) }
    }

    /// Moves a cell's entries to a run of twice the room.
    private mutating func move(_ index: Int) {
        let old = cells[index]
        let start = run(room: old.room + 1)
        for offset in 0..<old.count { entries[Int(start + offset)] = entries[Int(old.start + offset)] }
        give(old.start, room: old.room)
        cells[index].start = start
        cells[index].room += 1
    }

    private mutating func run(room: UInt8) -> UInt32 {
        if Int(room) < free.count, let start = free[Int(room)].popLast() { return start }
        let start = UInt32(entries.count)
        entries.append(contentsOf: repeatElement(CellTable.noEntry, count: 1 << Int(room)))
        return start
    }

    private mutating func give(_ start: UInt32, room: UInt8) {
        while free.count <= Int(room) { free.append([]) }
        free[Int(room)].append(start)
    }

    /// The bytes in use, and how many cells there are.
    var byteCount: Int {
        cells.count * MemoryLayout<Cell>.stride + entries.count * MemoryLayout<CellEntry>.stride + slots.count * 8
            + free.reduce(0) { $0 + $1.count * 4 }
    }
}
