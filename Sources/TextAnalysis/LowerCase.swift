/// Full lower-casing without a locale, scalar by scalar (Unicode Standard, section 3.13, toLowercase).
enum LowerCase {
    /// Whether no scalar of this value has case: ideographs, kana, CJK punctuation, Hangul syllables.
    @inline(__always)
    static func isUncased(_ value: UInt32) -> Bool {
        (value >= 0x2E80 && value < 0xA640) || (value >= 0xAC00 && value <= 0xD7A3)
            || (value >= 0x20000 && value <= 0x3FFFF)
    }

    /// Calls `body` with each scalar of the lower-case form of `scalars[index]`.
    ///
    /// A capital sigma at the end of a word becomes ς (SpecialCasing.txt, Final_Sigma), the only mapping that looks
    /// around.
    static func forEachScalar(
        at index: Int,
        of scalars: [Unicode.Scalar],
        _ body: (Unicode.Scalar) -> Void
    ) {
        let scalar = scalars[index]
        if scalar.value == 0x3A3 {
            body(isFinal(at: index, of: scalars) ? "\u{3C2}" : "\u{3C3}")
        } else {
            for lower in scalar.properties.lowercaseMapping.unicodeScalars { body(lower) }
        }
    }

    /// Final_Sigma: a cased scalar stands before, none follows, case-ignorable ones between them not counted.
    private static func isFinal(at index: Int, of scalars: [Unicode.Scalar]) -> Bool {
        guard let before = scalars[..<index].last(where: { !$0.properties.isCaseIgnorable }), before.properties.isCased
        else { return false }
        guard let after = scalars[(index + 1)...].first(where: { !$0.properties.isCaseIgnorable }) else { return true }
        return !after.properties.isCased
    }
}
