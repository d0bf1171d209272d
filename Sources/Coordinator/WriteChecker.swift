import Bodies
import CatalogueStore
import ChangeLog
import Cluster
import Domain
import JSON
import JSONParsing
import Records

/// Checks what clients want to write against the catalogue, and makes log entries of what is new.
///
/// Used when nothing is in flight, so that it sees all that was committed; within one group, records accepted before
/// count as stored.
struct WriteChecker {
    /// One record that is to be appended.
    struct Accepted {
        var entry: LogEntry
        var record: Record
    }

    /// What a request came to.
    struct Verdict {
        var accepted: [Accepted] = []
        var unchanged = 0
        var problems: [(index: Int, problem: Problem)] = []
    }

    /// What an earlier record of the group left.
    private struct Fresh {
        var birth: UInt64
        var lastSeq: UInt64
        var body: [UInt8]
    }

    private let catalogue: Catalogue
    private let decoder: RecordDecoder
    private let vshards: Int
    private var fresh: [RecordKind: [String: Fresh]] = [:]
    /// The seq of the next record: one writer appends, so it is known before the append.
    private var nextSeq: UInt64

    init(catalogue: Catalogue, codes: KnownCodes, vshards: Int) {
        self.catalogue = catalogue
        decoder = RecordDecoder(codes: codes, mode: .strict)
        self.vshards = vshards
        nextSeq = catalogue.position.seq + 1
    }

    /// Judges the records of one request in order.
    ///
    /// - Parameter ifSeq: the version a single record must replace; 0 = not asked.
    mutating func check(_ kind: RecordKind, _ bodies: [[UInt8]], ifSeq: UInt64) throws -> Verdict {
        var verdict = Verdict()
        var decodings: [Decoding?] = []
        for (index, body) in bodies.enumerated() {
            decodings.append(decode(kind, body, index, &verdict))
        }
        let lost = try unreferenced(kind, decodings)
        for (index, decoding) in decodings.enumerated() {
            if let references = lost[index] {
                for reference in references { verdict.problems.append((index, WriteChecker.unknown(reference))) }
            } else if let record = decoding?.record {
                try accept(record, index, ifSeq, &verdict)
            }
        }
        return verdict
    }

    /// The records, by their place, that refer to what is neither stored nor accepted with them.
    ///
    /// A record of the request counts only as long as it is accepted itself, so one that falls may draw others with it.
    private func unreferenced(_ kind: RecordKind, _ decodings: [Decoding?]) throws -> [Int: [Reference]] {
        var open: [Int: [Reference]] = [:]
        var alive: [String: Int] = [:]
        for (index, decoding) in decodings.enumerated() {
            guard let decoding, let record = decoding.record else { continue }
            alive[record.id, default: 0] += 1
            let references = try decoding.references.filter { try !isStored($0) }
            if !references.isEmpty { open[index] = references }
        }
        var lost: [Int: [Reference]] = [:]
        while true {
            let falling = open.mapValues { $0.filter { $0.kind != kind || alive[$0.id, default: 0] == 0 } }.filter {
                lost[$0.key] == nil && !$0.value.isEmpty
            }
            guard !falling.isEmpty else { return lost }
            for (index, references) in falling {
                lost[index] = references
                if let id = decodings[index]?.record?.id { alive[id, default: 0] -= 1 }
            }
        }
    }

    private func isStored(_ reference: Reference) throws -> Bool {
        try fresh[reference.kind]?[reference.id] != nil || catalogue.entry(reference.kind, reference.id) != nil
    }

    private static func unknown(_ reference: Reference) -> Problem {
        Problem(
            field: reference.field, severity: .critical, code: .unknownReference,
            message: "\(reference.field) names \(reference.id), which is not stored; import it first",
            found: reference.id, expected: "the id of one of the stored \(reference.kind.rawValue)")
    }

    private func decode(_ kind: RecordKind, _ body: [UInt8], _ index: Int, _ verdict: inout Verdict) -> Decoding? {
        do {
            let decoding = decoder.decode(kind, try JSONParser.parse(body))
            for problem in decoding.problems { verdict.problems.append((index, problem)) }
            return decoding
        } catch {
            verdict.problems.append(
                (
                    index,
                    Problem(
                        field: "", severity: .critical, code: .badJSON, message: "the record is not one JSON object",
                        found: "\(error)", expected: "one JSON object")
                ))
            return nil
        }
    }

    private mutating func accept(_ record: Record, _ index: Int, _ ifSeq: UInt64, _ verdict: inout Verdict) throws {
        let old = try newest(record.kind, record.id)
        if ifSeq != 0, old?.lastSeq ?? 0 != ifSeq {
            verdict.problems.append((index, WriteChecker.conflict(old?.lastSeq ?? 0, ifSeq)))
            return
        }
        let body = record.json.bytes
        if let old, old.body == body {
            verdict.unchanged += 1
            return
        }
        fresh[record.kind, default: [:]][record.id] = Fresh(birth: old?.birth ?? nextSeq, lastSeq: nextSeq, body: body)
        nextSeq += 1
        let entry = LogEntry(
            vshard: record.kind.isBroadcast ? 0 : VShard(id: record.id, count: vshards).rawValue, kind: record.kind,
            id: record.id, body: body, birth: old?.birth)
        verdict.accepted.append(Accepted(entry: entry, record: record))
    }

    private func newest(_ kind: RecordKind, _ id: String) throws -> Fresh? {
        if let fresh = fresh[kind]?[id] { return fresh }
        guard let entry = try catalogue.entry(kind, id), let body = try catalogue.body(at: entry.lastSeq) else {
            return nil
        }
        return Fresh(birth: entry.birth, lastSeq: entry.lastSeq, body: body)
    }

    private static func conflict(_ found: UInt64, _ expected: UInt64) -> Problem {
        Problem(
            field: "id", severity: .critical, code: .inconsistent,
            message: "the record has a newer version; read it again and repeat the change",
            found: "version \(found)", expected: "version \(expected)")
    }
}
