import CUTF8Proc

/// Normalization Form KC (Unicode Standard Annex #15), with buffers that are reused from text to text.
///
/// Scalars that normalisation can neither change nor join to the one before them are copied; only the stretches between
/// them reach the C library. The C functions used: `utf8proc_decompose_char`, `utf8proc_get_property`,
/// `utf8proc_normalize_utf32`. Any text is accepted; scalars that the library does not know stay as they are.
package struct NFKC {
    /// The stretch of scalars not yet written, none of them inert.
    private var pending: [Unicode.Scalar] = []
    private var codes: [Int32] = []
    private var marks: [Mark] = []

    private struct Mark {
        var code: Int32
        var combiningClass: Int16
    }

    package init() {}

    /// Appends the normal form of `text` to `out`; what is in `out` already takes no part in it.
    ///
    /// - Complexity: O(n), and O(m log m) for m combining marks in a row.
    package mutating func append(_ text: String, to out: inout [Unicode.Scalar]) {
        let start = out.count
        for scalar in text.unicodeScalars {
            if NFKCInert.contains(scalar.value) {
                if !pending.isEmpty { flush(to: &out, from: start) }
                out.append(scalar)
            } else {
                pending.append(scalar)
            }
        }
        if !pending.isEmpty { flush(to: &out, from: start) }
    }

    /// The normal form of a text.
    package static func string(_ text: String) -> String {
        var form = NFKC()
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(text.utf8.count)
        form.append(text, to: &scalars)
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// The normal form of UTF-8 bytes, in UTF-8; ill-formed sequences are read as U+FFFD.
    package static func bytes(_ utf8: [UInt8]) -> [UInt8] {
        if utf8.allSatisfy({ $0 < 0x80 }) { return utf8 }
        return Array(string(String(decoding: utf8, as: UTF8.self)).utf8)
    }

    /// Writes the pending stretch. Full-width ASCII and the ideographic space map one to one where no mark is near;
    /// anything else is normalised together with the inert scalar before it, which a mark may join.
    private mutating func flush(to out: inout [Unicode.Scalar], from start: Int) {
        defer { pending.removeAll(keepingCapacity: true) }
        if pending.allSatisfy({ NFKCInert.narrow($0) != nil }) {
            for scalar in pending { out.append(NFKCInert.narrow(scalar) ?? scalar) }
            return
        }
        codes.removeAll(keepingCapacity: true)
        if out.count > start { decompose(out.removeLast()) }
        for scalar in pending { decompose(scalar) }
        orderMarks()
        let left = compose()
        for code in codes.prefix(left) {
            out.append(Unicode.Scalar(UInt32(bitPattern: code)) ?? "\u{FFFD}")
        }
    }

    private static let options = utf8proc_option_t(
        rawValue: UTF8PROC_STABLE.rawValue | UTF8PROC_COMPOSE.rawValue | UTF8PROC_COMPAT.rawValue
    )

    /// Appends the full compatibility decomposition of one scalar to `codes`; the longest has 18 scalars (U+FDFA).
    private mutating func decompose(_ scalar: Unicode.Scalar) {
        let room = 32
        let count = codes.count
        let code = Int32(bitPattern: scalar.value)
        codes.append(contentsOf: repeatElement(0, count: room))
        var boundary: Int32 = 0
        let written = codes.withUnsafeMutableBufferPointer { buffer in
            utf8proc_decompose_char(code, buffer.baseAddress.map { $0 + count }, room, Self.options, &boundary)
        }
        if written >= 1, written <= room {
            codes.removeLast(room - written)
        } else {
            codes.removeLast(room - 1)
            codes[count] = code
        }
    }

    /// Canonical ordering: each run of marks is sorted by combining class, equal classes keep their order.
    ///
    /// The library's own ordering takes quadratic time on long runs, which a hostile text could use.
    private mutating func orderMarks() {
        var index = 0
        while index < codes.count {
            guard Self.combiningClass(codes[index]) != 0 else {
                index += 1
                continue
            }
            marks.removeAll(keepingCapacity: true)
            let first = index
            while index < codes.count {
                let combiningClass = Self.combiningClass(codes[index])
                guard combiningClass != 0 else { break }
                marks.append(Mark(code: codes[index], combiningClass: combiningClass))
                index += 1
            }
            guard marks.count > 1 else { continue }
            let order = marks.indices.sorted { (marks[$0].combiningClass, $0) < (marks[$1].combiningClass, $1) }
            for (offset, from) in order.enumerated() { codes[first + offset] = marks[from].code }
        }
    }

    private static func combiningClass(_ code: Int32) -> Int16 { utf8proc_get_property(code).pointee.combining_class }

    /// Composes `codes` in place; gives how many are left. On an error, which well-formed scalars do not cause, all
    /// stay.
    private mutating func compose() -> Int {
        let count = codes.count
        let left = codes.withUnsafeMutableBufferPointer { buffer in
            utf8proc_normalize_utf32(buffer.baseAddress, count, Self.options)
        }
        return left >= 0 && left <= count ? left : count
    }
}
