import OS
import Testing

/// A thread is kept to one core while there is work, and let go after a while without.
@Suite struct KeptCoreTests {
    /// On a thread of its own, for the affinity is the thread's.
    private func alone(_ body: @escaping @Sendable () -> Void) throws {
        try OSThread.start(name: "kept", body).join()
    }

    @Test("a thread that is used stays on one core and is let go after a second of rest")
    func keeps() throws {
        try alone {
            let all = KeptCore.allowed.count
            var kept = KeptCore(1)
            kept.use(now: 10)
            #expect(KeptCore.allowed.count == 1)
            kept.rest(now: 1_000_000_000)
            #expect(KeptCore.allowed.count == 1, "not a second yet")
            kept.rest(now: 1_000_000_010)
            #expect(KeptCore.allowed.count == all)
            kept.use(now: 2_000_000_000)
            #expect(KeptCore.allowed.count == 1)
        }
    }

    @Test("without a core a thread is never kept; cores beyond those there are begin anew")
    func none() throws {
        try alone {
            let all = KeptCore.allowed.count
            var kept = KeptCore(nil)
            kept.use()
            #expect(KeptCore.allowed.count == all)
            #expect(KeptCore.number(all) == KeptCore.number(0))
        }
    }
}
