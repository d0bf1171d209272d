import Cluster
import Testing

@Suite struct MembershipTests {
    private let log: [UInt8] = [7]
    private let route: [UInt8] = Array("w1#1".utf8)
    private let next: [UInt8] = Array("w1#2".utf8)

    private func at(_ seq: UInt64) -> Position {
        seq == 0 ? .start : Position(seq: seq, chain: Chain(bytes: [UInt8](repeating: UInt8(seq % 251), count: 16)))
    }

    private func shard(_ number: UInt32) -> VShard { VShard(rawValue: number) }

    /// Two workers, four vshards: w1 holds 0 and 2.
    private func membership(head: UInt64 = 100) -> Membership {
        let rows = ["w1", "w2", "w1", "w2"].map { [Placement.Replica(worker: $0, state: .active)] }
        let table = Placement(
            vshards: 4, copies: 1, nodes: ["w1", "w2"].map { Placement.Node(name: $0, host: $0) }, replicas: rows,
            version: 1)
        return Membership(placement: table, incarnation: log, head: head)
    }

    private func ready(
        _ worker: String = "w1",
        incarnation: [UInt8]? = nil,
        common: UInt64 = 90,
        _ replicas: [UInt32: UInt64] = [0: 80, 2: 85]
    ) -> Ready {
        Ready(
            worker: worker,
            bootNonce: 1,
            incarnation: incarnation ?? log,
            replicas: Dictionary(uniqueKeysWithValues: replicas.map { (shard($0.key), at($0.value)) }),
            common: at(common)
        )
    }

    private func acknowledgement(rebuild: Bool = false) -> ReadyAck {
        ReadyAck(incarnation: log, vshards: 4, assigned: [shard(0), shard(2)], rebuild: rebuild, version: 1)
    }

    private func progress(_ applied: UInt64, bytes: Int = 1_000) -> Progress {
        Progress(applied: at(applied), recordCreditBytes: bytes, queryCredit: 4, obeys: 1)
    }

    private func joined(_ ready: Ready? = nil, head: UInt64 = 100) -> Membership {
        var membership = membership(head: head)
        _ = membership.on(.ready(route: route, ready ?? self.ready(), chainsMatch: true), now: 0)
        return membership
    }

    private func send(_ after: UInt64, _ maxBytes: Int, _ route: [UInt8]? = nil) -> Membership.Action {
        .sendRecords(worker: "w1", route: route ?? self.route, after: after, maxBytes: maxBytes)
    }

    private func sent(_ after: UInt64, _ through: UInt64, _ bytes: Int, _ route: [UInt8]? = nil) -> Membership.Event {
        .sent(worker: "w1", route: route ?? self.route, after: after, through: through, bytes: bytes)
    }

    // MARK: READY

    @Test("READY is acknowledged with what the worker is to hold; nothing is sent before it grants credit")
    func handshake() {
        var membership = membership()
        let actions = membership.on(.ready(route: route, ready(), chainsMatch: true), now: 5)
        #expect(actions == [.acknowledge(route: route, acknowledgement()), .joined("w1")])
        #expect(membership.members["w1"]?.lastHeard == 5)
        #expect(membership.worker(of: route) == "w1")
        #expect(membership.on(.head(120), now: 6) == [])
    }

