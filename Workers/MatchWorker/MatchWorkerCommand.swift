import ArgumentParser
import LocalCluster
import Logging
import ServiceKit
import Store
import Transport
import WorkerRuntime

/// A match worker process. `huanxin up` starts it; an operator may start it by hand or by systemd.
@main
struct MatchWorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match-worker", abstract: "A match worker of a Huanxin cluster.")

    @Option(help: "Stable name of the worker.")
    var name: String

    @Option(help: "Directory of its replicas.")
    var data: String

    @Option(help: "A coordinator's endpoint for sub-requests; once for each coordinator.")
    var query: [String]

    @Option(help: "A coordinator's endpoint for the change stream; once for each coordinator, in the same order.")
    var apply: [String]

    @Option(help: "Endpoint where other workers copy this one's replicas; left out = nowhere.")
    var copy: String = ""

    @Option(help: "Label of the machine; replicas of one vshard never share it. Default: the worker's name.")
    var host: String?

    @Option(help: "File of its secret key (huanxin cluster keys new); needed for tcp:// past this machine.")
    var key: String?

    @Option(help: "File of the coordinators' public key; once more for the next one while they change it.")
    var serverKey: [String] = []

    @Option(help: "File of the other workers' public key, likewise. Default: the same as its own.")
    var peerKey: [String] = []

    @Option(help: "File of the keys that may copy from it, a key and a name a line; read again when it changes.")
    var allow: String?

    /// A supervisor's: descriptor 3 is then the pipe that ends with it. Not guessed, for whoever starts this may leave
    /// one open.
    @Flag(help: .hidden)
    var lifeline = false

    func validate() throws {
        guard !query.isEmpty, query.count == apply.count else {
            throw ValidationError(
                "there are \(query.count) --query and \(apply.count) --apply; give one of each for every coordinator")
        }
    }

    func run() throws {
        let logger = JSONLog.logger(name)
        let stop = StopSignal()
        stop.handleSignals()
        let watch = lifeline ? try Lifeline.watch { stop.raise() } : nil
        defer { _ = watch }
        let settings = WorkerSettings(
            name: name, host: host ?? name,
            coordinators: zip(query, apply).map { CoordinatorAddress(query: $0, apply: $1) }, copyAddress: copy,
            store: WorkerStore.Settings(directory: data))
        do {
            let keys = try TransportKeys.read(secret: key, servers: serverKey, peers: peerKey, allowed: allow)
            try WorkerProcess.run(settings, transport: TransportContext(keys: keys), stop: stop, logger: logger)
        } catch {
            logger.critical("worker ended", metadata: ["error": "\(error)"])
            throw ExitCode.failure
        }
    }
}
