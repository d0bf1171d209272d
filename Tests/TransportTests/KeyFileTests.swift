import Glibc
import OS
import Testing
import Transport
import ZeroMQ

/// Keys in files, and what is refused without them.
@Suite struct KeyFileTests {
    @Test("a pair made is read again; its secret is its owner's only, and is never replaced")
    func pair() throws {
        let directory = try KeyDirectory()
        let made = try KeyFiles.make("worker-1", in: directory.path, date: "2026-12-01")
        let secret = made.secretPath
        #expect(try KeyFiles.secret(secret).publicKey.text == made.publicKey)
        let shown = try KeyFiles.named(made.publicPath)
        #expect(shown.map(\.key.text) == [made.publicKey] && shown.map(\.name) == ["worker-1"])
        #expect(throws: KeyFileError.exists(secret)) {
            try KeyFiles.make("worker-1", in: directory.path, date: "2026-12-01")
        }
        #expect(chmod(secret, 0o640) == 0)
        #expect(throws: KeyFileError.readableByOthers(secret)) { try KeyFiles.secret(secret) }
        #expect(throws: KeyFileError.name("../w")) { try KeyFiles.make("../w", in: directory.path, date: "") }
    }

    @Test("a line that is no key with a name is found at the start, and passed over later")
    func lines() throws {
        let directory = try KeyDirectory()
        let key = CurveKeyPair.make()
        let list = try AllowList(directory.list)
        let text = "# who\n\(key.publicKey) somebody\nnonsense here\n\(key.publicKey)\n"
        try Files.writeAtomically(bytes(text), to: directory.list)
        #expect(list.name(of: key.publicKey) == "somebody")
        #expect(list.badLines == [3, 4])
        #expect(throws: KeyFileError.line(directory.list, 3)) { try AllowList(directory.list) }
        try Files.remove(directory.list)
        #expect(list.name(of: key.publicKey) == nil)
    }

    @Test(
        "without keys nothing leaves the machine",
        arguments: ["tcp://0.0.0.0:*", "tcp://*:7400", "tcp://10.1.2.3:7400", "tcp://eth0:7400", "tcp://[::]:7400"])
    func plain(address: String) {
        let bound = #expect(throws: ZeroMQError.self) {
            try ServerEndpoint(TransportContext(), .client, address: address)
        }
        #expect(bound?.code == .accessDenied)
        let connected = #expect(throws: ZeroMQError.self) {
            try PeerEndpoint(TransportContext(), .client, address: address, routingID: nil)
        }
        #expect(connected?.code == .accessDenied)
    }

    @Test("keys without a list bind nothing, and without the server's key connect to nothing")
    func incomplete() throws {
        let address = "tcp://127.0.0.1:*"
        let keys = TransportKeys(own: CurveKeyPair.make())
        #expect(throws: TransportKeysError.noAllowList(address)) {
            try ServerEndpoint(TransportContext(keys: keys), .client, address: address)
        }
        #expect(throws: TransportKeysError.noServerKey("tcp://127.0.0.1:9")) {
            try PeerEndpoint(TransportContext(keys: keys), .client, address: "tcp://127.0.0.1:9", routingID: nil)
        }
        #expect(throws: TransportKeysError.noSecret) { try TransportKeys.read(secret: nil, allowed: "list") }
        var options = SocketOptions.query
        options.security = .server(CurveKeyPair.make(), domain: "huanxin.query")
        let router = try Socket(.router, options, in: Context())
        #expect(#expect(throws: ZeroMQError.self) { try router.bind(address) }?.code == .accessDenied)
    }

    @Test("malformed questions to the authenticator are answered or passed over, and it goes on")
    func garbage() throws {
        let (serverKeys, mine) = (CurveKeyPair.make(), CurveKeyPair.make())
        let directory = try KeyDirectory([(mine, "mine")])
        let context = try directory.server(serverKeys)
        let server = try ServerEndpoint(context, .query, address: "tcp://127.0.0.1:*")
        var options = SocketOptions.inproc
        options.heartbeatIntervalMs = 0
        let asker = try Socket(.dealer, options, in: context.context)
        try asker.connect("inproc://zeromq.zap.01")
        let head = ["", "1.0", "id", "huanxin.query", "127.0.0.1", ""].map(bytes)
        let noise: [[[UInt8]]] = [
            [[]], [bytes("x"), bytes("y")], [[], bytes("2.0"), bytes("id")], [[], bytes("1.0"), bytes("id")],
            head + [bytes("NULL")], head + [bytes("CURVE")], head + [bytes("CURVE"), [1, 2, 3]],
            head + [bytes("PLAIN"), bytes("user"), bytes("word")],
            [[], bytes("1.0"), [UInt8](repeating: 7, count: 300)],
        ]
        for message in noise { #expect(try asker.send(frames: message) == .sent) }
        var statuses: [String] = []
        try until {
            while let reply = try asker.receive() { statuses.append(String(decoding: reply[3].copy(), as: UTF8.self)) }
            return statuses.count >= 6
        }
        #expect(statuses == ["500", "500", "400", "400", "400", "400"])
        let peer = try PeerEndpoint(
            client(mine, serverKeys.publicKey), .query, address: server.address, routingID: nil)
        #expect(try Exchange(server: server, peer: peer).ask(rounds: patience)?.peer == "mine")
    }
}
