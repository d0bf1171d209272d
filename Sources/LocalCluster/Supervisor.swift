import Glibc
import Logging
import OS
package import ServiceKit

/// Starts the processes of a local cluster and starts them again when they end (40-cluster.md, section 2).
package final class Supervisor {
    /// One process that must run.
    private struct Service {
        var name: String
        var program: String
        var arguments: [String]
        var child: ChildProcess?
        var startedAt: UInt64 = 0
        var startAt: UInt64 = 0
        var pauseMs: UInt64 = Supervisor.pauseMinMs
    }

    private static let pauseMinMs: UInt64 = 100
    private static let pauseMaxMs: UInt64 = 5_000
    /// A process that ran so long is taken as sound: the next pause is the shortest again.
    private static let soundMs: UInt64 = 3_000
    private static let patienceMs: UInt64 = 10_000

    private let layout: ClusterLayout
    private let programs: String
    private let stop: StopSignal
    private let logger: Logger
    private var services: [Service]
    /// What `cluster.json` asks for, and when it is looked at next.
    private var settings: ClusterSettings
    private var nextLookMs: UInt64 = 0
    private static let lookEveryMs: UInt64 = 200
    private let lifeline: (reading: Int32, writing: Int32)
    /// The keeper's own: what is said on it only the keeper reads.
    private let keeperLine: (reading: Int32, writing: Int32)

    /// - Parameters:
    ///   - programs: directory of the executables.
    ///   - coordinatorOptions: further words of the coordinator's command line.
    ///   - keeper: arguments by which the command line becomes this supervisor's keeper; nil = no keeper.
    package init(
        layout: ClusterLayout, settings: ClusterSettings, programs: String, coordinatorOptions: [String] = [],
        keeper: [String]?, stop: StopSignal
    ) throws {
        self.layout = layout
        self.programs = programs
        self.settings = settings
        self.stop = stop
        logger = JSONLog.logger("supervisor")
        lifeline = try Lifeline.make()
        keeperLine = try Lifeline.make()
        let workers = ClusterLayout.workers(settings.workers)
        services = workers.map { Supervisor.worker($0, layout, settings, programs) }
        for number in 1...settings.coordinators {
            services.append(
                Service(
                    name: Supervisor.coordinator(number), program: programs + "/huanxin-coordinator",
                    arguments: [
                        "--data", layout.coordinator(number), "--client", layout.clientAddress(number), "--query",
                        layout.queryAddress(number), "--apply", layout.applyAddress(number), "--shards",
                        String(settings.shards), "--replicas", String(settings.replicas), "--workers",
                        workers.joined(separator: ","), "--log", settings.log ?? layout.embeddedLog, "--lifeline",
                    ] + coordinatorOptions))
        }
        if let keeper {
            services.append(Service(name: "keeper", program: programs + "/huanxin", arguments: keeper))
        }
    }

    private static func coordinator(_ number: Int) -> String {
        number == 1 ? "coordinator" : "coordinator-\(number)"
    }

    private static func worker(
        _ name: String, _ layout: ClusterLayout, _ settings: ClusterSettings, _ programs: String
    ) -> Service {
        let endpoints = (1...settings.coordinators).flatMap { number in
            ["--query", layout.queryAddress(number), "--apply", layout.applyAddress(number)]
        }
        return Service(
            name: name, program: programs + "/match-worker",
            arguments: ["--name", name, "--data", layout.worker(name)] + endpoints
                + ["--copy", layout.copyAddress(name), "--lifeline"])
    }

    /// Takes up another number of workers: starts those that are new, ends those that are none any longer.
    private func resize() {
        guard nowMs >= nextLookMs else { return }
        nextLookMs = nowMs + Supervisor.lookEveryMs
        guard let asked = try? ClusterSettings.read(layout), asked.workers != settings.workers else { return }
        let (before, after) = (
            ClusterLayout.workers(settings.workers), ClusterLayout.workers(asked.workers)
        )
        settings = asked
        logger.info("another number of workers", metadata: ["from": "\(before.count)", "to": "\(after.count)"])
        let gone = services.filter { before.contains($0.name) && !after.contains($0.name) }
        services.removeAll { service in gone.contains { $0.name == service.name } }
        end(gone)
        for name in after where !before.contains(name) {
            services.append(Supervisor.worker(name, layout, settings, programs))
        }
    }

    /// Keeps the processes running until `stop` is raised, then ends them: the coordinator first, workers last.
    package func run() throws {
        while !stop.shouldStop {
            resize()
            for index in services.indices { try tend(&services[index]) }
            wait(milliseconds: 50)
        }
        end()
    }

    private var nowMs: UInt64 { MonotonicClock.now / 1_000_000 }

    private func wait(milliseconds: Int32) {
        var descriptor = pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0)
        poll(&descriptor, 1, milliseconds)
    }

    private func tend(_ service: inout Service) throws {
        let now = nowMs
        if let child = service.child {
            guard child.hasEnded() else { return }
            service.child = nil
            if now - service.startedAt >= Supervisor.soundMs { service.pauseMs = Supervisor.pauseMinMs }
            service.startAt = now + service.pauseMs
            logger.warning("process ended", metadata: ["name": "\(service.name)", "again_in_ms": "\(service.pauseMs)"])
            service.pauseMs = min(service.pauseMs * 2, Supervisor.pauseMaxMs)
        }
        guard now >= service.startAt else { return }
        service.child = try ChildProcess.start(
            service.program, service.arguments, log: layout.log(service.name),
            lifeline: service.name == "keeper" ? keeperLine.reading : lifeline.reading)
        service.startedAt = now
        logger.info("process started", metadata: ["name": "\(service.name)", "pid": "\(service.child?.pid ?? 0)"])
    }

    private func end() {
        // The keeper must not take over what ends in order.
        var goodbye = Lifeline.goodbye
        _ = write(keeperLine.writing, &goodbye, 1)
        let isCoordinator = { (service: Service) in service.name.hasPrefix("coordinator") }
        end(services.filter(isCoordinator))
        end(services.filter { !isCoordinator($0) })
    }

    private func end(_ group: [Service]) {
        for service in group { service.child?.signal(SIGTERM) }
        let deadline = nowMs + Supervisor.patienceMs
        for service in group {
            guard let child = service.child else { continue }
            while !child.hasEnded() {
                if nowMs > deadline { child.signal(SIGKILL) }
                usleep(10_000)
            }
        }
    }
}
