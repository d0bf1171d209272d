import Answers
import Bodies
package import Cluster
import Documents
package import Domain
import JSON
import LMDB
import Matching
package import Queries
package import TextAnalysis

extension WorkerStore {
    /// The best models of these vshards for each line of a need (20-matching.md).
    ///
    /// - Parameters:
    ///   - statistics: one a line, over the whole registry at `seq`.
    ///   - seq: the change answered at, not after `position`.
    package func match(
        need: Need, statistics: [TextStatistics], asOf: CalendarDay, top: Int, explain: Bool, bodies: Bool = false,
        vshards: [VShard], at seq: UInt64, pace: Pace = Pace()
    ) throws -> [LineMatch] {
        var scans = zip(need.lines, statistics).map { line, statistics in
            LineScan(
                query: LineQuery(need: need, line: line, asOf: asOf), statistics: statistics,
                suppliers: common.suppliers, seq: seq, top: top)
        }
        let categories = scans.map { Optional($0.query.line.category) }
        for vshard in vshards {
            guard let replica = replicas[vshard] else { throw StoreFlaw("vshard \(vshard.rawValue) is not here") }
            try replica.forEachModelRow(within: categories, at: seq, context, pace) { index, _, row in
                scans[index].offer(row)
            }
        }
        return try scans.map { scan in
            let hits = scan.best.sorted().map(\.hit)
            return LineMatch(
                line: scan.query.line.line, candidates: scan.candidates, hits: hits,
                tests: explain ? try hits.map { try tests(scan.query, $0, at: seq, pace) } : [],
                bodies: bodies ? try hits.map { try body(of: $0, at: seq, pace) } : [])
        }
    }

    /// The record of a hit, as it was scored.
    private func body(of hit: Hit, at seq: UInt64, _ pace: Pace) throws -> [UInt8] {
        try pace.step()
        let home = VShard(id: hit.model, count: vshards)
        guard let replica = replicas[home], let version = try replica.version(.models, id: hit.model, at: seq) else {
            throw StoreFlaw("the row of model \(hit.model) has no version")
        }
        return version.body
    }

    private func tests(_ query: LineQuery, _ hit: Hit, at seq: UInt64, _ pace: Pace) throws -> JSONValue {
        let model = try BodyReader().model(try body(of: hit, at: seq, pace))
        let supplier = try common.supplierOrdinal(model.supplier).flatMap { common.suppliers.row($0, at: seq)?.supplier }
        return MatchAnswer.tests(Evaluator.tests(query, model: model, supplier: supplier))
    }
}

/// The scan of index rows for one line: hard tests, score, bounded top-k.
struct LineScan {
    /// A hit with what orders it.
    struct Candidate: Ranked {
        var rank: ModelRank<ByteOrdered>
        var hit: Hit

        func precedes(_ other: Candidate) -> Bool { rank.precedes(other.rank) }
    }

    let query: LineQuery
    private let bm25: BM25
    private let terms: [DocumentTerms.Term]
    private let specs: [(key: [UInt8], constraint: Line.Constraint)]
    private let limitFen: Int64?
    private let suppliers: SupplierTable
    private let seq: UInt64
    private(set) var best: TopK<Candidate>
    private(set) var candidates = 0
    /// The supplier of the row before, for rows of one supplier often stand together.
    private var last: (ordinal: UInt32, row: SupplierRow?)?

    init(query: LineQuery, statistics: TextStatistics, suppliers: SupplierTable, seq: UInt64, top: Int) {
        self.query = query
        bm25 = BM25(statistics)
        terms = query.tokens.map { DocumentTerms.term($0) }
        specs = (query.line.specs ?? []).map { (Array($0.key.utf8), $0.constraint) }
        limitFen = query.line.maxUnitPrice?.rawValue
        self.suppliers = suppliers
        self.seq = seq
        best = TopK(capacity: top)
    }

    /// Tests a row of a model within the line's category, and scores it where it passes.
    mutating func offer(_ row: RawSpan) {
        let flags = ModelRowReader.flags(row)
        guard flags & ModelRow.active != 0, passesOwn(row) else { return }
        guard let supplier = supplier(ModelRowReader.supplier(row)), supplier.isActive else { return }
        guard serves(row, flags, supplier), passesSpecs(row) else { return }
        candidates += 1
        score(row, flags, supplier)
    }

    private func passesOwn(_ row: RawSpan) -> Bool {
        HardTests.price(limitFen: limitFen, priceFen: ModelRowReader.priceFen(row))
            && HardTests.efficiency(
                minimumRank: query.line.minEfficiency?.rank, rank: ModelRowReader.efficiencyRank(row))
            && HardTests.delivery(
                daysUntilNeeded: query.daysUntilNeeded, leadTimeDays: ModelRowReader.leadTimeDays(row))
            && HardTests.capacity(
                monthlyCapacity: ModelRowReader.monthlyCapacity(row), months: query.capacityMonths,
                quantity: query.line.quantity)
            && HardTests.live(
                modelIsActive: true, supplierIsActive: true, validUntilDay: ModelRowReader.validUntilDay(row),
                asOfDay: query.asOf.number)
    }

