// swift-format-ignore-file: NeverForceUnwrap, NeverUseImplicitlyUnwrappedOptionals
// The ordinals and terms are taken from the tables they are looked up in.

import Documents
import Domain
import Foundation
import LMDB
import Matching
import ReferenceData
import TestSupport
import Testing
import TextAnalysis
import TextIndex

@testable import Store

@Suite struct TextTableTests {
    /// A registry of texts, the table that follows it, and the ids.
    private final class Site {
        let scratch: Scratch
        var environment: Environment?
        var table: TextTable!
        var documents: [UInt32: DocumentTerms] = [:]
        var ids: [UInt32: String] = [:]
        var next: UInt32 = 0
        let maker = DocumentMaker(categories: ReferenceData.categories)

        init() throws {
            scratch = try Scratch()
            try open()
        }

        func open() throws {
            table = nil
            environment = nil
            let environment = try Environment(path: scratch.path + "/text", options: .init(mapBytes: 256 << 20))
            table = try TextTable(environment, "text")
            self.environment = environment
        }

        func apply(_ edits: [TextEdit]) throws {
            try environment!.write { try table.apply(edits, &$0) }
            table.commit()
            for edit in edits { documents[edit.ordinal] = edit.new }
        }

        func settle() throws {
            guard table.isToSettle() else { return }
            try environment!.write { try table.settle(&$0) }
            table.commit()
        }

        /// Frequent words, rare ones, and now and then one hundreds of times.
        func document(_ random: inout SeededRandom) -> DocumentTerms {
            var words = (0..<1 + random.below(12)).map { _ in "w\(random.below(1 + random.below(60)))" }
            if random.chance(3) { words += repeatElement("w1", count: 300 + random.below(300)) }
            var supplier = Supplier(id: "s")
            supplier.name = words.joined(separator: " ")
            return maker.document(of: supplier)
        }

        func randomEdits(_ count: Int, _ random: inout SeededRandom) -> [TextEdit] {
            var edits: [UInt32: TextEdit] = [:]
            for _ in 0..<count {
                let isNew = next == 0 || random.chance(50)
                let ordinal = isNew ? next : UInt32(random.below(Int(next)))
                if isNew { next += 1 }
                if ids[ordinal] == nil { ids[ordinal] = "m-\(random.below(1_000_000))-\(ordinal)" }
                let old = documents[ordinal]
                let new = random.chance(15) ? nil : document(&random)
                edits[ordinal] = TextEdit(ordinal: ordinal, id: ids[ordinal]!, old: old, new: new)
            }
            return edits.values.filter { $0.old != $0.new }.shuffled(using: &random)
        }

        func expectSame(_ words: [String], _ k: Int, _ place: Comment) throws {
            let terms = words.map { DocumentTerms.term($0) }
            var statistics = TextStatistics(tokens: terms.count)
            statistics.documents = documents.count
            statistics.totalLength = documents.values.reduce(0) { $0 + Int($1.length) }
            let query = TextQuery(terms: terms, bm25: BM25(statistics))
            var all = TopK<TextMatch>(capacity: documents.count)
            for (ordinal, document) in documents {
                let counts = query.counts(document)
                guard counts.contains(where: { $0 > 0 }) else { continue }
                all.offer(
                    TextMatch(
                        score: query.score(counts, length: document.length), id: Array(ids[ordinal]!.utf8), index: 0,
                        ordinal: ordinal))
            }
            let expected = all.sorted()
            var best = TopK<TextMatch>(capacity: k)
            var matching: [UInt32] = []
            try environment!.read { transaction in
                try table.withSource(transaction) { source in
                    try TextScan.run(query, source, index: 0, best: &best) { _ in true }
                    try OrdinalSet(anyOf: terms, source).forEach { matching.append($0) }
                }
            }
            #expect(best.sorted().map(\.ordinal) == expected.prefix(k).map(\.ordinal), place)
            #expect(best.sorted().map(\.score) == expected.prefix(k).map(\.score), place)
            #expect(matching == expected.map(\.ordinal).sorted(), place)
        }
    }

    @Test("lists follow new, changed and removed documents, whatever waits, is settled or read from the disk again")
    func follows() throws {
        let seed = SeededRandom.drawnSeed(ProcessInfo.processInfo.environment["HUANXIN_SEED"])
        var random = SeededRandom(seed: seed)
        let site = try Site()
        for round in 0..<40 {
            try site.apply(site.randomEdits(1 + random.below(round % 5 == 0 ? 300 : 30), &random))
            if random.chance(40) { for _ in 0..<2 { try site.settle() } }
            if random.chance(20) { try site.open() }
            for _ in 0..<3 {
                let words = Set((0..<1 + random.below(4)).map { _ in "w\(random.below(62))" }).sorted()
                try site.expectSame(words, [1, 10, 50][random.below(3)], "seed \(seed), round \(round), \(words)")
            }
        }
    }

    @Test("an apply that is aborted and run again, as where the map was full, counts once")
    func again() throws {
        var random = SeededRandom(seed: 5)
        let site = try Site()
        struct Stop: Error {}
        for _ in 0..<4 {
            let edits = site.randomEdits(40, &random)
            #expect(throws: Stop.self) {
                try site.environment!.write { transaction in
                    try site.table.apply(edits, &transaction)
                    throw Stop()
                }
            }
            try site.apply(edits)
            try site.expectSame(["w0", "w1", "w7"], 10, "after an aborted apply")
        }
    }
}
