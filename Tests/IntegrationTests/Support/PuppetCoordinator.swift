import Cluster
import Domain
import FoundationEssentials
import LocalCluster
import OS
import TestSupport
import Transport
import Wire

/// A coordinator that says to one worker process what the test wants said.
final class PuppetCoordinator {
    private let scratch: Scratch
    private let queries, applies: ServerEndpoint
    private let worker: DetachedProcess
    private var route: [UInt8] = []
    private let epoch: UInt64 = 5 << 32
    private var lastBeat: UInt64 = 0
    private var seq: UInt64 = 0
    private var requests: UInt64 = 0
    /// What the worker says it has applied.
    private var applied: UInt64 = 0
    /// When heartbeats of the worker came.
    private(set) var beats: [UInt64] = []
    private var answers: [UInt64: Incoming] = [:]
    private var knowsQueries = false

    /// Starts a worker on one vshard and waits until it has joined.
    init() throws {
        scratch = try Scratch()
        let (query, apply) = ("ipc://\(scratch.path)/query.sock", "ipc://\(scratch.path)/apply.sock")
        let context = TransportContext()
        queries = try ServerEndpoint(context, .query, address: query)
        applies = try ServerEndpoint(context, .apply, address: apply)
        worker = try DetachedProcess(
            Executable.directory + "/match-worker",
            ["--name", "w1", "--data", scratch.path + "/w1", "--query", query, "--apply", apply],
            log: scratch.path + "/w1.log")
        try poll("the worker joins", seconds: 20, everyMs: 2) {
            turn()
            return knowsQueries && !beats.isEmpty
        }
    }

    deinit { if !worker.hasEnded { worker.end() } }

    /// Takes what has come, and says now and then that it lives.
    private func turn() {
        while let message = applies.receive() { hear(message) }
        while let message = queries.receive() {
            knowsQueries = true
            if message.header.type != .heartbeat { answers[message.header.request] = message }
        }
        guard !route.isEmpty, MonotonicClock.now >= lastBeat + 100_000_000 else { return }
        lastBeat = MonotonicClock.now
        _ = applies.send(route, FrameHeader(.heartbeat, epoch: epoch, seq: seq), [])
    }

    private func hear(_ message: Incoming) {
        switch message.header.type {
        case .ready:
            route = message.route
            var ack = WireReadyAck()
            (ack.incarnation, ack.vshards, ack.assigned) = (Data([9]), 1, [0])
            _ = applies.send(route, FrameHeader(.readyAck, epoch: epoch, seq: seq), ack.wireBytes)
        case .heartbeat:
            beats.append(MonotonicClock.now)
            applied = message.header.seq
        default: break
        }
    }

    /// Sends so many new inventory records with that body, and waits until they are applied.
    func put(_ count: Int, body: [UInt8]) throws {
        var records = WireRecords()
        records.from = seq
        for _ in 0..<count {
            seq += 1
            var record = WireLogRecord()
            (record.seq, record.birth, record.kind) = (seq, seq, UInt32(RecordKind.inventory.number))
            (record.id, record.body) = ("i-\(seq)", Data(body))
            records.records.append(record)
        }
        (records.through, records.chain) = (seq, Data(repeating: 1, count: 16))
        _ = applies.send(route, FrameHeader(.records, epoch: epoch, seq: seq), records.wireBytes)
        try poll("the records are applied", seconds: 60, everyMs: 2) {
            turn()
            return applied == seq
        }
    }

    /// Sends so many heartbeats at once.
    func beat(_ count: Int) {
        for _ in 0..<count { _ = applies.send(route, FrameHeader(.heartbeat, epoch: epoch, seq: seq), []) }
    }

    /// Asks for a list of the inventory.
    ///
    /// - Parameter ahead: changes that the worker does not have yet.
    func ask(budgetMs: UInt32, ahead: UInt64 = 0, _ list: (inout WireList) -> Void) -> UInt64 {
        requests += 1
        var request = WireSubRequest()
        (request.vshards, request.asOf) = ([0], "2026-11-23")
        request.list.kind = UInt32(RecordKind.inventory.number)
        list(&request.list)
        _ = queries.send(
            route,
            FrameHeader(
                .subRequest, request: requests, epoch: epoch, seq: seq + ahead, budgetMicroseconds: budgetMs * 1_000),
            request.wireBytes)
        return requests
    }

    /// Says that nobody waits for an answer any longer.
    func cancel(_ request: UInt64) { _ = queries.send(route, FrameHeader(.cancel, request: request, epoch: epoch), []) }

    /// The answer to a question, once it is there.
    func answer(_ request: UInt64, seconds: Double = 60) throws -> Incoming {
        try poll("question \(request) is answered", seconds: seconds, everyMs: 2) {
            turn()
            return answers[request] != nil
        }
        guard let answer = answers[request] else { throw TestFailure("no answer") }
        return answer
    }

    /// Whether a question is refused in exactly these words.
    func isRefused(_ request: UInt64, _ code: WireRefusalCode, _ text: String) throws -> Bool {
        let answer = try answer(request)
        var refuse = WireRefuse()
        (refuse.code, refuse.message) = (code, text)
        return answer.header.type == .refuse && answer.body == refuse.wireBytes
    }
}
