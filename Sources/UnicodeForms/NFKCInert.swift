/// Scalars that NFKC leaves alone whatever stands beside them.
enum NFKCInert {
    /// Whether the scalar is its own normal form, is no mark, and never joins the one before it.
    ///
    /// That is NFKC_Quick_Check = Yes and canonical combining class 0 (Unicode Standard Annex #15, section 9): a text
    /// may be cut before such a scalar. The ranges are those of common texts, assigned or not, taken from
    /// DerivedNormalizationProps of Unicode 14.0; a scalar left out only costs time.
    static func contains(_ value: UInt32) -> Bool {
        switch value {
        case 0...0x9F: true
        case 0x3400...0xA66E: true  // ideographs and extension A, Yi, Lisu, Vai, Cyrillic B
        case 0x3001...0x3029, 0x3041...0x3096, 0x30A0...0x30FE: true  // CJK punctuation, kana without sound marks
        case 0xA1...0xA7, 0xA9, 0xAB...0xAE, 0xB0, 0xB1, 0xB6, 0xB7, 0xBB, 0xBF...0x131: true  // Latin
        case 0x388...0x3CF, 0x400...0x482, 0x48A...0x52F: true  // Greek, Cyrillic
        case 0x2010, 0x2012...0x2016, 0x2018...0x2023, 0x2030...0x2032, 0x203B: true  // dashes, quotes, ‰
        case 0x2190...0x222B, 0x2500...0x27FF: true  // arrows, operators, boxes, symbols
        case 0xAC00...0xD7A3: true  // Hangul syllables
        case 0x11A7: true  // no final consonant, though utf8proc 2.8 takes it for one and drops it after a syllable
        case 0x20000...0x2F7FF: true  // ideographs, extensions B to F and I
        default: false
        }
    }

    /// The ASCII scalar of a full-width one, and the space of the ideographic space; nil for all others.
    static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0)
        case 0x3000: " "
        default: nil
        }
    }
}
