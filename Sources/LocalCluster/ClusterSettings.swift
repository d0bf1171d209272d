import JSON
import JSONParsing
import OS

/// What a local cluster was created with: `{"workers", "shards", "log"}` in its data directory.
package struct ClusterSettings: Equatable, Sendable {
    package var workers: Int
    package var shards: Int
    /// Where its change log is, `postgres://…`; nil = in the coordinator's directory.
    package var log: String?

    /// The most of each that one machine is asked to hold.
    package static let workersMax = 64
    package static let shardsMax = 1_024

    /// What keeps settings from being used.
    package struct Flaw: Error, CustomStringConvertible, Sendable {
        package let description: String
    }

    /// As asked, else as the cluster has it, else two workers and sixteen shards; written down for the next time.
    ///
    /// - Throws: `Flaw` where another number of shards, or another log, is asked for than the cluster was created with.
    package static func settle(
        _ layout: ClusterLayout, workers: Int?, shards: Int?, log: String? = nil
    ) throws -> ClusterSettings {
        let kept = try Files.read(layout.settings).flatMap { read($0) }
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
        let settings = ClusterSettings(
            workers: workers ?? kept?.workers ?? 2, shards: shards ?? kept?.shards ?? 16, log: log ?? kept?.log)
        if settings != kept {
            let numbers: JSONValue = ["workers": .int(settings.workers), "shards": .int(settings.shards)]
            var json = numbers.object ?? JSONObject()
            json["log"] = settings.log.map { .string($0) }
            try Files.writeAtomically(JSONValue.object(json).bytes, to: layout.settings)
        }
        return settings
    }

    private static func read(_ bytes: [UInt8]) -> ClusterSettings? {
        guard let json = try? JSONParser.parse(bytes), let workers = json["workers"]?.int,
            let shards = json["shards"]?.int
        else { return nil }
        return ClusterSettings(workers: workers, shards: shards, log: json["log"]?.string)
    }
}
