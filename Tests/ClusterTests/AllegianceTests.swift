import Cluster
import Testing

/// Epochs are compared within one incarnation of the log only.
@Suite struct AllegianceTests {
    @Test("within one log an older coordinator is not obeyed; of another log it is, by a worker that asks")
    func epochs() {
        var allegiance = Allegiance()
        func accepts(_ log: UInt8, _ epoch: UInt64, isJoined: Bool) -> Bool {
            allegiance.accept([log], epoch: epoch, isJoined: isJoined)
        }
        #expect(accepts(1, 9, isJoined: false))
        #expect(!accepts(1, 8, isJoined: false), "taken over from")
        #expect(allegiance.epoch == 9)
        #expect(!allegiance.hears(refusalOf: 8, isJoined: true))
        #expect(allegiance.hears(refusalOf: 10, isJoined: true))
        #expect(allegiance.hears(refusalOf: 2, isJoined: false))
        #expect(!accepts(2, 2, isJoined: true), "it has a coordinator")
        #expect(accepts(2, 2, isJoined: false))
        #expect(allegiance.epoch == 2)
        #expect(!accepts(2, 1, isJoined: false))
        #expect(accepts(2, 3, isJoined: true))
    }

    @Test("a worker whose store fell back asks for the stream anew; a beat is due while it is joined only")
    func fellBack() {
        let ack = ReadyAck(incarnation: [7], vshards: 1, assigned: [VShard(rawValue: 0)], rebuild: false)
        var link = WorkerLink(now: 0)
        let early = link.on(.fellBack, now: 0)
        #expect(early.isEmpty && !link.isBeatDue(now: .milliseconds(900)))
        _ = link.on(.acknowledged(ack), now: 0)
        link.beat(now: 0)
        #expect(!link.isBeatDue(now: .milliseconds(199)) && link.isBeatDue(now: .milliseconds(200)))
        let actions = link.on(.fellBack, now: 1)
        #expect(actions == [.sayReady])
        #expect(!link.isJoined)
    }
}
