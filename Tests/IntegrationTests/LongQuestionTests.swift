import OS
import TestSupport
import Testing
import Transport
import Wire

extension IntegrationTests {
    /// What a worker does with a question that takes long, comes late, or whose answer is too large.
    @Suite struct LongQuestionTests {
        /// Every record is read and parsed, none passes.
        private static func long(_ list: inout WireList) {
            var test = WireFieldTest()
            (test.field, test.relation, test.value) = ("none", "=", "x")
            (list.where, list.limit) = ([test], 10)
        }

        @Test("a worker beats all through a long question, gives it up at its deadline, and refuses what came too late")
        func beats() throws {
            let site = try PuppetCoordinator()
            let text = [UInt8](repeating: UInt8(ascii: "a"), count: 40)
            let field = Array("\"".utf8) + text + Array("\":[".utf8) + Array("1,".utf8)
            let numbers = (0..<2_000).flatMap { _ in Array("12,".utf8) }
            let body = Array("{".utf8) + field + numbers + Array("1]}".utf8)
            for _ in 0..<10 { try site.put(600, body: body) }

            let start = MonotonicClock.now
            let question = site.ask(budgetMs: 60_000, Self.long)
            // More than its queue takes: one that is not read from would end the connection.
            site.beat(300)
            let whole = try site.answer(question)
            let took = MonotonicClock.now - start
            #expect(whole.header.type == .subReply)
            #expect(took > 1_000_000_000, "the question is long enough to tell: \(took)")
            let during = [start] + site.beats.filter { $0 >= start && $0 <= start + took } + [start + took]
            let pauses = zip(during, during.dropFirst()).map { $1 - $0 }
            #expect((pauses.max() ?? .max) < 700_000_000, "\(pauses)")

            let dropped = site.ask(budgetMs: 60_000, Self.long)
            site.cancel(dropped)
            #expect(try site.isRefused(dropped, .noRetry, "nobody waits for the answer"))

            let early = site.ask(budgetMs: 200, Self.long)
            let behind = site.ask(budgetMs: 100, Self.long)
            let asked = MonotonicClock.now
            #expect(try site.isRefused(early, .behind, "the time of the question is over"))
            #expect(MonotonicClock.now - asked < 800_000_000, "not the \(took) it would take")
            #expect(try site.isRefused(behind, .behind, "the time of the question is over"))
            #expect(MonotonicClock.now - asked < 800_000_000, "refused without work")
        }

        @Test("a question that waits for a change and is cancelled is refused at once: what it was lent comes back")
        func cancelled() throws {
            let site = try PuppetCoordinator()
            let question = site.ask(budgetMs: 60_000, ahead: 5) { $0.limit = 1 }
            let other = site.ask(budgetMs: 2_000, ahead: 5) { $0.limit = 1 }
            site.cancel(question)
            #expect(try site.isRefused(question, .noRetry, "nobody waits for the answer"))
            #expect(try site.isRefused(other, .behind, "change 5 is not here yet"), "only that one")
        }

        @Test("an answer that is too large is refused with a word of what to do")
        func tooLarge() throws {
            let site = try PuppetCoordinator()
            let body =
                Array("{\"a\":\"".utf8) + [UInt8](repeating: UInt8(ascii: "b"), count: 900_000) + Array("\"}".utf8)
            for _ in 0..<38 { try site.put(1, body: body) }
            let all = site.ask(budgetMs: 60_000) { $0.limit = 100 }
            #expect(try site.isRefused(all, .failed, "the answer is too large: ask for less"))
            let less = try site.answer(site.ask(budgetMs: 60_000) { $0.limit = 30 })
            #expect(less.header.type == .subReply)
        }
    }
}
