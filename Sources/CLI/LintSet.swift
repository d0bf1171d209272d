import Domain
import Intake
import JSONParsing
import Records
import ReferenceData
import Terminal

/// The offers and joint caps to be looked through.
struct LintSet {
    /// All that may be referred to.
    private(set) var offers: [Offer] = []
    private(set) var jointCaps: [JointCap] = []
    /// The ids that findings are wanted of; nil = all.
    private(set) var about: Set<String>?
    /// How many offers were looked through.
    private(set) var count = 0
    /// Rows that could not be read; their problems were written to standard error.
    private(set) var rejected = 0

    /// The records of files, or the shipped ones where no file is given.
    ///
    /// - Throws: `IntakeError` where a file cannot be read.
    init(offers files: [String], jointCaps caps: [String], withShipped: Bool) async throws {
        let isShippedOnly = files.isEmpty && caps.isEmpty
        if !isShippedOnly {
            try await read(
                files.map { try IntakeSource(path: $0, kind: .offers) }
                    + caps.map { try IntakeSource(path: $0, kind: .jointCaps) })
            about = Set(offers.map(\.id) + jointCaps.map(\.id))
        }
        count = offers.count
        // Caps alone are about offers that are not in the files.
        guard isShippedOnly || withShipped || files.isEmpty else { return }
        try addShipped()
        if isShippedOnly { count = offers.count }
    }

    private mutating func read(_ sources: [IntakeSource]) async throws {
        let run = IntakeRun(sources, codes: ReferenceData.codes)
        // What is referred to is looked up afterwards, among the offers that are given.
        rejected = try await run.check { _, ids in Set(ids) }.rejected
        try run.review { outcome in
            for problem in outcome.problems { Output.error.line(problem.text) }
        }
        var records: [Record] = []
        try await run.deliver(batch: 1_000) { batch in records += batch.map(\.record) }
        for record in records { add(record) }
    }

    private mutating func addShipped() throws {
        let decoder = RecordDecoder(codes: ReferenceData.codes, mode: .strict)
        let known = about ?? []
        let rows =
            (ReferenceData.offers + ReferenceData.incompleteOffers).map { (RecordKind.offers, $0) }
            + ReferenceData.jointCaps.map { (RecordKind.jointCaps, $0) }
        for (kind, text) in rows {
            guard let record = decoder.decode(kind, try JSONParser.parse(text)).record else { continue }
            if !known.contains(record.id) { add(record) }
        }
    }

    private mutating func add(_ record: Record) {
        switch record {
        case .offer(let offer): offers.append(offer)
        case .jointCap(let cap): jointCaps.append(cap)
        default: break
        }
    }
}
