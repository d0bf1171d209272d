import JSON
import JSONParsing
import OS

/// What a local cluster was created with, in its data directory: `{"workers", "shards", "replicas", "coordinators",
/// "log"}`.
package struct ClusterSettings: Equatable, Sendable {
    package var workers: Int
    package var shards: Int
    /// Copies of each shard.
    package var replicas: Int
    package var coordinators: Int
    /// Where its change log is, `postgres://…`; nil = in the coordinator's directory.
    package var log: String?

    /// The most of each that one machine is asked to hold.
    package static let workersMax = 64
    package static let shardsMax = 1_024
    package static let coordinatorsMax = 8

    /// What keeps settings from being used.
    package struct Flaw: Error, CustomStringConvertible, Sendable {
        package let description: String
    }

    /// As asked, else as the cluster has it, else two workers, sixteen shards, two copies of each and one coordinator;
    /// written down for the next time.
    ///
    /// - Throws: `Flaw` where another number of shards, or another log, is asked for than the cluster was created with.
    package static func settle(
        _ layout: ClusterLayout, workers: Int?, shards: Int?, replicas: Int?, coordinators: Int? = nil,
        log: String? = nil
    ) throws -> ClusterSettings {
        let kept = try read(layout)
        if let kept, let shards, shards != kept.shards {
            throw Flaw(
                description:
                    "--shards is \(shards), but the cluster in \(layout.directory) was created with \(kept.shards); "
                    + "the number is fixed at creation: leave it out, or choose another --data")
        }
        if let kept, let log, log != kept.log {
            throw Flaw(
                description:
                    "--log is not where the cluster in \(layout.directory) has its log; that is fixed at creation: "
                    + "leave it out, or choose another --data")
        }
        let count = workers ?? kept?.workers ?? 2
        let settings = ClusterSettings(
            workers: count, shards: shards ?? kept?.shards ?? 16,
            replicas: replicas ?? kept?.replicas ?? min(2, count),
            coordinators: coordinators ?? kept?.coordinators ?? 1, log: log ?? kept?.log)
        if settings != kept { try settings.write(layout) }
        return settings
    }

    /// What a cluster was created with; nil where there is none.
    package static func read(_ layout: ClusterLayout) throws -> ClusterSettings? {
        guard let bytes = try Files.read(layout.settings), let json = try? JSONParser.parse(bytes),
            let workers = json["workers"]?.int, let shards = json["shards"]?.int
        else { return nil }
        // A build before this one kept one copy, and did not say so.
        return ClusterSettings(
            workers: workers, shards: shards, replicas: json["replicas"]?.int ?? 1,
            coordinators: json["coordinators"]?.int ?? 1, log: json["log"]?.string)
    }

    /// Writes it down; a running supervisor takes up another number of workers.
    package func write(_ layout: ClusterLayout) throws {
        let numbers: JSONValue = [
            "workers": .int(workers), "shards": .int(shards), "replicas": .int(replicas),
            "coordinators": .int(coordinators),
        ]
        var json = numbers.object ?? JSONObject()
        json["log"] = log.map { .string($0) }
        try Files.writeAtomically(JSONValue.object(json).bytes, to: layout.settings)
    }
}
