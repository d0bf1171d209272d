import Glibc

/// Counts the running transactions of an environment, keeps its idle readers, and lets the map grow only when nothing
/// runs: `mdb_env_set_mapsize` moves the map under every pointer into it.
// Sendable: every stored variable is touched only with `mutex` held.
final class Gate: @unchecked Sendable {
    /// Most readers kept for renewal; each keeps a slot of `Options.maxReaders`.
    private static let maxIdle = 32

    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>
    private var running = 0
    private var isClosed = false
    private var writer: pthread_t?
    private var idle: [OpaquePointer] = []

    init() {
        mutex = .allocate(capacity: 1)
        changed = .allocate(capacity: 1)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        precondition(pthread_mutex_init(mutex, nil) == 0 && pthread_cond_init(changed, &attributes) == 0)
        pthread_condattr_destroy(&attributes)
        idle.reserveCapacity(Self.maxIdle)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    /// Counts a reader in and hands it an idle transaction to renew, if there is one.
    func enterReading() -> OpaquePointer? {
        lock()
        defer { unlock() }
        waitUntilOpen()
        running += 1
        return idle.popLast()
    }

    /// Counts a writer in. Traps if this thread is writing already: LMDB would wait for itself for ever.
    func enterWriting() {
        lock()
        defer { unlock() }
        if let writer, pthread_equal(writer, pthread_self()) != 0 {
            fatalError("a write transaction was begun inside another on the same thread")
        }
        waitUntilOpen()
        running += 1
    }

    /// Remembers which thread holds LMDB's write lock.
    func beganWriting() {
        lock()
        writer = pthread_self()
        unlock()
    }

    /// Forgets the writing thread; called while LMDB's write lock is still held, or it could name the next one.
    func willEndWriting() {
        lock()
        writer = nil
        unlock()
    }

    /// Counts a transaction out.
    func leave() {
        lock()
        departed()
        unlock()
    }

    /// Counts a reader out and keeps its reset transaction; false if there are enough, and the caller must free it.
    func leave(keeping reader: OpaquePointer) -> Bool {
        lock()
        defer { unlock() }
        departed()
        guard idle.count < Self.maxIdle else { return false }
        idle.append(reader)
        return true
    }

    /// Takes all idle readers out.
    func takeIdle() -> [OpaquePointer] {
        lock()
        defer { unlock() }
        let taken = idle
        idle = []
        return taken
    }

    /// Holds back new transactions, waits for those that run, then calls `body`; `nil` if they outlast the patience.
    func exclusively<R>(patienceMs: Int, _ body: () -> R) -> R? {
        lock()
        defer { unlock() }
        waitUntilOpen()
        isClosed = true
        defer {
            isClosed = false
            pthread_cond_broadcast(changed)
        }
        var deadline = timespec()
        clock_gettime(CLOCK_MONOTONIC, &deadline)
        let nanoseconds = deadline.tv_nsec + (patienceMs % 1000) * 1_000_000
        deadline.tv_sec += patienceMs / 1000 + nanoseconds / 1_000_000_000
        deadline.tv_nsec = nanoseconds % 1_000_000_000
        while running > 0 {
            if pthread_cond_timedwait(changed, mutex, &deadline) == ETIMEDOUT, running > 0 { return nil }
        }
        return body()
    }

    private func departed() {
        running -= 1
        if running == 0 && isClosed { pthread_cond_broadcast(changed) }
    }

    private func waitUntilOpen() {
        while isClosed { pthread_cond_wait(changed, mutex) }
    }

    private func lock() { pthread_mutex_lock(mutex) }
    private func unlock() { pthread_mutex_unlock(mutex) }
}
