import DemoData
import Documents
import Domain
import Matching
import OS
import ReferenceData
import TestSupport
import Testing
import TextAnalysis

@testable import ModelIndex

/// A made-up registry as blocks in memory.
struct Shelf {
    let demo: DemoData
    let models: [EquipmentModel]
    let suppliers: [Supplier]
    let maker = DocumentMaker(categories: ReferenceData.codes.categories)
    private(set) var view = SupplierView()
    private(set) var blocks: [(bytes: [UInt8], words: [UInt8], path: CategoryPath)] = []

    init(seed: UInt64, models count: Int, rowsMax: Int) {
        demo = DemoData(
            seed: seed, sizes: .init(enterprises: 5, suppliers: 12, models: count, inventory: 0, needs: 60),
            asOf: Shelf.asOf)
        models = demo.records(.models).compactMap { if case .model(let model) = $0 { model } else { nil } }
        suppliers = demo.records(.suppliers).compactMap {
            if case .supplier(let supplier) = $0 { supplier } else { nil }
        }
        for supplier in suppliers {
            var services: Int32 = -1
            if let regions = supplier.serviceRegions {
                services = Int32(view.services.count)
                view.services.append(regions)
            }
            view.append(
                SupplierFacts(
                    region: supplier.region, services: services, rating: supplier.rating,
                    isActive: supplier.isActive))
        }
        fill(rowsMax)
    }

    static let asOf = CalendarDay(number: 20_780)  // 2026-11-23

    private mutating func fill(_ rowsMax: Int) {
        let byPath = Dictionary(grouping: models.indices) { models[$0].category }
        for (path, places) in byPath.sorted(by: { $0.key < $1.key }) {
            for start in stride(from: 0, to: places.count, by: rowsMax) {
                var rows = BlockBuilder(path: path)
                var words = OwnWordsBuilder()
                for place in places[start..<min(start + rowsMax, places.count)] {
                    let document = maker.document(of: models[place])
                    rows.append(row(place, document.length))
                    words.append(OwnWords.own(document, beyond: maker.words(of: path)))
                }
                blocks.append((rows.encoded(.sorted), words.encoded(), path))
            }
        }
    }

    func row(_ place: Int, _ length: UInt32) -> BlockBuilder.Row {
        let supplier = suppliers.firstIndex { $0.id == models[place].supplier } ?? Int(UInt32.max)
        return BlockBuilder.Row(
            ordinal: UInt32(place), supplier: UInt32(supplier), model: models[place], length: length)
    }

    func bounds(_ ordinal: UInt32) -> SupplierBounds {
        var bounds = SupplierBounds()
        guard Int(ordinal) < suppliers.count else { return bounds }
        bounds.add(view.facts[Int(ordinal)], services: suppliers[Int(ordinal)].serviceRegions)
        return bounds
    }

    /// The search as the store does it: bounds first, then blocks by them until the rest cannot get in.
    func match(_ query: LineQuery, _ statistics: TextStatistics, top: Int, isCounting: Bool) -> MatchResult {
        var scan = LineScan(query, statistics: statistics, suppliers: view, top: top)
        var order = VisitOrder()
        var zones: [Int: BlockZone] = [:]
        let kept = blocks.map { ($0.bytes.copied(), $0.words.copied()) }
        defer {
            for (block, words) in kept {
                block.deallocate()
                words.deallocate()
            }
        }
        for (index, entry) in blocks.enumerated() where entry.path.isWithin(query.line.category) {
            let zone = BlockZone(ModelBlock(trusted: kept[index].0), bounds)
            zones[index] = zone
            if let bound = scan.bound(zone) { order.add(bound: bound, place: index) }
        }
        while let (bound, index) = order.popFirst() {
            if !isCounting, scan.isSettled(bound) { break }
            let shared = scan.terms.map { term in
                maker.words(of: blocks[index].path)?.terms.first { $0.term == term }.map { Int($0.count) } ?? 0
            }
            let words = LineScan.Words(own: OwnWords(trusted: kept[index].1), shared: shared)
            scan.visit(
                ModelBlock(trusted: kept[index].0), zones[index], scan.terms.isEmpty ? nil : words, skipped: [],
                isCounting: isCounting)
        }
        return MatchResult(candidates: scan.candidates, hits: scan.hits { suppliers[Int($0)].id })
    }
}

extension [UInt8] {
    func copied() -> UnsafeRawPointer {
        let copy = UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 8)
        withUnsafeBytes { if let from = $0.baseAddress { copy.copyMemory(from: from, byteCount: count) } }
        return UnsafeRawPointer(copy)
    }
}

@Suite("Models as blocks of columns") struct BlockSearchTests {
    /// Lines of every width, with and without limits and text.
    static func lines(_ need: Need, _ shelf: Shelf, _ random: inout SeededRandom) -> [Line] {
        need.lines.flatMap { line -> [Line] in
            var wide = line
            wide.category = CategoryPath(String(line.category.path.prefix { $0 != "." }))
            if Bool.random(using: &random) { wide.specs = nil }
            var loose = wide
            (loose.maxUnitPrice, loose.minEfficiency, loose.neededBy, loose.specs) = (nil, nil, nil, nil)
            loose.quantity = 1
            loose.text = Bool.random(using: &random) ? shelf.models.randomElement(using: &random)?.name : nil
            return [line, wide, loose]
        }
    }

