import Cluster
import TextAnalysis

/// The hashes of the tokens of texts, read from their UTF-8.
///
/// Letters and digits of ASCII, common ideographs, punctuation and full-width forms are cut in place as `TokenScanner`
/// cuts them; a text with any other scalar goes through the scanner, which knows normal forms, case and scripts.
/// Pointers rather than arrays, for every model that is imported comes by here twice.
struct TermReader {
    private var hashes: [DocumentTerms.Term] = []
    private var scanner = TokenScanner()
    /// The word of letters and digits being read, in lower case.
    private var word: [UInt8] = []

    init() {
        hashes.reserveCapacity(256)
        word.reserveCapacity(256)
    }

    mutating func removeAll() { hashes.removeAll(keepingCapacity: true) }

    /// Adds the tokens of a text.
    mutating func add(_ text: UnsafeRawBufferPointer) {
        let before = hashes.count
        guard !addPlain(text) else { return }
        hashes.removeLast(hashes.count - before)
        scan(String(decoding: text, as: UTF8.self))
    }

    /// Adds the tokens of a text.
    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    /// The hashes so far, to be put in another order.
    mutating func withHashes<R>(_ body: (inout [DocumentTerms.Term]) -> R) -> R { body(&hashes) }

    /// Adds the tokens of a text by the scanner.
    private mutating func scan(_ text: String) {
        scanner.forEachToken(in: text) { token in
            hashes.append(token.withUnsafeBytes { XXH64.hash($0) })
        }
    }

    /// Adds the tokens of a text of plain scalars; false where it has another one, some tokens may then be there.
    private mutating func addPlain(_ text: UnsafeRawBufferPointer) -> Bool {
        word.removeAll(keepingCapacity: true)
        /// Where the last ideograph of a run begins, and whether a pair of the run was given.
        var han = -1
        var isPaired = false
        var at = 0
        while at < text.count {
            var byte = text[at]
            var length = 1
            if byte >= 0x80 {
                guard at + 3 <= text.count else { return false }
                let scalar = UInt32(byte & 0x0F) << 12 | UInt32(text[at + 1] & 0x3F) << 6 | UInt32(text[at + 2] & 0x3F)
                guard byte & 0xF0 == 0xE0 else { return false }
                if scalar >= 0x4E00, scalar <= 0x9FFF {
                    if han >= 0 {
                        hashes.append(XXH64.hash(UnsafeRawBufferPointer(rebasing: text[han..<at + 3])))
                        isPaired = true
                    } else if !word.isEmpty {
                        endWord()
                    }
                    han = at
                    at += 3
                    continue
                }
                guard let narrow = TermReader.narrow(scalar) else { return false }
                byte = narrow
                length = 3
            }
            if han >= 0 {
                if !isPaired { hashes.append(XXH64.hash(UnsafeRawBufferPointer(rebasing: text[han..<han + 3]))) }
                han = -1
                isPaired = false
            }
            switch byte {
            case 0x61...0x7A, 0x30...0x39: word.append(byte)
            case 0x41...0x5A: word.append(byte | 0x20)
            default: if !word.isEmpty { endWord() }
            }
            at += length
        }
        if !word.isEmpty { endWord() }
        if han >= 0, !isPaired {
            hashes.append(XXH64.hash(UnsafeRawBufferPointer(rebasing: text[han..<han + 3])))
        }
        return true
    }

    private mutating func endWord() {
        hashes.append(word.withUnsafeBytes { XXH64.hash($0) })
        word.removeAll(keepingCapacity: true)
    }

    /// The ASCII character that a scalar cuts and counts as: full-width forms are their narrow ones, punctuation is a
    /// space. Nil for all that needs its neighbours or tables to tell.
    @inline(__always)
    private static func narrow(_ scalar: UInt32) -> UInt8? {
        switch scalar {
        case 0xFF01...0xFF5E: UInt8(truncatingIfNeeded: scalar - 0xFEE0)
        case 0x3000...0x3004, 0x3008...0x3020: 0x20
        default: nil
        }
    }
}
