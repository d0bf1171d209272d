import Documents
import Domain
import TestSupport
import Testing
import TextAnalysis

/// Documents hold the tokens that the analysis gives, whatever way they are read.
@Suite struct DocumentTests {
    private let category = Category(
        path: CategoryPath("machine-tool"), nameZh: "机床", nameEn: "Machine tool", synonyms: ["数控机床", "ＣＮＣ"])

    /// The terms of texts, counted one by one.
    private func plain(_ texts: [String]) -> (terms: [(UInt64, UInt16)], length: Int) {
        var counts: [UInt64: UInt16] = [:]
        var length = 0
        for text in texts {
            for token in TextAnalyser.tokens(text) {
                counts[DocumentTerms.term(token), default: 0] += 1
                length += 1
            }
        }
        return (counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, length)
    }

    private func expect(_ document: DocumentTerms, _ texts: [String], _ what: String) {
        let wanted = plain(texts)
        let isEqual = document.terms.elementsEqual(wanted.terms) { $0.term == $1.0 && $0.count == $1.1 }
        #expect(isEqual && document.length == UInt32(wanted.length), "\(what): \(texts)")
    }

    /// Letters of all scripts, marks that join what stands before them, full-width forms, punctuation, controls.
    private func text(_ random: inout SeededRandom) -> String {
        let common = Array("abcXYZ019 -_/.()数控机床加工中心龙门精度，。、（）：　ＡＢ１２～")
        let rare = Array("ßΣσÀé\u{301}\u{308}ﬁ½㎡Ⅳﾊﾟパひ々〇〆〡\u{3021}㐀𠀀😀İǅ\u{0}\u{7F}\u{200D}한ㄱ①ªº\u{3099}\u{F900}")
        let isPlain = random.next() % 2 == 0
        return String(
            (0..<random.next() % 24).map { _ in
                let letters = isPlain || random.next() % 4 > 0 ? common : rare
                return letters[Int(random.next() % UInt64(letters.count))]
            })
    }

    @Test("the document of a model has the tokens of its fields and its category's words")
    func models() {
        let maker = DocumentMaker(categories: CategoryTree([category]))
        for seed in 0..<4_000 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            var model = EquipmentModel(id: "m")
            model.category = CategoryPath(random.next() % 3 > 0 ? "machine-tool" : "press")
            model.name = text(&random)
            model.brand = random.next() % 2 == 0 ? nil : text(&random)
            model.modelNumber = random.next() % 2 == 0 ? nil : text(&random)
            model.description = random.next() % 2 == 0 ? nil : text(&random) + text(&random)
            let own = [model.name, model.brand ?? "", model.modelNumber ?? "", model.description ?? ""]
            let words =
                model.category == category.path
                ? [category.nameZh, category.nameEn] + category.synonyms : []
            let document = maker.document(of: model)
            expect(document, own + words, "seed \(seed)")
            let bytes = own.map { Array($0.utf8) }
            let hashes = bytes[0].withUnsafeBytes { name in
                bytes[1].withUnsafeBytes { brand in
                    bytes[2].withUnsafeBytes { number in
                        bytes[3].withUnsafeBytes { text in
                            maker.withHashes(
                                ofModel: (name, brand, number, text), category: model.category
                            ) { own, words in
                                own + (words?.terms ?? []).flatMap { Array(repeating: $0.term, count: Int($0.count)) }
                            }
                        }
                    }
                }
            }
            let terms = document.terms.flatMap { Array(repeating: $0.term, count: Int($0.count)) }
            #expect(hashes.sorted() == terms, "seed \(seed)")
        }
    }

    @Test("each scalar beside plain text gives the tokens of the analysis")
    func scalars() {
        let maker = DocumentMaker(categories: CategoryTree([]))
        for value in stride(from: UInt32(0), to: 0x1_1000, by: 1) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            var supplier = Supplier(id: "s")
            supplier.name = "甲a\(scalar)乙\(scalar)"
            expect(maker.document(of: supplier), [supplier.name], String(value, radix: 16))
        }
    }

    @Test("a long text with repeats is counted as a short one")
    func long() {
        var supplier = Supplier(id: "s")
        supplier.name = "加工中心"
        supplier.scope = String(repeating: "数控机床 CNC，", count: 400)
        let document = DocumentMaker(categories: CategoryTree([])).document(of: supplier)
        expect(document, [supplier.name, supplier.scope ?? ""], "long")
    }
}
