import OS

/// A directory of its own for one test, removed at the end.
package final class Scratch: Sendable {
    package let path: String

    package init() throws { path = try Files.makeTemporaryDirectory(prefix: "huanxin-test-") }

    deinit { try? Files.removeTree(path) }
}

/// What a test could not do.
package struct TestFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// Asks again and again until it holds.
///
/// - Throws: `TestFailure` where it does not within so many seconds.
package func poll(_ what: String, seconds: Double, everyMs: UInt32 = 20, _ condition: () throws -> Bool) throws {
    let deadline = MonotonicClock.now + UInt64(seconds * 1e9)
    while !(try condition()) {
        guard MonotonicClock.now < deadline else { throw TestFailure("not within \(seconds) s: \(what)") }
        Pause.milliseconds(everyMs)
    }
}
