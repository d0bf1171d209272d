import Client
import Domain
import FoundationEssentials
import JSON
import JSONParsing
import Records
import TestSupport
import Transport
import Wire

/// Asks a cluster in the words of the tests.
final class Asker {
    let client: ClusterClient

    init(_ address: String) throws { client = try ClusterClient(TransportContext(), address: address) }

    /// The answer, also where it is an error.
    func raw(
        timeoutMs: Int = 30_000, known: UInt64? = nil, minSeq: UInt64 = 0, minCoverage: Double = 0,
        _ build: (inout WireClientRequest) -> Void
    ) throws -> WireClientAnswer {
        var request = WireClientRequest()
        request.asOf = Asker.asOf.text
        request.known = known.map { String($0) } ?? ""
        request.minSeq = minSeq
        request.minCoverage = minCoverage
        build(&request)
        return try client.ask(request, timeoutMs: timeoutMs)
    }

    /// The answer as JSON; an error of the cluster is thrown.
    func json(
        timeoutMs: Int = 30_000, known: UInt64? = nil, minSeq: UInt64 = 0, _ build: (inout WireClientRequest) -> Void
    ) throws -> JSONValue {
        let answer = try raw(timeoutMs: timeoutMs, known: known, minSeq: minSeq, build)
        let json = try JSONParser.parse([UInt8](answer.json))
        guard !answer.error else { throw TestFailure("the cluster answers \(json.text)") }
        return json
    }

    /// The code of an answer that is an error.
    static func code(_ answer: WireClientAnswer) throws -> String? {
        guard answer.error else { return nil }
        return try JSONParser.parse([UInt8](answer.json))["error"]?["code"]?.string
    }

    func status(timeoutMs: Int = 5_000) throws -> JSONValue { try json(timeoutMs: timeoutMs) { $0.status = .init() } }

    /// Imports records of one kind in requests of at most `chunk`, and gives the seq of the last.
    @discardableResult
    func write(_ kind: RecordKind, _ bodies: [[UInt8]], chunk: Int = 1_000) throws -> UInt64 {
        var seq: UInt64 = 0
        for start in stride(from: 0, to: bodies.count, by: chunk) {
            let part = Array(bodies[start..<min(bodies.count, start + chunk)])
            let reply = try self.reply(kind, part, timeoutMs: 60_000)
            guard reply.problems.allSatisfy({ $0.severity != "critical" }) else {
                throw TestFailure("rejected: \(reply.problems.prefix(3))")
            }
            seq = reply.seq
        }
        return seq
    }

    @discardableResult
    func write(_ record: Record) throws -> UInt64 { try write(record.kind, [RecordText.body(record)]) }

    /// One import request's reply.
    func reply(
        _ kind: RecordKind, _ bodies: [[UInt8]], key: [UInt8] = [], ifSeq: UInt64 = 0, dryRun: Bool = false,
        timeoutMs: Int = 30_000
    ) throws -> WireImportReply {
        let answer = try raw(timeoutMs: timeoutMs) {
            $0.import = Asker.importing(kind, bodies, key: key, ifSeq: ifSeq, dryRun: dryRun)
        }
        if let code = try Asker.code(answer) { throw TestFailure("the import failed: \(code)") }
        return answer.import
    }

    static func importing(
        _ kind: RecordKind, _ bodies: [[UInt8]], key: [UInt8], ifSeq: UInt64 = 0, dryRun: Bool = false
    ) -> WireImport {
        var ask = WireImport()
        ask.kind = UInt32(kind.number)
        ask.bodies = bodies.map { Data($0) }
        ask.idempotencyKey = Data(key)
        ask.ifSeq = ifSeq
        ask.dryRun = dryRun
        return ask
    }

    /// Waits until every vshard answers at that seq.
    func waitForCoverage(_ seq: UInt64 = 0, seconds: Double = 60) throws {
        try poll("coverage 1 at seq \(seq)", seconds: seconds) {
            let answer = try? raw(timeoutMs: 1_000, minSeq: seq) { $0.status = .init() }
            return answer?.coverage == 1 && answer?.asOfSeq ?? 0 >= seq
        }
    }

    static let asOf = CalendarDay(number: 20_780)  // 2026-11-23
}

extension JSONValue {
    /// The answer without what depends on how the cluster is laid out.
    var withoutCoverage: JSONValue {
        guard var object = self.object else { return self }
        object["coverage"] = nil
        return .object(object)
    }
}
