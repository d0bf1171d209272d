package import ChangeLog
import Cluster
import Glibc
import LMDB
import OS
import Synchronization

/// The lock of one epoch, which the kernel frees when its process ends.
final class HolderMark: Sendable {
    let epoch: UInt64
    private let lock: FileLock

    init?(_ directory: String, epoch: UInt64) throws(OSError) {
        guard let lock = try FileLock(HolderMark.path(directory, epoch)) else { return nil }
        self.lock = lock
        self.epoch = epoch
    }

    /// A file for each epoch: a holder that was stopped keeps the lock of its own and must not keep the next one away.
    static func path(_ directory: String, _ epoch: UInt64) -> String { "\(directory)/holder-\(epoch).lock" }
}

/// The lease is kept in `meta`, beside the epoch, and judged by the monotonic clock, which the processes of a machine
/// share. Its holder also keeps a file locked: once that is free the holder is dead, and nobody waits for the clock. So
/// a restart of the machine, which sets the clock to 0, makes no lease run long.
extension EmbeddedLog {
    private struct Lease {
        var expires: UInt64
        var holder: String
    }

    private static let leaseKey = Array("lease".utf8)
    private static let checkReadersEvery: UInt64 = 60_000_000_000

    package func acquireLease(holder: String, ttlMs: Int) throws -> UInt64? {
        var taken: HolderMark?
        // LMDB lets one process write at a time, so nobody looks at the lock file between the look and the taking.
        let epoch: UInt64? = try write { transaction in
            let last = try epochInForce(transaction)
            if let lease = try lease(transaction), lease.holder != holder, isRunning(lease, epoch: last) { return nil }
            if taken == nil { taken = try HolderMark(directory, epoch: last + 1) }
            guard taken != nil else { throw Flaw(description: "the lock of epoch \(last + 1) is held in \(directory)") }
            try transaction.put(Array("epoch".utf8), value: Key(last + 1), in: meta)
            try put(Lease(expires: EmbeddedLog.expiry(ttlMs), holder: holder), &transaction)
            return last + 1
        }
        guard let epoch, let taken else { return nil }
        mark.withLock { $0 = taken }
        if epoch > 1 { try? Files.remove(HolderMark.path(directory, epoch - 1)) }
        _ = try environment.readerCheck()
        return epoch
    }

    package func renewLease(holder: String, epoch: UInt64, ttlMs: Int) throws -> Bool {
        try checkReaders()
        return try write { transaction in
            guard try epochInForce(transaction) == epoch, var lease = try lease(transaction), lease.holder == holder
            else { return false }
            lease.expires = max(lease.expires, EmbeddedLog.expiry(ttlMs))
            try put(lease, &transaction)
            return true
        }
    }

    package func releaseLease(holder: String, epoch: UInt64) throws {
        let isReleased = try write { transaction in
            guard try epochInForce(transaction) == epoch, let lease = try lease(transaction), lease.holder == holder
            else { return false }
            try put(Lease(expires: 0, holder: holder), &transaction)
            return true
        }
        guard isReleased else { return }
        mark.withLock { if $0?.epoch == epoch { $0 = nil } }
    }

    package func leaseHolder() throws -> LeaseHolder? {
        let (found, epoch) = try environment.read { (try lease($0), try epochInForce($0)) }
        guard let found, isRunning(found, epoch: epoch) else { return nil }
        return LeaseHolder(holder: found.holder, epoch: epoch)
    }

    package func waitForHead(after seq: UInt64, timeoutMs: Int) throws -> UInt64 {
        let end = MonotonicClock.now + UInt64(max(0, timeoutMs)) * 1_000_000
        var seen: UInt64?
        var pauseMs: Int32 = 1
        while true {
            // The number of the last commit costs no reader; only a new one is worth a look at the log.
            let commit = environment.information().lastTransaction
            if commit != seen {
                seen = commit
                let head = try head().seq
                if head > seq { return head }
            }
            guard MonotonicClock.now < end else { return try head().seq }
            poll(nil, 0, pauseMs)
            pauseMs = min(2 * pauseMs, 10)
        }
    }

    private static func expiry(_ ttlMs: Int) -> UInt64 { MonotonicClock.now + UInt64(max(0, ttlMs)) * 1_000_000 }

    private func isRunning(_ lease: Lease, epoch: UInt64) -> Bool {
        guard MonotonicClock.now < lease.expires else { return false }
        // A lock that cannot be looked at counts as held: then the clock decides.
        guard let free = try? HolderMark(directory, epoch: epoch) else { return true }
        withExtendedLifetime(free) {}
        return false
    }

    private func lease<T: ReadableTransaction & ~Copyable>(_ transaction: borrowing T) throws -> Lease? {
        try transaction.get(EmbeddedLog.leaseKey, in: meta) { value in
            Lease(
                expires: value.bigEndian(UInt64.self),
                holder: value.withUnsafeBytes { String(decoding: $0.dropFirst(8), as: UTF8.self) })
        }
    }

    private func put(_ lease: Lease, _ transaction: inout WriteTransaction) throws {
        var value = Key(lease.expires).bytes
        value.append(contentsOf: lease.holder.utf8)
        try transaction.put(EmbeddedLog.leaseKey, value: value, in: meta)
    }

    /// Frees the slots of readers whose process died, which would keep old pages for ever.
    private func checkReaders() throws {
        let now = MonotonicClock.now
        let last = readersChecked.load(ordering: .relaxed)
        guard now &- last >= EmbeddedLog.checkReadersEvery else { return }
        readersChecked.store(now, ordering: .relaxed)
        _ = try environment.readerCheck()
    }
}
