package import Backup
import ChangeLog
import ChangeLogLMDB
import ChangeLogPostgreSQL
import Cluster
import OS
import ServiceKit

/// Backups of a local cluster, made from its log and restored to a new data directory. Both work beside a running
/// cluster and without one.
package enum ClusterBackup {
    /// What keeps a backup from being made or restored.
    package struct Flaw: Error, CustomStringConvertible, Sendable {
        package let description: String
    }

    /// A transaction of a restore takes about so many records.
    private static let loadRecords = 10_000

    /// Backs up the log of a cluster.
    ///
    /// - Parameters:
    ///   - address: `postgres://…`, which needs no data directory; nil = as the cluster has it.
    ///   - directory: of the backup.
    package static func write(
        _ layout: ClusterLayout, log address: String?, product: String, to directory: String,
        progress: (UInt64, UInt64) -> Void
    ) throws -> BackupManifest {
        let address = try address ?? ClusterSettings.read(layout)?.log
        let log: any ChangeLog
        if let address, !address.isEmpty {
            log = try PostgreSQLLog(address, newIncarnation: ProcessFacts.randomBytes(16))
        } else {
            guard Files.exists(layout.embeddedLog + "/log.lmdb") else {
                throw Flaw(description: "no cluster is in \(layout.directory)")
            }
            log = try EmbeddedLog(directory: layout.embeddedLog, newIncarnation: ProcessFacts.randomBytes(16))
        }
        return try BackupWriter.write(
            log, product: product, timeMs: ShanghaiTime.milliseconds, to: directory, progress: progress)
    }

    /// Makes a data directory from a backup, with a new incarnation of the log; under a temporary name until the whole
    /// backup was found good.
    ///
    /// - Returns: the newest change in it.
    package static func restore(
        _ reader: BackupReader, through point: BackupPoint, to target: String, workers: Int, replicas: Int,
        progress: (UInt64, UInt64) -> Void
    ) throws -> UInt64 {
        let goal = ClusterLayout(directory: target).directory
        guard try !Files.exists(goal) || Files.names(in: goal).isEmpty else {
            throw Flaw(description: "\(goal) is not empty: choose a new directory")
        }
        let draft = ClusterLayout(directory: goal + ".partial")
        try Files.removeTree(draft.directory)
        do {
            let last = try load(reader, through: point, draft, progress)
            guard last > 0 || reader.manifest.position.seq == 0 else {
                throw Flaw(description: "the backup has no change at or before that point")
            }
            _ = try ClusterSettings.settle(
                draft, workers: workers, shards: reader.manifest.vshards, replicas: min(replicas, workers))
            try Files.sync(draft.directory)
            try Files.rename(draft.directory, to: goal)
            return last
        } catch {
            try? Files.removeTree(draft.directory)
            throw error
        }
    }

    /// Apart, so that the log is closed before its directory gets its name.
    private static func load(
        _ reader: BackupReader, through point: BackupPoint, _ layout: ClusterLayout,
        _ progress: (UInt64, UInt64) -> Void
    ) throws -> UInt64 {
        let log = try EmbeddedLog(directory: layout.embeddedLog, newIncarnation: ProcessFacts.randomBytes(16))
        return try reader.read(through: point) { records in
            var rest = records[...]
            while !rest.isEmpty {
                try log.load(rest.prefix(loadRecords))
                rest = rest.dropFirst(loadRecords)
            }
            progress(records.last?.seq ?? 0, reader.manifest.position.seq)
        }
    }
}
