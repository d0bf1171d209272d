import Glibc
import Synchronization
import Testing
import ZeroMQ

@Suite struct PollerTests {
    @Test("a poller says which of several is ready, and when none is")
    func several() throws {
        let context = Context()
        let pairs = try (0..<3).map { number in
            let left = try Socket(.pair, .inproc, in: context)
            try left.bind("inproc://pair-\(number)")
            let right = try Socket(.pair, .inproc, in: context)
            try right.connect("inproc://pair-\(number)")
            return (left, right)
        }
        var poller = Poller()
        let tokens = pairs.map { poller.add($0.0) }
        let timedOut = try poller.wait(timeoutMs: 0)
        #expect(timedOut == 0)
        #expect(try pairs[1].1.send(frames: [bytes("x")]) == .sent)
        let found = try poller.wait(timeoutMs: 10_000)
        let ready = tokens.map { poller.isReady($0) }
        #expect(found == 1)
        #expect(ready == [false, true, false])
        poller.watch(tokens[1], for: [])
        poller.watch(tokens[2], for: .writable)
        try poller.wait(timeoutMs: 10_000)
        let writable = tokens.map { poller.found($0) }
        #expect(writable == [[], [], .writable])
        poller.remove(tokens[2])
        let left = try poller.wait(timeoutMs: 0)
        #expect(left == 0)
    }

    @Test("a file descriptor is watched like a socket")
    func descriptor() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        defer { ends.forEach { close($0) } }
        var poller = Poller()
        let token = poller.add(descriptor: ends[0])
        let before = try poller.wait(timeoutMs: 0)
        #expect(before == 0)
        #expect(write(ends[1], [1], 1) == 1)
        try poller.wait(timeoutMs: 10_000)
        let found = poller.found(token)
        #expect(found == .readable)
    }

    @Test("a wait without messages lasts its time")
    func timeout() throws {
        var poller = Poller()
        let wakeUp = WakeUp()
        _ = poller.add(wakeUp)
        let start = nowNs()
        let ready = try poller.wait(timeoutMs: 30)
        #expect(ready == 0)
        #expect(nowNs() - start >= 29_000_000)
    }

    @Test("no raise is lost, whatever the timing")
    func wakeUps() throws {
        let wakeUp = WakeUp()
        let inbox = Inbox()
        let rounds = 20_000
        let raiser = try TestThread {
            for number in 0..<rounds {
                inbox.items.withLock { $0.append(number) }
                wakeUp.raise()
            }
        }
        var poller = Poller()
        let token = poller.add(wakeUp)
        var taken: [Int] = []
        let deadline = nowNs() + patienceNs
        while taken.count < rounds, nowNs() < deadline {
            // A lost raise would leave the wait without an end; the deadline then fails the test.
            try poller.wait(timeoutMs: 5000)
            guard poller.isReady(token) else { break }
            wakeUp.lower()
            taken += inbox.items.withLock { items in
                let all = items
                items = []
                return all
            }
        }
        raiser.join()
        #expect(taken.count == rounds)
        let isInOrder = taken.elementsEqual(0..<rounds)
        #expect(isInOrder)
    }

    @Test("a shutdown ends a wait on another thread, and termination waits for the sockets")
    func shutdown() throws {
        let context = Context()
        let ending = Ending()
        let isWaiting = WakeUp()
        let thread = try TestThread {
            do {
                let socket = try Socket(.router, .test(), in: context)
                try socket.bind("inproc://shutdown")
                var poller = Poller()
                _ = poller.add(socket)
                isWaiting.raise()
                try poller.wait(timeoutMs: 10_000)
            } catch let error as ZeroMQError {
                ending.code.withLock { $0 = error.code }
            } catch {
                Issue.record(error)
            }
        }
        var poller = Poller()
        let token = poller.add(isWaiting)
        try poller.wait(timeoutMs: 10_000)
        let isReady = poller.isReady(token)
        #expect(isReady)
        context.terminate()
        thread.join()
        let code = ending.code.withLock { $0 }
        #expect(code == .terminated)
        #expect(#expect(throws: ZeroMQError.self) { try Socket(.pair, .inproc, in: context) }?.code == .terminated)
    }
}

private final class Inbox: Sendable {
    let items = Mutex<[Int]>([])
}

private final class Ending: Sendable {
    let code = Mutex<ZeroMQError.Code?>(nil)
}
