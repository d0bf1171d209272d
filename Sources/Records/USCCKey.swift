/// A unified social credit code as a key of tables in memory, made from a text's bytes without making a text.
package struct USCCKey: Hashable, Sendable {
    private let high, low: UInt64
    private let rest: UInt16

    /// Nil for bytes that cannot be a code, for want of its length.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 18 else { return nil }
        high = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        low = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        rest = bytes.loadUnaligned(fromByteOffset: 16, as: UInt16.self)
    }

    /// Nil for a text that cannot be a code, for want of its length.
    package init?(_ text: String) {
        var text = text
        guard let key = text.withUTF8({ USCCKey(UnsafeRawBufferPointer($0)) }) else { return nil }
        self = key
    }
}
