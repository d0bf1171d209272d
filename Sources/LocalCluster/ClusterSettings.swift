import JSON
import JSONParsing
import OS

/// What a local cluster was created with: `{"workers", "shards"}` in its data directory.
package struct ClusterSettings: Equatable, Sendable {
    package var workers: Int
    package var shards: Int

    /// The most of each that one machine is asked to hold.
    package static let workersMax = 64
    package static let shardsMax = 1_024

    /// What keeps settings from being used.
    package struct Flaw: Error, CustomStringConvertible, Sendable {
        package let description: String
    }

    /// As asked, else as the cluster has it, else two workers and sixteen shards; written down for the next time.
    ///
    /// - Throws: `Flaw` where another number of shards is asked for than the cluster was created with.
    package static func settle(_ layout: ClusterLayout, workers: Int?, shards: Int?) throws -> ClusterSettings {
        let kept = try Files.read(layout.settings).flatMap { read($0) }
        if let kept, let shards, shards != kept.shards {
            throw Flaw(
                description:
                    "--shards is \(shards), but the cluster in \(layout.directory) was created with \(kept.shards); "
                    + "the number is fixed at creation: leave it out, or choose another --data")
        }
        let settings = ClusterSettings(
            workers: workers ?? kept?.workers ?? 2, shards: shards ?? kept?.shards ?? 16)
        if settings != kept {
            let json: JSONValue = ["workers": .int(settings.workers), "shards": .int(settings.shards)]
            try Files.writeAtomically(json.bytes, to: layout.settings)
        }
        return settings
    }

    private static func read(_ bytes: [UInt8]) -> ClusterSettings? {
        guard let json = try? JSONParser.parse(bytes), let workers = json["workers"]?.int,
            let shards = json["shards"]?.int
        else { return nil }
        return ClusterSettings(workers: workers, shards: shards)
    }
}
