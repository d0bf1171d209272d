import ArgumentParser
import Cluster
import Coordinator
import LocalCluster
import Logging
import ReferenceData
import ServiceKit
import Transport

/// A coordinator process. `huanxin up` starts it; an operator may start it by hand or by systemd.
@main
struct CoordinatorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "huanxin-coordinator", abstract: "A coordinator of a Huanxin cluster.")

    @Option(help: "Directory of its log and catalogue.")
    var data: String

    @Option(help: "Endpoint for clients.")
    var client: String

    @Option(help: "Endpoint for sub-requests.")
    var query: String

    @Option(help: "Endpoint for the change stream.")
    var apply: String

    @Option(help: "Vshards of a new cluster.")
    var shards: Int = 16

    @Option(help: "Copies of each vshard of a new cluster; two copies never share a machine.")
    var replicas: Int = 2

    @Option(help: "Workers that a new cluster begins with, name or name@host, with commas between; others may join.")
    var workers: String

    @Option(help: "Where the change log is, postgres://…; default: in the directory.")
    var log: String?

    @Option(help: "File of its secret key (huanxin cluster keys new); needed to listen on tcp:// past this machine.")
    var key: String?

    @Option(help: "File of the keys that may connect, a key and a name a line; read again when it changes.")
    var allow: String?

    /// A supervisor's: descriptor 3 is then the pipe that ends with it. Not guessed, for whoever starts this may leave
    /// one open.
    @Flag(help: .hidden)
    var lifeline = false

    /// For benches: what choosing and hedging are compared with.
    @Flag(help: .hidden)
    var noHedges = false

    @Flag(help: .hidden)
    var roundRobin = false

    func validate() throws {
        guard shards >= 1, shards <= ClusterSettings.shardsMax else {
            throw ValidationError("--shards is \(shards); give 1 to \(ClusterSettings.shardsMax)")
        }
        guard replicas >= 1 else { throw ValidationError("--replicas is \(replicas); give 1 or more") }
        guard !names.isEmpty, Set(names).count == names.count else {
            throw ValidationError("--workers is \"\(workers)\"; give different names with commas between")
        }
    }

    private var names: [String] { workers.split(separator: ",").map(String.init) }

    func run() throws {
        let logger = JSONLog.logger("coordinator")
        let stop = StopSignal()
        stop.handleSignals()
        let watch = lifeline ? try Lifeline.watch { stop.raise() } : nil
        defer { _ = watch }
        var settings = CoordinatorSettings(
            directory: data, clientAddress: client, queryAddress: query, applyAddress: apply, workers: names,
            vshards: shards, copies: replicas, codes: ReferenceData.codes)
        settings.router.hedges = !noHedges
        settings.router.isRoundRobin = roundRobin
        do {
            let transport = TransportContext(keys: try TransportKeys.read(secret: key, allowed: allow))
            try CoordinatorProcess.run(settings, log: log, transport: transport, stop: stop, logger: logger)
        } catch {
            logger.critical("coordinator ended", metadata: ["error": "\(error)"])
            throw ExitCode.failure
        }
        if stop.hasFailed { throw ExitCode.failure }
    }
}
