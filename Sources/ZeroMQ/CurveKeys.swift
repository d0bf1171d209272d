import CZeroMQ

/// A public key of CURVE: 32 bytes, written as 40 characters of Z85.
package struct CurveKey: Hashable, Sendable, CustomStringConvertible {
    /// The key in Z85.
    package let text: String

    /// The key written in Z85; `nil` if that is not 40 characters of it.
    package init?(_ text: String) {
        guard CurveKey.isZ85(text) else { return nil }
        self.text = text
    }

    /// The key as it comes in a handshake; `nil` if that is not 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        var text = [CChar](repeating: 0, count: 41)
        guard zmq_z85_encode(&text, bytes, 32) != nil else { return nil }
        self.text = String(decoding: text.prefix(40).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    package var description: String { text }

    static func isZ85(_ text: String) -> Bool {
        guard text.utf8.count == 40, text.utf8.allSatisfy({ alphabet.contains($0) }) else { return false }
        // Five characters can say more than four bytes hold.
        var bytes = [UInt8](repeating: 0, count: 32)
        return zmq_z85_decode(&bytes, text) != nil
    }

    private static let alphabet = Set(
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#".utf8)
}

/// A secret key and the public key that goes with it.
package struct CurveKeyPair: Sendable, CustomStringConvertible {
    /// What others may know.
    package let publicKey: CurveKey
    /// The secret in Z85; to be written nowhere but in the key's own file.
    package let secret: String

    /// The pair of a secret in Z85; `nil` if that is not a key.
    package init?(secret: String) {
        var text = [CChar](repeating: 0, count: 41)
        guard CurveKey.isZ85(secret), zmq_curve_public(&text, secret) == 0 else { return nil }
        let bytes = text.prefix(40).map { UInt8(bitPattern: $0) }
        guard let publicKey = CurveKey(String(decoding: bytes, as: UTF8.self)) else { return nil }
        self.publicKey = publicKey
        self.secret = secret
    }

    /// A new pair of the system's random bytes.
    package static func make() -> CurveKeyPair {
        var (publicText, secretText) = ([CChar](repeating: 0, count: 41), [CChar](repeating: 0, count: 41))
        precondition(zmq_curve_keypair(&publicText, &secretText) == 0, "libzmq is built without CURVE")
        let secret = String(decoding: secretText.prefix(40).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard let pair = CurveKeyPair(secret: secret) else { fatalError("a key made is a key") }
        return pair
    }

    /// The public key only.
    package var description: String { "key pair of \(publicKey)" }
}

/// Who may be at the other end of a socket's connections.
package enum SocketSecurity: Sendable {
    /// Anybody: between threads, over `ipc://` and over loopback only.
    case open
    /// Peers whose key the context's authenticator lets in; `domain` is what it is told about the socket.
    case server(CurveKeyPair, domain: String)
    /// The server must hold one of these keys. Each is tried on a connection of its own, and only one that ends its
    /// handshake gets messages: so a server may change from the one to the other at any time.
    case client(CurveKeyPair, servers: [CurveKey])
}
