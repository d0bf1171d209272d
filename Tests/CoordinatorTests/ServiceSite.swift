import ChangeLog
import ChangeLogLMDB
import Client
import Cluster
import Coordinator
import DemoData
import Domain
import FoundationEssentials
import JSON
import JSONParsing
import Logging
import OS
import Records
import ReferenceData
import ServiceKit
import Synchronization
import TestSupport
import Transport
import Wire

/// What a test makes go wrong while a coordinator runs.
final class Trouble: Sendable {
    private let state = Mutex((readFails: false, free: UInt64?.some(.max)))

    /// Whether the log can be appended to but not read.
    var readFails: Bool {
        get { state.withLock { $0.readFails } }
        set { state.withLock { $0.readFails = newValue } }
    }
    var freeDiskBytes: UInt64? {
        get { state.withLock { $0.free } }
        set { state.withLock { $0.free = newValue } }
    }
}

/// A log that fails when it is told to.
struct TroubledLog: ChangeLog {
    let log: EmbeddedLog
    let trouble: Trouble

    var incarnation: [UInt8] { log.incarnation }
    var isLocal: Bool { log.isLocal }
    func head() throws -> Position { try log.head() }
    func append(_ groups: [AppendGroup], epoch: UInt64, timeMs: Int64) -> [AppendOutcome] {
        log.append(groups, epoch: epoch, timeMs: timeMs)
    }
    func read(after seq: UInt64, maxRecords: Int, maxBytes: Int) throws -> [LogRecord] {
        if trouble.readFails { throw TestFailure("the log is away") }
        return try log.read(after: seq, maxRecords: maxRecords, maxBytes: maxBytes)
    }
    func record(at seq: UInt64) throws -> LogRecord? {
        if trouble.readFails { throw TestFailure("the log is away") }
        return try log.record(at: seq)
    }
    func outcome(of key: [UInt8], content: UInt64) throws -> AppendOutcome? {
        try log.outcome(of: key, content: content)
    }
    func seq(at timeMs: Int64) throws -> UInt64 { try log.seq(at: timeMs) }
    func setting(_ name: String) throws -> [UInt8]? { try log.setting(name) }
    func set(_ name: String, to value: [UInt8], epoch: UInt64) throws -> Bool {
        try log.set(name, to: value, epoch: epoch)
    }
    func acquireLease(holder: String, ttlMs: Int) throws -> UInt64? {
        try log.acquireLease(holder: holder, ttlMs: ttlMs)
    }
    func renewLease(holder: String, epoch: UInt64, ttlMs: Int) throws -> Bool {
        try log.renewLease(holder: holder, epoch: epoch, ttlMs: ttlMs)
    }
    func releaseLease(holder: String, epoch: UInt64) throws { try log.releaseLease(holder: holder, epoch: epoch) }
    func leaseHolder() throws -> LeaseHolder? { try log.leaseHolder() }
    func waitForHead(after seq: UInt64, timeoutMs: Int) throws -> UInt64 {
        try log.waitForHead(after: seq, timeoutMs: timeoutMs)
    }
}

/// A coordinator on a thread of this process, without workers, and a client of it.
final class ServiceSite {
    let scratch: Scratch
    let trouble = Trouble()
    let client: ClusterClient
    private let stop = StopSignal()
    private let thread: OSThread

    static let demo = DemoData(
        seed: 5, sizes: .init(enterprises: 3, suppliers: 3, models: 12, needs: 4), asOf: CalendarDay(number: 20_780))

    init() throws {
        let scratch = try Scratch()
        self.scratch = scratch
        let (trouble, stop, transport) = (trouble, stop, TransportContext())
        let address = "ipc://\(scratch.path)/client.sock"
        var settings = CoordinatorSettings(
            directory: scratch.path, clientAddress: address, queryAddress: "inproc://query",
            applyAddress: "inproc://apply", workers: ["w1"], vshards: 2, codes: ReferenceData.codes)
        settings.freeDiskBytes = { trouble.freeDiskBytes }
        let running = settings
        thread = try OSThread.start(name: "coordinator", stackBytes: 8 << 20) {
            do {
                let log = try EmbeddedLog(directory: running.directory + "/log", newIncarnation: [7])
                let service = try CoordinatorService(
                    settings: running, log: TroubledLog(log: log, trouble: trouble), transport: transport, stop: stop,
                    logger: JSONLog.logger("coordinator"))
                try service.run()
            } catch {
                stop.raise(failed: true)
            }
        }
        client = try ClusterClient(transport, address: address)
    }

    var hasFailed: Bool { stop.hasFailed }

    func ask(timeoutMs: Int = 10_000, _ build: (inout WireClientRequest) -> Void) throws -> WireClientAnswer {
        var request = WireClientRequest()
        build(&request)
        return try client.ask(request, timeoutMs: timeoutMs)
    }

    /// The code of an error; nil for an answer.
    func code(_ answer: WireClientAnswer) throws -> String? {
        guard answer.error else { return nil }
        return try JSONParser.parse([UInt8](answer.json))["error"]?["code"]?.string
    }

    func field(_ answer: WireClientAnswer) throws -> String? {
        try JSONParser.parse([UInt8](answer.json))["error"]?["field"]?.string
    }

    static func importing(
        _ kind: RecordKind, _ bodies: [[UInt8]], key: String = "", ifSeq: UInt64 = 0, dryRun: Bool = false
    ) -> WireClientRequest {
        var request = WireClientRequest()
        request.import.kind = UInt32(kind.number)
        request.import.bodies = bodies.map { Data($0) }
        request.import.idempotencyKey = Data(key.utf8)
        request.import.ifSeq = ifSeq
        request.import.dryRun = dryRun
        return request
    }

    func write(
        _ kind: RecordKind, _ bodies: [[UInt8]], key: String = "", ifSeq: UInt64 = 0
    ) throws -> WireClientAnswer {
        try client.ask(ServiceSite.importing(kind, bodies, key: key, ifSeq: ifSeq), timeoutMs: 10_000)
    }

    static func bodies(_ kind: RecordKind) -> [[UInt8]] { demo.records(kind).map { RecordText.body($0) } }

    deinit {
        stop.raise()
        thread.join()
    }
}
