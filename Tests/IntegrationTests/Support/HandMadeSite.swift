import Glibc
import JSON
import LocalCluster
import OS
import TestSupport

/// A coordinator and a worker started one by one at addresses of the test's choice, without a supervisor: who ends is
/// gone.
final class HandMadeSite {
    private let scratch: Scratch
    let client, query, apply: String
    private let coordinator, worker: DetachedProcess
    let asker: Asker

    init(tcp: Bool) throws {
        let scratch = try Scratch()
        self.scratch = scratch
        let addresses = try ["client", "query", "apply"].map { name in
            tcp ? "tcp://127.0.0.1:\(try RawPeer.freePort())" : "ipc://\(scratch.path)/\(name).sock"
        }
        (client, query, apply) = (addresses[0], addresses[1], addresses[2])
        let programs = Executable.directory
        coordinator = try DetachedProcess(
            programs + "/huanxin-coordinator",
            [
                "--data", scratch.path + "/coordinator", "--client", client, "--query", query, "--apply", apply,
                "--shards", "4", "--workers", "w1",
            ], log: scratch.path + "/coordinator.log")
        worker = try DetachedProcess(
            programs + "/match-worker",
            ["--name", "w1", "--data", scratch.path + "/w1", "--query", query, "--apply", apply],
            log: scratch.path + "/w1.log")
        asker = try Asker(client)
        try asker.waitForCoverage()
    }

    /// Whether both still run.
    var isUp: Bool { !coordinator.hasEnded && !worker.hasEnded }

    /// Messages that were none of ours, by endpoint.
    func garbage() throws -> [String: Int] {
        let frames = try asker.status(timeoutMs: 30_000)["coordinator"]?["frames"]
        return Dictionary(
            uniqueKeysWithValues: ["client", "query", "apply"].map { ($0, frames?[$0]?["garbage"]?.int ?? -1) })
    }

    deinit {
        for process in [coordinator, worker] where !process.hasEnded { process.end() }
    }
}
