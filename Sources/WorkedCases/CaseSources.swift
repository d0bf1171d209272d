internal import Domain
internal import Intake
internal import JSON

/// The files of a `validate` case: a line a text, bytes in base64, or a long line by its parts (cases/README.md).
enum CaseSources {
    /// Bytes that all lines of a case may come to.
    private static let bytesMax = 1 << 26

    /// The kinds of records in words.
    static let kinds = RecordKind.allCases.map(\.rawValue).joined(separator: ", ")

    /// The files in the order given; lines are joined by a line feed.
    static func sources(_ input: CaseInput) throws(CaseFlaw) -> [IntakeSource] {
        var sources: [IntakeSource] = []
        var left = bytesMax
        for (index, value) in try input.requiredList("files").enumerated() {
            sources.append(try source(value, at: "files[\(index)]", &left))
        }
        return sources
    }

    private static func source(_ value: JSONValue, at path: String, _ left: inout Int) throws(CaseFlaw) -> IntakeSource
    {
        guard let object = value.object else { throw CaseFlaw(path, #"{"file", "kind", "lines"}"#, got: value) }
        let unknown = CaseInput.unknownKeys(of: object, known: ["file", "kind", "lines"], at: path)
        guard unknown.isEmpty else { throw CaseFlaw(unknown) }
        guard let name = object["file"]?.string else { throw CaseFlaw(path + ".file", "a name", got: object["file"]) }
        guard let kind = object["kind"]?.string.flatMap({ RecordKind(rawValue: $0) }) else {
            throw CaseFlaw(path + ".kind", "one of \(kinds)", got: object["kind"])
        }
        guard let lines = object["lines"]?.array else {
            throw CaseFlaw(path + ".lines", "a list", got: object["lines"])
        }
        var bytes: [UInt8] = []
        for (index, line) in lines.enumerated() {
            if index > 0 { bytes.append(0x0A) }
            bytes += try self.bytes(of: line, at: "\(path).lines[\(index)]", &left)
        }
        do {
            return try IntakeSource(file: name, kind: kind, bytes: bytes)
        } catch {
            throw CaseFlaw(path, "a file that can be read", got: .string(error.message))
        }
    }

    private static func bytes(of line: JSONValue, at path: String, _ left: inout Int) throws(CaseFlaw) -> [UInt8] {
        let bytes: [UInt8]
        switch line {
        case .string(let text): bytes = Array(text.utf8)
        case .object(let object):
            let known: Set<String> = object["base64"] == nil ? ["before", "fill", "times", "after"] : ["base64"]
            let unknown = CaseInput.unknownKeys(of: object, known: known, at: path)
            guard unknown.isEmpty else { throw CaseFlaw(unknown) }
            bytes = try object["base64"] == nil ? long(object, at: path, left) : base64(object, at: path)
        default: throw CaseFlaw(path, #"a text, {"base64"} or {"before", "fill", "times", "after"}"#, got: line)
        }
        guard bytes.count <= left else { throw tooLong(path) }
        left -= bytes.count
        return bytes
    }

    private static func base64(_ object: JSONObject, at path: String) throws(CaseFlaw) -> [UInt8] {
        guard let bytes = object["base64"]?.string.flatMap(Base64.decode) else {
            throw CaseFlaw(path + ".base64", "base64 with its padding", got: object["base64"])
        }
        return bytes
    }

    private static func long(_ object: JSONObject, at path: String, _ left: Int) throws(CaseFlaw) -> [UInt8] {
        let before = try part("before", of: object, at: path)
        let fill = try part("fill", of: object, at: path)
        let after = try part("after", of: object, at: path)
        guard let times = object["times"]?.int, times >= 0 else {
            throw CaseFlaw(path + ".times", "a whole number from 0", got: object["times"])
        }
        guard fill.isEmpty || times <= left / fill.count else { throw tooLong(path) }
        var bytes = before
        if !fill.isEmpty { for _ in 0..<times { bytes += fill } }
        return bytes + after
    }

    private static func part(_ key: String, of object: JSONObject, at path: String) throws(CaseFlaw) -> [UInt8] {
        guard let text = object[key]?.string else { throw CaseFlaw(path + "." + key, "a text", got: object[key]) }
        return Array(text.utf8)
    }

    private static func tooLong(_ path: String) -> CaseFlaw {
        CaseFlaw(path, "lines of at most \(bytesMax) bytes in all", got: nil)
    }
}

/// Base64 with padding (RFC 4648, section 4).
enum Base64 {
    /// Nil where the text is anything else.
    static func decode(_ text: String) -> [UInt8]? {
        let symbols = Array(text.utf8)
        guard symbols.count % 4 == 0 else { return nil }
        let padding = symbols.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard padding <= 2 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(symbols.count / 4 * 3)
        var (pending, bits): (UInt32, Int) = (0, 0)
        for symbol in symbols.dropLast(padding) {
            guard let value = value(of: symbol) else { return nil }
            pending = (pending << 6 | value) & 0xFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> UInt32(bits)))
            }
        }
        return bytes
    }

    private static func value(of symbol: UInt8) -> UInt32? {
        switch symbol {
        case 0x41...0x5A: UInt32(symbol) - 0x41
        case 0x61...0x7A: UInt32(symbol) - 0x61 + 26
        case 0x30...0x39: UInt32(symbol) - 0x30 + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
