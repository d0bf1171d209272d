import Client
import Domain
import FoundationEssentials
import Glibc
import Intake
import JSON
import Records
import ServiceKit
import Terminal
import Wire

/// Sends accepted records to a cluster in batches, several under way, each with an idempotency key, so that a batch
/// whose answer was lost can be sent again without being written twice.
final class Upload {
    /// Records and bytes of a batch, at most, and batches under way.
    static let batchRecords = 1_000
    private static let batchBytes = 2 << 20
    private static let window = 8
    /// How often a batch is sent before the import gives up.
    private static let attempts = 4

    /// One record on its way, with where it stands.
    private struct Item {
        var file: String
        var row: Int
        var body: [UInt8]
    }

    private struct Batch {
        var kind: RecordKind
        var items: [Item]
        var request: WireClientRequest
        var number: UInt64
    }

    private let client: ClusterClient
    private let timeoutMs: Int
    private let isDryRun: Bool
    private let report: ProblemReport
    private let run = ProcessFacts.randomBytes(16)
    private var batches: UInt64 = 0
    private var kind: RecordKind?
    private var items: [Item] = []
    private var bytes = 0
    private var underWay: [Batch] = []
    /// Offers that name offers of a later batch: sent again when those are in.
    private var deferred: [Item] = []
    private var isLastTry = false

    private(set) var accepted = 0
    private(set) var unchanged = 0
    private(set) var rejected = 0
    private(set) var seq: UInt64 = 0
    /// The bodies of records that only the cluster refused.
    private(set) var refused: [[UInt8]] = []

    init(_ client: ClusterClient, timeoutMs: Int, isDryRun: Bool, report: ProblemReport) {
        self.client = client
        self.timeoutMs = timeoutMs
        self.isDryRun = isDryRun
        self.report = report
    }

    /// Takes records in the order of a delivery; a kind is in before the next one is sent, for it may be referred to.
    func add(_ records: [AcceptedRecord]) throws {
        for record in records {
            if kind != record.kind {
                try settleKind()
                kind = record.kind
            }
            try put(Item(file: record.file, row: record.row, body: record.body))
        }
    }

    /// Waits for everything that is under way; `seq` is then the change reached.
    ///
    /// - Parameter cluster: asked for its newest change where no record was sent.
    func finish(head cluster: ClusterOptions) throws {
        try settleKind()
        guard batches == 0 else { return }
        var request = WireClientRequest()
        request.status = WireClusterStatus()
        seq = try client.ask(request, timeoutMs: timeoutMs).asOfSeq
    }

    private func put(_ item: Item) throws {
        if items.count == Upload.batchRecords || bytes + item.body.count > Upload.batchBytes { try cut() }
        items.append(item)
        bytes += item.body.count
    }

    /// Sends what is collected; waits for the oldest batch where the window is full.
    private func cut() throws {
        guard let kind, !items.isEmpty else { return }
        var request = WireClientRequest()
        request.import.kind = UInt32(kind.number)
        request.import.bodies = items.map { Data($0.body) }
        request.import.dryRun = isDryRun
        batches += 1
        request.import.idempotencyKey = Data(run + withUnsafeBytes(of: batches.bigEndian) { Array($0) })
        let batch = Batch(kind: kind, items: items, request: request, number: try send(request))
        items.removeAll(keepingCapacity: true)
        bytes = 0
        underWay.append(batch)
        if underWay.count == Upload.window { try settleOldest() }
    }

    private func send(_ request: WireClientRequest) throws -> UInt64 {
        try client.send(request, timeoutMs: timeoutMs)
    }

    private func settleAll() throws {
        try cut()
        while !underWay.isEmpty { try settleOldest() }
    }

    /// Waits for the kind's batches, then sends offers again that came before what they name.
    private func settleKind() throws {
        try settleAll()
        while !deferred.isEmpty {
            let again = deferred
            deferred = []
            for item in again { try put(item) }
            try settleAll()
            // No progress: the next time their problems are final.
            isLastTry = deferred.count == again.count
        }
        isLastTry = false
    }

    private func settleOldest() throws {
        let batch = underWay.removeFirst()
        let answer = try answer(to: batch)
        take(answer.import, of: batch)
    }

    /// The answer to a batch, which is sent again with the same key where none came or the cluster was busy.
    private func answer(to batch: Batch) throws -> WireClientAnswer {
        var number = batch.number
        var pauseUs: UInt32 = 200_000
        for attempt in 1... {
            do {
                let answer = try client.answer(to: number, timeoutMs: timeoutMs)
                if answer.error { _ = try Answer(answer) }
                return answer
            } catch let silence as ClusterClient.Failure {
                if attempt == Upload.attempts { throw silence }
            } catch let failure as CommandFailure {
                if attempt == Upload.attempts || !failure.isRetriable { throw failure }
                usleep(pauseUs)
                pauseUs *= 4
            }
            number = try send(batch.request)
        }
        preconditionFailure("the loop ends by a return or a throw")
    }

    private func take(_ reply: WireImportReply, of batch: Batch) {
        let critical = reply.problems.filter { $0.severity == Problem.Severity.critical.rawValue }
        var byRecord: [Int: [WireImportProblem]] = [:]
        for problem in critical where batch.items.indices.contains(Int(problem.index)) {
            byRecord[Int(problem.index), default: []].append(problem)
        }
        let before = rejected
        var later = 0
        for (index, problems) in byRecord.sorted(by: { $0.key < $1.key }) {
            if mayComeLater(problems, batch.kind) {
                // A dry run writes nothing, so what comes with the same run is not there to be referred to.
                if isDryRun { accepted += 1 } else { deferred.append(batch.items[index]) }
                later += 1
            } else {
                refuse(batch.items[index], problems)
            }
        }
        accepted += Int(reply.accepted)
        // A batch that was sent twice is answered with what the first sending wrote: the rest was as it is.
        unchanged += max(0, batch.items.count - Int(reply.accepted) - later - (rejected - before))
        seq = max(seq, reply.seq)
    }

    private func mayComeLater(_ problems: [WireImportProblem], _ kind: RecordKind) -> Bool {
        guard isDryRun || kind == .offers && !isLastTry else { return false }
        return problems.allSatisfy { $0.code == ProblemCode.unknownReference.rawValue }
    }

    private func refuse(_ item: Item, _ problems: [WireImportProblem]) {
        rejected += 1
        refused.append(item.body)
        for wire in problems {
            report.add(
                RowProblem(
                    file: item.file, row: item.row,
                    problem: Problem(
                        field: wire.field, severity: .critical, code: ProblemCode(rawValue: wire.code) ?? .inconsistent,
                        message: wire.message, found: wire.found, expected: wire.expected)))
        }
    }
}