    @Test("the best of the blocks are those of the plain evaluator, whatever was left out", arguments: [1, 17, 64])
    func agrees(rowsMax: Int) throws {
        let seed = SeededRandom.drawnSeed(CurrentProcess.environment("HUANXIN_SEED"))
        var random = SeededRandom(seed: seed)
        let shelf = Shelf(seed: random.next() % 1_000, models: 700, rowsMax: rowsMax)
        let suppliers = Dictionary(uniqueKeysWithValues: shelf.suppliers.map { ($0.id, $0) })
        let documents = LiveDocuments(
            models: shelf.models, suppliers: suppliers, categories: ReferenceData.codes.categories)
        for case .need(let need) in shelf.demo.records(.needs).prefix(12) {
            for line in Self.lines(need, shelf, &random) {
                let query = LineQuery(need: need, line: line, asOf: Shelf.asOf)
                let top = [1, 3, 10].randomElement(using: &random) ?? 1
                let expected = Evaluator.match(
                    need: need, line: line, models: shelf.models, suppliers: suppliers,
                    categories: ReferenceData.codes.categories, asOf: Shelf.asOf, top: top)
                let statistics = documents.statistics(for: query.tokens)
                let counted = shelf.match(query, statistics, top: top, isCounting: true)
                #expect(counted == expected, "seed \(seed) need \(need.id) line \(line)")
                let early = shelf.match(query, statistics, top: top, isCounting: false)
                #expect(early.hits == expected.hits, "seed \(seed) need \(need.id) line \(line)")
                #expect(early.candidates <= expected.candidates)
            }
        }
    }

    @Test("rows taken out, replaced and put in leave the block that would be made of them at once")
    func edits() throws {
        let seed = SeededRandom.drawnSeed(CurrentProcess.environment("HUANXIN_SEED"))
        var random = SeededRandom(seed: seed)
        let shelf = Shelf(seed: random.next() % 1_000, models: 300, rowsMax: 64)
        var rows = BlockBuilder(path: CategoryPath("a.b"))
        var words = OwnWordsBuilder()
        var present: [Int] = []
        func own(_ place: Int) -> [(term: UInt64, count: UInt16)] {
            OwnWords.own(shelf.maker.document(of: shelf.models[place]), beyond: nil)
        }
        for _ in 0..<400 {
            let place = Int.random(in: 0..<300, using: &random)
            let length = UInt32(place)
            if present.count == 64 || (!present.isEmpty && Int.random(in: 0..<3, using: &random) == 0) {
                let row = Int.random(in: 0..<present.count, using: &random)
                rows.remove(row)
                words.remove(row)
                present.remove(at: row)
            } else if let row = present.firstIndex(of: place) {
                rows.replace(row, with: shelf.row(place, length))
                words.replace(row, with: own(place))
            } else {
                rows.append(shelf.row(place, length))
                words.append(own(place))
                present.append(place)
            }
            // Through the bytes now and then, as the store does between batches.
            if Bool.random(using: &random), !present.isEmpty {
                rows = rows.encoded(.tail).withUnsafeBytes { BlockBuilder(ModelBlock(checking: $0)!) }
            }
        }
        var whole = BlockBuilder(path: CategoryPath("a.b"))
        var wholeWords = OwnWordsBuilder()
        for place in present {
            whole.append(shelf.row(place, UInt32(place)))
            wholeWords.append(own(place))
        }
        #expect(rows.ordinals == present.map { UInt32($0) })
        #expect(words.encoded() == wholeWords.encoded(), "seed \(seed)")
        // Lists of regions may stand in another order, so rows are compared by what they hold.
        let (edited, made) = (rows.encoded(.tail), whole.encoded(.tail))
        edited.withUnsafeBytes { edited in
            made.withUnsafeBytes { made in
                let (a, b) = (ModelBlock(checking: edited)!, ModelBlock(checking: made)!)
                for row in 0..<present.count {
                    for column in ModelBlock.Fixed.allCases {
                        #expect(a.column(column)[row] == b.column(column)[row])
                    }
                    #expect(a.flags(row) == b.flags(row) && a.efficiencyRank(row) == b.efficiencyRank(row))
                    #expect(a.id(row).elementsEqual(b.id(row)) && a.name(row).elementsEqual(b.name(row)))
                    #expect(regions(a, row) == regions(b, row))
                    #expect(specs(a, row) == specs(b, row), "seed \(seed)")
                }
            }
        }
    }

    private func regions(_ block: ModelBlock, _ row: Int) -> [UInt32]? {
        block.service(row) == 0 ? nil : block.regions(ofList: Int(block.service(row)) - 1)
    }

    private func specs(_ block: ModelBlock, _ row: Int) -> [[Int64]] {
        var found: [[Int64]] = []
        block.forEachSpecColumn { key, type, column in
            guard column.rank(row) != RankColumn.none else { return }
            found.append([Int64(bitPattern: key), Int64(type), column[row]])
        }
        return found
    }

    @Test("bytes that are no block are refused")
    func damage() throws {
        let seed = SeededRandom.drawnSeed(CurrentProcess.environment("HUANXIN_SEED"))
        var random = SeededRandom(seed: seed)
        let shelf = Shelf(seed: 3, models: 40, rowsMax: 64)
        let bytes = shelf.blocks[0].bytes
        #expect(bytes.withUnsafeBytes { ModelBlock(checking: $0) } != nil)
        for count in [0, 1, 31, 32, 40, bytes.count - 1] {
            #expect(bytes[..<count].withUnsafeBytes { ModelBlock(checking: $0) } == nil)
        }
        for _ in 0..<2_000 {
            var wrong = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                wrong[Int.random(in: 0..<wrong.count, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
            }
            // What is accepted can be read to its end.
            wrong.withUnsafeBytes { raw in
                guard let block = ModelBlock(checking: raw) else { return }
                _ = BlockBuilder(block)
            }
        }
    }
}
