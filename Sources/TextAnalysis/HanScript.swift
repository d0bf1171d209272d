/// The script Han, which the standard library has no property for.
enum HanScript {
    /// Scalars with the script property Han, inclusive, ascending.
    ///
    /// Source: Unicode 17.0.0, Scripts.txt, `sc=Han`; ranges that only reserved scalars part are joined.
    private static let ranges: [ClosedRange<UInt32>] = [
        0x2E80...0x2E99, 0x2E9B...0x2EF3, 0x2F00...0x2FD5,  // radicals
        0x3005...0x3005, 0x3007...0x3007, 0x3021...0x3029, 0x3038...0x303B,  // 々, 〇, Hangzhou numerals, 〻
        0x3400...0x4DBF, 0x4E00...0x9FFF,  // extension A, unified ideographs
        0xF900...0xFA6D, 0xFA70...0xFAD9,  // compatibility ideographs
        0x16FE2...0x16FE3, 0x16FF0...0x16FF6,  // ideographic symbols
        0x20000...0x2A6DF, 0x2A700...0x2B81D, 0x2B820...0x2CEAD, 0x2CEB0...0x2EBE0,  // extensions B to F
        0x2EBF0...0x2EE5D,  // extension I
        0x2F800...0x2FA1D,  // compatibility supplement
        0x30000...0x3134A, 0x31350...0x33479,  // extensions G, H, J
    ]

    /// The ideographs that nearly all Chinese text is made of: letters (Lo), script Han, without case.
    @inline(__always)
    static func isCommonIdeograph(_ value: UInt32) -> Bool { value >= 0x4E00 && value <= 0x9FFF }

    /// Whether the scalar has the script property Han.
    static func contains(_ value: UInt32) -> Bool {
        if isCommonIdeograph(value) { return true }
        guard value >= 0x2E80 else { return false }
        return ranges.contains { $0.contains(value) }
    }
}
