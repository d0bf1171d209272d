import Testing
import Wire

@testable import Coordinator

@Suite struct UnsentAnswersTests {
    private func header(_ request: UInt64) -> FrameHeader { FrameHeader(.clientAnswer, request: request) }

    @Test("answers go out in the order of each client, and a full client does not hold up another")
    func order() {
        var unsent = UnsentAnswers()
        for request in 1...6 as ClosedRange<UInt64> {
            let isKept = unsent.add([UInt8(request % 2)], header(request), [1], now: 0)
            #expect(isKept)
        }
        var sent: [UInt64] = []
        unsent.offer(now: 1) { route, header, _ in
            if route == [0] { return true }
            sent.append(header.request)
            return false
        }
        #expect(sent == [1, 3, 5] && unsent.holds([0]) && !unsent.holds([1]))
        var room = 2
        unsent.offer(now: 2) { _, header, _ in
            guard room > 0 else { return true }
            room -= 1
            sent.append(header.request)
            return false
        }
        #expect(sent == [1, 3, 5, 2, 4])
        unsent.offer(now: 3) { _, header, _ in
            sent.append(header.request)
            return false
        }
        #expect(sent == [1, 3, 5, 2, 4, 6] && unsent.isEmpty)
    }

    @Test("what nobody takes is given up after a while, and not more is kept than there is room for")
    func limits() {
        var unsent = UnsentAnswers()
        let large = [UInt8](repeating: 0, count: 32 << 20)
        let kept = [(1, large), (2, large), (3, [1])].map { unsent.add([0], header($0), $1, now: 0) }
        #expect(kept == [true, true, false])
        unsent.offer(now: 5_000_000_000) { _, _, _ in true }
        #expect(unsent.isEmpty)
        let isRoom = unsent.add([0], header(3), [1], now: 0)
        #expect(isRoom, "the room is free again")
    }
}
