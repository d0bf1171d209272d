import ChangeLogLMDB
import Glibc
import LocalCluster
import OS
import TestSupport

/// A cluster of real processes, on a directory of its own; none of them is left behind.
final class ProcessSite {
    /// One process of the cluster.
    struct Running: Equatable {
        var pid: Int32
        /// `supervisor`, `keeper`, `coordinator`, or a worker's name.
        var role: String
    }

    private let scratch: Scratch
    let layout: ClusterLayout
    private let program = Executable.directory + "/huanxin"
    let workers, shards, replicas: Int
    private var started: [DetachedProcess] = []

    init(workers: Int, shards: Int, replicas: Int = 1) throws {
        scratch = try Scratch()
        layout = ClusterLayout(directory: scratch.path)
        (self.workers, self.shards, self.replicas) = (workers, shards, replicas)
        for name in ["huanxin", "huanxin-coordinator", "match-worker"] {
            guard Files.exists(Executable.directory + "/" + name) else {
                throw TestFailure("\(name) is not built beside the tests; run swift build first")
            }
        }
    }

    /// Starts it and waits until it answers.
    ///
    /// - Parameter detach: with a keeper, which takes over from a supervisor that was killed.
    func start(detach: Bool) throws {
        try layout.prepare()
        let arguments =
            ["up", "--data", layout.directory, "--workers", String(workers), "--shards", String(shards)]
            + ["--replicas", String(replicas)]
            + (detach ? ["--detach"] : [])
        let child = try DetachedProcess(program, arguments, log: layout.log("up"))
        started.append(child)
        if detach { try poll("up --detach returns", seconds: 90) { child.hasEnded } }
        try Asker(layout.clientAddress).waitForCoverage()
    }

    /// The processes there are now: those whose command line names the directory.
    var running: [Running] {
        reap()
        let pids = ((try? Files.names(in: "/proc")) ?? []).compactMap { Int32($0) }
        return pids.compactMap { pid in
            guard let bytes = try? Files.read("/proc/\(pid)/cmdline") else { return nil }
            let words = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            guard words.contains(where: { $0 == scratch.path || $0.hasPrefix(scratch.path + "/") }) else { return nil }
            return ProcessSite.role(words).map { Running(pid: pid, role: $0) }
        }
    }

    /// Takes the status of those of ours that have ended. The library waits for any child of the tests, to see how exit
    /// tests end: one that nobody takes the status of keeps it from seeing the others.
    private func reap() { started.removeAll { $0.hasEnded } }

    private static func role(_ words: [String]) -> String? {
        guard let program = words.first?.split(separator: "/").last else { return nil }
        switch program {
        case "huanxin-coordinator": return "coordinator"
        case "match-worker":
            guard let place = words.firstIndex(of: "--name"), place + 1 < words.count else { return nil }
            return words[place + 1]
        case "huanxin": return words.contains("--keep") ? "keeper" : "supervisor"
        default: return nil
        }
    }

    func pid(of role: String) -> Int32? { role == "supervisor" ? supervisor : running.first { $0.role == role }?.pid }

    /// The process that supervises now: a keeper that took over is one too.
    private var supervisor: Int32? {
        guard let text = try? Files.read(layout.pid),
            let pid = Int32(String(decoding: text, as: UTF8.self).filter(\.isNumber))
        else { return nil }
        return running.contains { $0.pid == pid } ? pid : nil
    }

    /// Ends one of the processes, or stops it for a while.
    func signal(_ pid: Int32, _ number: Int32) { kill(pid, number) }

    /// The last lines of every process's log, for the message of a failure.
    var logTails: String {
        let names = (try? Files.names(in: layout.logs)) ?? []
        return names.map { name in
            let text =
                (try? Files.read(layout.logs + "/" + name)).flatMap { $0 }.map { String(decoding: $0, as: UTF8.self) }
                ?? ""
            let lines = text.split(separator: "\n").suffix(12)
            return "== \(name)\n" + lines.joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// Stops the cluster in order.
    func stop() throws {
        let child = try DetachedProcess(program, ["down", "--data", layout.directory], log: layout.log("down"))
        try poll("down returns", seconds: 60) { child.hasEnded }
        try poll("no process is left", seconds: 30) { running.isEmpty }
    }

    /// The log, once nobody holds it.
    func openLog() throws -> EmbeddedLog { try EmbeddedLog(directory: layout.coordinator + "/log", newIncarnation: []) }

    deinit {
        // The supervisors first, or they start again what is killed.
        for _ in 0..<200 {
            let left = running
            if left.isEmpty { break }
            for role in ["keeper", "supervisor"] {
                for process in left where process.role == role { kill(process.pid, SIGKILL) }
            }
            for process in left { kill(process.pid, SIGKILL) }
            Pause.milliseconds(20)
        }
        for child in started where !child.hasEnded { child.end() }
    }
}
