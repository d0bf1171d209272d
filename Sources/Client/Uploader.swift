import Domain
package import Intake
package import JSON
import JSONParsing
import Messages
import Records
package import Wire

/// Sends accepted records to a cluster in batches, several under way, each with an idempotency key, so that a batch
/// whose answer was lost can be sent again without being written twice.
package final class Uploader {
    /// Records and bytes of a batch, at most, and batches under way.
    package static let batchRecords = 1_000
    private static let batchBytes = 2 << 20
    private static let window = 16
    /// How often a batch is sent before the upload gives up.
    private static let attempts = 4

    /// One record on its way, with where it stands.
    package struct Item: Sendable {
        package var file: String
        package var row: Int
        /// Canonical JSON.
        package var body: [UInt8]
    }

    private struct Batch {
        var kind: RecordKind
        var items: [Item]
        /// As it is sent, and sent again.
        var request: [UInt8]
        var number: UInt64
    }

    private let client: ClusterClient
    private let timeoutMs: Int
    private let isDryRun: Bool
    private let key: [UInt8]
    private let refused: (Item, [WireImportProblem]) -> Void
    private var batches: UInt64 = 0
    private var kind: RecordKind?
    private var items: [Item] = []
    private var bytes = 0
    private var underWay: [Batch] = []
    /// Offers that name offers of a later batch: sent again when those are in.
    private var deferred: [Item] = []
    private var isLastTry = false

    package private(set) var accepted = 0
    package private(set) var unchanged = 0
    package private(set) var rejected = 0
    /// The last change written.
    package private(set) var seq: UInt64 = 0

    /// - Parameters:
    ///   - key: of this upload and no other: what its batches' idempotency keys begin with.
    ///   - refused: told of each record that only the cluster refuses, and why.
    package init(
        _ client: ClusterClient, key: [UInt8], timeoutMs: Int = 30_000, isDryRun: Bool = false,
        refused: @escaping (Item, [WireImportProblem]) -> Void
    ) {
        self.client = client
        self.key = key
        self.timeoutMs = timeoutMs
        self.isDryRun = isDryRun
        self.refused = refused
    }

    /// Takes records in the order of a delivery; a kind is in before the next one is sent, for it may be referred to.
    package func add(_ records: [AcceptedRecord]) throws {
        for record in records {
            if kind != record.kind {
                try settleKind()
                kind = record.kind
            }
            try put(Item(file: record.file, row: record.row, body: record.body))
        }
    }

    /// Waits for everything that is under way; `seq` is then the change reached, the cluster's newest where no record
    /// was sent.
    package func finish() throws {
        try settleKind()
        guard batches == 0 else { return }
        var request = WireClientRequest()
        request.status = WireClusterStatus()
        seq = try client.ask(request, timeoutMs: timeoutMs).asOfSeq
    }

    private func put(_ item: Item) throws {
        if items.count == Uploader.batchRecords || bytes + item.body.count > Uploader.batchBytes { try cut() }
        items.append(item)
        bytes += item.body.count
    }

    /// Sends what is collected; waits for the oldest batch where the window is full.
    private func cut() throws {
        guard let kind, !items.isEmpty else { return }
        var request = ImportRequest()
        request.kind = UInt32(kind.number)
        request.bodies = items.map(\.body)
        request.isDryRun = isDryRun
        batches += 1
        request.idempotencyKey = key + withUnsafeBytes(of: batches.bigEndian) { Array($0) }
        let bytes = request.request
        let batch = Batch(kind: kind, items: items, request: bytes, number: try send(bytes))
        items.removeAll(keepingCapacity: true)
        self.bytes = 0
        underWay.append(batch)
        if underWay.count == Uploader.window { try settleOldest() }
    }

    private func send(_ request: [UInt8]) throws -> UInt64 { try client.send(request, timeoutMs: timeoutMs) }

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
        var pauseMs = 200
        for attempt in 1... {
            do {
                let answer = try client.answer(to: number, timeoutMs: timeoutMs)
                if answer.error { throw ClusterRefusal(json: try JSONParser.parse([UInt8](answer.json))) }
                return answer
            } catch let silence as ClusterClient.Failure {
                if attempt == Uploader.attempts { throw silence }
            } catch let refusal as ClusterRefusal {
                if attempt == Uploader.attempts || !refusal.isPassing { throw refusal }
                try client.pause(milliseconds: pauseMs)
                pauseMs *= 4
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
                rejected += 1
                refused(batch.items[index], problems)
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
}

/// An answer that is an error: `{"error": {"code", "message", "field", "hint"}}`.
package struct ClusterRefusal: Error, CustomStringConvertible, Sendable {
    package let json: JSONValue

    package var code: String { json["error"]?["code"]?.string ?? "failed" }

    package var description: String { json.text }

    /// Whether the same request may be answered a moment later.
    package var isPassing: Bool { ClusterRefusal.passing.contains(code) }

    /// Codes of errors that pass.
    package static let passing: Set<String> = ["busy", "unknown_outcome", "unavailable", "timeout", "not_holder"]
}
