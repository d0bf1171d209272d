import ChangeLog
import Cluster
import JSON
import JSONParsing

/// The placement table as it is kept beside the log:
/// `{"vshards", "copies", "version", "nodes": [{"worker", "host", "state", "until_ms"}],
/// "replicas": [[{"worker", "state", "source", "transfer", "replaces"}]]}`, a row for each vshard.
enum PlacementRecord {
    static let name = "placement"

    /// The table of this log; a log without one gets that of a new cluster.
    static func load(
        _ log: any ChangeLog, _ settings: CoordinatorSettings, epoch: UInt64
    ) throws -> (table: Placement, isNew: Bool) {
        if let bytes = try log.setting(name) {
            guard let table = read(bytes) else { throw CoordinatorFlaw("the placement table cannot be read") }
            return (table, false)
        }
        let table = Placement(
            vshards: settings.vshards, copies: settings.copies,
            nodes: settings.workers.map { Placement.Node(name: $0.name, host: $0.host) })
        guard try save(table, log, epoch: epoch) else {
            throw CoordinatorFlaw("another coordinator has taken over the log")
        }
        return (table, true)
    }

    /// Keeps the table; false where another coordinator has taken over.
    static func save(_ table: Placement, _ log: any ChangeLog, epoch: UInt64) throws -> Bool {
        try log.set(name, to: write(table), epoch: epoch)
    }

    static func read(_ bytes: [UInt8]) -> Placement? {
        guard let json = try? JSONParser.parse(bytes), let vshards = json["vshards"]?.int, vshards >= 1,
            let version = json["version"]?.int.flatMap({ UInt32(exactly: $0) })
        else { return nil }
        if let workers = json["workers"]?.array?.compactMap(\.string) {
            return older(vshards, workers, version)
        }
        guard let copies = json["copies"]?.int, copies >= 1, let nodes = json["nodes"]?.array,
            let rows = json["replicas"]?.array, rows.count == vshards
        else { return nil }
        let replicas = rows.map { ($0.array ?? []).compactMap(replica) }
        return Placement(
            vshards: vshards, copies: copies, nodes: nodes.compactMap(node), replicas: replicas, version: version)
    }

    /// Of a build with one copy of each vshard, dealt out in turn.
    private static func older(_ vshards: Int, _ workers: [String], _ version: UInt32) -> Placement? {
        guard !workers.isEmpty else { return nil }
        return Placement(
            vshards: vshards, copies: 1, nodes: workers.map { Placement.Node(name: $0, host: $0) },
            replicas: (0..<vshards).map {
                [Placement.Replica(worker: workers[$0 % workers.count], state: .active)]
            }, version: version)
    }

    private static func node(_ json: JSONValue) -> Placement.Node? {
        guard let name = json["worker"]?.string, let host = json["host"]?.string,
            let state = json["state"]?.string.flatMap(Placement.Node.State.init)
        else { return nil }
        return Placement.Node(name: name, host: host, state: state, untilMs: Int64(json["until_ms"]?.int ?? 0))
    }

    private static func replica(_ json: JSONValue) -> Placement.Replica? {
        guard let worker = json["worker"]?.string,
            let state = json["state"]?.string.flatMap(Placement.Replica.State.init)
        else { return nil }
        return Placement.Replica(
            worker: worker, state: state, source: json["source"]?.string ?? "",
            transfer: UInt32(clamping: json["transfer"]?.int ?? 0), replaces: json["replaces"]?.string ?? "")
    }

    static func write(_ table: Placement) -> [UInt8] {
        let json: JSONValue = [
            "vshards": .int(table.vshards), "copies": .int(table.copies), "version": .int(table.version),
            "nodes": .array(
                table.nodes.map {
                    [
                        "worker": .string($0.name), "host": .string($0.host), "state": .string($0.state.rawValue),
                        "until_ms": .int($0.untilMs),
                    ]
                }),
            "replicas": .array(table.replicas.map { .array($0.map(row)) }),
        ]
        return json.bytes
    }

    private static func row(_ replica: Placement.Replica) -> JSONValue {
        [
            "worker": .string(replica.worker), "state": .string(replica.state.rawValue),
            "source": .string(replica.source), "transfer": .int(replica.transfer),
            "replaces": .string(replica.replaces),
        ]
    }
}

/// What keeps a coordinator from starting or going on.
package struct CoordinatorFlaw: Error, CustomStringConvertible, Sendable {
    package let description: String

    init(_ description: String) { self.description = description }
}
