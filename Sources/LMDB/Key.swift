/// A key put together from parts; integers are written most significant byte first, so keys sort part by part.
///
///     var key = Key(UInt32(term))
///     key.append(UInt64(record))
///
/// `removeAll()` keeps the storage, so that a loop builds its keys without allocating.
@usableFromInline
package struct Key: Hashable, Comparable, Sendable, ByteSource {
    /// The bytes so far; at most `Environment.maxKeyBytes` can be used as a key.
    @usableFromInline package private(set) var bytes: [UInt8]

    /// An empty key with room for `capacity` bytes.
    @usableFromInline
    package init(capacity: Int = 16) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// A key of these bytes.
    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// A key that begins with an integer.
    @inlinable
    package init(_ number: some FixedWidthInteger & UnsignedInteger & BitwiseCopyable) {
        self.init()
        append(number)
    }

    /// Number of bytes.
    package var count: Int { bytes.count }

    /// Adds an unsigned integer, most significant byte first, in its full width.
    @inlinable
    package mutating func append(_ number: some FixedWidthInteger & UnsignedInteger & BitwiseCopyable) {
        withUnsafeBytes(of: number.bigEndian) { append($0) }
    }

    /// Adds bytes as they are. Parts of varying length need a terminator or must come last to keep the order.
    @inlinable
    package mutating func append(_ more: [UInt8]) { more.withUnsafeBytes { append($0) } }

    /// Adds the UTF-8 of a text as it is.
    package mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// Adds bytes as they are.
    @usableFromInline
    package mutating func append(_ more: UnsafeRawBufferPointer) { bytes.append(contentsOf: more) }

    /// This key with an unsigned integer added.
    @inlinable
    package func appending(_ number: some FixedWidthInteger & UnsignedInteger & BitwiseCopyable) -> Key {
        var key = self
        key.append(number)
        return key
    }

    /// Empties the key and keeps its storage.
    package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Cuts the key back to its first `count` bytes.
    package mutating func truncate(to count: Int) { bytes.removeLast(bytes.count - count) }

    /// The order of the tables: byte by byte, a prefix before what continues it.
    @usableFromInline
    package static func < (a: Key, b: Key) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }

    /// The bytes in place.
    @inlinable
    package func withSourceBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try bytes.withUnsafeBytes(body)
    }
}

/// The keys a scan covers: from `lower`, inclusive, up to `upper`, exclusive.
@usableFromInline
package struct KeyRange: Hashable, Sendable {
    /// First key covered, or `nil` from the start of the table.
    @usableFromInline
    package let lower: [UInt8]?
    /// First key no longer covered, or `nil` to the end of the table.
    @usableFromInline
    package let upper: [UInt8]?

    package init(lower: [UInt8]?, upper: [UInt8]?) {
        self.lower = lower
        self.upper = upper
    }

    /// The whole table.
    @usableFromInline
    package static let all = KeyRange(lower: nil, upper: nil)

    /// From `key`, inclusive, to the end.
    package static func from(_ key: [UInt8]) -> KeyRange { KeyRange(lower: key, upper: nil) }

    /// Up to `key`, exclusive.
    package static func below(_ key: [UInt8]) -> KeyRange { KeyRange(lower: nil, upper: key) }

    /// Up to `key`, inclusive.
    package static func through(_ key: [UInt8]) -> KeyRange { KeyRange(lower: nil, upper: key + [0]) }

    /// From `lower`, inclusive, to `upper`, exclusive.
    package static func between(_ lower: [UInt8], _ upper: [UInt8]) -> KeyRange {
        KeyRange(lower: lower, upper: upper)
    }

    /// Every key that begins with `prefix`.
    package static func prefix(_ prefix: [UInt8]) -> KeyRange {
        var next = prefix
        while let last = next.popLast() {
            if last < .max {
                next.append(last + 1)
                return KeyRange(lower: prefix, upper: next)
            }
        }
        return KeyRange(lower: prefix, upper: nil)
    }
}
