package import JSON

/// Bytes to one JSON value, by libyajl's event parser.
///
/// Stricter than RFC 8259 asks: a key twice in one object, a lone surrogate escape and more than `depthMax` levels are
/// errors, as are comments, NaN and anything after the value (R35). Numbers keep their digits.
package enum JSONParser {
    /// How many arrays and objects may stand inside each other.
    package static let depthMax = 64

    /// Parses exactly one value.
    package static func parse(_ bytes: [UInt8]) throws(JSONParseError) -> JSONValue {
        try bytes.withUnsafeBytes { value(of: $0) }.get()
    }

    /// Parses exactly one value.
    package static func parse(_ text: String) throws(JSONParseError) -> JSONValue {
        var text = text
        return try text.withUTF8 { value(of: UnsafeRawBufferPointer($0)) }.get()
    }

    /// Parses exactly one value out of borrowed bytes.
    package static func parse(_ bytes: Span<UInt8>) throws(JSONParseError) -> JSONValue {
        try bytes.withUnsafeBytes { value(of: $0) }.get()
    }

    /// Parses exactly one value; the bytes are not kept.
    package static func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONParseError) -> JSONValue {
        try value(of: bytes).get()
    }

    private static func value(of bytes: UnsafeRawBufferPointer) -> Result<JSONValue, JSONParseError> {
        if let flaw = encodingFlaw(in: bytes) ?? surrogateFlaw(in: bytes) ?? spaceFlaw(in: bytes) {
            return .failure(flaw)
        }
        return YajlRun.value(of: bytes)
    }

    /// libyajl takes the vertical tab and the form feed for space, RFC 8259 does not; within a text they are no better.
    private static func spaceFlaw(in bytes: UnsafeRawBufferPointer) -> JSONParseError? {
        guard let offset = bytes.firstIndex(where: { $0 == 0x0B || $0 == 0x0C }) else { return nil }
        return JSONParseError(kind: .syntax, message: "a control character stands between values", offset: offset)
    }

    /// The standard library's validation, for libyajl lets overlong forms and surrogates pass.
    private static func encodingFlaw(in bytes: UnsafeRawBufferPointer) -> JSONParseError? {
        let span = Span<UInt8>(_unsafeElements: bytes.assumingMemoryBound(to: UInt8.self))
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: span)
            return nil
        } catch {
            return JSONParseError(
                kind: .encoding,
                message: "the bytes are not UTF-8",
                offset: error.byteOffsets.lowerBound
            )
        }
    }

    /// Escapes of half a surrogate pair, which libyajl would turn into other text.
    private static func surrogateFlaw(in bytes: UnsafeRawBufferPointer) -> JSONParseError? {
        var index = 0
        let count = bytes.count
        while index < count {
            guard bytes[index] == UInt8(ascii: "\\") else {
                index += 1
                continue
            }
            guard let unit = escapedUnit(in: bytes, at: index) else {
                index += 2
                continue
            }
            switch unit {
            case 0xD800...0xDBFF:
                guard let low = escapedUnit(in: bytes, at: index + 6), (0xDC00...0xDFFF).contains(low) else {
                    return .init(kind: .syntax, message: "half of a surrogate pair is escaped", offset: index)
                }
                index += 12
            case 0xDC00...0xDFFF:
                return .init(kind: .syntax, message: "half of a surrogate pair is escaped", offset: index)
            default: index += 6
            }
        }
        return nil
    }

    /// The unit of a `\uXXXX` at that place, nil where there is none.
    private static func escapedUnit(in bytes: UnsafeRawBufferPointer, at start: Int) -> UInt32? {
        guard start + 6 <= bytes.count, bytes[start] == UInt8(ascii: "\\"), bytes[start + 1] == UInt8(ascii: "u")
        else { return nil }
        var unit: UInt32 = 0
        for index in start + 2..<start + 6 {
            let digit: UInt8
            switch bytes[index] {
            case 0x30...0x39: digit = bytes[index] - 0x30
            case 0x41...0x46: digit = bytes[index] - 0x37
            case 0x61...0x66: digit = bytes[index] - 0x57
            default: return nil
            }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }
}
