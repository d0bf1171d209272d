import Documents
package import Domain
package import Matching
import Rules
package import TextAnalysis

/// The lines of open needs that one model passes all hard tests of, counted exactly, and the first of them in order
/// (20-matching.md, "Reverse").
///
/// A line is scored in two steps: what its text adds is worked out only where the rest lets it get among the first.
package struct WantedScan {
    /// A line among the first.
    package struct Found: Ranked, Sendable {
        package var part: Int
        package var row: UInt32
        package var index: Int
        package var line: WantedLine
        package var parts: ScoreParts

        package func precedes(_ other: Found) -> Bool { line.precedes(other.line) }
    }

    private let model: EquipmentModel
    private let supplier: Supplier?
    private let asOf: CalendarDay
    private let isLive: Bool
    private let served: [Region]
    private let rank: Int
    private let isFavoured: Bool
    /// Tokens of the model's document with what each adds.
    private let terms: [(term: DocumentTerms.Term, adds: Double)]
    /// What the part `text` comes to at most.
    private let mostBM25: Double
    private var part = 0
    package private(set) var candidates = 0
    private var best: TopK<Found>
    /// By code: what is known of a region, of constraints, of a token.
    private var regions: [RegionStanding?] = []
    private var specs: [Bool?] = []
    private var adds: [Double] = []
    /// s by text; −1 where it is not worked out.
    private var texts = [Double](repeating: -1, count: WantedScan.textsMax)
    private static let textsMax = 4_096

    private struct RegionStanding {
        var isServed: Bool
        var locality: Double
    }

    /// - Parameters:
    ///   - document: the model's own.
    ///   - statistics: of the document's distinct tokens, in their order.
    package init(
        model: EquipmentModel, supplier: Supplier?, document: TermCounts, statistics: TextStatistics,
        asOf: CalendarDay, top: Int
    ) {
        self.model = model
        self.supplier = supplier
        self.asOf = asOf
        isLive = HardTests.live(
            modelIsActive: model.isActive, supplierIsActive: supplier?.isActive == true, validUntil: model.validUntil,
            asOf: asOf)
        served = Evaluator.serviceRegions(of: model, supplier: supplier)
        rank = (model.efficiency ?? .unrated).rank
        isFavoured = Evaluator.isFavoured(model)
        let bm25 = BM25(statistics)
        var terms: [(DocumentTerms.Term, Double)] = []
        if bm25.averageLength > 0 {
            let norm = bm25.lengthNorm(length: document.length)
            for (index, token) in document.tokens.enumerated() {
                terms.append(
                    (DocumentTerms.term(token), bm25.term(index, frequency: document.frequencies[index], norm: norm)))
            }
        }
        self.terms = terms
        // Sums in another order may differ in the last bits.
        mostBM25 = terms.reduce(0) { $0 + $1.1 } * (1 + 1e-9)
        best = TopK(capacity: top)
    }

    /// The first lines in order.
    package var found: [Found] { best.sorted() }

    /// Takes the lines of a vshard in, but for those of the needs hidden.
    ///
    /// - Parameters:
    ///   - paths: the model's category and every wider one.
    ///   - step: called now and then; what it throws ends the scan.
    package mutating func add(
        _ lines: LineColumns, of needs: NeedColumns, paths: [CategoryPath], hiding hidden: Set<UInt32>,
        step: () throws -> Void
    ) rethrows {
        defer { part += 1 }
        guard isLive else { return }
        prepare(lines)
        for path in paths {
            guard let place = lines.place(path) else { continue }
            try step()
            let list = lines.lists[place]
            for cell in list where passes(cell, lines) {
                guard hidden.isEmpty || !hidden.contains(cell.row) else { continue }
                candidates += 1
                score(cell, lines.words, needs)
            }
        }
    }

    private mutating func prepare(_ lines: LineColumns) {
        let regionCount = lines.facts.books[WantedScan.region].count
        if regions.count < regionCount { regions.fill(through: regionCount - 1, nil) }
        if specs.count < lines.words.specs.count { specs.fill(through: lines.words.specs.count - 1, nil) }
        if adds.count < lines.words.tokenCount || adds.isEmpty {
            adds = Array(repeating: 0, count: lines.words.tokenCount)
            for (term, number) in terms { if let token = lines.words.token(term) { adds[Int(token)] = number } }
        }
    }

    private static let region = Fact.projectRegion.index ?? 0

    private mutating func passes(_ cell: LineCell, _ lines: LineColumns) -> Bool {
        let days = daysUntilNeeded(cell)
        return (cell.limit == FactShape.unknownMoney || model.price.rawValue <= cell.limit)
            && HardTests.efficiency(minimumRank: cell.rank == .max ? nil : Int(cell.rank), rank: rank)
            && HardTests.delivery(daysUntilNeeded: days, leadTimeDays: model.leadTimeDays)
            && HardTests.capacity(
                monthlyCapacity: model.monthlyCapacity, months: HardTests.capacityMonths(daysUntilNeeded: days),
                quantity: Int(cell.quantity))
            && standing(cell.region, lines.facts).isServed
            && (cell.specs == 0 || meets(cell.specs, lines.words))
    }

    private func daysUntilNeeded(_ cell: LineCell) -> Int? {
        cell.neededBy == FactShape.unknownDay ? nil : Int(cell.neededBy) - Int(asOf.number)
    }

    private mutating func standing(_ code: UInt32, _ facts: FactWords) -> RegionStanding {
        if let known = regions[Int(code)] { return known }
        let region: Region =
            if case .region(let region) = facts.books[WantedScan.region].slots[Int(code)] { region } else { .country }
        let standing = RegionStanding(
            isServed: HardTests.service(region: region, served: served),
            locality: ScoreParts.locality(need: region, supplier: supplier?.region))
        regions[Int(code)] = standing
        return standing
    }

    private mutating func meets(_ code: UInt32, _ words: LineWords) -> Bool {
        if let known = specs[Int(code)] { return known }
        let meets = words.specs[Int(code)].allSatisfy { spec in
            let value = model.specs?.first { $0.key.utf8.elementsEqual(spec.key.utf8) }?.value
            return HardTests.spec(spec.constraint, value: value)
        }
        specs[Int(code)] = meets
        return meets
    }

    /// s of a text. Those of the first texts are remembered: many lines say the same.
    private mutating func bm25(_ text: UInt32, _ words: LineWords) -> Double {
        let place = Int(text)
        if place < texts.count, texts[place] >= 0 { return texts[place] }
        var s = 0.0
        for token in words.text(text) { s += adds[Int(token)] }
        if place < texts.count { texts[place] = s }
        return s
    }

    private mutating func score(_ cell: LineCell, _ words: LineWords, _ needs: NeedColumns) {
        var inputs = ScoreInputs(
            priceFen: model.price.rawValue, limitFen: cell.limit == FactShape.unknownMoney ? nil : cell.limit,
            efficiencyRank: rank, leadTimeDays: model.leadTimeDays, daysUntilNeeded: daysUntilNeeded(cell),
            locality: regions[Int(cell.region)]?.locality ?? 0, rating: supplier?.rating, isFavoured: isFavoured,
            bm25: cell.text == 0 ? 0 : mostBM25)
        if cell.text != 0 {
            let isKnown = Int(cell.text) < texts.count && texts[Int(cell.text)] >= 0
            if !isKnown, let last = best.threshold, ScoreParts(inputs).score < last.line.score { return }
            inputs.bm25 = bm25(cell.text, words)
        }
        let parts = ScoreParts(inputs)
        if let last = best.threshold, parts.score <= last.line.score {
            // Equal scores go by the need's id.
            if parts.score < last.line.score { return }
            if last.line.need.utf8.lexicographicallyPrecedes(needs.id(Int(cell.row))) { return }
        }
        let line = WantedLine(
            need: needs.idText(Int(cell.row)), line: words.ids[Int(cell.id)], score: parts.score)
        best.offer(Found(part: part, row: cell.row, index: Int(cell.line), line: line, parts: parts))
    }
}
