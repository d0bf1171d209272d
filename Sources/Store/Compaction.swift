package import Cluster
package import LMDB
import OS
import Synchronization

/// Takes the free pages out of an environment: a compact copy beside it, which then takes its place (40-cluster.md,
/// sections 7 and 15).
///
/// The copy is made on a thread of its own, for it may take seconds. It takes the environment's place only if nothing
/// was committed meanwhile. The directories go through these states, and `tidy` leads each to one whole environment:
///
///     E, E.copying             a copy is being written; worth nothing
///     E, E.compact             it is whole and on the disk; E may have gone on, so E counts
///     E.replaced, E.compact    E was closed and moved away at just the change that the copy has: the copy counts
///     E.replaced, E            done; the old one is to be removed
package final class Compaction: Sendable {
    private static let copying = ".copying"
    private static let compact = ".compact"
    private static let replaced = ".replaced"

    private let directory: String
    /// The last change of the environment when the copy began.
    private let transaction: UInt64
    private let thread: OSThread
    private let result: Outcome

    private final class Outcome: Sendable {
        let value = Mutex<Result<Void, CopyFailure>?>(nil)
    }

    /// What kept a copy from being made.
    package struct CopyFailure: Error, CustomStringConvertible, Sendable {
        package let description: String
    }

    /// Whether an environment is worth it: more than half of its pages are free, and they are more than a few.
    package static func isDue(_ environment: Environment, leastBytes: Int = 16 << 20) throws -> Bool {
        let used = environment.information().usedBytes
        guard used >= leastBytes else { return false }
        return try environment.freeBytes() > used / 2
    }

    /// Begins to copy an environment.
    package init(_ environment: Environment) throws {
        let directory = environment.path
        self.directory = directory
        transaction = environment.information().lastTransaction
        let result = Outcome()
        self.result = result
        try Files.removeTree(directory + Compaction.copying)
        try Files.removeTree(directory + Compaction.compact)
        thread = try OSThread.start(name: "compact") {
            let outcome = Result<Void, CopyFailure> { () throws(CopyFailure) in
                do {
                    try Compaction.copy(environment, directory)
                } catch {
                    throw CopyFailure(description: "\(error)")
                }
            }
            result.value.withLock { $0 = outcome }
        }
    }

    private static func copy(_ environment: Environment, _ directory: String) throws {
        let copy = directory + copying
        try environment.copy(to: copy)
        try Files.sync(copy + "/data.mdb")
        try Files.sync(copy)
        try Files.rename(copy, to: directory + compact)
        try Files.sync(Files.directory(of: directory))
    }

    /// Whether the copy is made, or cannot be made.
    package var isFinished: Bool { result.value.withLock { $0 != nil } }

    /// Waits for the copy.
    ///
    /// - Returns: whether it is of the environment as it is now; it is removed if not.
    /// - Throws: `CopyFailure`.
    package func finish(_ environment: Environment) throws -> Bool {
        thread.join()
        try result.value.withLock { $0 }?.get()
        if environment.information().lastTransaction == transaction { return true }
        try Files.removeTree(directory + Compaction.compact)
        return false
    }

    /// Waits for the copy and removes it.
    package func discard() throws {
        thread.join()
        try Files.removeTree(directory + Compaction.compact)
    }

    /// Puts the copy in the place of the environment, which must be closed and be as it was when `finish` said so.
    package static func swap(_ directory: String) throws {
        precondition(!Environment.isOpen(directory), "\(directory) is open while its place is taken")
        try Files.rename(directory, to: directory + replaced)
        try Files.sync(Files.directory(of: directory))
        try Files.rename(directory + compact, to: directory)
        try Files.sync(Files.directory(of: directory))
        try Files.removeTree(directory + replaced)
    }

    /// Leads what a crash left in a directory of environments to one whole environment each.
    package static func tidy(_ parent: String) throws {
        for name in try Files.names(in: parent) {
            guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { continue }
            let place = parent + "/" + String(name[..<dot])
            switch String(name[dot...]) {
            case copying: try Files.removeTree(parent + "/" + name)
            case compact where Files.exists(place): try Files.removeTree(parent + "/" + name)
            case compact:
                try Files.rename(parent + "/" + name, to: place)
                try Files.sync(parent)
            // After `.compact` in the order of names: by now the environment stands, unless it has no copy at all.
            case replaced where Files.exists(place): try Files.removeTree(parent + "/" + name)
            case replaced: try Files.rename(parent + "/" + name, to: place)
            default: break
            }
        }
    }
}

extension WorkerStore {
    /// The environments by turns: the common one, then each vshard.
    package func compactionTarget(_ turn: Int) -> (vshard: VShard?, environment: Environment)? {
        guard isAdopted else { return nil }
        let held = replicas.keys.sorted { $0.rawValue < $1.rawValue }
        let place = turn % (held.count + 1)
        guard place > 0 else { return (nil, common.environment) }
        return replicas[held[place - 1]].map { (held[place - 1], $0.environment) }
    }

    /// Puts a finished copy in the place of its environment, where nothing was committed since it was begun.
    ///
    /// - Returns: whether it was done.
    package func take(_ compaction: Compaction, of vshard: VShard?) throws -> Bool {
        // Who copies it has it open.
        guard vshard.map({ !isLent($0) }) ?? true else {
            try compaction.discard()
            return false
        }
        guard try finish(compaction, of: vshard) else { return false }
        let directory = directory(of: vshard)
        if let vshard {
            try reopen(vshard) { try Compaction.swap(directory) }
        } else {
            try reopenCommon { try Compaction.swap(directory) }
        }
        return true
    }

    /// Apart, so that no reference to the environment is left when it is to be closed.
    private func finish(_ compaction: Compaction, of vshard: VShard?) throws -> Bool {
        guard let vshard else { return try compaction.finish(common.environment) }
        // A vshard that was given away meanwhile has no place to take.
        guard let replica = replicas[vshard] else { return false }
        return try compaction.finish(replica.environment)
    }
}
