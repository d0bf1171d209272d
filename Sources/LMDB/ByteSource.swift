/// Bytes that can be a key or a value: read in place, never copied on the way to LMDB.
///
/// Integers are their big-endian bytes, so that integer keys sort as numbers.
@usableFromInline
package protocol ByteSource: ~Copyable, ~Escapable {
    /// Calls `body` with the bytes; they are valid only inside.
    func withSourceBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R
}

extension Array: ByteSource where Element == UInt8 {
    /// The elements in place.
    @inlinable
    package func withSourceBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try withUnsafeBytes(body)
    }
}

extension ArraySlice: ByteSource where Element == UInt8 {
    /// The elements in place.
    @inlinable
    package func withSourceBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try withUnsafeBytes(body)
    }
}

extension RawSpan: ByteSource {
    /// The bytes in place.
    @inlinable
    package func withSourceBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try withUnsafeBytes(body)
    }
}

extension UnsafeRawBufferPointer: ByteSource {
    /// The buffer itself.
    @inlinable
    package func withSourceBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try body(self)
    }
}

extension UInt64: ByteSource {
    /// Eight bytes, most significant first.
    @inlinable
    package func withSourceBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try withUnsafeBytes(of: bigEndian, body)
    }
}

extension UInt32: ByteSource {
    /// Four bytes, most significant first.
    @inlinable
    package func withSourceBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try withUnsafeBytes(of: bigEndian, body)
    }
}

extension UInt16: ByteSource {
    /// Two bytes, most significant first.
    @inlinable
    package func withSourceBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try withUnsafeBytes(of: bigEndian, body)
    }
}

extension RawSpan {
    /// The bytes as an array of their own, to keep after the closure that lent them.
    @inlinable
    package func copy() -> [UInt8] { withUnsafeBytes { [UInt8]($0) } }

    /// The integer stored most significant byte first at `offset`; traps if it does not fit.
    @inlinable
    package func bigEndian<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type, at offset: Int = 0) -> T {
        T(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: type))
    }

    /// The integer stored least significant byte first at `offset`; traps if it does not fit.
    @inlinable
    package func littleEndian<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type, at offset: Int = 0) -> T {
        T(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: type))
    }
}
