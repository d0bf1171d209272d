import ChangeLog
import ChangeLogLMDB
import ChangeLogPostgreSQL
package import Coordinator
import Glibc
package import Logging
import OS
import ReferenceData
package import ServiceKit
import Store
package import Transport
package import WorkerRuntime

/// A coordinator with its log, until it is stopped. The same for a process of its own and for a thread.
package enum CoordinatorProcess {
    /// - Parameter log: where the change log is: `postgres://…`, or a directory, which the coordinators of a machine
    ///   may share; nil = in the coordinator's directory.
    package static func run(
        _ settings: CoordinatorSettings, log address: String? = nil, transport: TransportContext, stop: StopSignal,
        logger: Logger
    ) throws {
        CurrentProcess.keepFreedMemory()
        let log: any ChangeLog =
            if let address, address.hasPrefix("postgres://") || address.hasPrefix("postgresql://") {
                try PostgreSQLLog(address, newIncarnation: ProcessFacts.randomBytes(16))
            } else {
                try EmbeddedLog(
                    directory: address ?? settings.directory + "/log", newIncarnation: ProcessFacts.randomBytes(16))
            }
        let service = try CoordinatorService(
            settings: settings, log: log, transport: transport, stop: stop, logger: logger)
        try service.run()
    }
}

/// A match worker with its store, until it is stopped.
package enum WorkerProcess {
    package static func run(
        _ settings: WorkerSettings, transport: TransportContext, stop: StopSignal, logger: Logger
    ) throws {
        CurrentProcess.keepFreedMemory()
        guard let lock = try DirectoryLock.take(settings.store.directory, stop: stop) else { return }
        let store = try WorkerStore(settings: settings.store, categories: ReferenceData.categories) { sentence in
            logger.error("\(sentence)")
        }
        let service = try WorkerService(
            settings: settings, store: store, transport: transport, stop: stop, logger: logger)
        try withExtendedLifetime(lock) { try service.run() }
    }
}

/// The right to be the one worker on a directory; let go with the last reference.
package final class DirectoryLock {
    /// Another worker did not end in time.
    package struct Taken: Error, CustomStringConvertible {
        package var directory: String

        package var description: String { "another worker runs on \(directory), and did not end within 10 s" }
    }

    private static let patience: UInt64 = 10_000_000_000
    private static let pauseMicroseconds: UInt32 = 50_000

    private let lock: FileLock

    private init(_ lock: consuming FileLock) { self.lock = lock }

    /// Takes the lock, once a worker that has it and is about to end has ended.
    ///
    /// - Returns: nil where `stop` was raised meanwhile.
    /// - Throws: `Taken` where the other goes on.
    package static func take(_ directory: String, stop: StopSignal) throws -> DirectoryLock? {
        try Files.makeDirectories(directory)
        let end = MonotonicClock.now + patience
        while !stop.shouldStop {
            if let lock = try FileLock(directory + "/worker.lock") { return DirectoryLock(lock) }
            guard MonotonicClock.now < end else { throw Taken(directory: directory) }
            usleep(pauseMicroseconds)
        }
        return nil
    }
}
