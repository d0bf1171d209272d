import CLMDB

/// A snapshot: sees what was committed when it began, and nothing later. Ends when it goes out of scope.
///
/// Made by `Environment.read` or `beginRead`; stays on one thread at a time.
@usableFromInline
package struct ReadTransaction: ~Copyable, ReadableTransaction {
    private var open: OpaquePointer?
    private let environment: Environment

    init(_ raw: OpaquePointer, _ environment: Environment) {
        open = raw
        self.environment = environment
    }

    deinit {
        guard let open else { return }
        mdb_txn_reset(open)
        if !environment.gate.leave(keeping: open) { mdb_txn_abort(open) }
    }

    var raw: OpaquePointer {
        guard let open else { fatalError("the transaction has ended") }
        return open
    }

    /// For the reads of `ReadableTransaction`.
    @usableFromInline
    package var handle: TransactionHandle { TransactionHandle(raw: raw, environment: environment.number) }

    /// Ends the transaction and keeps the tables it opened, which an abort would close.
    consuming func commit() throws(LMDBError) {
        let code = mdb_txn_commit(raw)
        open = nil
        environment.gate.leave()
        try LMDBError.check(code, "commit reading")
    }
}

/// The one write transaction: sees its own changes; commits by `commit()`, aborts when it goes out of scope before.
///
/// Changes are `mutating` and reads lend bytes from `self`, so the compiler refuses to change a table while bytes of it
/// are in use. Made by `Environment.write` or `beginWrite`; stays on its thread.
@usableFromInline
package struct WriteTransaction: ~Copyable, ReadableTransaction {
    private var open: OpaquePointer?
    private let environment: Environment

    init(_ raw: OpaquePointer, _ environment: Environment) {
        open = raw
        self.environment = environment
    }

    deinit {
        guard let open else { return }
        environment.gate.willEndWriting()
        mdb_txn_abort(open)
        environment.gate.leave()
    }

    var live: OpaquePointer {
        guard let open else { fatalError("the transaction has ended") }
        return open
    }

    /// For the reads of `ReadableTransaction`.
    @usableFromInline
    package var handle: TransactionHandle { TransactionHandle(raw: live, environment: environment.number) }

    /// Makes the changes durable and visible, all or none.
    ///
    /// - Throws: `.mapFull`, `.noSpace`, `.transactionFailed` after a failed change, or an errno of the disk; nothing
    ///   is changed then.
    @usableFromInline
    package consuming func commit() throws(LMDBError) {
        environment.gate.willEndWriting()
        // Frees the transaction on failure too.
        let code = mdb_txn_commit(live)
        open = nil
        environment.gate.leave()
        try LMDBError.check(code, "commit")
    }

    /// Drops the changes; the same as letting the transaction go out of scope.
    package consuming func abort() {}
}

extension WriteTransaction {
    /// Stores `value` under `key`, in place of what was there.
    @inlinable
    package mutating func put<K: ByteSource & ~Copyable & ~Escapable, V: ByteSource & ~Copyable & ~Escapable>(
        _ key: borrowing K,
        value: borrowing V,
        in table: Table
    ) throws(LMDBError) {
        _ = try store(key, value, table, .replace)
    }

    /// Stores `value` under `key` unless the key is taken.
    ///
    /// - Returns: false if the key was taken; nothing is changed then.
    @inlinable
    package mutating func insert<K: ByteSource & ~Copyable & ~Escapable, V: ByteSource & ~Copyable & ~Escapable>(
        _ key: borrowing K,
        value: borrowing V,
        in table: Table
    ) throws(LMDBError) -> Bool {
        try store(key, value, table, .insert)
    }

    /// Stores `value` under a `key` above every key of the table: fast, and pages are filled whole.
    ///
    /// - Throws: `.keyOrder` if a key is not above the last; the transaction stays usable.
    @inlinable
    package mutating func append<K: ByteSource & ~Copyable & ~Escapable, V: ByteSource & ~Copyable & ~Escapable>(
        _ key: borrowing K,
        value: borrowing V,
        in table: Table
    ) throws(LMDBError) {
        _ = try store(key, value, table, .append)
    }

    /// Stores a value of `count` bytes written in place by `fill`, which must write all of them.
    @inlinable
    package mutating func put<K: ByteSource & ~Copyable & ~Escapable>(
        _ key: borrowing K,
        reserving count: Int,
        in table: Table,
        _ fill: (inout OutputRawSpan) -> Void
    ) throws(LMDBError) {
        let room = try key.withSourceBytes { key in
            Result { () throws(LMDBError) in try handle.reserve(key, count, table) }
        }.get()
        var output = OutputRawSpan(buffer: room, initializedCount: 0)
        fill(&output)
        let written = output.finalize(for: room)
        precondition(written == count, "a reserved value was not written whole")
    }

    /// Removes `key`.
    ///
    /// - Returns: false if there was none.
    @inlinable
    @discardableResult
    package mutating func delete<K: ByteSource & ~Copyable & ~Escapable>(
        _ key: borrowing K,
        in table: Table
    ) throws(LMDBError) -> Bool {
        try key.withSourceBytes { key in
            Result { () throws(LMDBError) in try handle.remove(key, table) }
        }.get()
    }

    /// Removes the keys of a range, lowest first.
    ///
    /// - Parameter limit: most keys to remove, so that a large range can be cut over several transactions.
    /// - Returns: how many were removed; the range is empty if that is below `limit`.
    @discardableResult
    package mutating func delete(
        _ keys: KeyRange,
        in table: Table,
        limit: Int = .max
    ) throws(LMDBError) -> Int {
        var cursor = try handle.openCursor(table)
        var removed = 0
        // Looked up again after each removal: the C library's cursors are sound there in every version.
        while removed < limit, try cursor.seek(keys.lower) {
            if let upper = keys.upper, upper.withUnsafeBytes({ cursor.compareKey($0) }) >= 0 { break }
            try cursor.removeCurrent()
            removed += 1
        }
        return removed
    }

    /// Empties the table.
    package mutating func clear(_ table: Table) throws(LMDBError) {
        try LMDBError.check(mdb_drop(live, handle.checked(table), 0), "clear")
    }

    @usableFromInline enum Mode { case replace, insert, append }

    @inlinable
    mutating func store<K: ByteSource & ~Copyable & ~Escapable, V: ByteSource & ~Copyable & ~Escapable>(
        _ key: borrowing K,
        _ value: borrowing V,
        _ table: Table,
        _ mode: Mode
    ) throws(LMDBError) -> Bool {
        try key.withSourceBytes { key in
            value.withSourceBytes { value in
                Result { () throws(LMDBError) in try handle.store(key, value, table, mode) }
            }
        }.get()
    }
}
