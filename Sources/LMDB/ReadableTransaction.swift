/// What both kinds of transaction can do: look up, scan, count.
///
/// Bytes lent to a closure lie in the map and are valid only inside it; keys are 1 to `Environment.maxKeyBytes` bytes.
@usableFromInline
package protocol ReadableTransaction: ~Copyable {
    /// The open transaction; traps if it has ended.
    var handle: TransactionHandle { get }
}

/// Which way a scan runs.
@usableFromInline
package enum ScanOrder: Sendable {
    /// Lowest key first.
    case ascending
    /// Highest key first.
    case descending
}

/// Whether a scan goes on.
@usableFromInline
package enum ScanStep: Sendable {
    /// To the next record.
    case `continue`
    /// No further.
    case stop
}

/// Figures of one table.
@usableFromInline
package struct TableStatistics: Hashable, Sendable {
    /// Records.
    package let entries: Int
    /// Levels of the tree.
    package let depth: Int
    /// Pages of the tree, branch, leaf and overflow.
    package let pages: Int
    /// Bytes those pages take.
    package let bytes: Int
}

extension ReadableTransaction where Self: ~Copyable {
    /// Number of the commit this transaction sees, or, for a writer, will make.
    package var number: UInt64 { handle.number }

    /// Calls `body` with the value of `key`; `nil` if there is none.
    ///
    /// - Throws: `LMDBError` if the file is damaged, and what `body` throws.
    @inlinable
    package func get<K: ByteSource & ~Copyable & ~Escapable, R: ~Copyable>(
        _ key: borrowing K,
        in table: Table,
        _ body: (RawSpan) throws -> R
    ) throws -> R? {
        guard let value = try unsafeGet(key, in: table) else { return nil }
        return try body(value.bytes)
    }

    /// A copy of the value of `key`; `nil` if there is none.
    @inlinable
    package func copy<K: ByteSource & ~Copyable & ~Escapable>(
        _ key: borrowing K,
        in table: Table
    ) throws(LMDBError) -> [UInt8]? {
        try unsafeGet(key, in: table).map { [UInt8]($0) }
    }

    /// Whether the table has `key`.
    @inlinable
    package func contains<K: ByteSource & ~Copyable & ~Escapable>(
        _ key: borrowing K,
        in table: Table
    ) throws(LMDBError) -> Bool {
        try unsafeGet(key, in: table) != nil
    }

    /// The value of `key` in the map itself, for merging many values at once without nesting closures.
    ///
    /// The caller must not use it after the transaction ends or changes anything; the compiler does not watch.
    @inlinable
    package func unsafeGet<K: ByteSource & ~Copyable & ~Escapable>(
        _ key: borrowing K,
        in table: Table
    ) throws(LMDBError) -> UnsafeRawBufferPointer? {
        try key.withSourceBytes { key in
            Result { () throws(LMDBError) in try handle.find(key, table) }
        }.get()
    }

    /// Calls `body` with a cursor over the table; it is closed when `body` is done.
    @inlinable
    package func withCursor<R: ~Copyable>(in table: Table, _ body: (inout Cursor) throws -> R) throws -> R {
        var cursor = try handle.openCursor(table)
        return try body(&cursor)
    }

    /// Calls `body` with key and value of every record of a range until it says `.stop`.
    ///
    ///     try transaction.forEach(in: postings, keys: .prefix(term)) { key, value in
    ///         sum += value.littleEndian(UInt32.self)
    ///         return .continue
    ///     }
    @inlinable
    package func forEach(
        in table: Table,
        keys: KeyRange = .all,
        order: ScanOrder = .ascending,
        _ body: (_ key: RawSpan, _ value: RawSpan) throws -> ScanStep
    ) throws {
        var cursor = try handle.openCursor(table)
        switch order {
        case .ascending:
            let isBounded = keys.upper != nil
            // As raw bytes, because an array would be retained and released at each record.
            try (keys.upper ?? []).withUnsafeBytes { upper in
                var isOn = try cursor.seek(keys.lower)
                while isOn, !isBounded || cursor.compareKey(upper) < 0 {
                    if try body(cursor.key.bytes, cursor.value.bytes) == .stop { return }
                    isOn = try cursor.next()
                }
            }
        case .descending:
            try (keys.lower ?? []).withUnsafeBytes { lower in
                var isOn = try cursor.seekBelow(keys.upper)
                while isOn, cursor.compareKey(lower) >= 0 {
                    if try body(cursor.key.bytes, cursor.value.bytes) == .stop { return }
                    isOn = try cursor.previous()
                }
            }
        }
    }

    /// Calls `body` with the lowest record of a range; `nil` if the range is empty.
    @inlinable
    package func first<R>(
        in table: Table,
        keys: KeyRange = .all,
        _ body: (_ key: RawSpan, _ value: RawSpan) throws -> R
    ) throws -> R? {
        try end(table, keys, .ascending, body)
    }

    /// Calls `body` with the highest record of a range; `nil` if the range is empty.
    @inlinable
    package func last<R>(
        in table: Table,
        keys: KeyRange = .all,
        _ body: (_ key: RawSpan, _ value: RawSpan) throws -> R
    ) throws -> R? {
        try end(table, keys, .descending, body)
    }

    @inlinable
    func end<R>(
        _ table: Table,
        _ keys: KeyRange,
        _ order: ScanOrder,
        _ body: (RawSpan, RawSpan) throws -> R
    ) throws -> R? {
        var result: R?
        try forEach(in: table, keys: keys, order: order) { key, value in
            result = try body(key, value)
            return .stop
        }
        return result
    }

    /// Number of records of the table.
    package func count(of table: Table) throws(LMDBError) -> Int { try statistics(of: table).entries }

    /// Figures of the table.
    package func statistics(of table: Table) throws(LMDBError) -> TableStatistics { try handle.statistics(table) }
}
