import ChangeLog
import Cluster
import Glibc
import ServiceKit

/// The lease as a coordinator takes it at its start.
enum LeaseStart {
    /// The coordinator was told to stop while another held the lease.
    struct Stopped: Error, CustomStringConvertible {
        var description: String { "stopped while another coordinator held the lease" }
    }

    private static let pauseMs: Int32 = 100

    /// Waits until the lease is free, and takes it.
    static func take(_ log: any ChangeLog, stop: StopSignal) throws -> UInt64 {
        let holder = ProcessFacts.randomBytes(8).map { String($0, radix: 16) }.joined(separator: ".")
        while !stop.shouldStop {
            if let epoch = try log.acquireLease(holder: holder, ttlMs: Lease.ttlMs) { return epoch }
            // Wakes at once when it is told to stop.
            var entry = pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0)
            poll(&entry, 1, pauseMs)
        }
        throw Stopped()
    }
}
