import Glibc
import OS
import Testing
import Transport
import Wire
import ZeroMQ

/// Real sockets on loopback, each end with a context of its own.
@Suite(.serialized) struct CurveTests {
    private let serverKeys = CurveKeyPair.make()
    private let mine = CurveKeyPair.make()
    private let anywhere = "tcp://127.0.0.1:*"

    @Test("a key of the list talks, and is named by it")
    func known() throws {
        let directory = try KeyDirectory([(mine, "worker-1@hz")])
        let server = try ServerEndpoint(try directory.server(serverKeys), .query, address: anywhere)
        let peer = try PeerEndpoint(
            client(mine, serverKeys.publicKey), .query, address: server.address, routingID: bytes("w1"))
        let message = try Exchange(server: server, peer: peer).ask(rounds: patience)
        #expect(message?.peer == "worker-1@hz")
        #expect(message?.route == bytes("w1"))
        try until { server.counters.connected == 1 && peer.counters.connected == 1 }
        #expect(server.counters.handshakesRefused == 0)
    }

    @Test("an unknown key never talks and is counted; once in the list it talks without a restart")
    func unknown() throws {
        let directory = try KeyDirectory([(CurveKeyPair.make(), "another")])
        let server = try ServerEndpoint(try directory.server(serverKeys), .query, address: anywhere)
        let peer = try PeerEndpoint(
            client(mine, serverKeys.publicKey), .query, address: server.address, routingID: nil)
        let exchange = Exchange(server: server, peer: peer)
        #expect(try exchange.ask(rounds: silence) == nil)
        try until { server.counters.handshakesRefused >= 1 }
        #expect(server.counters.connected == 0 && server.counters.received == 0)
        try directory.allow([(mine, "late")])
        try peer.reconnect()
        #expect(try exchange.ask(rounds: patience)?.peer == "late")
    }

    @Test("a removed key is not heard on its connection, and is refused when it connects again")
    func removed() throws {
        let directory = try KeyDirectory([(mine, "leaver")])
        let server = try ServerEndpoint(try directory.server(serverKeys), .query, address: anywhere)
        let peer = try PeerEndpoint(
            client(mine, serverKeys.publicKey), .query, address: server.address, routingID: nil)
        let exchange = Exchange(server: server, peer: peer)
        #expect(try exchange.ask(rounds: patience) != nil)
        try directory.allow([])
        try until {
            _ = peer.send(FrameHeader(.heartbeat), bytes("still here"))
            _ = server.receive()
            return server.counters.revoked >= 1
        }
        #expect(try exchange.ask("again", rounds: 5) == nil)
        try peer.reconnect()
        #expect(try exchange.ask("anew", rounds: silence) == nil)
        try until { server.counters.handshakesRefused >= 1 }
    }

    @Test("a server with another key than expected is not talked to: the client counts and does not hang")
    func wrongServer() throws {
        let directory = try KeyDirectory([(mine, "mine")])
        let server = try ServerEndpoint(try directory.server(serverKeys), .client, address: anywhere)
        let peer = try PeerEndpoint(
            client(mine, CurveKeyPair.make().publicKey), .client, address: server.address, routingID: nil)
        #expect(try Exchange(server: server, peer: peer).ask(rounds: silence) == nil)
        try until { peer.counters.handshakesFailed + peer.counters.disconnected >= 1 }
        #expect(peer.counters.connected == 0 && server.counters.connected == 0)
        #expect(peer.send(FrameHeader(.heartbeat), []) == .full)
    }

    @Test("a client without keys is refused by a server with keys, and the other way round")
    func plain() throws {
        let directory = try KeyDirectory([(mine, "mine")])
        let server = try ServerEndpoint(try directory.server(serverKeys), .query, address: anywhere)
        let plain = try PeerEndpoint(TransportContext(), .query, address: server.address, routingID: nil)
        #expect(try Exchange(server: server, peer: plain).ask(rounds: silence) == nil)
        try until { server.counters.handshakesBrokeProtocol + server.counters.handshakesFailed >= 1 }
        #expect(server.counters.connected == 0)
        let open = try ServerEndpoint(TransportContext(), .query, address: anywhere)
        let peer = try PeerEndpoint(
            client(mine, serverKeys.publicKey), .query, address: open.address, routingID: nil)
        #expect(try Exchange(server: open, peer: peer).ask(rounds: silence) == nil)
        #expect(open.counters.connected == 0)
    }

    @Test("a server changes its key under traffic: a client that knows both loses nothing that it asks again")
    func rotation() throws {
        let directory = try KeyDirectory([(mine, "mine")])
        let next = CurveKeyPair.make()
        var server: ServerEndpoint? = try ServerEndpoint(try directory.server(serverKeys), .query, address: anywhere)
        let address = try #require(server).address
        let peer = try PeerEndpoint(
            client(mine, serverKeys.publicKey, next.publicKey), .query, address: address, routingID: bytes("w"))
        for number in 0..<60 {
            if number == 30 {
                server = nil
                let context = try directory.server(next)
                try until {
                    server = try? ServerEndpoint(context, .query, address: address)
                    return server != nil
                }
            }
            let exchange = Exchange(server: try #require(server), peer: peer)
            var (isHeard, tries) = (false, 0)
            while !isHeard, tries < 20 {
                isHeard = try exchange.ask("number \(number)", rounds: 40) != nil
                tries += 1
            }
            #expect(isHeard, "question \(number)")
        }
        #expect(peer.counters.connected >= 2)
    }

    @Test("connections made and closed leave no monitor behind")
    func manyReconnects() throws {
        let server = try ServerEndpoint(TransportContext(), .query, address: anywhere)
        let peer = try PeerEndpoint(TransportContext(), .query, address: server.address, routingID: bytes("w"))
        // A context has 1,023 sockets.
        for _ in 0..<700 {
            try peer.reconnect()
            usleep(500)
        }
        #expect(try Exchange(server: server, peer: peer).ask(rounds: patience) != nil)
        #expect(server.counters.connected >= 1)
    }
}
