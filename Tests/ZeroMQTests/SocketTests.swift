import Glibc
import Testing
import ZeroMQ

/// Endpoints of each transport, of their own for a test.
func transports(_ name: String) -> [String] {
    ["inproc://\(name)", "ipc:///tmp/zmq-tests-\(getpid())-\(name)", "tcp://127.0.0.1:*"]
}

@Suite struct SocketTests {
    @Test("a router answers a dealer", arguments: transports("echo"))
    func echo(_ endpoint: String) throws {
        let context = Context()
        let router = try Socket(.router, .test(), in: context)
        let bound = try router.bind(endpoint)
        let dealer = try Socket(.dealer, .test(id: "worker-1"), in: context)
        try dealer.connect(bound)
        try dealer.sendUntil(.sent, [[], bytes("ping"), []])
        #expect(try router.awaitMessage() == [bytes("worker-1"), [], bytes("ping"), []])
        #expect(try router.send(frames: [bytes("worker-1"), [], bytes("pong")]) == .sent)
        #expect(try dealer.awaitMessage() == [[], bytes("pong")])
        #expect(try dealer.receive() == nil)
        try dealer.disconnect(bound)
    }

    @Test("large frames are received whole and handed on without a copy", arguments: transports("large"))
    func large(_ endpoint: String) throws {
        let context = Context()
        let router = try Socket(.router, .test(), in: context)
        let bound = try router.bind(endpoint)
        let dealer = try Socket(.dealer, .test(id: "w"), in: context)
        try dealer.connect(bound)
        let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        try dealer.sendUntil(.sent, [body, bytes("end")])
        var poller = Poller()
        let token = poller.add(router)
        try poller.wait(timeoutMs: 10_000)
        let isReady = poller.isReady(token)
        #expect(isReady)
        let received = try #require(try router.receive())
        #expect(received[1].count == body.count)
        #expect(received[1].withBytes { $0.unsafeLoad(fromByteOffset: 2_999_999, as: UInt8.self) } == body.last)
        #expect(try router.send(received) == .sent)
        #expect(try dealer.awaitMessage() == [body, bytes("end")])
        #expect(received[1].copy() == body)
    }

    @Test("a router tells that a peer is unknown or has gone")
    func unreachable() throws {
        let context = Context()
        let router = try Socket(.router, .test(), in: context)
        let bound = try router.bind("tcp://127.0.0.1:*")
        #expect(try router.send(frames: [bytes("nobody"), bytes("x")]) == .unreachable)
        do {
            let dealer = try Socket(.dealer, .test(id: "w"), in: context)
            try dealer.connect(bound)
            try dealer.sendUntil(.sent, [bytes("hello")])
            _ = try router.awaitMessage()
            #expect(try router.send(frames: [bytes("w"), bytes("x")]) == .sent)
        }
        try router.sendUntil(.unreachable, [bytes("w"), bytes("x")])
    }

    @Test("a restarted peer takes over its routing id")
    func handover() throws {
        let context = Context()
        let router = try Socket(.router, .test(), in: context)
        let bound = try router.bind("tcp://127.0.0.1:*")
        let first = try Socket(.dealer, .test(id: "w"), in: context)
        try first.connect(bound)
        try first.sendUntil(.sent, [bytes("first")])
        #expect(try router.awaitMessage() == [bytes("w"), bytes("first")])
        let second = try Socket(.dealer, .test(id: "w"), in: context)
        try second.connect(bound)
        try second.sendUntil(.sent, [bytes("second")])
        #expect(try router.awaitMessage() == [bytes("w"), bytes("second")])
        #expect(try router.send(frames: [bytes("w"), bytes("to whom")]) == .sent)
        #expect(try second.awaitMessage() == [bytes("to whom")])
    }

