import Cluster
import Testing

@Suite struct AppenderTests {
    private func limits(records: Int = 10, bytes: Int = 1_000, waiting: Int = 20) -> Appender.Limits {
        var limits = Appender.Limits()
        limits.recordsInGroup = records
        limits.bytesInGroup = bytes
        limits.recordsWaiting = waiting
        limits.bytesWaiting = 2_000
        limits.overheadBytes = 0
        return limits
    }

    private func submit(_ request: UInt64, records: Int = 1, bytes: Int = 10) -> Appender.Event {
        .submit(request: request, records: records, bytes: bytes)
    }

    @Test("one group is in flight, the next one fills behind it, in order")
    func oneInFlight() {
        var appender = Appender(limits: limits())
        #expect(appender.on(submit(1)) == [.begin([1])])
        #expect(appender.on(submit(2)) == [])
        #expect(appender.on(submit(3)) == [])
        #expect(appender.depth == 2)
        #expect(appender.on(.finished) == [.begin([2, 3])])
        #expect(appender.depth == 0)
        #expect(appender.on(.finished) == [])
        #expect(appender.on(submit(4)) == [.begin([4])])
    }

    @Test("a group ends at its records or its bytes, whichever is first; the last that fits exactly is in")
    func groupLimits() {
        var byRecords = Appender(limits: limits(records: 10))
        _ = byRecords.on(submit(1))
        for request in 2...4 as ClosedRange<UInt64> { _ = byRecords.on(submit(request, records: 5)) }
        #expect(byRecords.on(.finished) == [.begin([2, 3])])
        #expect(byRecords.on(.finished) == [.begin([4])])

        var byBytes = Appender(limits: limits(bytes: 1_000))
        _ = byBytes.on(submit(1))
        for (request, bytes) in [(2, 400), (3, 600), (4, 1)] as [(UInt64, Int)] {
            _ = byBytes.on(submit(request, bytes: bytes))
        }
        #expect(byBytes.on(.finished) == [.begin([2, 3])])
        #expect(byBytes.on(.finished) == [.begin([4])])
    }

    @Test("a small write does not overtake a large one that does not fit")
    func order() {
        var appender = Appender(limits: limits(records: 10))
        _ = appender.on(submit(1))
        _ = appender.on(submit(2, records: 6))
        _ = appender.on(submit(3, records: 6))
        _ = appender.on(submit(4, records: 1))
        #expect(appender.on(.finished) == [.begin([2])])
        #expect(appender.on(.finished) == [.begin([3, 4])])
    }

    @Test("a single write above every limit still goes, alone")
    func oversized() {
        var idle = Appender(limits: limits())
        #expect(idle.on(submit(1, records: 500, bytes: 90_000)) == [.begin([1])])

        var busy = Appender(limits: limits())
        _ = busy.on(submit(1))
        #expect(busy.on(submit(2, records: 500, bytes: 90_000)) == [])
        #expect(busy.on(submit(3)) == [.refuse(3, .busy)])
        #expect(busy.on(.finished) == [.begin([2])])
        #expect(busy.on(submit(4)) == [])
        #expect(busy.on(.finished) == [.begin([4])])
    }

    @Test("what waits is limited by records and by bytes; what has begun no longer counts")
    func refusal() {
        var appender = Appender(limits: limits(records: 20, waiting: 20))
        _ = appender.on(submit(1, records: 20))
        #expect(appender.on(submit(2, records: 20)) == [])
        #expect(appender.on(submit(3, records: 1)) == [.refuse(3, .busy)])
        #expect(appender.on(.finished) == [.begin([2])])
        #expect(appender.on(submit(4, records: 1, bytes: 1_990)) == [])
        #expect(appender.on(submit(5, records: 1, bytes: 11)) == [.refuse(5, .busy)])
        #expect(appender.on(submit(6, records: 1, bytes: 10)) == [])
        #expect(appender.depth == 2)
    }

    @Test("writes without records wait within the limits too: each counts as one record and some bytes")
    func empty() {
        var byRecords = Appender(limits: limits(waiting: 3))
        for request in 1...4 as ClosedRange<UInt64> { _ = byRecords.on(submit(request, records: 0, bytes: 0)) }
        #expect(byRecords.on(submit(5, records: 0, bytes: 0)) == [.refuse(5, .busy)])
        var limits = limits()
        limits.overheadBytes = Appender.Limits().overheadBytes
        var byBytes = Appender(limits: limits)
        // 2,000 bytes hold seven of 256.
        for request in 1...8 as ClosedRange<UInt64> { #expect(byBytes.on(submit(request, bytes: 0)).count < 2) }
        #expect(byBytes.on(submit(9, bytes: 0)) == [.refuse(9, .busy)])
    }

    @Test("a group that ends without having begun is a bug")
    func finishedTwice() async {
        await #expect(processExitsWith: .failure) {
            var appender = Appender()
            _ = appender.on(.finished)
        }
    }
}
