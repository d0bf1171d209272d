import Documents
import Domain
package import Matching
package import TextAnalysis

/// The search of blocks for the best models of one line (20-matching.md).
///
/// ```swift
/// var scan = LineScan(query, statistics: statistics, suppliers: suppliers, top: 10)
/// if let bound = scan.bound(zone) { … }         // for every block of the category
/// scan.visit(block, zone, …)                    // those with the highest bounds first, until `isSettled(bound)`
/// scan.hits { supplier in … }
/// ```
/// The answer is exact in any order of visits; the order decides how soon the rest can be left out.
package struct LineScan {
    /// What one search touched.
    package struct Cost: Sendable {
        package var zones = 0
        package var blocks = 0
        package var rows = 0
        /// Of the columns that were read.
        package var bytes = 0

        package init() {}

        package mutating func add(_ other: Cost) {
            zones += other.zones
            blocks += other.blocks
            rows += other.rows
            bytes += other.bytes
        }
    }

    /// Some rows with the words that a text is scored by.
    package struct Words {
        package var own: OwnWords
        /// How often the words of the category have each token of the query.
        package var shared: [Int]

        package init(own: OwnWords, shared: [Int]) {
            self.own = own
            self.shared = shared
        }
    }

    /// A row that passed, in a block that must stand until `hits`.
    struct Found: Ranked {
        var score: Int64
        var figures: Figures
        var block: ModelBlock
        var row: Int
        var bm25: Double

        @inline(__always)
        func precedes(_ other: Found) -> Bool {
            if score != other.score { return score > other.score }
            if figures.price != other.figures.price { return figures.price < other.figures.price }
            return block.id(row).lexicographicallyPrecedes(other.block.id(other.row))
        }
    }

    package let query: LineQuery
    private let tests: LineTests
    private let specs: [SpecTest]
    package let terms: [UInt64]
    private let bm25: BM25
    private let suppliers: SupplierView
    /// By list of `suppliers.services`: whether the need's region is served; 0 = not looked at yet, 1 = no, 2 = yes.
    private var served: [UInt8]
    private var best: TopK<Found>
    /// Of the last that is kept once there are enough.
    private var leastScore = Int64.min
    private var leastPrice = Int64.max
    /// The rows that passed among those that were looked at.
    package private(set) var candidates = 0
    package private(set) var cost = Cost()

    /// - Parameters:
    ///   - statistics: over the whole registry, for the tokens of the query.
    ///   - suppliers: as they stood at the change that is read.
    package init(_ query: LineQuery, statistics: TextStatistics, suppliers: SupplierView, top: Int) {
        bm25 = BM25(statistics)
        self.query = query
        tests = LineTests(query, bm25)
        specs = (query.line.specs ?? []).map { SpecTest($0.key, $0.constraint) }
        terms = query.tokens.map { DocumentTerms.term($0) }
        self.suppliers = suppliers
        served = Array(repeating: 0, count: suppliers.services.count)
        best = TopK(capacity: top)
        if top == 0 { leastScore = .max }
    }

    /// What a block's best row can score; nil where none can pass.
    @inline(__always)
    package mutating func bound(_ zone: BlockZone) -> Int64? {
        cost.zones += 1
        return zone.mayPass(tests) ? zone.bound(tests) : nil
    }

    /// Whether no row of a score up to `bound` gets in any more.
    @inline(__always)
    package func isSettled(_ bound: Int64) -> Bool { bound < leastScore }

    /// Tests the rows of a block and keeps the best.
    ///
    /// - Parameters:
    ///   - zone: of the block; nil for one made for the occasion.
    ///   - words: of the rows, where the line has text.
    ///   - skipped: ordinals of rows that are too new for the question.
    ///   - isCounting: whether rows that cannot get in are tested too, for `candidates`.
    package mutating func visit(
        _ block: ModelBlock, _ zone: BlockZone?, _ words: Words?, skipped: Set<UInt32>, isCounting: Bool
    ) {
        cost.blocks += 1
        cost.rows += block.count
        // What a row of this block can have at most beside its own price, tier and lead time.
        let most = zone?.best(tests)
        let dearest = isCounting ? Int64.max : most.map { self.dearest($0) } ?? .max
        var rows = passing(block, zone, limitFen: min(tests.limitFen, dearest))
        guard !rows.isEmpty else { return }
        for test in specs {
            test.filter(&rows, in: block)
            cost.bytes += block.count
            if rows.isEmpty { return }
        }
        cost.bytes += rows.count * 16
        let (prices, leadTimes) = (block.column(.price), block.column(.leadTime))
        // All that a row can have beside what is its own.
        let rest = most.map { 0.10 * $0.rating + 0.05 * $0.policy + 0.20 * $0.text }
        while let row = rows.popFirst() {
            if !skipped.isEmpty, skipped.contains(block.ordinal(row)) { continue }
            var figures = Figures(
                price: prices[row], leadTimeDays: leadTimes[row], efficiencyRank: Int(block.efficiencyRank(row)))
            var sum = Double.infinity
            if let most, let rest {
                sum = figures.ownSum(tests) + rest
                if !isCounting, sum + 0.10 * most.locality < leastSum { continue }
            }
            // Only now is anything read that is not of the block.
            let ordinal = block.supplier(row)
            let place = place(ordinal)
            guard place.isActive else { continue }
            figures.locality = ScoreParts.locality(needCode: tests.region.code, supplierCode: place.regionCode)
            let canEnter = sum + 0.10 * figures.locality >= leastSum
            guard canEnter || isCounting else { continue }
            let supplier = suppliers.facts[Int(ordinal)]
            guard serves(block, row, supplier) else { continue }
            candidates += 1
            guard canEnter else { continue }
            figures.rating = supplier.rating
            figures.isFavoured = block.flags(row) & ModelBlock.favoured != 0
            score(block, row, figures, words)
        }
    }

    /// A sum of parts below this is a score that does not get in. Generous by half a millionth, so that no rounding
    /// leaves a row out.
    @inline(__always)
    private var leastSum: Double { leastScore == .min ? -.infinity : (Double(leastScore) - 1) / 1e6 }

    /// What a row's score is made of, without text.
    struct Figures {
        var price, leadTimeDays: Int64
        var efficiencyRank: Int
        var locality = 0.0
        /// Negative where it is unknown.
        var rating = -1.0
        var isFavoured = false

        /// What price, tier and lead time add to the score.
        @inline(__always)
        func ownSum(_ tests: LineTests) -> Double {
            0.25 * ScoreParts.price(limitFen: tests.limit, priceFen: price)
                + 0.20 * ScoreParts.efficiency(rank: efficiencyRank)
                + 0.10
                * ScoreParts.delivery(daysUntilNeeded: tests.daysUntilNeeded, leadTimeDays: Int(leadTimeDays))
        }

        @inline(__always)
        func parts(_ tests: LineTests) -> ScoreParts {
            ScoreParts(
                ScoreInputs(
                    priceFen: price, limitFen: tests.limit, efficiencyRank: efficiencyRank,
                    leadTimeDays: Int(leadTimeDays), daysUntilNeeded: tests.daysUntilNeeded, locality: locality,
                    rating: rating < 0 ? nil : rating, isFavoured: isFavoured, bm25: 0))
        }
    }

    /// The dearest row that can still get in, when all else is at its best: price ≤ R · (1 ÷ part − 1).
    ///
    /// Generous by a millionth of the score and a little of the price, so that no rounding leaves a row out.
    @inline(__always)
    private func dearest(_ most: ScoreParts) -> Int64 {
        guard leastScore > .min else { return .max }
        let part = (Double(leastScore - 1) / 1e6 - most.sum) / 0.25
        guard part > 0 else { return .max }
        let price = Double(tests.limit ?? ScoreParts.referenceFen) * (1 / part - 1) * (1 + 1e-9) + 1
        return price < 9e18 ? Int64(price) : .max
    }

    /// The rows that pass the tests on columns; a test that the zone answers for all of them is left out.
    @inline(__always)
    private mutating func passing(_ block: ModelBlock, _ zone: BlockZone?, limitFen: Int64) -> RowBits {
        let count = block.count
        var rows = RowBits(rows: count)
        var tested = 0
        if zone?.isWithinPrice(limitFen) != true {
            rows.formIntersection(block.column(.price).rows(count, from: .min, through: limitFen))
            tested += 1
        }
        if zone?.allActive != true {
            rows.formIntersection(
                RowBits(block.flagBytes, rows: count, least: ModelBlock.active, span: .max - ModelBlock.active))
            tested += 1
        }
        if tests.minEfficiency > 0, zone?.allEfficient(tests) != true {
            let least = tests.minEfficiency
            rows.formIntersection(RowBits(block.efficiencies, rows: count, least: least, span: .max - least))
            tested += 1
        }
        if !rows.isEmpty, zone?.allInTime(tests) != true {
            rows.formIntersection(block.column(.leadTime).rows(count, from: .min, through: tests.days))
            tested += 1
        }
        if !rows.isEmpty, zone?.allRunning(tests) != true {
            rows.formIntersection(block.column(.end).rows(count, from: tests.asOf, through: .max))
            tested += 1
        }
        if !rows.isEmpty, zone?.allHaveCapacity(tests) != true {
            rows.formIntersection(block.column(.capacity).rows(count, from: tests.leastCapacity, through: .max))
            tested += 1
        }
        cost.bytes += tested * count
        return rows
    }

    /// Of a supplier; that of a stranger is of one that is not born.
    @inline(__always)
    private func place(_ ordinal: UInt32) -> SupplierPlace {
        Int(ordinal) < suppliers.places.count ? suppliers.places[Int(ordinal)] : SupplierFacts.unborn.place
    }

    @inline(__always)
    private mutating func serves(_ block: ModelBlock, _ row: Int, _ supplier: SupplierFacts) -> Bool {
        let service = Int(block.service(row))
        if service == 0 { return supplier.services < 0 || isServed(by: Int(supplier.services)) }
        return block.anyRegion(ofList: service - 1) { tests.region.isWithin(Region(code: $0)) }
    }

    private mutating func isServed(by list: Int) -> Bool {
        if served[list] == 0 {
            let holds = HardTests.service(region: tests.region, served: suppliers.services[list])
            served[list] = holds ? 2 : 1
        }
        return served[list] == 2
    }

    @inline(__always)
    private mutating func score(_ block: ModelBlock, _ row: Int, _ figures: Figures, _ words: Words?) {
        var parts = figures.parts(tests)
        var s = 0.0
        if let words {
            parts.text = tests.textBound
            if loses(parts.score, figures.price) { return }
            s = text(block, row, words)
            parts.text = ScoreParts.text(bm25: s)
        }
        let score = parts.score
        if loses(score, figures.price) { return }
        best.offer(Found(score: score, figures: figures, block: block, row: row, bm25: s))
        if let last = best.threshold { (leastScore, leastPrice) = (last.score, last.figures.price) }
    }

    /// Most candidates lose on the integers alone; ids are compared only where both are equal.
    @inline(__always)
    private func loses(_ score: Int64, _ price: Int64) -> Bool {
        score < leastScore || (score == leastScore && price > leastPrice)
    }

    private func text(_ block: ModelBlock, _ row: Int, _ words: Words) -> Double {
        guard bm25.averageLength > 0 else { return 0 }
        let norm = bm25.lengthNorm(length: block.length(row))
        var s = 0.0
        for index in terms.indices {
            s += bm25.term(index, frequency: words.own.count(row, of: terms[index]) + words.shared[index], norm: norm)
        }
        return s
    }

    /// The best, in order.
    ///
    /// - Parameter supplierID: the id of a supplier by its ordinal.
    package func hits(_ supplierID: (UInt32) -> String) -> [Hit] {
        best.sorted().map { found in
            var parts = found.figures.parts(tests)
            parts.text = ScoreParts.text(bm25: found.bm25)
            return Hit(
                model: String(decoding: found.block.id(found.row), as: UTF8.self), score: found.score,
                parts: RoundedParts(parts), price: Fen(found.figures.price),
                supplier: supplierID(found.block.supplier(found.row)),
                name: String(decoding: found.block.name(found.row), as: UTF8.self))
        }
    }

    /// Whether a row of this block is among the best so far: its bytes must stay.
    package func keeps(_ block: ModelBlock) -> Bool { best.contains { $0.block.base == block.base } }
}
