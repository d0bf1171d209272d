/// Watches by what they ask of region, industry, category and direction: those that ask the same are one cell.
///
/// A project meets a watch's four filters exactly where it meets its cell's, so that the cells to look at follow from
/// the project: each code of it, or one that it is within, or none, for each of the four. Those that exist are found by
/// hash. A cell that grows large is parted by what its watches ask of offers, so that only those are read for which an
/// offer fits.
struct CellTable: Sendable {
    private struct Cell {
        let key: CellKey
        /// Of its entries, and for how many there is room: 1 << room.
        var start: UInt32
        var count: UInt32 = 0
        var room: UInt8 = 0
        /// Whether its entries name its parts.
        var isParted = false
    }

    /// Where a watch is.
    private struct Place {
        var cell: UInt32
        var offset: UInt32

        static let none = Place(cell: .max, offset: 0)
    }

    /// A cell is parted beyond so many watches. Below, reading them all in order costs less than going to the parts: so
    /// measured with a million watches, where one in six asks for an offer that fits.
    private static let wholeMax = 4096

    /// A lookup by hash misses the cache, reading the next part does not.
    private static let partsReadInPlaceOfOneLookup = 32

    private var cells: [Cell] = []
    private var emptyCells = 0
    /// Runs of each cell, with room in between: what its watches ask of offers, and the rest at the same places. Apart,
    /// because most watches of a cell ask for offers that do not fit.
    private var groups: [UInt32] = []
    private var entries: [CellEntry] = []
    /// Runs that were given up, by room.
    private var free: [[UInt32]] = []
    /// Hash << 32 | cell + 1, 0 = free; at most half are taken.
    private var slots = [UInt64](repeating: 0, count: 1024)
    /// By number of the watch.
    private var places: [Place] = []

    private static let noEntry = CellEntry(number: 0, band: 0, rule: 0)

    /// Adds a watch to the cell of a key.
    mutating func insert(_ entry: CellEntry, _ group: UInt32, _ key: CellKey) {
        if places.count <= Int(entry.number) {
            places.append(contentsOf: repeatElement(.none, count: Int(entry.number) + 1 - places.count))
        }
        let index = find(key, key.hash) ?? add(key)
        if !cells[index].isParted, cells[index].count == CellTable.wholeMax { part(index) }
        put(entry, group, in: cells[index].isParted ? part(of: index, group) : index)
    }

    /// Takes a watch out; nil where there is none of that number.
    mutating func remove(_ number: UInt32) -> Removed? {
        guard Int(number) < places.count, places[Int(number)].cell != Place.none.cell else { return nil }
        let index = Int(places[Int(number)].cell)
        let own = Int(cells[index].start + places[Int(number)].offset)
        let removed = Removed(entry: entries[own], group: groups[own], key: cells[index].key)
        cells[index].count -= 1
        if cells[index].count == 0 { emptyCells += 1 }
        let last = Int(cells[index].start + cells[index].count)
        groups[own] = groups[last]
        entries[own] = entries[last]
        places[Int(entries[own].number)] = places[Int(number)]
        places[Int(number)] = .none
        if isSparse { compact() }
        return removed
    }

    /// What was taken out.
    struct Removed {
        let entry: CellEntry
        let group: UInt32
        let key: CellKey
    }

    /// The bytes in use.
    var byteCount: Int {
        cells.count * MemoryLayout<Cell>.stride + entries.count * (MemoryLayout<CellEntry>.stride + 4) + slots.count * 8
            + places.count * MemoryLayout<Place>.stride + free.reduce(0) { $0 + $1.count * 4 }
    }
}

/// Reading.
extension CellTable {
    /// Puts the places of the watches of a cell that ask for offers that fit at the front of a list.
    ///
    /// - Parameters:
    ///   - fitting: by group, 1 = an offer of it fits, else 0.
    ///   - fits: the groups that do.
    ///   - list: made longer where it is too short.
    /// - Returns: how many.
    func collect(_ key: CellKey, _ fitting: [UInt8], _ fits: [UInt32], _ list: inout [UInt32]) -> Int {
        guard let index = find(key, key.hash) else { return 0 }
        guard cells[index].isParted else { return collect(cells[index], fitting, &list) }
        var count = 0
        if Int(cells[index].count) <= fits.count * CellTable.partsReadInPlaceOfOneLookup {
            let start = Int(cells[index].start)
            for place in start..<(start + Int(cells[index].count)) where fitting[Int(groups[place])] == 1 {
                addAll(cells[Int(entries[place].number)], &list, &count)
            }
        } else {
            var key = key
            for place in fits.indices {
                key.group = fits[place]
                if let part = find(key, key.hash) { addAll(cells[part], &list, &count) }
            }
        }
        return count
    }

