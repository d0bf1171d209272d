import ArgumentParser
import Client
import Glibc
import LocalCluster
import OS
import ServiceKit
import Terminal
import Transport
import Wire

/// `up`: starts a local cluster, and keeps it running.
struct UpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up", abstract: "Start a local cluster: a coordinator and its workers.",
        discussion: """
            Examples:
              huanxin up                               in the foreground, until Ctrl-C
              huanxin up --detach --workers 2          in the background; huanxin down stops it
            """)

    @Option(help: ArgumentHelp("Directory of the cluster's state.", valueName: "dir"))
    var data: String?

    @Option(help: "Workers; default: as before, or 2.")
    var workers: Int?

    @Option(help: "Vshards of a new cluster; fixed at creation. Default 16.")
    var shards: Int?

    @Option(help: "Copies of each vshard, on different workers; default: as before, or 2 where there are two workers.")
    var replicas: Int?

    @Option(
        help: ArgumentHelp(
            "A PostgreSQL database for the change log; fixed at creation. Default: under --data.",
            valueName: "postgres://…"))
    var log: String?

    @Option(help: "Coordinators: one writes, all answer; default: as before, or 1.")
    var coordinators: Int?

    @Flag(help: "All services in one process.")
    var single = false

    @Flag(help: "Return when the cluster answers, and leave it running.")
    var detach = false

    @Option(help: .hidden)
    var keep: Bool = false

    /// For benches: an option for the coordinator, once for each.
    @Option(parsing: .unconditionalSingleValue, help: .hidden)
    var coordinatorOption: [String] = []

    private var layout: ClusterLayout {
        ClusterLayout(directory: data ?? CurrentProcess.environment("HUANXIN_DATA") ?? "./.huanxin")
    }

    func validate() throws {
        if let workers, !(1...ClusterSettings.workersMax).contains(workers) {
            throw ValidationError("--workers is \(workers); give 1 to \(ClusterSettings.workersMax)")
        }
        if let shards, !(1...ClusterSettings.shardsMax).contains(shards) {
            throw ValidationError("--shards is \(shards); give 1 to \(ClusterSettings.shardsMax)")
        }
        if let coordinators, !(1...ClusterSettings.coordinatorsMax).contains(coordinators) {
            throw ValidationError(
                "--coordinators is \(coordinators); give 1 to \(ClusterSettings.coordinatorsMax)")
        }
        if single, coordinators ?? 1 > 1 {
            throw ValidationError("--single runs one coordinator; leave out --coordinators")
        }
        if let replicas, !(1...ClusterSettings.workersMax).contains(replicas) {
            throw ValidationError("--replicas is \(replicas); give 1 to \(ClusterSettings.workersMax)")
        }
    }

    func run() throws {
        try layout.prepare()
        if keep {
            // The supervisor that started this process is gone without a goodbye: take its place.
            if Lifeline.waitForGoodbye() { return }
            return try supervise(isKept: true, isPatient: true)
        }
        if detach { return try startDetached() }
        try supervise(isKept: CurrentProcess.environment(UpCommand.detachedMark) != nil, isPatient: false)
    }

    private static let detachedMark = "HUANXIN_DETACHED"

    /// Runs the supervisor in this process.
    private func supervise(isKept: Bool, isPatient: Bool) throws {
        let layout = layout
        guard let lock = try takeLock(isPatient: isPatient) else {
            throw Failure("a cluster is already up in \(layout.directory); huanxin down stops it")
        }
        // At once, so that `down` never signals the process of an earlier run.
        try Files.writeAtomically(Array("\(getpid())\n".utf8), to: layout.pid)
        defer { try? Files.remove(layout.pid) }
        let settings = try ClusterSettings.settle(
            layout, workers: workers, shards: shards, replicas: replicas,
            coordinators: coordinators, log: log)
        let stop = StopSignal()
        stop.handleSignals()
        if single {
            let services = try SingleProcess(layout: layout, settings: settings, stop: stop)
            Output.error.line("huanxin: one process, data in \(layout.directory)")
            services.wait()
        } else {
            let keeper = isKept ? ["up", "--data", layout.directory, "--keep", "true"] : nil
            let supervisor = try Supervisor(
                layout: layout, settings: settings, programs: Executable.directory,
                coordinatorOptions: coordinatorOption, keeper: keeper, stop: stop)
            Output.error.line(
                "huanxin: \(settings.workers) workers, \(settings.shards) shards, \(settings.replicas) copies, data in \(layout.directory)"
            )
            try supervisor.run()
        }
        withExtendedLifetime(lock) {}
        if stop.hasFailed { throw ExitCode.failure }
    }

    private func takeLock(isPatient: Bool) throws -> SupervisorLock? {
        for _ in 0..<(isPatient ? 100 : 1) {
            if let lock = try SupervisorLock(layout.lock) { return lock }
            if isPatient { usleep(100_000) }
        }
        return nil
    }

    /// Starts this program again in a session of its own, and waits until the cluster answers.
    private func startDetached() throws {
        let layout = layout
        if try SupervisorLock(layout.lock) == nil {
            throw Failure("a cluster is already up in \(layout.directory); huanxin down stops it")
        }
        _ = try ClusterSettings.settle(
            layout, workers: workers, shards: shards, replicas: replicas,
            coordinators: coordinators, log: log)
        setenv(UpCommand.detachedMark, "1", 1)
        let arguments = ["up", "--data", layout.directory] + (single ? ["--single"] : [])
        let child = try DetachedProcess(Executable.path, arguments, log: layout.log("supervisor"))
        let client = try ClusterClient(
            TransportContext(),
            addresses: ClusterSettings.read(layout).map(layout.clientAddresses) ?? [layout.clientAddress])
        let deadline = MonotonicClock.now + 120_000_000_000
        while MonotonicClock.now < deadline {
            if child.hasEnded { throw Failure("the cluster did not start; see \(layout.log("supervisor"))") }
            var request = WireClientRequest()
            request.status = WireClusterStatus()
            if let answer = try? client.ask(request, timeoutMs: 1_000), answer.coverage == 1 {
                Output.standard.line("huanxin: up, data in \(layout.directory)")
                try Output.standard.flush()
                return
            }
            usleep(50_000)
        }
        throw Failure("the cluster did not answer within two minutes; see \(layout.logs)")
    }
}

/// `down`: stops a local cluster.
struct DownCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "down", abstract: "Stop a local cluster.",
        discussion: "Example:\n  huanxin down --data ./.huanxin")

    @Option(help: ArgumentHelp("Directory of the cluster's state.", valueName: "dir"))
    var data: String?

    func run() throws {
        let layout = ClusterLayout(
            directory: data ?? CurrentProcess.environment("HUANXIN_DATA") ?? "./.huanxin")
        guard let text = try Files.read(layout.pid),
            let pid = Int32(String(decoding: text, as: UTF8.self).filter(\.isNumber)),
            Files.exists(layout.lock), try SupervisorLock(layout.lock) == nil,
            // A program that was built anew since then shows as "… (deleted)".
            Executable.path(of: pid)?.split(separator: "/").last?.hasPrefix("huanxin") ?? false
        else { throw Failure("no cluster is up in \(layout.directory)") }
        kill(pid, SIGTERM)
        let deadline = MonotonicClock.now + 60_000_000_000
        while try SupervisorLock(layout.lock) == nil {
            guard MonotonicClock.now < deadline else {
                throw Failure("the cluster (process \(pid)) did not end within a minute")
            }
            usleep(20_000)
        }
        Output.standard.line("huanxin: down")
        try Output.standard.flush()
    }
}

/// Ends a verb with a message and exit status 1.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
