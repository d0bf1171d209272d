import Synchronization

/// Lets threads use connections, and what is known through them, one at a time; the others wait.
// Sendable: `value` is touched only with the lock held, and nothing of it leaves but what the body returns.
package final class Serial<Value>: @unchecked Sendable {
    private let lock = Mutex(())
    private var value: Value

    package init(_ value: Value) { self.value = value }

    package func use<R>(_ body: (inout Value) throws -> R) rethrows -> R {
        try lock.withLock { _ in try body(&value) }
    }
}
