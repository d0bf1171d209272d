import CExpat

/// What is told of the XML as it streams by; names come without their prefix.
protocol XMLReceiver: AnyObject {
    /// An element begins.
    func start(_ name: String, _ attributes: XMLAttributes) throws(XLSXError)
    /// An element ends.
    func end(_ name: String) throws(XLSXError)
    /// Some of the text inside the innermost element; may come in pieces.
    func text(_ bytes: UnsafeRawBufferPointer) throws(XLSXError)
    /// Whether parsing should rest after this element, for the receiver holds enough.
    var isFull: Bool { get }
}

extension XMLReceiver {
    var isFull: Bool { false }
}

/// The attributes of an element; valid only while `start` runs.
struct XMLAttributes {
    fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?

    /// The value of the attribute of that name, whatever its prefix.
    subscript(name: String) -> String? {
        guard var pair = pairs else { return nil }
        while let key = pair[0], let value = pair[1] {
            if XMLStream.localName(key) == name { return String(cString: value) }
            pair += 2
        }
        return nil
    }
}

/// A streaming XML parser: text goes in by the chunk, the receiver is told what is in it.
///
/// Functions of expat used: `XML_ParserCreate`, `XML_ParserFree`, `XML_SetUserData`, `XML_SetElementHandler`,
/// `XML_SetCharacterDataHandler`, `XML_SetStartDoctypeDeclHandler`, `XML_StopParser`, `XML_Parse`, `XML_ResumeParser`,
/// `XML_GetCurrentByteIndex`.
final class XMLStream {
    private let parser: XML_Parser
    private let receiver: any XMLReceiver
    private let part: String
    private let limits: XLSXLimits
    private var failure: XLSXError?
    private var depth = 0
    private var fedBytes = 0
    /// Whether parsing rests: `resume` before the next `feed`.
    private(set) var isResting = false

    init(part: String, receiver: any XMLReceiver, limits: XLSXLimits) {
        guard let parser = XML_ParserCreate(nil) else { preconditionFailure("no memory for an XML parser") }
        self.parser = parser
        self.receiver = receiver
        self.part = part
        self.limits = limits
        // Not retained: the parser is freed with this object and calls back only while `feed` runs.
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        setHandlers()
    }

    deinit { XML_ParserFree(parser) }

    /// Parses the next bytes; `isLast` with the last of them, which may be none.
    func feed(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws(XLSXError) {
        precondition(!isResting, "resume before feeding")
        fedBytes += bytes.count
        let status = XML_Parse(
            parser,
            bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
            Int32(bytes.count),
            isLast ? 1 : 0
        )
        try settle(status)
    }

    /// Goes on with what was fed before parsing came to rest.
    func resume() throws(XLSXError) {
        precondition(isResting, "nothing to resume")
        isResting = false
        try settle(XML_ResumeParser(parser))
    }

    private func settle(_ status: XML_Status) throws(XLSXError) {
        if let failure { throw failure }
        isResting = status == XML_STATUS_SUSPENDED
        if isResting { return }
        guard status == XML_STATUS_OK else { throw XLSXError(.damaged, "\(part) is not well-formed XML") }
        // The bytes of a tag that has not ended are held by expat.
        guard fedBytes - Int(XML_GetCurrentByteIndex(parser)) <= limits.tagBytes else {
            throw XLSXError(.tooLarge, "\(part) has a tag that is too long")
        }
    }

    /// The name after the prefix.
    static func localName(_ name: UnsafePointer<CChar>) -> String {
        var start = name
        var at = name
        while at.pointee != 0 {
            if at.pointee == 0x3A { start = at + 1 }
            at += 1
        }
        return String(cString: start)
    }

    private func setHandlers() {
        XML_SetElementHandler(
            parser,
            { user, name, attributes in
                guard let name else { return }
                XMLStream.of(user).started(XMLStream.localName(name), XMLAttributes(pairs: attributes))
            },
            { user, name in
                guard let name else { return }
                XMLStream.of(user).ended(XMLStream.localName(name))
            }
        )
        XML_SetCharacterDataHandler(parser) { user, text, count in
            XMLStream.of(user).came(UnsafeRawBufferPointer(start: text, count: Int(count)))
        }
        XML_SetStartDoctypeDeclHandler(parser) { user, _, _, _, _ in
            let stream = XMLStream.of(user)
            stream.stop(XLSXError(.damaged, "\(stream.part) declares a document type, which workbooks do not"))
        }
    }

    private static func of(_ user: UnsafeMutableRawPointer?) -> XMLStream {
        guard let user else { preconditionFailure("expat lost its user data") }
        return Unmanaged<XMLStream>.fromOpaque(user).takeUnretainedValue()
    }

    private func started(_ name: String, _ attributes: XMLAttributes) {
        depth += 1
        if depth > limits.depth {
            return stop(XLSXError(.tooLarge, "\(part) nests elements more than \(limits.depth) deep"))
        }
        call { () throws(XLSXError) in try receiver.start(name, attributes) }
    }

    private func ended(_ name: String) {
        depth -= 1
        call { () throws(XLSXError) in try receiver.end(name) }
        if failure == nil, receiver.isFull { XML_StopParser(parser, 1) }
    }

    private func came(_ text: UnsafeRawBufferPointer) {
        call { () throws(XLSXError) in try receiver.text(text) }
    }

    private func call(_ body: () throws(XLSXError) -> Void) {
        guard failure == nil else { return }
        do { try body() } catch { stop(error) }
    }

    private func stop(_ error: XLSXError) {
        if failure == nil { failure = error }
        XML_StopParser(parser, 0)
    }
}

extension ZipArchive {
    /// Parses a whole part; false where the archive has none of that name.
    func parse(_ name: String, limits: XLSXLimits, maxBytes: Int, _ receiver: any XMLReceiver) throws(XLSXError) -> Bool
    {
        guard try open(name) else { return false }
        defer { closeUnverified() }
        let stream = XMLStream(part: name, receiver: receiver, limits: limits)
        var buffer = [UInt8](repeating: 0, count: ZipArchive.chunkBytes)
        var total = 0
        while true {
            let count = try read(into: &buffer)
            total += count
            guard total <= maxBytes else { throw XLSXError(.tooLarge, "\(name) is larger than \(maxBytes) bytes") }
            try buffer.feed(count, to: stream)
            if count == 0 { return true }
        }
    }
}

extension [UInt8] {
    /// Feeds the first `count` bytes; none of them is the end.
    func feed(_ count: Int, to stream: XMLStream) throws(XLSXError) {
        let result = withUnsafeBytes { bytes in
            Result { () throws(XLSXError) in
                try stream.feed(UnsafeRawBufferPointer(rebasing: bytes[..<count]), isLast: count == 0)
            }
        }
        try result.get()
    }
}
