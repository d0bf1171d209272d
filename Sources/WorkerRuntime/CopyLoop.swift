import Cluster
import Logging
import OS
import ServiceKit
import Store
import Synchronization
import Transport
import Wire

/// The thread of the copies: sockets, files and machines. Used from that thread only.
final class CopyLoop {
    /// A copy that another worker fetches.
    final class Served {
        let route: [UInt8]
        var machine: CopySource
        /// Of the local copy, which may not be there yet.
        let directory: String
        var file: OpenBlocks?
        /// The local copy under way.
        var job: UInt64?

        init(_ route: [UInt8], _ machine: CopySource, _ directory: String) {
            self.route = route
            self.machine = machine
            self.directory = directory
        }
    }

    /// A copy that is fetched.
    final class Fetched {
        let endpoint: PeerEndpoint
        var machine: CopyTarget
        let directory: String
        var file: OpenBlocks?
        var job: UInt64?

        init(_ endpoint: PeerEndpoint, _ machine: CopyTarget, _ directory: String) {
            self.endpoint = endpoint
            self.machine = machine
            self.directory = directory
        }
    }

    /// A file that a copy can hold.
    final class OpenBlocks {
        let file: BlockFile

        init(reading path: String) throws { file = try BlockFile(reading: path) }

        init(making path: String) throws { file = try BlockFile(making: path) }
    }

    /// Names a copy that is served: targets choose their transfers' numbers.
    struct ServedKey: Hashable, Sendable {
        let route: [UInt8]
        let transfer: UInt64
    }

    let settings: CopyService.Settings
    let transport: TransportContext
    let desk: CopyService.Desk
    let logger: Logger
    let server: ServerEndpoint
    var served: [ServedKey: Served] = [:]
    /// By the number of the request to the loop thread.
    var requested: [UInt64: ServedKey] = [:]
    var fetched: [UInt64: Fetched] = [:]
    /// Work on other threads, with the directory it is about.
    var jobs: [UInt64: (thread: OSThread, directory: String)] = [:]
    /// Of this start: names of sockets and directories are nobody else's.
    let nonce = ProcessFacts.randomBits
    /// Endpoints whose last word may still be on its way, and until when they are kept.
    private var closing: [(endpoint: PeerEndpoint, until: Instant)] = []
    private var poller = EndpointPoller()
    private var lastNumber: UInt64 = 0

    /// Messages taken from a socket before the next has its turn.
    private static let turn = 32
    private static let idleMs: Instant = 1_000

    init(
        _ settings: CopyService.Settings, _ transport: TransportContext, _ desk: CopyService.Desk, _ logger: Logger
    ) throws {
        self.settings = settings
        self.transport = transport
        self.desk = desk
        self.logger = logger
        server = try ServerEndpoint(transport, .copy, address: settings.address)
        try Files.makeDirectories(settings.directory)
        for name in try Files.names(in: settings.directory) { try Files.removeTree(settings.directory + "/" + name) }
    }

    var now: Instant { MonotonicClock.now }

    func number() -> UInt64 {
        lastNumber += 1
        return lastNumber
    }

    func run() throws {
        poller.add(server)
        poller.add(desk.waker)
        while !desk.shared.withLock({ $0.isEnding }) {
            try poller.wait(milliseconds: waitMs())
            desk.waker.lower()
            takeOrders()
            takeJobs()
            receive()
            tick()
            report()
        }
        end()
    }

    private func waitMs() -> Int {
        let now = now
        var wake = now + CopyLoop.idleMs * 1_000_000
        for copy in served.values { wake = min(wake, copy.machine.wakes(now: now)) }
        for copy in fetched.values { wake = min(wake, now + copy.machine.pause / 2) }
        return Int((max(wake, now) - now + 999_999) / 1_000_000)
    }

    private func takeOrders() {
        let orders = desk.shared.withLock { shared in
            defer { shared.orders = [] }
            return shared.orders
        }
        for order in orders {
            switch order {
            case .fetch(let fetch, let address): begin(fetch, from: address)
            case .cancel(let transfer): on(transfer, .cancel)
            case .rate(let transfer, let rate): on(transfer, .setRate(rate))
            case .provide(let source, let request): provide(source, request)
            case .unreadable(let key, let why): on(key, .failed(.failed, why))
            }
        }
    }

    private func receive() {
        for _ in 0..<CopyLoop.turn {
            guard let message = server.receive() else { break }
            serve(message)
        }
        for (transfer, copy) in fetched {
            for _ in 0..<CopyLoop.turn {
                guard fetched[transfer] != nil, let message = copy.endpoint.receive() else { break }
                take(message, transfer)
            }
        }
    }

    private func tick() {
        for key in Array(served.keys) { on(key, .tick) }
        for transfer in Array(fetched.keys) { on(transfer, .tick) }
        if !closing.isEmpty { closing.removeAll { now >= $0.until } }
    }

    private func report() {
        let progress = fetched.mapValues {
            CopyService.Progress(vshard: $0.machine.vshard, received: $0.machine.received)
        }
        desk.shared.withLock { $0.progress = progress }
    }

    /// Watches a new endpoint.
    func watch(_ endpoint: PeerEndpoint) { poller.add(endpoint) }

    /// Closes an endpoint once what it was given last has had time to go.
    func close(_ endpoint: PeerEndpoint) {
        poller.remove(endpoint)
        closing.append((endpoint, now + settings.timing.word))
    }

    /// Begins work on another thread; what comes of it is taken by `takeJobs`.
    func begin(
        _ directory: String, _ body: sending @escaping () throws -> SnapshotManifest
    ) throws -> UInt64 {
        let number = number()
        let thread = try OSThread.start(name: "copy-disk") { [desk] in
            OSThread.yieldToOthers()
            let result = Result<SnapshotManifest, CopyTarget.Failure> { () throws(CopyTarget.Failure) in
                do { return try body() } catch { throw CopyTarget.Failure("\(error)") }
            }
            desk.shared.withLock { $0.jobs.append((number, result)) }
            desk.waker.raise()
        }
        jobs[number] = (thread, directory)
        return number
    }

    private func takeJobs() {
        let finished = desk.shared.withLock { shared in
            defer { shared.jobs = [] }
            return shared.jobs
        }
        for (number, result) in finished {
            guard let job = jobs.removeValue(forKey: number) else { continue }
            job.thread.join()
            if let (key, copy) = served.first(where: { $0.value.job == number }) {
                copy.job = nil
                prepared(key, copy, result)
            } else if let (transfer, copy) = fetched.first(where: { $0.value.job == number }) {
                copy.job = nil
                switch result {
                case .success: on(transfer, .checked)
                case .failure(let failure): on(transfer, .failed(failure.description))
                }
            } else {
                // Who wanted it is gone.
                remove(job.directory)
            }
        }
    }

    /// Removes a directory, or leaves that to the end of the work on it.
    func remove(_ directory: String) {
        guard !jobs.values.contains(where: { $0.directory == directory }) else { return }
        do { try Files.removeTree(directory) } catch {
            logger.warning("a copy cannot be removed", metadata: ["error": "\(error)"])
        }
    }

    private func end() {
        for transfer in Array(fetched.keys) { on(transfer, .cancel) }
        for key in Array(served.keys) { on(key, .aborted("the worker ends")) }
        for job in jobs.values { job.thread.join() }
        let left = jobs.values.map(\.directory)
        jobs = [:]
        for directory in left { remove(directory) }
        report()
    }
}
