import UnicodeForms

/// Cuts texts into tokens over buffers that are reused from text to text; one scanner for one thread.
///
/// NFKC, then full lower-casing without a locale. Among letters and digits (general categories L*, N*) each maximal run
/// of script Han gives its overlapping two-character pieces, or itself where it is one character; each maximal run of
/// others is one token. Everything else, marks too, separates. Source: 20-matching.md, "BM25" (R25).
///
/// ```swift
/// var scanner = TokenScanner()
/// scanner.forEachToken(in: "高精度5轴") { token in … }  // 高精 精度 5 轴
/// ```
package struct TokenScanner {
    private var form = NFKC()
    private var scalars: [Unicode.Scalar] = []
    private var run = TokenRun()

    package init() {}

    /// Calls `body` with the UTF-8 bytes of each token in order; they are valid during the call only.
    ///
    /// Texts that a space would join may be scanned one after the other: no token reaches over it.
    /// - Complexity: O(n).
    package mutating func forEachToken(in text: String, _ body: (Span<UInt8>) -> Void) {
        scalars.removeAll(keepingCapacity: true)
        form.append(text, to: &scalars)
        for index in scalars.indices {
            let value = scalars[index].value
            if HanScript.isCommonIdeograph(value) {
                run.addHan(scalars[index], body)
            } else if value < 0x80 {
                run.addASCII(UInt8(truncatingIfNeeded: value), body)
            } else if LowerCase.isUncased(value) {
                run.add(scalars[index], body)
            } else {
                LowerCase.forEachScalar(at: index, of: scalars) { run.add($0, body) }
            }
        }
        run.end(body)
    }
}

/// The run of letters and digits being read; a run is of script Han or of others, never of both.
private struct TokenRun {
    /// The bytes of a run of others; empty in a run of Han.
    private var word: [UInt8] = []
    /// The last ideograph of a run of Han; nil in a run of others.
    private var lastHan: Unicode.Scalar?
    /// Whether a piece of the run of Han was given already, so that its last character is not left alone.
    private var isPaired = false
    private var pair: [UInt8] = []

    /// Adds a scalar of any kind that is in lower case.
    mutating func add(_ scalar: Unicode.Scalar, _ body: (Span<UInt8>) -> Void) {
        guard scalar.properties.generalCategory.isLetterOrDigit else { return end(body) }
        if HanScript.contains(scalar.value) {
            addHan(scalar, body)
        } else {
            if lastHan != nil { end(body) }
            word.appendUTF8(scalar)
        }
    }

    /// Adds an ASCII character in either case.
    @inline(__always)
    mutating func addASCII(_ byte: UInt8, _ body: (Span<UInt8>) -> Void) {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            if lastHan != nil { end(body) }
            word.append(byte)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"):
            if lastHan != nil { end(body) }
            word.append(byte | 0x20)
        default: end(body)
        }
    }

    /// Adds a letter or digit of script Han.
    mutating func addHan(_ scalar: Unicode.Scalar, _ body: (Span<UInt8>) -> Void) {
        if let lastHan {
            pair.removeAll(keepingCapacity: true)
            pair.appendUTF8(lastHan)
            pair.appendUTF8(scalar)
            body(pair.span)
            isPaired = true
        } else {
            end(body)
        }
        lastHan = scalar
    }

    /// Ends the run, if there is one.
    @inline(__always)
    mutating func end(_ body: (Span<UInt8>) -> Void) {
        if !word.isEmpty {
            body(word.span)
            word.removeAll(keepingCapacity: true)
        } else if let lastHan {
            if !isPaired {
                pair.removeAll(keepingCapacity: true)
                pair.appendUTF8(lastHan)
                body(pair.span)
            }
            self.lastHan = nil
            isPaired = false
        }
    }
}

extension Unicode.GeneralCategory {
    /// L* or N*.
    fileprivate var isLetterOrDigit: Bool {
        switch self {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        case .decimalNumber, .letterNumber, .otherNumber: true
        default: false
        }
    }
}

extension [UInt8] {
    /// Appends the UTF-8 form of a scalar.
    @inline(__always)
    fileprivate mutating func appendUTF8(_ scalar: Unicode.Scalar) {
        let value = scalar.value
        func tail(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: (value >> shift) & 0x3F) }
        switch value {
        case 0..<0x80:
            append(UInt8(truncatingIfNeeded: value))
        case 0x80..<0x800:
            append(0xC0 | UInt8(truncatingIfNeeded: value >> 6))
            append(tail(0))
        case 0x800..<0x10000:
            append(0xE0 | UInt8(truncatingIfNeeded: value >> 12))
            append(tail(6))
            append(tail(0))
        default:
            append(0xF0 | UInt8(truncatingIfNeeded: value >> 18))
            append(tail(12))
            append(tail(6))
            append(tail(0))
        }
    }
}
