import ZeroMQ

/// Answers libzmq's questions who may connect (ZAP, rfc.zeromq.org/spec/27). Used by one thread.
///
/// Only CURVE is let in, and of it only keys of the allow-list. A request that cannot be read is answered where there
/// is a request id to answer to, and else passed over.
final class Authenticator {
    /// Name under which a message says by whose key it came.
    static let keyProperty: StaticString = "X-Key"
    private static let domainPrefix = "huanxin."

    /// What libzmq says about a socket of this kind.
    static func domain(of kind: EndpointKind) -> String { domainPrefix + "\(kind)" }

    let socket: Socket
    private let allowed: AllowList

    init(_ context: Context, _ allowed: AllowList) throws {
        var options = SocketOptions.inproc
        options.heartbeatIntervalMs = 0
        socket = try Socket(.router, options, in: context)
        try socket.bind("inproc://zeromq.zap.01")
        socket.disown()
        self.allowed = allowed
    }

    /// Answers what there is to answer.
    func serve() throws(ZeroMQError) {
        while let frames = try socket.receive() {
            // A session that has ended does not want the answer any more.
            if let reply = reply(frames.map { $0.copy() }) { _ = try socket.send(frames: reply) }
        }
    }

    /// Request: route · empty · version · request id · domain · address · routing id · mechanism · credentials…
    private func reply(_ frames: [[UInt8]]) -> [[UInt8]]? {
        guard frames.count >= 4, frames[1].isEmpty, frames[3].count <= 255 else { return nil }
        let (status, text, name, key) = judge(frames)
        let metadata = key.map { Authenticator.property($0) } ?? []
        return [
            frames[0], [], Array("1.0".utf8), frames[3], Array(status.utf8), Array(text.utf8), Array(name.utf8),
            metadata,
        ]
    }

    private func judge(_ frames: [[UInt8]]) -> (status: String, text: String, name: String, key: CurveKey?) {
        guard frames[2] == Array("1.0".utf8) else { return ("500", "version", "", nil) }
        guard frames.count >= 8 else { return ("500", "malformed", "", nil) }
        guard frames[4].starts(with: Authenticator.domainPrefix.utf8) else { return ("400", "domain", "", nil) }
        guard frames[7] == Array("CURVE".utf8) else { return ("400", "mechanism", "", nil) }
        guard frames.count == 9, let key = CurveKey(bytes: frames[8]) else { return ("400", "no key", "", nil) }
        guard let name = allowed.name(of: key) else { return ("400", "unknown key", "", nil) }
        return ("200", "OK", name, key)
    }

    /// A ZMTP property: length and name, length and value.
    private static func property(_ key: CurveKey) -> [UInt8] {
        let name = Array(keyProperty.description.utf8)
        let value = Array(key.text.utf8)
        return [UInt8(name.count)] + name + [0, 0, 0, UInt8(value.count)] + value
    }
}
