import Testing
import Wire
import ZeroMQ

@testable import Transport

@Suite(.serialized) struct AuthenticatorTests {
    @Test("requests that mean nothing are refused or passed over, and who is known still gets in")
    func garbage() throws {
        let (own, mine) = (CurveKeyPair.make(), CurveKeyPair.make())
        let directory = try KeyDirectory([(mine, "mine")])
        let context = try directory.server(own)
        let server = try ServerEndpoint(context, .query, address: "tcp://127.0.0.1:*")
        let asker = try Socket(.dealer, .inproc, in: context.context)
        try asker.connect("inproc://zeromq.zap.01")
        let key = [UInt8](repeating: 7, count: 32)
        let good = [[], bytes("1.0"), bytes("r"), bytes("huanxin.query"), bytes("::1"), [], bytes("CURVE"), key]
        // Cut anywhere, with each frame in turn empty or far too long, and too many of them.
        var requests = (1...good.count).map { Array(good.prefix($0)) }
        requests += [good + [key], good + Array(repeating: [], count: 40)]
        for index in good.indices {
            for wrong in [[], [UInt8](repeating: 0xFF, count: 70_000)] where good[index] != wrong {
                var request = good
                request[index] = wrong
                requests.append(request)
            }
        }
        for request in requests { #expect(try asker.send(frames: request) == .sent) }
        // An answer of the last question says that all before it are done with.
        #expect(try asker.send(frames: good.map { $0 == bytes("r") ? bytes("last") : $0 }) == .sent)
        var isLast = false
        try until {
            while let reply = try asker.receive()?.map({ $0.copy() }) {
                #expect(reply.count == 7 && reply[3] != bytes("200"))
                if reply.count > 2, reply[2] == bytes("last") { isLast = true }
            }
            return isLast
        }
        let peer = try PeerEndpoint(
            client(mine, own.publicKey), .query, address: server.address, routingID: nil)
        #expect(try Exchange(server: server, peer: peer).ask(rounds: patience)?.peer == "mine")
    }

    @Test("a question in another mechanism is told so, one in no version of the protocol is passed over")
    func statuses() throws {
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
