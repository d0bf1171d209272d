import CLMDB
import Glibc

/// A place in a table. Lent by `withCursor(in:_:)`; closed when that returns.
///
///     try transaction.withCursor(in: models) { cursor in
///         var isOn = try cursor.seek(prefix)
///         while isOn {
///             cursor.withCurrent { key, value in … }
///             isOn = try cursor.next()
///         }
///     }
@usableFromInline
package struct Cursor: ~Copyable {
    private let raw: OpaquePointer
    /// Key and value in the map while `isOnRecord`, empty otherwise.
    @usableFromInline var key = UnsafeRawBufferPointer(start: nil, count: 0)
    @usableFromInline var value = UnsafeRawBufferPointer(start: nil, count: 0)
    /// Whether the last move found a record.
    @inlinable
    package var isOnRecord: Bool { key.baseAddress != nil }

    init(_ raw: OpaquePointer) { self.raw = raw }

    deinit { mdb_cursor_close(raw) }

    /// To the lowest record.
    ///
    /// - Returns: false if the table is empty.
    package mutating func first() throws(LMDBError) -> Bool { try move(MDB_FIRST) }

    /// To the highest record.
    ///
    /// - Returns: false if the table is empty.
    package mutating func last() throws(LMDBError) -> Bool { try move(MDB_LAST) }

    /// To the next higher record; from a new cursor to the lowest.
    ///
    /// - Returns: false at the end; seek before moving on.
    @usableFromInline
    package mutating func next() throws(LMDBError) -> Bool { try move(MDB_NEXT) }

    /// To the next lower record; from a new cursor to the highest.
    ///
    /// - Returns: false at the start; seek before moving on.
    @usableFromInline
    package mutating func previous() throws(LMDBError) -> Bool { try move(MDB_PREV) }

    /// To the first record whose key is `key` or higher.
    ///
    /// - Returns: false if there is none.
    @inlinable
    package mutating func seek<K: ByteSource & ~Copyable & ~Escapable>(_ key: borrowing K) throws(LMDBError) -> Bool {
        try key.withSourceBytes { key in
            Result { () throws(LMDBError) in try seek(bytes: key) }
        }.get()
    }

    /// To the record with just this key.
    ///
    /// - Returns: false if there is none.
    @inlinable
    package mutating func seek<K: ByteSource & ~Copyable & ~Escapable>(
        exactly key: borrowing K
    ) throws(LMDBError) -> Bool {
        try key.withSourceBytes { key in
            Result { () throws(LMDBError) in try seek(exactBytes: key) }
        }.get()
    }

    /// To the first record of a range that begins at `lower`, or of the table.
    @usableFromInline
    mutating func seek(_ lower: [UInt8]?) throws(LMDBError) -> Bool {
        guard let lower, !lower.isEmpty else { return try first() }
        return try seek(lower)
    }

    /// To the last record below `upper`, or of the table.
    @usableFromInline
    mutating func seekBelow(_ upper: [UInt8]?) throws(LMDBError) -> Bool {
        guard let upper else { return try last() }
        // Nothing is below the empty key, which is no key for LMDB.
        if upper.isEmpty { return false }
        return try seek(upper) ? previous() : last()
    }

    /// Calls `body` with the record the cursor is on; traps if it is on none.
    @inlinable
    package func withCurrent<R: ~Copyable, E: Error>(
        _ body: (_ key: RawSpan, _ value: RawSpan) throws(E) -> R
    ) throws(E) -> R {
        precondition(isOnRecord, "the cursor is on no record")
        return try body(key.bytes, value.bytes)
    }

    /// Whether the current key begins with `prefix`; false on no record.
    package func hasPrefix(_ prefix: [UInt8]) -> Bool {
        guard isOnRecord, key.count >= prefix.count else { return false }
        return UnsafeRawBufferPointer(rebasing: key[..<prefix.count]).elementsEqual(prefix)
    }

    /// Below 0 if the current key sorts before `other`, above 0 if after, 0 if equal.
    @usableFromInline
    func compareKey(_ other: UnsafeRawBufferPointer) -> Int {
        guard let start = key.baseAddress, let otherStart = other.baseAddress else { return key.count - other.count }
        let order = memcmp(start, otherStart, min(key.count, other.count))
        return order == 0 ? key.count - other.count : Int(order)
    }

    @usableFromInline
    mutating func seek(bytes: UnsafeRawBufferPointer) throws(LMDBError) -> Bool {
        try move(MDB_SET_RANGE, MDB_val(key: bytes))
    }

    @usableFromInline
    mutating func seek(exactBytes bytes: UnsafeRawBufferPointer) throws(LMDBError) -> Bool {
        try move(MDB_SET_KEY, MDB_val(key: bytes))
    }

    mutating func removeCurrent() throws(LMDBError) {
        try LMDBError.check(mdb_cursor_del(raw, 0), "delete at cursor")
    }

    @inline(__always)
    private mutating func move(_ operation: MDB_cursor_op, _ start: MDB_val = MDB_val()) throws(LMDBError) -> Bool {
        var found = start
        var data = MDB_val()
        let code = mdb_cursor_get(raw, &found, &data, operation)
        if code != MDB_SUCCESS { return try leaveRecord(code) }
        key = found.bytes
        value = data.bytes
        return true
    }

    /// The end of the table, or a failure; out of line, so that a step from record to record stays small.
    @inline(never)
    private mutating func leaveRecord(_ code: Int32) throws(LMDBError) -> Bool {
        key = UnsafeRawBufferPointer(start: nil, count: 0)
        value = UnsafeRawBufferPointer(start: nil, count: 0)
        if code == MDB_NOTFOUND { return false }
        throw LMDBError.failure(code, "move cursor", #fileID, #line)
    }
}
