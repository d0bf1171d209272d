package import Client
import Glibc
package import JSON
import JSONParsing
import LocalCluster
import OS
import Transport
import Wire

/// A cluster of real processes in a directory of its own, for one bench.
package final class BenchCluster {
    package let client: ClusterClient
    package let directory: String
    /// Where it keeps what.
    let layout: ClusterLayout
    private let supervisor: DetachedProcess
    /// The process whose children are the services.
    var supervisorProcess: Int32 { supervisor.id }

    /// What keeps a bench from running.
    package struct Flaw: Error, CustomStringConvertible, Sendable {
        package let description: String
    }

    /// Starts it and waits until it answers whole.
    ///
    /// - Parameters:
    ///   - replicas: copies of each shard; nil = as `up` chooses.
    ///   - coordinatorOptions: hidden options of the coordinator, for comparisons.
    package init(
        workers: Int, shards: Int, replicas: Int? = nil, coordinatorOptions: [String] = []
    ) throws {
        directory = try Files.makeTemporaryDirectory(prefix: "huanxin-bench")
        layout = ClusterLayout(directory: directory)
        try layout.prepare()
        supervisor = try DetachedProcess(
            Executable.path,
            ["up", "--data", directory, "--workers", String(workers), "--shards", String(shards)]
                + (replicas.map { ["--replicas", String($0)] } ?? [])
                + coordinatorOptions.flatMap { ["--coordinator-option", $0] },
            log: layout.log("supervisor"))
        client = try ClusterClient(TransportContext(), address: layout.clientAddress)
        try waitUntilApplied(0)
    }

    /// The cluster's status as JSON.
    package func status(minSeq: UInt64 = 0) throws -> JSONValue {
        var request = WireClientRequest()
        request.status = WireClusterStatus()
        request.minSeq = minSeq
        return try JSONParser.parse([UInt8](try client.ask(request).json))
    }

    /// Waits until every worker has applied the change: then every question sees it.
    package func waitUntilApplied(_ seq: UInt64) throws {
        let deadline = MonotonicClock.now + 120_000_000_000
        while true {
            if supervisor.hasEnded { throw Flaw(description: "the cluster did not start; see \(directory)/logs") }
            if let status = try? status(minSeq: seq), status["coverage"]?["fraction"]?.double == 1 { return }
            guard MonotonicClock.now < deadline else { throw Flaw(description: "the workers did not catch up") }
            usleep(2_000)
        }
    }

    /// Stops it and removes its data.
    package func end() throws {
        supervisor.signal(SIGTERM)
        let deadline = MonotonicClock.now + 30_000_000_000
        while !supervisor.hasEnded, MonotonicClock.now < deadline { usleep(10_000) }
        try Files.removeTree(directory)
    }
}
