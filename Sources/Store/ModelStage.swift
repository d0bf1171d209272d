import Documents
import Domain
import LMDB
import ModelIndex

/// The blocks that a batch of models changes, from the edits to their bytes.
///
/// A model new to its category goes to the category's tail; one that is there is changed where it stands. Once the
/// blocks that filled up that way hold a fifth of a category's rows, its rows are sorted into clusters anew: each row
/// is written again a few times, as in a log-structured merge tree (O'Neil et al., 1996).
struct ModelStage {
    /// A class, for a structure of twenty arrays is not to be copied at each touch.
    private final class Open {
        var rows: BlockBuilder
        /// Nil as long as the words stay as they are.
        var words: OwnWordsBuilder?
        let path: CategoryPath
        var state: ModelBlock.State

        init(rows: BlockBuilder, words: OwnWordsBuilder?, path: CategoryPath, state: ModelBlock.State) {
            self.rows = rows
            self.words = words
            self.path = path
            self.state = state
        }
    }

    /// By number; nil = removed.
    private(set) var blocks: [UInt32: StagedBlock?] = [:]
    private let table: ModelTable
    private let context: IndexContext
    private var open: [UInt32: Open] = [:]
    private var tails: [CategoryPath: UInt32] = [:]
    private var removed: Set<UInt32> = []
    private var touched: Set<CategoryPath> = []
    private var next: UInt32
    private var free: [UInt32]

    /// Puts the edits of a batch, each model once. Memory takes the result up in `ModelTable.commit`, for a batch is
    /// put twice where the map was full.
    init(
        _ edits: [ModelEdit], _ table: ModelTable, _ context: IndexContext, _ transaction: inout WriteTransaction
    ) throws {
        self.table = table
        self.context = context
        next = UInt32(table.entries.count)
        free = table.entries.indices.filter { table.entries[$0] == nil }.map { UInt32($0) }.reversed()
        for edit in edits { try put(edit, transaction) }
        for path in touched.sorted() { try sortIfDue(path, &transaction) }
        try write(&transaction)
    }

    private mutating func put(_ edit: ModelEdit, _ transaction: borrowing WriteTransaction) throws {
        let row = BlockBuilder.Row(
            ordinal: edit.ordinal, supplier: edit.supplier, model: edit.model, length: edit.document.length)
        let path = edit.model.category
        if Int(edit.ordinal) < table.places.count, table.places[Int(edit.ordinal)].block != .max {
            let number = table.places[Int(edit.ordinal)].block
            let block = try openBlock(number, transaction)
            guard let place = block.rows.ordinals.firstIndex(of: edit.ordinal) else {
                throw StoreFlaw("model \(edit.model.id) is not in its block", isDamage: true)
            }
            if block.path == path {
                block.rows.replace(place, with: row)
                if edit.previousDocument != edit.document {
                    try openWords(block, number, transaction)
                    block.words?.replace(place, with: own(edit.document, path))
                }
                return
            }
            try openWords(block, number, transaction)
            block.rows.remove(place)
            block.words?.remove(place)
        }
        try append(row, own(edit.document, path), to: path, transaction)
    }

    private func own(_ document: DocumentTerms, _ path: CategoryPath) -> [(term: UInt64, count: UInt16)] {
        OwnWords.own(document, beyond: context.documents.words(of: path))
    }

    private mutating func append(
        _ row: BlockBuilder.Row, _ own: [(term: UInt64, count: UInt16)], to path: CategoryPath,
        _ transaction: borrowing WriteTransaction
    ) throws {
        touched.insert(path)
        var tail: Open?
        if let number = tails[path] ?? table.tail(path) {
            let block = try openBlock(number, transaction)
            if block.rows.count < ModelBlock.rowsMax {
                try openWords(block, number, transaction)
                tail = block
            } else {
                block.state = .unsorted
            }
        }
        let block = tail ?? begin(path, .tail)
        block.rows.append(row)
        block.words?.append(own)
    }

    /// A new, empty block.
    private mutating func begin(_ path: CategoryPath, _ state: ModelBlock.State) -> Open {
        let number: UInt32
        if let reused = free.popLast() {
            number = reused
        } else {
            number = next
            next += 1
        }
        let block = Open(rows: BlockBuilder(path: path), words: OwnWordsBuilder(), path: path, state: state)
        open[number] = block
        if state == .tail { tails[path] = number }
        return block
    }

