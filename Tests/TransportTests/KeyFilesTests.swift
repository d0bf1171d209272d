import Glibc
import OS
import Testing
import Transport
import ZeroMQ

@Suite struct KeyFilesTests {
    @Test("a pair made is read again, its public file is a line of an allow-list, and it is not replaced")
    func pair() throws {
        let directory = try KeyDirectory()
        let pair = try KeyFiles.make("worker-1", in: directory.path, date: "2026-12-01")
        let secret = directory.path + "/worker-1.secret"
        let publicKey = try #require(CurveKey("\(pair.publicKey)"))
        #expect(try KeyFiles.secret(secret).publicKey == publicKey)
        let named = try KeyFiles.named(directory.path + "/worker-1.public")
        #expect(named.map(\.key) == [publicKey] && named.map(\.name) == ["worker-1"])
        #expect(throws: KeyFileError.exists(secret)) {
            try KeyFiles.make("worker-1", in: directory.path, date: "2026-12-02")
        }
        #expect(throws: KeyFileError.name("../x")) { try KeyFiles.make("../x", in: directory.path, date: "") }
    }

    @Test("a secret that others may read is refused")
    func mode() throws {
        let directory = try KeyDirectory()
        _ = try KeyFiles.make("w", in: directory.path, date: "2026-12-01")
        let secret = directory.path + "/w.secret"
        #expect(chmod(secret, 0o640) == 0)
        #expect(throws: KeyFileError.readableByOthers(secret)) { try KeyFiles.secret(secret) }
    }

    @Test("a bad line is an error at the start; later it lets nobody in and keeps nobody else out")
    func badLine() throws {
        let key = CurveKeyPair.make()
        let directory = try KeyDirectory([(key, "one")])
        let list = try AllowList(directory.list)
        try Files.writeAtomically(Array("rubbish\n\(key.publicKey) one\n\(key.publicKey)\n".utf8), to: directory.list)
        #expect(list.name(of: key.publicKey) == "one")
        #expect(list.badLines == [1, 3])
        #expect(throws: KeyFileError.line(directory.list, 1)) { try AllowList(directory.list) }
        try Files.remove(directory.list)
        #expect(list.name(of: key.publicKey) == nil)
    }

    @Test("without keys nothing but loopback is bound or connected, whatever the name looks like")
    func plainText() throws {
        for address in [
            "tcp://*:7400", "tcp://0.0.0.0:*", "tcp://127.0.0.1.example.com:1", "tcp://10.1.2.3:1", "tcp://eth0:7400",
            "tcp://[::]:7400",
        ] {
            let bind = #expect(throws: ZeroMQError.self) {
                try ServerEndpoint(TransportContext(), .query, address: address)
            }
            #expect(bind?.code == .accessDenied)
            let connect = #expect(throws: ZeroMQError.self) {
                try PeerEndpoint(TransportContext(), .query, address: address, routingID: nil)
            }
            #expect(connect?.code == .accessDenied)
        }
        #expect(throws: TransportKeysError.noSecret) { try TransportKeys.read(secret: nil, allowed: "list") }
        let keys = TransportKeys(own: .make())
        #expect(throws: TransportKeysError.noAllowList("tcp://127.0.0.1:*")) {
            try ServerEndpoint(TransportContext(keys: keys), .query, address: "tcp://127.0.0.1:*")
        }
        #expect(throws: TransportKeysError.noServerKey("tcp://127.0.0.1:1")) {
            try PeerEndpoint(TransportContext(keys: keys), .query, address: "tcp://127.0.0.1:1", routingID: nil)
        }
    }

    @Test("a socket with a server's key is not bound where nobody authenticates")
    func noAuthenticator() throws {
        var options = SocketOptions.query
        options.security = .server(.make(), domain: "huanxin.query")
        let socket = try Socket(.router, options, in: Context())
        let error = #expect(throws: ZeroMQError.self) { try socket.bind("tcp://127.0.0.1:*") }
        #expect(error?.code == .accessDenied)
    }
}
