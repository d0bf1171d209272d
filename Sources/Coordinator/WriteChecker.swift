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
        /// As far as it was read for the check.
        var read: ReadRecord

        var record: Record {
            switch read {
            case .record(let record): record
            case .model(let text): .model(entry.body.withUnsafeBytes { text.model(of: $0) })
            }
        }
    }

    /// A record that can be read, with what it refers to.
    private struct Readable {
        var id: String
        var read: ReadRecord
        /// Nil where a model that is read in place names its supplier alone.
        private var others: [Reference]?
        /// Canonical.
        var body: [UInt8]

        /// A record of its own.
        init(_ record: Record, _ references: [Reference]) {
            id = record.id
            read = .record(record)
            others = references
            body = record.json.bytes
        }

        /// A model that is stored as it came.
        init(_ text: ModelText, of body: [UInt8]) {
            id = body.withUnsafeBytes { text.text(text.id, of: $0) }
            read = .model(text)
            self.body = body
        }

        /// Of the supplier, where the record refers to nothing else.
        var supplier: USCCKey? {
            guard others == nil, case .model(let text) = read else { return nil }
            return body.withUnsafeBytes { USCCKey(text.supplier.of($0)) }
        }

        var references: [Reference] {
            guard others == nil, case .model(let text) = read else { return others ?? [] }
            return [body.withUnsafeBytes { text.reference(of: $0) }]
        }
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
    private let models: ModelScanner
    private let vshards: Int
    private var fresh: [RecordKind: [String: Fresh]] = [:]
    /// What was found to be stored.
    private var known: [RecordKind: Set<String>] = [:]
    /// Suppliers of models that were found to be stored.
    private var suppliers: Set<USCCKey> = []
    /// The seq of the next record: one writer appends, so it is known before the append.
    private var nextSeq: UInt64

    /// - Parameter models: for those codes.
    init(catalogue: Catalogue, codes: KnownCodes, models: ModelScanner, vshards: Int) {
        self.catalogue = catalogue
        self.models = models
        decoder = RecordDecoder(codes: codes, mode: .strict)
        self.vshards = vshards
        nextSeq = catalogue.position.seq + 1
    }

    /// Judges the records of one request in order.
    ///
    /// - Parameter ifSeq: the version a single record must replace; 0 = not asked.
    mutating func check(_ kind: RecordKind, _ bodies: [[UInt8]], ifSeq: UInt64) throws -> Verdict {
        var verdict = Verdict()
        var records: [Readable?] = []
        records.reserveCapacity(bodies.count)
        for (index, body) in bodies.enumerated() {
            records.append(try read(kind, body, index, &verdict))
        }
        let lost = try unreferenced(kind, records)
        let stored = try catalogue.entries(kind, records.map { $0?.id ?? "" })
        fresh[kind, default: [:]].reserveCapacity((fresh[kind]?.count ?? 0) + records.count)
        for (index, record) in records.enumerated() {
            if let references = lost[index] {
                for reference in references { verdict.problems.append((index, WriteChecker.unknown(reference))) }
            } else if let record {
                try accept(kind, record, stored[index], index, ifSeq, &verdict)
            }
        }
        return verdict
    }

    /// The records, by their place, that refer to what is neither stored nor accepted with them.
    ///
    /// A record of the request counts only as long as it is accepted itself, so one that falls may draw others with it.
    private mutating func unreferenced(_ kind: RecordKind, _ records: [Readable?]) throws -> [Int: [Reference]] {
        var open: [Int: [Reference]] = [:]
        for (index, record) in records.enumerated() {
            guard let record else { continue }
            let supplier = record.supplier
            if let supplier, suppliers.contains(supplier) { continue }
            for reference in record.references where try !isStored(reference) {
                open[index, default: []].append(reference)
            }
            if let supplier, open[index] == nil { suppliers.insert(supplier) }
        }
        guard !open.isEmpty else { return [:] }
        var alive: [String: Int] = [:]
        for case let record? in records { alive[record.id, default: 0] += 1 }
        var lost: [Int: [Reference]] = [:]
        while true {
            let falling = open.mapValues { $0.filter { $0.kind != kind || alive[$0.id, default: 0] == 0 } }.filter {
                lost[$0.key] == nil && !$0.value.isEmpty
            }
            guard !falling.isEmpty else { return lost }
            for (index, references) in falling {
                lost[index] = references
                if let id = records[index]?.id { alive[id, default: 0] -= 1 }
            }
        }
    }

    private mutating func isStored(_ reference: Reference) throws -> Bool {
        if known[reference.kind]?.contains(reference.id) == true { return true }
        let isStored =
            try fresh[reference.kind]?[reference.id] != nil || catalogue.entry(reference.kind, reference.id) != nil
        // Nothing that is stored goes away again, and many records name few others.
        if isStored { known[reference.kind, default: []].insert(reference.id) }
        return isStored
    }

    private static func unknown(_ reference: Reference) -> Problem {
        Problem(
            field: reference.field, severity: .critical, code: .unknownReference,
            message: "\(reference.field) names \(reference.id), which is not stored; import it first",
            found: reference.id, expected: "the id of one of the stored \(reference.kind.rawValue)")
    }

    private func read(
        _ kind: RecordKind, _ body: [UInt8], _ index: Int, _ verdict: inout Verdict
    ) throws -> Readable? {
        if kind == .models, let text = models.scan(body) {
            return Readable(text, of: body)
        }
        guard let decoding = decode(kind, body, index, &verdict), let record = decoding.record else { return nil }
        return Readable(record, decoding.references)
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

    private mutating func accept(
        _ kind: RecordKind, _ record: Readable, _ stored: Catalogue.Entry?, _ index: Int, _ ifSeq: UInt64,
        _ verdict: inout Verdict
    ) throws {
        let old = try newest(kind, record.id, stored)
        if ifSeq != 0, old?.lastSeq ?? 0 != ifSeq {
            verdict.problems.append((index, WriteChecker.conflict(old?.lastSeq ?? 0, ifSeq)))
            return
        }
        if let old, old.body == record.body {
            verdict.unchanged += 1
            return
        }
        fresh[kind, default: [:]][record.id] = Fresh(
            birth: old?.birth ?? nextSeq, lastSeq: nextSeq, body: record.body)
        nextSeq += 1
        let entry = LogEntry(
            vshard: kind.isBroadcast ? 0 : VShard(id: record.id, count: vshards).rawValue, kind: kind,
            id: record.id, body: record.body, birth: old?.birth)
        verdict.accepted.append(Accepted(entry: entry, read: record.read))
    }

    private func newest(_ kind: RecordKind, _ id: String, _ stored: Catalogue.Entry?) throws -> Fresh? {
        if let fresh = fresh[kind]?[id] { return fresh }
        guard let entry = stored, let body = try catalogue.body(at: entry.lastSeq) else { return nil }
        return Fresh(birth: entry.birth, lastSeq: entry.lastSeq, body: body)
    }

    private static func conflict(_ found: UInt64, _ expected: UInt64) -> Problem {
        Problem(
            field: "id", severity: .critical, code: .inconsistent,
            message: "the record has a newer version; read it again and repeat the change",
            found: "version \(found)", expected: "version \(expected)")
    }
}
