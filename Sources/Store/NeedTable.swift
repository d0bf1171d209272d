import Documents
import Domain
import LMDB
import NeedIndex

/// The needs of a vshard as its indexes keep them.
///
///     need-rows   ordinal u32 → NeedRow, of the newest version
///     docs        birth u64 → whether a need is live, and the terms of its text
///
/// What lists and counts go through is held in memory, as columns by ordinal: read from the rows by the first question
/// that asks for it, and from then on kept in step by `commit`.
final class NeedTable {
    let docs: Table
    private let rows: Table
    private var scanner = LineScanner()
    /// Of the batch under way, by its place in it.
    private var pending: [NeedRow] = []
    private var loaded: (columns: NeedColumns, lines: LineColumns)?
    /// Whether every row there is was read.
    private var isWhole = false

    init(_ environment: Environment) throws {
        rows = try environment.openTable("need-rows")
        docs = try environment.openTable("docs")
    }

    /// Puts the edits of a batch, each need once. May run twice where the map was full: what is in memory changes in
    /// `commit`.
    func apply(_ edits: [NeedEdit], _ transaction: inout WriteTransaction) throws {
        pending = edits.map { NeedRow($0.need, with: &scanner) }
        for (edit, row) in zip(edits, pending) {
            try transaction.put(Key(edit.ordinal), value: row.bytes, in: rows)
            let document = DocumentCodec.encode(edit.document, isLive: edit.need.statusOrDefault != .withdrawn)
            try transaction.put(Key(edit.birth), value: document, in: docs)
        }
    }

    /// Takes the edits of `apply` up in memory, after the commit; in the order of ordinals.
    func commit(_ edits: [NeedEdit]) {
        if let loaded {
            // Rows that are not read yet will be read as they stand now.
            for (edit, row) in zip(edits, pending)
            where edit.ordinal < loaded.columns.count || (isWhole && edit.ordinal == loaded.columns.count) {
                put(edit.ordinal, row, replacing: edit.previous, loaded)
            }
        }
        pending = []
    }

    private func put(
        _ ordinal: UInt32, _ row: NeedRow, replacing previous: Need?,
        _ loaded: (columns: NeedColumns, lines: LineColumns)
    ) {
        loaded.columns.put(ordinal, row.need, replacing: previous)
        loaded.lines.put(ordinal, row.need, terms: row.terms, replacing: previous)
    }

    /// The needs as columns. Where the time of the question that reads them is over, the next one goes on from there.
    func columns<T: ReadableTransaction & ~Copyable>(
        _ enterprises: EnterpriseTable, pace: Pace, _ transaction: borrowing T
    ) throws -> (columns: NeedColumns, lines: LineColumns) {
        // Enterprises that were built anew are numbered anew.
        if loaded.map({ $0.columns.firms !== enterprises.firms }) ?? true {
            isWhole = false
            loaded = (NeedColumns(enterprises.firms), LineColumns(enterprises.lineWords, enterprises.words))
        }
        guard let loaded else { preconditionFailure("the columns were just made") }
        guard !isWhole else { return loaded }
        let start = Key(UInt32(loaded.columns.count)).bytes
        try transaction.forEach(in: rows, keys: .from(start)) { key, value in
            try pace.step()
            put(key.bigEndian(UInt32.self), try NeedTable.row(value), replacing: nil, loaded)
            return .continue
        }
        isWhole = true
        return loaded
    }

    /// The stored row of a need.
    func row<T: ReadableTransaction & ~Copyable>(_ ordinal: UInt32, _ transaction: borrowing T) throws -> NeedRow {
        guard let row = try transaction.get(Key(ordinal), in: rows, { try NeedTable.row($0) }) else {
            throw StoreFlaw("need \(ordinal) has no row", isDamage: true)
        }
        return row
    }

    private static func row(_ bytes: RawSpan) throws -> NeedRow {
        guard let row = bytes.withUnsafeBytes({ NeedRow($0) }) else {
            throw StoreFlaw("the row of a need cannot be read", isDamage: true)
        }
        return row
    }
}
