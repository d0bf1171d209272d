package import Domain
import Records

/// One validation or import: files of any kinds, in any order, judged together (10-data-model.md, "Import").
///
///     let run = IntakeRun(sources, codes: codes)
///     let counts = try await run.check { kind, ids in try await store.existing(kind, ids) }
///     try run.review { outcome in for problem in outcome.problems { print(problem.text) } }
///     try await run.deliver(batch: 1000) { records in try await store.write(records) }
///
/// The files are read once for `check`, once for `review`, once for `deliver`; of a row only its id, what it refers to
/// and a hash are kept. Not for use by two tasks at once.
package final class IntakeRun {
    /// How far a reading of the files has come.
    package struct Progress: Equatable, Sendable {
        package enum Phase: String, Sendable { case check, review, deliver }

        package var phase: Phase
        package var bytes: Int
        package var total: Int
    }

    /// How the records of a run come out; a need in several rows of a table is one.
    package struct Counts: Equatable, Sendable {
        package var accepted = 0
        package var rejected = 0
        /// By file, in the order given.
        package var acceptedByFile: [Int] = []
        package var rejectedByFile: [Int] = []

        package init() {}
    }

    let sources: [IntakeSource]
    let decoder: RecordDecoder
    private let models: ModelScanner
    let progress: (Progress) -> Void
    var rows = RowTable()
    var ids = IDTable()
    /// The first row in `rows` of each file.
    var firstRows: [Int] = []
    /// Nil until `check` is done.
    var counts: Counts?
    /// Whether `review` has anything to say but that rows are accepted.
    package private(set) var hasProblems = false

    /// - Parameters:
    ///   - progress: told now and then how much of all files a reading has behind it.
    package init(_ sources: [IntakeSource], codes: KnownCodes, progress: @escaping (Progress) -> Void = { _ in }) {
        self.sources = sources
        decoder = RecordDecoder(codes: codes, mode: .strict)
        models = ModelScanner(codes: codes)
        self.progress = progress
    }

    /// Reads all files and decides every row.
    ///
    /// - Parameters:
    ///   - stored: which of these ids of the kind are stored; asked for at most `IntakeLimits.idsPerQuestion` at a
    ///     time.
    /// - Throws: `IntakeError` where a file cannot be read, and what `stored` throws.
    package func check(
        stored: (RecordKind, [String]) async throws -> Set<String>
    ) async throws -> Counts {
        precondition(counts == nil, "a run is checked once")
        for file in sources.indices {
            firstRows.append(rows.count)
            try scan(file)
        }
        for kind in RecordKind.allCases { try await ask(kind, stored) }
        RowDecision.decide(&rows, &ids)
        let counts = count()
        self.counts = counts
        return counts
    }

    /// Goes through the rows of a file; the body gets the row's place in `rows`, which must be the same at each
    /// reading.
    func forEachRow(
        of file: Int,
        _ phase: Progress.Phase,
        _ body: (FoundRow, TableRow?) throws -> Void
    ) throws {
        var reader = try RowReader(sources[file])
        let before = sources[..<file].reduce(0) { $0 + $1.size }
        let total = sources.reduce(0) { $0 + $1.size }
        var told = before
        while let found = try reader.next() {
            try body(found, reader.header)
            let bytes = before + (reader.offset ?? 0)
            if bytes - told >= IntakeRun.progressStep {
                told = bytes
                progress(Progress(phase: phase, bytes: bytes, total: total))
            }
        }
        progress(Progress(phase: phase, bytes: before + sources[file].size, total: total))
    }

    private static let progressStep = 1 << 20

    /// The rows of a file, as places in `rows`.
    func places(of file: Int) -> Range<Int> {
        firstRows[file]..<(file + 1 < firstRows.count ? firstRows[file + 1] : rows.count)
    }

    private func scan(_ file: Int) throws {
        let kind = sources[file].kind
        try forEachRow(of: file, .check) { found, _ in
            if found.isNote { return rows.append([.isNote, .hasProblems], id: nil, references: []) }
            if let (model, line) = scanned(found, kind) { return keep(model, line) }
            let decoded = decoder.decode(found, kind)
            var flags: RowTable.Flags = []
            if decoded.isAcceptable { flags.insert(.isGood) }
            if !decoded.problems.isEmpty { flags.insert(.hasProblems) }
            let id = decoded.id.flatMap { ids.intern(kind, $0) }
            if decoded.isAcceptable, let id { ids[id].insert(decoded.references.isEmpty ? .isSure : .isPossible) }
            let references = decoded.references.map { reference in
                ids.intern(reference.kind, reference.id) ?? RowTable.noNode
            }
            for node in references where node != RowTable.noNode { ids[node].insert(.isReferenced) }
            rows.append(flags, id: id, references: references)
        }
    }

    /// A model that stands in the file as it is stored: it is good, so nothing but its names is read of it.
    private func scanned(_ found: FoundRow, _ kind: RecordKind) -> (ModelText, [UInt8])? {
        guard kind == .models, case .line(let line) = found.content, let model = models.scan(line) else { return nil }
        return (model, line)
    }

    private func keep(_ model: ModelText, _ line: [UInt8]) {
        line.withUnsafeBytes { bytes in
            let id = ids.intern(.models, model.id.of(bytes))
            if let id { ids[id].insert(.isPossible) }
            let supplier = ids.intern(.suppliers, model.supplier.of(bytes)) ?? RowTable.noNode
            if supplier != RowTable.noNode { ids[supplier].insert(.isReferenced) }
            rows.append(.isGood, id: id, references: [supplier], line: bytes)
        }
    }

    /// Asks about the ids of a kind that are referred to and that no good row is sure to bring.
    private func ask(_ kind: RecordKind, _ stored: (RecordKind, [String]) async throws -> Set<String>) async throws {
        var open = ChunkedArray<IDTable.Node>()
        ids.forEach { node, itsKind, state in
            if itsKind == kind, state.contains(.isReferenced), !state.contains(.isSure) { open.append(node) }
        }
        var start = 0
        while start < open.count {
            let nodes = (start..<min(start + IntakeLimits.idsPerQuestion, open.count)).map { open[$0] }
            let names = nodes.map { ids.id(of: $0) }
            let found = try await stored(kind, names)
            for (node, name) in zip(nodes, names) where found.contains(name) { ids[node].insert(.isStored) }
            start += nodes.count
        }
    }

    private func count() -> Counts {
        var counts = Counts()
        for file in sources.indices {
            var accepted = 0
            var rejected = 0
            for place in places(of: file) {
                let flags = rows[place]
                if flags.contains(.isAccepted) { accepted += 1 } else if !flags.contains(.isNote) { rejected += 1 }
                if flags.contains(.hasProblems) || !flags.contains(.isAccepted) { hasProblems = true }
            }
            counts.acceptedByFile.append(accepted)
            counts.rejectedByFile.append(rejected)
            counts.accepted += accepted
            counts.rejected += rejected
        }
        return counts
    }
}