    private mutating func openBlock(_ number: UInt32, _ transaction: borrowing WriteTransaction) throws -> Open {
        if let known = open[number] { return known }
        let block = ModelBlock(trusted: try ModelStage.bytes(number, table.blocks, transaction))
        let opened = Open(
            rows: BlockBuilder(block), words: nil, path: CategoryPath(block.path), state: block.state)
        open[number] = opened
        return opened
    }

    private func openWords(_ block: Open, _ number: UInt32, _ transaction: borrowing WriteTransaction) throws {
        guard block.words == nil else { return }
        let rows = block.rows.count
        block.words = OwnWordsBuilder(try words(number, rows: rows, transaction), rows: rows)
    }

    private func words(
        _ number: UInt32, rows: Int, _ transaction: borrowing WriteTransaction
    ) throws -> OwnWords {
        guard let bytes = try transaction.unsafeGet(number, in: table.words), OwnWords.isWhole(bytes, rows: rows),
            let base = bytes.baseAddress
        else { throw StoreFlaw("the words of a block of models are damaged", isDamage: true) }
        return OwnWords(trusted: base)
    }

    /// In the map, until the transaction writes.
    private static func bytes(
        _ number: UInt32, _ table: Table, _ transaction: borrowing WriteTransaction
    ) throws -> UnsafeRawPointer {
        guard let base = try transaction.unsafeGet(number, in: table)?.baseAddress else {
            throw StoreFlaw("a block of models is missing", isDamage: true)
        }
        return base
    }

    /// Sorts a category's rows into clusters where enough came since the last time.
    private mutating func sortIfDue(_ path: CategoryPath, _ transaction: inout WriteTransaction) throws {
        var numbers = Set(table.blocks(path))
        for (number, block) in open where block.path == path { numbers.insert(number) }
        var (sorted, unsorted) = (0, 0)
        for number in numbers {
            let state = open[number]?.state ?? table.state(number)
            let rows = open[number]?.rows.count ?? table.rows(number)
            if state == .sorted { sorted += rows } else if state == .unsorted { unsorted += rows }
        }
        guard unsorted >= max(ModelBlock.rowsMax, sorted / 4) else { return }
        // What is open is written first, so that all rows can be read in place.
        let full = numbers.filter { (open[$0]?.state ?? table.state($0)) != .tail }.sorted()
        for number in full where open[number] != nil { try write(number, &transaction) }
        try sort(full, path, transaction)
    }

    private mutating func sort(
        _ numbers: [UInt32], _ path: CategoryPath, _ transaction: borrowing WriteTransaction
    ) throws {
        var rows: [(ModelBlock, Int)] = []
        var words: [UnsafeRawPointer: OwnWords] = [:]
        for number in numbers where blocks[number].map({ $0 != nil }) ?? true {
            let block = ModelBlock(trusted: try ModelStage.bytes(number, table.blocks, transaction))
            words[block.base] = try self.words(number, rows: block.count, transaction)
            for row in 0..<block.count { rows.append((block, row)) }
        }
        rows.sort { BlockBuilder.precedes($0, $1) }
        for start in stride(from: 0, to: rows.count, by: ModelBlock.rowsMax) {
            let made = begin(path, .sorted)
            for (block, row) in rows[start..<min(start + ModelBlock.rowsMax, rows.count)] {
                made.rows.append(block, row: row)
                if let own = words[block.base] { made.words?.append(own, row: row) }
            }
        }
        for number in numbers {
            removed.insert(number)
            open[number] = nil
        }
    }

    private mutating func write(_ transaction: inout WriteTransaction) throws {
        for number in open.keys.sorted() { try write(number, &transaction) }
        for number in removed.sorted() {
            try transaction.delete(number, in: table.blocks)
            try transaction.delete(number, in: table.words)
            blocks[number] = .some(nil)
        }
    }

    private mutating func write(_ number: UInt32, _ transaction: inout WriteTransaction) throws {
        guard let block = open.removeValue(forKey: number) else { return }
        guard block.rows.count > 0 else {
            removed.insert(number)
            blocks[number] = .some(nil)
            return
        }
        let bytes = block.rows.encoded(block.state)
        try transaction.put(number, value: bytes, in: table.blocks)
        if let words = block.words { try transaction.put(number, value: words.encoded(), in: table.words) }
        let bounds = { [context] in context.bounds($0) }
        blocks[number] = bytes.withUnsafeBytes { raw in
            raw.baseAddress.map { StagedBlock(ModelBlock(trusted: $0), bounds) }
        }
    }
}
