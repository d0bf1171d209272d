import ChangeLog
import Cluster
import JSON
import JSONParsing

/// The placement table as it is kept beside the log: `{"vshards", "workers", "version"}`.
enum PlacementRecord {
    private static let name = "placement"

    /// The table of this log; a new list of workers makes its next version, the number of vshards stays.
    static func load(_ log: any ChangeLog, _ settings: CoordinatorSettings, epoch: UInt64) throws -> Placement {
        let kept = try log.setting(name).flatMap { read($0) }
        if let kept, kept.workers == settings.workers { return kept }
        let table = Placement(
            vshards: kept?.vshards ?? settings.vshards, workers: settings.workers, version: (kept?.version ?? 0) + 1)
        guard try log.set(name, to: write(table), epoch: epoch) else {
            throw CoordinatorFlaw("another coordinator has taken over the log")
        }
        return table
    }

    private static func read(_ bytes: [UInt8]) -> Placement? {
        guard let json = try? JSONParser.parse(bytes), let vshards = json["vshards"]?.int, vshards >= 1,
            let workers = json["workers"]?.array?.compactMap(\.string), !workers.isEmpty,
            let version = json["version"]?.int.flatMap({ UInt32(exactly: $0) })
        else { return nil }
        return Placement(vshards: vshards, workers: workers, version: version)
    }

    private static func write(_ table: Placement) -> [UInt8] {
        let json: JSONValue = [
            "vshards": .int(table.vshards), "workers": .strings(table.workers), "version": .int(table.version),
        ]
        return json.bytes
    }
}

/// What keeps a coordinator from starting or going on.
package struct CoordinatorFlaw: Error, CustomStringConvertible, Sendable {
    package let description: String

    init(_ description: String) { self.description = description }
}