    /// A watch by its place in a list of `collect`.
    subscript(place: UInt32) -> CellEntry { entries[Int(place)] }

    /// Without a branch on what fits, which would be guessed wrong too often.
    private func collect(_ cell: Cell, _ fitting: [UInt8], _ list: inout [UInt32]) -> Int {
        let size = Int(cell.count)
        if list.count < size { list.append(contentsOf: repeatElement(0, count: size - list.count)) }
        let start = Int(cell.start)
        let groups = groups.span.extracting(start..<(start + size))
        let fitting = fitting.span
        var places = list.mutableSpan
        var count = 0
        for offset in groups.indices {
            places[count] = UInt32(truncatingIfNeeded: start + offset)
            count += Int(fitting[Int(groups[offset])])
        }
        return count
    }

    private func addAll(_ cell: Cell, _ list: inout [UInt32], _ count: inout Int) {
        let end = count + Int(cell.count)
        if list.count < end { list.append(contentsOf: repeatElement(0, count: end - list.count)) }
        for offset in 0..<cell.count {
            list[count] = cell.start + offset
            count += 1
        }
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
}

/// Cells and their room.
extension CellTable {
    /// Adds an empty cell.
    private mutating func add(_ key: CellKey) -> Int {
        cells.append(Cell(key: key, start: run(room: 0)))
        emptyCells += 1
        if cells.count * 2 > slots.count {
            let old = slots
            slots = Array(repeating: 0, count: old.count * 2)
            for value in old where value != 0 { enter(value) }
        }
        enter(UInt64(key.hash) << 32 | UInt64(cells.count))
        return cells.count - 1
    }

    private mutating func enter(_ value: UInt64) {
        var slot = Int(value >> 32) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = value
    }

    private mutating func put(_ entry: CellEntry, _ group: UInt32, in index: Int) {
        if cells[index].count == 0 { emptyCells -= 1 }
        places[Int(entry.number)] = Place(cell: UInt32(index), offset: cells[index].count)
        append(entry, group, to: index)
    }

    private mutating func append(_ entry: CellEntry, _ group: UInt32, to index: Int) {
        if cells[index].count == 1 << UInt32(cells[index].room) { move(index) }
        let place = Int(cells[index].start + cells[index].count)
        groups[place] = group
        entries[place] = entry
        cells[index].count += 1
    }

    /// Parts a cell. It counts as never empty from then on.
    private mutating func part(_ index: Int) {
        let start = Int(cells[index].start)
        let range = start..<(start + Int(cells[index].count))
        let old = zip(Array(entries[range]), Array(groups[range]))
        cells[index].count = 0
        cells[index].isParted = true
        for (entry, group) in old { put(entry, group, in: part(of: index, group)) }
    }

    /// The part of a parted cell for a group, a new one where there is none.
    private mutating func part(of index: Int, _ group: UInt32) -> Int {
        var key = cells[index].key
        key.group = group
        if let part = find(key, key.hash) { return part }
        let part = add(key)
        append(CellEntry(number: UInt32(part), band: 0, rule: 0), group, to: index)
        return part
    }

    /// Moves a cell's entries to a run of twice the room.
    private mutating func move(_ index: Int) {
        let old = cells[index]
        let start = run(room: old.room + 1)
        for offset in 0..<old.count {
            groups[Int(start + offset)] = groups[Int(old.start + offset)]
            entries[Int(start + offset)] = entries[Int(old.start + offset)]
        }
        while free.count <= Int(old.room) { free.append([]) }
        free[Int(old.room)].append(old.start)
        cells[index].start = start
        cells[index].room += 1
    }

    private mutating func run(room: UInt8) -> UInt32 {
        if Int(room) < free.count, let start = free[Int(room)].popLast() { return start }
        let start = UInt32(entries.count)
        groups.append(contentsOf: repeatElement(0, count: 1 << Int(room)))
        entries.append(contentsOf: repeatElement(CellTable.noEntry, count: 1 << Int(room)))
        return start
    }

    /// Whether so many cells are empty that the removals that emptied them pay for making the table anew.
    private var isSparse: Bool { emptyCells > 64 && emptyCells * 8 > entries.count }

    /// Drops the empty cells.
    private mutating func compact() {
        var table = CellTable()
        table.places = Array(repeating: .none, count: places.count)
        for cell in cells where !cell.isParted {
            var key = cell.key
            key.group = 0
            for place in Int(cell.start)..<Int(cell.start + cell.count) {
                table.insert(entries[place], groups[place], key)
            }
        }
        self = table
    }
}
