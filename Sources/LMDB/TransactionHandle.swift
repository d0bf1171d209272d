import CLMDB
import Glibc

/// The open transaction behind the reads and changes. All calls of LMDB on records are here, generic code is above.
@usableFromInline
package struct TransactionHandle {
    let raw: OpaquePointer
    let environment: UInt32

    var number: UInt64 { UInt64(mdb_txn_id(raw)) }

    /// LMDB's handle of the table; traps on a table of another environment.
    @inline(__always)
    func checked(_ table: Table) -> UInt32 {
        precondition(table.environment == environment, "the table belongs to another environment")
        return table.handle
    }

    @usableFromInline
    func find(_ key: UnsafeRawBufferPointer, _ table: Table) throws(LMDBError) -> UnsafeRawBufferPointer? {
        var keyValue = MDB_val(key: key)
        var value = MDB_val()
        let code = mdb_get(raw, checked(table), &keyValue, &value)
        if code == MDB_NOTFOUND { return nil }
        try LMDBError.check(code, "get")
        return value.bytes
    }

    @usableFromInline
    func store(
        _ key: UnsafeRawBufferPointer,
        _ value: UnsafeRawBufferPointer,
        _ table: Table,
        _ mode: WriteTransaction.Mode
    ) throws(LMDBError) -> Bool {
        var keyValue = MDB_val(key: key)
        var data = MDB_val(mv_size: value.count, mv_data: UnsafeMutableRawPointer(mutating: value.baseAddress))
        let flags: UInt32 =
            switch mode {
            case .replace: 0
            case .insert: UInt32(MDB_NOOVERWRITE)
            case .append: UInt32(MDB_APPEND)
            }
        let code = mdb_put(raw, checked(table), &keyValue, &data, flags)
        if code == MDB_KEYEXIST, mode == .insert { return false }
        try LMDBError.check(code, "put")
        return true
    }

    @usableFromInline
    func reserve(
        _ key: UnsafeRawBufferPointer,
        _ count: Int,
        _ table: Table
    ) throws(LMDBError) -> UnsafeMutableRawBufferPointer {
        var keyValue = MDB_val(key: key)
        var data = MDB_val(mv_size: count, mv_data: nil)
        try LMDBError.check(mdb_put(raw, checked(table), &keyValue, &data, UInt32(MDB_RESERVE)), "reserve")
        return UnsafeMutableRawBufferPointer(start: data.mv_data, count: count)
    }

    @usableFromInline
    func remove(_ key: UnsafeRawBufferPointer, _ table: Table) throws(LMDBError) -> Bool {
        var keyValue = MDB_val(key: key)
        let code = mdb_del(raw, checked(table), &keyValue, nil)
        if code == MDB_NOTFOUND { return false }
        try LMDBError.check(code, "delete")
        return true
    }

    @usableFromInline
    func openCursor(_ table: Table) throws(LMDBError) -> Cursor {
        var cursor: OpaquePointer?
        try LMDBError.check(mdb_cursor_open(raw, checked(table), &cursor), "open cursor")
        guard let cursor else { fatalError("mdb_cursor_open gave no cursor") }
        return Cursor(cursor)
    }

    /// Pages on LMDB's own list of free ones, its table 0: a value is a count and so many page numbers (`mdb_stat.c`).
    func freePages() throws(LMDBError) -> Int {
        var opened: OpaquePointer?
        try LMDBError.check(mdb_cursor_open(raw, 0, &opened), "open cursor")
        guard let opened else { fatalError("mdb_cursor_open gave no cursor") }
        var cursor = Cursor(opened)
        var pages = 0
        while try cursor.next() { pages += cursor.withCurrent { $1.littleEndian(Int.self) } }
        return pages
    }

    func statistics(_ table: Table) throws(LMDBError) -> TableStatistics {
        var figures = MDB_stat()
        try LMDBError.check(mdb_stat(raw, checked(table), &figures), "statistics")
        let pages = Int(figures.ms_branch_pages) + Int(figures.ms_leaf_pages) + Int(figures.ms_overflow_pages)
        return TableStatistics(
            entries: Int(figures.ms_entries),
            depth: Int(figures.ms_depth),
            pages: pages,
            bytes: pages * Int(figures.ms_psize)
        )
    }
}

extension MDB_val {
    /// A key; traps if LMDB cannot take its length.
    @inline(__always)
    init(key: UnsafeRawBufferPointer) {
        precondition(
            key.count > 0 && key.count <= Environment.maxKeyBytes,
            "a key has 1 to 511 bytes"
        )
        self.init(mv_size: key.count, mv_data: UnsafeMutableRawPointer(mutating: key.baseAddress))
    }

    /// The bytes in the map.
    @inline(__always)
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: mv_data, count: mv_size) }
}

/// Makes a directory, one level, if it is missing.
func makeDirectory(_ path: String) throws(LMDBError) {
    if mkdir(path, 0o700) != 0, errno != EEXIST { try LMDBError.check(errno, "make directory") }
}

/// A transaction by its handle, for reading several environments at once: it is not watched that the transaction is
/// still open.
extension TransactionHandle: ReadableTransaction {
    @usableFromInline package var handle: TransactionHandle { self }
}