    private func serves(_ row: RawSpan, _ flags: UInt8, _ supplier: SupplierRow) -> Bool {
        if flags & ModelRow.ownRegions != 0 { return ModelRowReader.serves(row, query.region) }
        return HardTests.service(region: query.region, served: supplier.serviceRegions ?? [.country])
    }

    private func passesSpecs(_ row: RawSpan) -> Bool {
        for (key, constraint) in specs
        where !HardTests.spec(constraint, value: ModelRowReader.spec(row, key: key)) { return false }
        return true
    }

    private mutating func supplier(_ ordinal: UInt32) -> SupplierRow? {
        if let last, last.ordinal == ordinal { return last.row }
        let row = suppliers.row(ordinal, at: seq)
        last = (ordinal, row)
        return row
    }

    private mutating func score(_ row: RawSpan, _ flags: UInt8, _ supplier: SupplierRow) {
        let price = ModelRowReader.priceFen(row)
        let parts = ScoreParts(
            ScoreInputs(
                priceFen: price, limitFen: limitFen,
                efficiencyRank: ModelRowReader.efficiencyRank(row), leadTimeDays: ModelRowReader.leadTimeDays(row),
                daysUntilNeeded: query.daysUntilNeeded,
                locality: ScoreParts.locality(need: query.region, supplier: supplier.region),
                rating: supplier.rating, isFavoured: flags & ModelRow.favoured != 0, bm25: text(row)))
        let score = parts.score
        // Most candidates lose on the integers alone; ids become strings only for the others.
        if let threshold = best.threshold?.rank,
            score < threshold.score || (score == threshold.score && price > threshold.priceFen)
        {
            return
        }
        let id = ModelRowReader.id(row)
        best.offer(
            Candidate(
                rank: ModelRank(score: score, priceFen: price, id: ByteOrdered(id)),
                hit: Hit(
                    model: id, score: score, parts: RoundedParts(parts), price: Fen(price), supplier: supplier.id,
                    name: ModelRowReader.name(row))))
    }

    private func text(_ row: RawSpan) -> Double {
        guard !terms.isEmpty, bm25.averageLength > 0 else { return 0 }
        let norm = bm25.lengthNorm(length: ModelRowReader.documentLength(row))
        var s = 0.0
        for index in terms.indices {
            s += bm25.term(index, frequency: ModelRowReader.count(row, of: terms[index]), norm: norm)
        }
        return s
    }
}

extension Replica {
    /// The newest version of a record not after `seq`.
    func version(_ kind: RecordKind, id: String, at seq: UInt64) throws -> VersionTable.Version? {
        try environment.read { transaction in
            guard let birth = try versions.birth(of: id, kind, transaction) else { return nil }
            return try versions.version(kind, birth: birth, at: seq, transaction)
        }
    }

    /// Every model row within each of the categories as it stood at `seq`, with the category's index and the model's
    /// birth; nil = every category.
    ///
    /// From the index where it is recent enough: rows changed since are passed over and their older versions made anew.
    /// Versions are read once, however many categories there are.
    func forEachModelRow(
        within categories: [CategoryPath?], at seq: UInt64, _ context: IndexContext, _ pace: Pace,
        _ body: (Int, UInt64, RawSpan) throws -> Void
    ) throws {
        try environment.read { transaction in
            guard seq >= floor else {
                return try versions.forEach(.models, at: seq, pace: pace, transaction) { version in
                    try older(version, within: categories, context, body)
                }
            }
            let changed = changed(.models, after: seq)
            for (index, category) in categories.enumerated() {
                for range in category.map(ModelRow.ranges) ?? [KeyRange.all] {
                    try transaction.forEach(in: models.rows, keys: range) { key, row in
                        try pace.step()
                        let birth = key.bigEndian(UInt64.self, at: key.byteCount - 8)
                        if changed.isEmpty || !changed.contains(birth) { try body(index, birth, row) }
                        return .continue
                    }
                }
            }
            for birth in changed {
                try pace.step()
                guard let version = try versions.version(.models, birth: birth, at: seq, transaction) else { continue }
                try older(version, within: categories, context, body)
            }
        }
    }

    private func older(
        _ version: VersionTable.Version, within categories: [CategoryPath?], _ context: IndexContext,
        _ body: (Int, UInt64, RawSpan) throws -> Void
    ) throws {
        let model = try BodyReader().model(version.body)
        let wanted = categories.indices.filter { categories[$0].map(model.category.isWithin) ?? true }
        guard !wanted.isEmpty else { return }
        let row = try context.row(of: model, seq: version.seq)
        for index in wanted { try row.withUnsafeBytes { try body(index, version.birth, $0.bytes) } }
    }
}
