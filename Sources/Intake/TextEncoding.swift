import Glibc

/// The encoding of a table's text.
enum TextEncoding: Equatable {
    case utf8
    /// What Excel writes as CSV on a Chinese Windows.
    case gb18030
}

extension TextEncoding {
    /// Recognises the encoding of a file line by line.
    ///
    /// It is GB 18030 where more of the lines with other than ASCII in them can only be that than are UTF-8, and than
    /// are neither: so one damaged line does not turn a file from one into the other.
    static func recognise(_ source: ByteSource) throws(IntakeError) -> TextEncoding {
        var lines = LineReader(source)
        var utf8 = 0
        var gb18030 = 0
        var neither = 0
        while let line = try lines.next() {
            if line.bytes.allSatisfy({ $0 < 0x80 }) { continue }
            if String(validating: line.bytes, as: UTF8.self) != nil {
                utf8 += 1
            } else if hasFormOfGB18030(line.bytes) {
                gb18030 += 1
            } else {
                neither += 1
            }
        }
        return gb18030 > utf8 && gb18030 > neither ? .gb18030 : .utf8
    }

    /// Whether the bytes are characters of one, two or four bytes as GB 18030 forms them.
    static func hasFormOfGB18030(_ bytes: [UInt8]) -> Bool {
        var at = 0
        while at < bytes.count {
            if bytes[at] < 0x80 {
                at += 1
                continue
            }
            guard (0x81...0xFE).contains(bytes[at]), at + 1 < bytes.count else { return false }
            switch bytes[at + 1] {
            case 0x40...0x7E, 0x80...0xFE: at += 2
            case 0x30...0x39:
                guard at + 3 < bytes.count, (0x81...0xFE).contains(bytes[at + 2]),
                    (0x30...0x39).contains(bytes[at + 3])
                else { return false }
                at += 4
            default: return false
            }
        }
        return true
    }
}

/// Turns bytes of one encoding into text; nil where they are none of it.
final class TextDecoder {
    private let encoding: TextEncoding
    /// Nil for UTF-8, and where the system's iconv lacks the encoding: then no text but ASCII is read.
    private let converter: iconv_t?

    init(_ encoding: TextEncoding) {
        self.encoding = encoding
        switch encoding {
        case .utf8: converter = nil
        case .gb18030:
            let opened = iconv_open("UTF-8", "GB18030")
            converter = opened == iconv_t(bitPattern: -1) ? nil : opened
        }
    }

    deinit {
        if let converter { iconv_close(converter) }
    }

    /// The text of the bytes, or nil.
    func text(_ bytes: [UInt8]) -> String? {
        if encoding == .utf8 || bytes.allSatisfy({ $0 < 0x80 }) { return String(validating: bytes, as: UTF8.self) }
        guard let converter else { return nil }
        var input = bytes.map { CChar(bitPattern: $0) }
        // Two bytes become three at most, four become four, so half as much again always suffices.
        var output = [CChar](repeating: 0, count: bytes.count * 2 + 4)
        let count = input.withUnsafeMutableBufferPointer { from in
            output.withUnsafeMutableBufferPointer { to in
                TextDecoder.convert(converter, from: from, to: to)
            }
        }
        return count.flatMap { String(validating: output[..<$0].map { UInt8(bitPattern: $0) }, as: UTF8.self) }
    }

    private static func convert(
        _ converter: iconv_t,
        from: UnsafeMutableBufferPointer<CChar>,
        to: UnsafeMutableBufferPointer<CChar>
    ) -> Int? {
        iconv(converter, nil, nil, nil, nil)
        var input = from.baseAddress
        var inputLeft = from.count
        var output = to.baseAddress
        var outputLeft = to.count
        guard iconv(converter, &input, &inputLeft, &output, &outputLeft) != -1, inputLeft == 0 else { return nil }
        return to.count - outputLeft
    }
}