    @Test("a full pipe and a missing peer block the sender, and nothing is sent in part")
    func highWater() throws {
        let context = Context()
        let lonely = try Socket(.dealer, .test(), in: context)
        try lonely.connect("tcp://127.0.0.1:1")
        #expect(try lonely.send(frames: [bytes("x")]) == .wouldBlock)

        let router = try Socket(.router, .test(highWater: 4), in: context)
        try router.bind("inproc://full")
        let dealer = try Socket(.dealer, .test(id: "w", highWater: 4), in: context)
        try dealer.connect("inproc://full")
        var sent = 0
        while try dealer.send(frames: [[], [UInt8(sent)]]) == .sent { sent += 1 }
        #expect(sent == 8)
        for number in 0..<sent { #expect(try router.awaitMessage() == [bytes("w"), [], [UInt8(number)]]) }
        #expect(try router.receive() == nil)
        var answers = 0
        while try router.send(frames: [bytes("w"), [], [UInt8(answers)]]) == .sent { answers += 1 }
        #expect(answers == 8)
        #expect(try router.send(frames: [bytes("w"), []]) == .wouldBlock)
    }

    @Test("ten thousand messages arrive in order over tcp")
    func order() throws {
        let context = Context()
        let router = try Socket(.router, .query, in: context)
        let bound = try router.bind("tcp://127.0.0.1:*")
        let sender = try TestThread {
            do {
                var options = SocketOptions.query
                options.lingerMs = 10_000
                options.routingID = bytes("w")
                let dealer = try Socket(.dealer, options, in: context)
                try dealer.connect(bound)
                var poller = Poller()
                let token = poller.add(dealer, for: .writable)
                var number: UInt32 = 0
                while number < 10_000 {
                    let frame = withUnsafeBytes(of: number) { [UInt8]($0) }
                    if try dealer.send(frames: [[], frame]) == .sent {
                        number += 1
                    } else {
                        try poller.wait(timeoutMs: 1000)
                        _ = poller.isReady(token)
                    }
                }
            } catch {
                Issue.record(error)
            }
        }
        var inOrder = 0
        for number in UInt32(0)..<10_000 {
            let message = try router.awaitMessage()
            if message == [bytes("w"), [], withUnsafeBytes(of: number) { [UInt8]($0) }] { inOrder += 1 }
        }
        #expect(inOrder == 10_000)
        sender.join()
    }

    @Test("messages of too many frames or bytes are passed over, the next is received")
    func limits() throws {
        let context = Context()
        var options = SocketOptions.test()
        options.maxFrames = 4
        options.maxMessageBytes = 1000
        let router = try Socket(.router, options, in: context)
        try router.bind("inproc://limits")
        let dealer = try Socket(.dealer, .test(id: "w"), in: context)
        try dealer.connect("inproc://limits")
        let garbage: [[[UInt8]]] = [
            [[UInt8]](repeating: [], count: 5),
            [[UInt8](repeating: 1, count: 1001)],
            [[UInt8](repeating: 1, count: 600), [UInt8](repeating: 1, count: 600), [1]],
        ]
        for message in garbage { #expect(try dealer.send(frames: message) == .sent) }
        #expect(try dealer.send(frames: [[1], [2], [3]]) == .sent)
        #expect(try router.awaitMessage() == [bytes("w"), [1], [2], [3]])
        #expect(router.discarded == 3)
        #expect(try router.receive() == nil)
    }

    @Test("a frame above the limit ends the connection, not the router")
    func oversized() throws {
        let context = Context()
        var options = SocketOptions.test()
        options.maxFrameBytes = 1000
        let router = try Socket(.router, options, in: context)
        let bound = try router.bind("tcp://127.0.0.1:*")
        let bad = try Socket(.dealer, .test(id: "bad"), in: context)
        try bad.connect(bound)
        try bad.sendUntil(.sent, [[UInt8](repeating: 0, count: 5000)])
        let good = try Socket(.dealer, .test(id: "good"), in: context)
        try good.connect(bound)
        try good.sendUntil(.sent, [bytes("hello")])
        #expect(try router.awaitMessage() == [bytes("good"), bytes("hello")])
        #expect(try router.receive() == nil)
    }

    @Test("bytes that are no ZeroMQ at all do not disturb a router")
    func garbage() throws {
        let context = Context()
        let router = try Socket(.router, .test(), in: context)
        let bound = try router.bind("tcp://127.0.0.1:*")
        let port = try #require(bound.split(separator: ":").last.flatMap { UInt16($0) })
        var generator = SystemRandomNumberGenerator()
        for count in [1, 9, 64, 4096] {
            let plain = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            let code = withUnsafeBytes(of: &address) { raw in
                raw.withMemoryRebound(to: sockaddr.self) { Glibc.connect(plain, $0.baseAddress, socklen_t(raw.count)) }
            }
            #expect(code == 0)
            let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            _ = Glibc.send(plain, noise, noise.count, Int32(MSG_NOSIGNAL))
            close(plain)
        }
        let dealer = try Socket(.dealer, .test(id: "w"), in: context)
        try dealer.connect(bound)
        try dealer.sendUntil(.sent, [bytes("hello")])
        // Noise can look like a message of the oldest protocol; it then comes from a peer without a name.
        var message: [[UInt8]] = []
        while message.first != bytes("w") { message = try router.awaitMessage() }
        #expect(message == [bytes("w"), bytes("hello")])
    }

    @Test("wrong endpoints are errors with a code")
    func endpoints() throws {
        let context = Context()
        let router = try Socket(.router, .test(), in: context)
        let bound = try router.bind("tcp://127.0.0.1:*")
        let other = try Socket(.router, .test(), in: context)
        #expect(#expect(throws: ZeroMQError.self) { try other.bind(bound) }?.code == .addressInUse)
        #expect(#expect(throws: ZeroMQError.self) { try other.bind("nonsense") }?.code == .invalidEndpoint)
        #expect(#expect(throws: ZeroMQError.self) { try other.bind("carrier-pigeon://x") }?.code == .unknownTransport)
        #expect(#expect(throws: ZeroMQError.self) { try other.unbind("tcp://127.0.0.1:9") }?.code == .noSuchEndpoint)
        try router.unbind(bound)
        // The I/O thread closes the listener in its own time.
        let deadline = nowNs() + patienceNs
        while true {
            do {
                try other.bind(bound)
                break
            } catch {
                guard error.isRetriable, nowNs() < deadline else { throw error }
                sched_yield()
            }
        }
    }

    @Test("a socket used by a second thread is a bug")
    func ownership() async {
        await #expect(processExitsWith: .failure) {
            let context = Context()
            let socket = try Socket(.pair, .inproc, in: context)
            try socket.bind("inproc://one")
            // The bug under test.
            nonisolated(unsafe) let shared = socket
            try TestThread { _ = try? shared.receive() }.join()
        }
    }
}
