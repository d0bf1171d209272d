/// How many columns text takes on a terminal, and text made to fit a number of them.
///
/// Wide and Fullwidth characters take two columns, marks that combine and controls none, all others one. An emoji
/// sequence (joined, with a skin tone, a flag) counts as the one picture it is. Where terminals differ the larger
/// count is taken, so that a line measured here does not wrap.
package enum DisplayWidth {
    /// The columns of a text. Complexity: O(n).
    package static func of(_ text: some StringProtocol) -> Int {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
        return text.reduce(0) { $0 + of($1) }
    }

    /// The columns of one character as a reader sees it (a grapheme cluster).
    package static func of(_ character: Character) -> Int {
        var total = 0
        var previous: Unicode.Scalar?
        for scalar in character.unicodeScalars {
            if let before = previous, scalar.value > 0x7F {
                if before == joiner, scalar.properties.isEmoji { return total }
                total += width(of: scalar, after: before)
            } else {
                total += width(of: scalar)
            }
            previous = scalar
        }
        return total
    }

    /// The columns of a scalar by itself.
    static func width(of scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) ? 0 : 1 }
        if (0x4E00...0x9FFF).contains(value) || EastAsianWide.contains(value) { return 2 }
        // Vowels and finals of decomposed Hangul are drawn inside the initial's two columns.
        if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FB).contains(value) { return 0 }
        switch scalar.properties.generalCategory {
        case .control, .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator: return 0
        case .format: return scalar.properties.isDefaultIgnorableCodePoint ? 0 : 1
        default: return 1
        }
    }

    /// What a scalar adds inside a cluster: a skin tone colours its base, U+FE0F turns a narrow sign into a picture.
    private static func width(of scalar: Unicode.Scalar, after before: Unicode.Scalar) -> Int {
        if scalar.properties.isEmojiModifier, before.properties.isEmojiModifierBase { return 0 }
        if scalar == pictureSelector { return before.properties.isEmoji && width(of: before) == 1 ? 1 : 0 }
        return width(of: scalar)
    }

    private static let joiner: Unicode.Scalar = "\u{200D}"
    private static let pictureSelector: Unicode.Scalar = "\u{FE0F}"
}