    @Test("a worker that is not in the table joins with nothing and is told of; one of another protocol is refused")
    func strangers() {
        var membership = membership()
        let stranger = membership.on(.ready(route: next, ready("w9"), chainsMatch: true), now: 0)
        let nothing = ReadyAck(incarnation: log, vshards: 4, assigned: [], rebuild: false, version: 1)
        #expect(
            stranger == [
                .stranger(Placement.Node(name: "w9", host: "w9")), .acknowledge(route: next, nothing), .joined("w9"),
            ])
        for (low, high) in [(3, 4), (0, 0)] as [(UInt32, UInt32)] {
            var other = ready()
            (other.protocolMin, other.protocolMax) = (low, high)
            let actions = membership.on(.ready(route: route, other, chainsMatch: true), now: 0)
            #expect(actions == [.refuse(route: route, .unsupported, "protocols 1 to 2 are spoken here")])
        }
        #expect(membership.members.keys.sorted() == ["w9"])
    }

    @Test("a change of the table is told to those it concerns, and again to who does not obey")
    func orders() {
        var membership = joined()
        let table = membership.placement.putting(Placement.Replica(worker: "w1", state: .catchingUp), of: shard(3))
        let ack = ReadyAck(
            incarnation: log, vshards: 4, assigned: [shard(0), shard(2), shard(3)], rebuild: false, version: 2)
        #expect(membership.on(.placed(table), now: 10) == [.acknowledge(route: route, ack)])
        #expect(membership.on(.tick, now: .milliseconds(100)) == [])
        #expect(membership.on(.tick, now: .milliseconds(500)).contains(.acknowledge(route: route, ack)))
        var obedient = progress(85)
        obedient.obeys = 2
        _ = membership.on(.heartbeat(route: route, obedient), now: .milliseconds(600))
        #expect(!membership.on(.tick, now: .milliseconds(1_000)).contains(.acknowledge(route: route, ack)))
    }

    @Test("a copy is ordered once the worker that it comes from is here")
    func copies() {
        var membership = joined()
        let copy = Placement.Replica(worker: "w1", state: .copying, source: "w2", transfer: 5)
        #expect(membership.on(.placed(membership.placement.putting(copy, of: shard(3))), now: 1) == [])
        var other = ready("w2", [1: 80, 3: 80])
        other.copyAddress = "ipc://w2"
        _ = membership.on(.ready(route: next, other, chainsMatch: true), now: 2)
        let ack = ReadyAck(
            incarnation: log, vshards: 4, assigned: [shard(0), shard(2)],
            copies: [CopyOrder(vshard: shard(3), transfer: 5, address: "ipc://w2")], rebuild: false, version: 2)
        #expect(membership.on(.tick, now: 3) == [.acknowledge(route: route, ack)])
    }

    @Test("another chain or another incarnation means rebuild, and the stream from the start")
    func rebuild() {
        let other = ready(incarnation: [9])
        for (ready, matches) in [(ready(), false), (other, true), (other, false)] {
            var membership = membership()
            let actions = membership.on(.ready(route: route, ready, chainsMatch: matches), now: 0)
            #expect(actions == [.acknowledge(route: route, acknowledgement(rebuild: true)), .joined("w1")])
            #expect(membership.on(.heartbeat(route: route, progress(0)), now: 1) == [send(0, 1_000)])
        }
    }

    @Test("a worker with nothing is not told to rebuild")
    func empty() {
        var membership = membership()
        let actions = membership.on(
            .ready(route: route, ready(incarnation: [], common: 0, [:]), chainsMatch: true),
            now: 0
        )
        #expect(actions == [.acknowledge(route: route, acknowledgement()), .joined("w1")])
        #expect(membership.members["w1"]?.sentThrough == 0)
    }

    @Test(
        "the stream starts at the lowest of all that the worker is to hold",
        arguments: [
            ([0: 80, 2: 85], 90, 80), ([0: 80, 2: 85], 70, 70), ([0: 80], 90, 0), ([0: 80, 2: 85, 1: 3], 90, 80),
        ] as [([UInt32: UInt64], UInt64, UInt64)]
    )
    func streamStart(replicas: [UInt32: UInt64], common: UInt64, start: UInt64) {
        let membership = joined(ready(common: common, replicas))
        #expect(membership.members["w1"]?.sentThrough == start)
        #expect(membership.members["w1"]?.progress.applied == at(start))
    }

    @Test("a new life of a worker takes the place of the old one, which is lost")
    func newLife() {
        var membership = joined()
        membership.began(1, with: "w1", deadline: 5)
        let actions = membership.on(.ready(route: next, ready(), chainsMatch: true), now: 1)
        #expect(actions == [.lost("w1"), .acknowledge(route: next, acknowledgement()), .joined("w1")])
        #expect(membership.members["w1"]?.outstanding == 0)
        #expect(membership.worker(of: route) == nil)
    }

    @Test("a heartbeat on a route that nobody has now is answered with notReady, and changes nothing")
    func oldRoute() {
        var membership = joined()
        _ = membership.on(.ready(route: next, ready(), chainsMatch: true), now: 1)
        let actions = membership.on(.heartbeat(route: route, progress(100, bytes: 5)), now: 9)
        #expect(actions == [.refuse(route: route, .notReady, "say READY again")])
        #expect(membership.members["w1"]?.lastHeard == 1)
        #expect(membership.members["w1"]?.progress.applied == at(80))
    }

    // MARK: The stream

    @Test("records go out as contiguous ranges, within the credit, one order at a time")
    func credit() {
        var membership = joined()
        #expect(membership.on(.heartbeat(route: route, progress(80)), now: 1) == [send(80, 1_000)])
        // An order is under way: neither a new head nor a heartbeat gives another.
        #expect(membership.on(.head(110), now: 2) == [])
        #expect(membership.on(.heartbeat(route: route, progress(80)), now: 3) == [])
        #expect(membership.on(sent(80, 84, 700), now: 4) == [send(84, 300)])
        #expect(membership.on(sent(84, 86, 300), now: 5) == [])
        #expect(membership.members["w1"]?.recordCreditBytes == 0)
        // What was applied makes room.
        #expect(membership.on(.heartbeat(route: route, progress(84)), now: 6) == [send(86, 700)])
        #expect(membership.on(sent(86, 110, 600), now: 7) == [])
        #expect(membership.members["w1"]?.sentThrough == 110)
    }

    @Test("a grant that crosses records on the wire does not count twice")
    func crossing() {
        var membership = joined()
        _ = membership.on(.heartbeat(route: route, progress(80)), now: 1)
        _ = membership.on(sent(80, 90, 1_000), now: 2)
        // Said before the records arrived.
        #expect(membership.on(.heartbeat(route: route, progress(80)), now: 3) == [])
        #expect(membership.on(.heartbeat(route: route, progress(90)), now: 4) == [send(90, 1_000)])
    }

    @Test("one record larger than the credit still goes, and the next waits until it is applied")
    func oversized() {
        var membership = joined()
        _ = membership.on(.heartbeat(route: route, progress(80, bytes: 10)), now: 1)
        #expect(membership.on(sent(80, 81, 5_000), now: 2) == [])
        #expect(membership.on(.heartbeat(route: route, progress(80, bytes: 10)), now: 3) == [])
        #expect(membership.on(.heartbeat(route: route, progress(81, bytes: 10)), now: 4) == [send(81, 10)])
    }

    @Test("a large grant is used in several ranges")
    func ranges() {
        var membership = joined()
        let mebibyte = Membership.bytesInRange
        let grant = progress(80, bytes: mebibyte + 5)
        #expect(membership.on(.heartbeat(route: route, grant), now: 1) == [send(80, mebibyte)])
        #expect(membership.on(sent(80, 90, mebibyte), now: 2) == [send(90, 5)])
        #expect(membership.on(sent(90, 91, 5), now: 3) == [])
    }

    @Test("where nothing could be read, the next event asks again")
    func unreadable() {
        var membership = joined()
        _ = membership.on(.heartbeat(route: route, progress(80)), now: 1)
        #expect(membership.on(sent(80, 80, 0), now: 2) == [])
        #expect(membership.on(.head(101), now: 3) == [send(80, 1_000)])
    }

    @Test("after a rejoin all that the worker does not have is sent again")
    func resend() {
        var membership = joined()
        _ = membership.on(.heartbeat(route: route, progress(80)), now: 1)
        _ = membership.on(sent(80, 100, 900), now: 2)
        _ = membership.on(.ready(route: route, ready(common: 90, [0: 88, 2: 85]), chainsMatch: true), now: 3)
        #expect(membership.on(.heartbeat(route: route, progress(85)), now: 4) == [send(85, 1_000)])
    }

    @Test("an order from before the worker came back does not move the new stream")
    func lateSent() {
        var membership = joined()
        _ = membership.on(.heartbeat(route: route, progress(80)), now: 1)
        _ = membership.on(.ready(route: next, ready(), chainsMatch: true), now: 2)
        #expect(membership.on(sent(80, 100, 900, route), now: 3) == [])
        #expect(membership.members["w1"]?.sentThrough == 80)
        #expect(membership.on(.heartbeat(route: next, progress(80)), now: 4) == [send(80, 1_000, next)])

        // The same life, back at another place.
        var again = joined()
        _ = again.on(.heartbeat(route: route, progress(80)), now: 1)
        _ = again.on(.ready(route: route, ready(common: 70), chainsMatch: true), now: 2)
        #expect(again.on(sent(80, 100, 900), now: 3) == [])
        #expect(again.members["w1"]?.sentThrough == 70)
    }

    @Test("progress never goes back, nor past the log; credit is taken as it comes")
    func progressOrder() {
        var membership = joined()
        _ = membership.on(.heartbeat(route: route, progress(80)), now: 1)
        _ = membership.on(sent(80, 90, 100), now: 2)
        _ = membership.on(.heartbeat(route: route, progress(90)), now: 3)
        _ = membership.on(.heartbeat(route: route, progress(85, bytes: 7)), now: 4)
        #expect(membership.members["w1"]?.progress.applied == at(90))
        #expect(membership.members["w1"]?.progress.recordCreditBytes == 7)
        // From before a rebuild.
        _ = membership.on(.heartbeat(route: route, progress(400)), now: 5)
        #expect(membership.members["w1"]?.progress.applied == at(90))
    }

    @Test("a worker that is further than the READY handled last is not sent again what it has")
    func ahead() {
        var idle = joined()
        #expect(idle.on(.heartbeat(route: route, progress(95)), now: 1) == [send(95, 1_000)])
        #expect(idle.members["w1"]?.progress.applied == at(95))

        // An order under way is let finish: it ends where it ends, and the next one skips.
        var reading = joined()
        #expect(reading.on(.heartbeat(route: route, progress(80)), now: 1) == [send(80, 1_000)])
        #expect(reading.on(.heartbeat(route: route, progress(95)), now: 2) == [])
        #expect(reading.on(sent(80, 90, 100), now: 3) == [send(95, 900)])
        #expect(reading.on(sent(95, 100, 100), now: 4) == [])
    }

    // MARK: Silence

    @Test("heartbeats go out when nothing else does, with how far the stream was sent")
    func heartbeats() {
        var membership = joined()
        #expect(membership.on(.tick, now: .milliseconds(199)) == [])
        #expect(membership.on(.tick, now: .milliseconds(200)) == [.heartbeat(route: route, sentThrough: 80)])
        _ = membership.on(.heartbeat(route: route, progress(80)), now: .milliseconds(300))
        _ = membership.on(sent(80, 100, 10), now: .milliseconds(300))
        #expect(membership.on(.tick, now: .milliseconds(499)) == [])
        #expect(membership.on(.tick, now: .milliseconds(500)) == [.heartbeat(route: route, sentThrough: 100)])
    }

    @Test("a silent worker is lost after a second, not before")
    func silence() {
        var membership = joined()
        _ = membership.on(.heartbeat(route: route, progress(80)), now: .milliseconds(500))
        #expect(membership.on(.tick, now: .milliseconds(1_499)) == [.heartbeat(route: route, sentThrough: 80)])
        #expect(membership.on(.tick, now: .milliseconds(1_500)) == [.lost("w1")])
        #expect(membership.on(.tick, now: .milliseconds(1_600)) == [])
        #expect(membership.members.isEmpty)
    }

    @Test("a route that cannot be reached loses its worker, an old one nobody")
    func unreachable() {
        var membership = joined()
        #expect(membership.on(.unreachable(route: next), now: 1) == [])
        #expect(membership.on(.unreachable(route: route), now: 1) == [.lost("w1")])
        #expect(membership.on(.unreachable(route: route), now: 1) == [])
    }

    @Test("sub-requests count until they are answered, and each once")
    func outstanding() {
        var membership = joined()
        for request in 1...2 as ClosedRange<UInt64> { membership.began(request, with: "w1", deadline: 5) }
        membership.ended(1, with: "w1")
        membership.ended(1, with: "w1")
        membership.ended(9, with: "w1")
        #expect(membership.members["w1"]?.outstanding == 1)
        membership.began(3, with: "w2", deadline: 5)
        #expect(membership.members["w2"] == nil)
    }

    @Test(
        "an answer that never comes gives its credit back after the deadline, and counts for nothing if it comes late")
    func lostReply() {
        var membership = joined()
        func beat(_ now: Instant) { _ = membership.on(.heartbeat(route: route, progress(90)), now: now) }
        let deadline: Instant = .milliseconds(300)
        for request in 1...4 as ClosedRange<UInt64> { membership.began(request, with: "w1", deadline: deadline) }
        beat(deadline + Flights.slack - 1)
        _ = membership.on(.tick, now: deadline + Flights.slack - 1)
        #expect(membership.members["w1"]?.outstanding == 4)
        membership.began(5, with: "w1", deadline: deadline * 2)
        _ = membership.on(.tick, now: deadline + Flights.slack)
        #expect(membership.members["w1"]?.outstanding == 1)
        membership.ended(2, with: "w1")
        #expect(membership.members["w1"]?.outstanding == 1)
    }

    @Test(
        "records without the name of their log are none of this one",
        arguments: [(0, [:], false), (3, [:], true), (0, [0: 1], true), (0, [0: 0], false)]
            as [(UInt64, [UInt32: UInt64], Bool)]
    )
    func nameless(common: UInt64, replicas: [UInt32: UInt64], rebuild: Bool) {
        var membership = membership()
        let ready = ready(incarnation: [], common: common, replicas)
        let actions = membership.on(.ready(route: route, ready, chainsMatch: true), now: 0)
        #expect(actions.first == .acknowledge(route: route, acknowledgement(rebuild: rebuild)))
    }
}
