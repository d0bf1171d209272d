import Cluster
import Testing

@Suite struct WorkerLinkTests {
    private let ack = ReadyAck(incarnation: [7], vshards: 1, assigned: [VShard(rawValue: 0)], rebuild: false)

    private func at(_ seq: UInt64) -> Position { Position(seq: seq, chain: .start) }

    private func records(_ from: UInt64, _ through: UInt64) -> WorkerLink.Event {
        .records(from: from, through: at(through))
    }

    private func ms(_ count: UInt64) -> Instant { .milliseconds(count) }

    /// Joined at time 0, the stream received through 10.
    private func joined() -> WorkerLink {
        var link = WorkerLink(now: 0)
        #expect(link.on(.acknowledged(ack), now: 0) == [.adopt(ack, isRepeat: false)])
        _ = link.resume(after: 10)
        return link
    }

    @Test("records are applied in order; a repeat is dropped; of an overlap only what is new is applied")
    func stream() {
        var link = joined()
        #expect(link.on(records(10, 15), now: 1) == [.apply(after: 10, through: at(15))])
        #expect(link.on(records(10, 15), now: 1) == [.drop])
        #expect(link.on(records(8, 12), now: 1) == [.drop])
        #expect(link.on(records(12, 20), now: 1) == [.apply(after: 15, through: at(20))])
        #expect(link.received == 20)
    }

    @Test("a gap is answered with READY, and nothing is taken until the answer")
    func gap() {
        var link = joined()
        #expect(link.on(records(11, 15), now: 1) == [.sayReady])
        #expect(!link.isJoined)
        #expect(link.on(records(10, 11), now: 2) == [.drop])
        #expect(link.on(records(15, 16), now: 2) == [.drop])
        #expect(link.on(.acknowledged(ack), now: 3) == [.adopt(ack, isRepeat: false)])
        _ = link.resume(after: 10)
        #expect(link.on(records(10, 16), now: 4) == [.apply(after: 10, through: at(16))])
    }

    @Test("records before the first handshake are dropped")
    func early() {
        var link = WorkerLink(now: 0)
        #expect(link.on(records(0, 5), now: 1) == [.drop])
        #expect(link.on(.heartbeat(sentThrough: 5), now: 1) == [])
    }

    @Test("a lost range that none follows is noticed by the second heartbeat")
    func lostTail() {
        var link = joined()
        #expect(link.on(.heartbeat(sentThrough: 15), now: 1) == [])
        #expect(link.on(.heartbeat(sentThrough: 15), now: 2) == [.sayReady])
        // The handshake starts the count afresh.
        _ = link.on(.acknowledged(ack), now: 3)
        _ = link.resume(after: 10)
        #expect(link.on(.heartbeat(sentThrough: 10), now: 4) == [])
    }

    @Test("records that a heartbeat overtook are not taken for lost")
    func overtaken() {
        var link = joined()
        #expect(link.on(.heartbeat(sentThrough: 15), now: 1) == [])
        _ = link.on(records(10, 15), now: 2)
        #expect(link.on(.heartbeat(sentThrough: 20), now: 3) == [])
    }

    @Test("a second answer to the same READY changes nothing, another answer is adopted")
    func repeatedAnswer() {
        let rebuild = ReadyAck(incarnation: [8], vshards: 1, assigned: ack.assigned, rebuild: true)
        var link = joined()
        #expect(link.on(.acknowledged(ack), now: 1) == [.drop])
        #expect(link.on(.acknowledged(rebuild), now: 2) == [.adopt(rebuild, isRepeat: true)])
        _ = link.resume(after: 0)
        _ = link.on(records(0, 5), now: 3)
        #expect(link.on(.acknowledged(rebuild), now: 4) == [.drop])
        #expect(link.received == 5)
    }

    @Test("what is applied counts as received")
    func applied() {
        var link = joined()
        #expect(link.on(.applied(at(14)), now: 1) == [])
        #expect(link.on(records(10, 14), now: 2) == [.drop])
        #expect(link.on(.applied(at(12)), now: 3) == [])
        #expect(link.received == 14)
    }

    @Test(
        "READY is repeated with doubling pauses up to the limit, over new sockets once all is silent and the old had their time"
    )
    func greeting() {
        var link = WorkerLink(now: 0)
        #expect(link.on(.tick, now: ms(99)) == [])
        #expect(link.on(.tick, now: ms(100)) == [.sayReady])
        #expect(link.on(.tick, now: ms(299)) == [])
        #expect(link.on(.tick, now: ms(300)) == [.sayReady])
        #expect(link.on(.tick, now: ms(700)) == [.sayReady])
        #expect(link.on(.tick, now: ms(1_499)) == [])
        #expect(link.on(.tick, now: ms(1_500)) == [.sayReady])
        #expect(link.on(.tick, now: ms(3_099)) == [])
        for start: UInt64 in [3_100, 6_200, 9_300] {
            #expect(link.on(.tick, now: ms(start)) == [.reconnect, .sayReady])
            // The READY at the reconnect finds no connection yet: the next ones must, so the sockets stay.
            for pause: UInt64 in [100, 300, 700, 1_500] {
                #expect(link.on(.tick, now: ms(start + pause - 1)) == [])
                #expect(link.on(.tick, now: ms(start + pause)) == [.sayReady])
            }
        }
    }

    @Test("silence for a second breaks the link: new sockets, READY, and pauses from the shortest again")
    func silence() {
        var link = joined()
        _ = link.on(.heartbeat(sentThrough: 10), now: ms(500))
        #expect(link.on(.tick, now: ms(1_499)) == [.heartbeat])
        #expect(link.on(.tick, now: ms(1_500)) == [.reconnect, .sayReady])
        #expect(!link.isJoined)
        #expect(link.on(.tick, now: ms(1_599)) == [])
        #expect(link.on(.tick, now: ms(1_600)) == [.sayReady])
        #expect(link.on(.acknowledged(ack), now: ms(1_650)) == [.adopt(ack, isRepeat: false)])
        #expect(link.on(.tick, now: ms(2_649)) == [.heartbeat])
        #expect(link.on(.tick, now: ms(2_650)) == [.reconnect, .sayReady])
    }

    @Test("heartbeats go out every 200 ms, later where one went out for another reason")
    func heartbeats() {
        var link = joined()
        #expect(link.on(.tick, now: ms(200)) == [.heartbeat])
        #expect(link.on(.tick, now: ms(399)) == [])
        link.beat(now: ms(399))
        #expect(link.on(.tick, now: ms(598)) == [])
        #expect(link.on(.tick, now: ms(599)) == [.heartbeat])
    }

    @Test("notReady is answered with READY, once; other refusals wait for the next pause")
    func refusals() {
        var link = joined()
        #expect(link.on(.refused(.busy), now: 1) == [])
        #expect(link.isJoined)
        #expect(link.on(.refused(.notReady), now: 2) == [.sayReady])
        #expect(link.on(.refused(.notReady), now: 3) == [])

        var stranger = WorkerLink(now: 0)
        _ = stranger.on(.tick, now: ms(100))
        #expect(stranger.on(.refused(.failed), now: ms(101)) == [])
        #expect(stranger.on(.tick, now: ms(300)) == [.sayReady])
        // Someone is there, so that the sockets stay.
        _ = stranger.on(.refused(.failed), now: ms(1_400))
        #expect(stranger.on(.tick, now: ms(1_500)) == [.sayReady])
    }
}
