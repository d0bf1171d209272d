import DemoData
import Domain
import TestSupport
import Testing
import Wire
import ZeroMQ

extension IntegrationTests {
    /// Whatever arrives at an endpoint, the processes stay up, count it and go on.
    @Suite struct GarbageTests {
        @Test("noise on every endpoint is counted and harmless", arguments: [false, true])
        func noise(tcp: Bool) throws {
            let seed: UInt64 = tcp ? 41 : 42
            var random = SeededRandom(seed: seed)
            let demo = try Demo(seed: seed, .init(enterprises: 10, suppliers: 5, models: 60, needs: 10))
            let site = try HandMadeSite(tcp: tcp)
            let seq = try demo.load(into: site.asker)
            try site.asker.waitForCoverage(seq)
            let inquiry = Inquiry.match(
                try #require(demo.registry.needs.values.first { $0.lines.contains { $0.text != nil } }), given: false,
                line: "", top: 20, explain: true)

            for (name, address) in [("client", site.client), ("query", site.query), ("apply", site.apply)] {
                try frames(address, &random) { try site.garbage()[name] ?? -1 }
                try damaged(address, &random)
                try raw(address, &random)
                #expect(site.isUp, "after noise on \(name)")
                inquiry.expect(try inquiry.answer(site.asker), demo.registry, "after noise on \(name), tcp \(tcp)")
            }
            let more = try site.asker.write(.suppliers, [RecordText.body(renamed(demo))])
            #expect(more == seq + 1)
            try site.asker.waitForCoverage(more)
            #expect(site.isUp)
        }

        private func renamed(_ demo: Demo) -> Record {
            guard var supplier = demo.registry.suppliers.values.first else { preconditionFailure("no suppliers") }
            supplier.name += "（更名）"
            return .supplier(supplier)
        }

        private func dealer(_ address: String, in context: Context) throws -> Socket {
            let socket = try Socket(.dealer, .client, in: context)
            try socket.connect(address)
            return socket
        }

        /// Sends once the connection stands.
        private func send(_ frames: [[UInt8]], on socket: Socket) throws {
            try poll("a frame is taken", seconds: 10, everyMs: 2) { try socket.send(frames: frames) == .sent }
        }

        /// Messages that are no frames of ours; every one of them is counted.
        private func frames(_ address: String, _ random: inout SeededRandom, count: () throws -> Int) throws {
            let before = try count()
            let context = Context()
            let socket = try dealer(address, in: context)
            var messages: [[[UInt8]]] = [
                [[UInt8]](repeating: [1, 2, 3], count: 40), [[]], [[], []], [[], [], [], [], [], []],
                [[1], [], [], []],
            ]
            for type in FrameType.allCases {
                let body = random.bytes(random.below(60))
                let header = FrameHeader(type, request: 5).encode(body: body)
                for place in [0, 1, 2, 3, 44, 47] {
                    var broken = header
                    broken[place] ^= 0x80
                    messages.append([[], broken, [], body])
                }
                messages.append([[], Array(header.dropLast()), [], body])
                messages.append([[], header + [0], [], body])
                messages.append([[], header, [], body + [1]])
            }
            for _ in 0..<200 {
                messages.append((0..<(1 + random.below(6))).map { _ in random.bytes(random.below(120)) })
            }
            for message in messages { try send(message, on: socket) }
            // The socket lives until all were read: a closed one drops what lingers too long.
            var counted = 0
            do {
                try poll("all garbage is counted", seconds: 30) {
                    counted = try count() - before
                    return counted >= messages.count
                }
            } catch {
                throw TestFailure("\(address): \(counted) of \(messages.count) messages are counted: \(error)")
            }
            #expect(counted == messages.count, "\(address)")
        }

        /// Frames of ours whose bodies are damaged, cut or of another message; and messages past every limit.
        private func damaged(_ address: String, _ random: inout SeededRandom) throws {
            let context = Context()
            let socket = try dealer(address, in: context)
            var ready = WireReady()
            ready.worker = "w1"
            ready.replicas = [WireReplica()]
            var request = WireClientRequest()
            request.match.needID = "demo-n-0000001"
            let sound = [ready.wireBytes, request.wireBytes]
            for type in FrameType.allCases {
                for _ in 0..<40 {
                    var body = random.one(of: sound)
                    switch random.below(3) {
                    case 0: body = Array(body.prefix(random.below(body.count)))
                    case 1: body = random.bytes(random.below(80))
                    default: body[random.below(body.count)] ^= UInt8(1 << random.below(8))
                    }
                    // A READY that names a worker would be one: what is left of it must not be readable.
                    if type == .ready { body = [0x0A, 0xFF] + body.prefix(20) }
                    try send(
                        [[], FrameHeader(type, request: UInt64(random.below(9))).encode(body: body), [], body],
                        on: socket)
                }
            }
            let huge = [UInt8](repeating: 0x48, count: (64 << 20) + 1)
            try send([[], huge, [], []], on: socket)
        }

        /// Connections that speak no ZeroMQ, or only begin to.
        private func raw(_ address: String, _ random: inout SeededRandom) throws {
            for _ in 0..<1_000 { _ = try RawPeer(address) }
            for _ in 0..<100 {
                let peer = try RawPeer(address)
                peer.send(random.bytes(1 + random.below(300)))
            }
            for _ in 0..<60 {
                let peer = try RawPeer(address)
                peer.send(RawPeer.greeting)
                // A frame of 2^62 bytes; a command that is none; half a frame; noise.
                peer.send(
                    random.one(of: [
                        [2, 0x40, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3], [4, 3, 9, 9, 9], [0, 200, 1],
                        [1, 0, 0, 48] + random.bytes(20),
                        random.bytes(64),
                    ]))
            }
            let greeting = RawPeer.greeting
            for count in stride(from: 1, to: greeting.count, by: 3) {
                let peer = try RawPeer(address)
                peer.send(Array(greeting.prefix(count)))
            }
        }
    }
}
