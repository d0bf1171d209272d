package import ZeroMQ

/// What a process shows and knows of keys. With it every `tcp://` endpoint of the process is encrypted; without it
/// `tcp://` stays on loopback.
package struct TransportKeys: Sendable {
    /// The process's own: what it shows as a server and as a client.
    package var own: CurveKeyPair
    /// Public keys of the servers it connects to; two while a server changes its own.
    package var servers: [CurveKey]
    /// Public keys of the workers it copies from; two while workers change theirs.
    package var peers: [CurveKey]
    /// Who may connect to it; nil = it binds nothing.
    package var allowed: AllowList?

    /// - Parameter peers: nil = the own one, as workers of a cluster may share a key.
    package init(
        own: CurveKeyPair, servers: [CurveKey] = [], peers: [CurveKey]? = nil, allowed: AllowList? = nil
    ) {
        self.own = own
        self.servers = servers
        self.peers = peers ?? [own.publicKey]
        self.allowed = allowed
    }

    /// The keys of these files.
    ///
    /// - Parameters:
    ///   - secret: nil = no keys; then no other file may be given.
    ///   - servers: files of public keys, such as `NAME.public`; likewise `peers`.
    ///   - allowed: an allow-list.
    /// - Throws: `KeyFileError`, `TransportKeysError.noSecret`.
    package static func read(
        secret: String?, servers: [String] = [], peers: [String] = [], allowed: String? = nil
    ) throws -> TransportKeys? {
        guard let secret else {
            guard servers.isEmpty, peers.isEmpty, allowed == nil else { throw TransportKeysError.noSecret }
            return nil
        }
        return TransportKeys(
            own: try KeyFiles.secret(secret), servers: try publicKeys(servers),
            peers: peers.isEmpty ? nil : try publicKeys(peers), allowed: try allowed.map { try AllowList($0) })
    }

    private static func publicKeys(_ paths: [String]) throws -> [CurveKey] {
        try paths.flatMap { try KeyFiles.named($0).map(\.key) }
    }
}

/// Keys that an endpoint needs are not there.
package enum TransportKeysError: Error, Hashable, CustomStringConvertible {
    case noAllowList(String)
    case noServerKey(String)
    case tooManyServerKeys(String, Int)
    case noSecret

    package var description: String {
        switch self {
        case .noAllowList(let address): "\(address): give the list of keys that may connect, or every key could"
        case .noServerKey(let address): "\(address): give the server's public key, or the server could be anybody"
        case .tooManyServerKeys(let address, let count):
            "\(address): there are \(count) public keys of the server; give its present one and the next"
        case .noSecret: "give this process's own secret key too (--key)"
        }
    }
}

extension TransportContext {
    /// What a socket is to bind with at an address.
    func serverSecurity(_ kind: EndpointKind, _ address: String) throws -> SocketSecurity {
        guard let keys, address.hasPrefix("tcp://") else { return .open }
        guard keys.allowed != nil else { throw TransportKeysError.noAllowList(address) }
        return .server(keys.own, domain: Authenticator.domain(of: kind))
    }

    /// What a socket is to connect with to an address.
    func clientSecurity(_ kind: EndpointKind, _ address: String, _ given: [CurveKey]?) throws -> SocketSecurity {
        guard let keys, address.hasPrefix("tcp://") else { return .open }
        var servers: [CurveKey] = []
        for key in given ?? (kind == .copy ? keys.peers : keys.servers) where !servers.contains(key) {
            servers.append(key)
        }
        guard !servers.isEmpty else { throw TransportKeysError.noServerKey(address) }
        guard servers.count <= 2 else { throw TransportKeysError.tooManyServerKeys(address, servers.count) }
        return .client(keys.own, servers: servers)
    }
}
