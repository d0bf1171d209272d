package import Documents
package import Domain
import Rules

/// What hard tests and scores read of a line.
struct LineCell {
    /// The highest price in fen; `FactShape.unknownMoney` without one.
    var limit: Int64
    var quantity: Int64
    var row: UInt32
    var line: UInt16
    /// The least efficiency's rank; 255 without one.
    var rank: UInt8
    /// Day; `FactShape.unknownDay` without one.
    var neededBy: Int32
    /// Code of the region of the project, 0 where it does not say.
    var region: UInt32
    /// Codes of the id, the constraints (0 none) and the text (0 none).
    var id, specs, text: UInt32
}

/// What lines of all vshards of a worker have in common: ids, lists of constraints and texts, each once.
package final class LineWords {
    private var idCodes: [[UInt8]: UInt32] = [:]
    private(set) var ids: [String] = []
    private var specCodes: [SpecKey: UInt32] = [:]
    private(set) var specs: [[Line.SpecConstraint]] = [[]]
    private var tokenCodes: [DocumentTerms.Term: UInt32] = [:]
    private var textCodes: [Int: UInt32] = [:]
    private var tokens: [UInt32] = []
    /// Where the tokens of a text end; 0 is the text without any.
    private var textEnds: [UInt32] = [0]

    private struct SpecKey: Hashable {
        var keys: [[UInt8]]
        var constraints: [Line.Constraint]
    }

    package init() {}

    func code(ofID id: String) -> UInt32 {
        let key = Array(id.utf8)
        if let code = idCodes[key] { return code }
        let code = UInt32(ids.count)
        idCodes[key] = code
        ids.append(id)
        return code
    }

    func code(ofSpecs list: [Line.SpecConstraint]?) -> UInt32 {
        guard let list, !list.isEmpty else { return 0 }
        // Texts inside constraints that Swift takes for equal are told apart by their bytes in the key.
        let key = SpecKey(keys: list.flatMap { LineWords.bytes(of: $0) }, constraints: list.map(\.constraint))
        if let code = specCodes[key] { return code }
        let code = UInt32(specs.count)
        specCodes[key] = code
        specs.append(list)
        return code
    }

    private static func bytes(of spec: Line.SpecConstraint) -> [[UInt8]] {
        guard case .oneOf(let values) = spec.constraint else { return [Array(spec.key.utf8)] }
        return [Array(spec.key.utf8)]
            + values.map { value in if case .text(let text) = value { Array(text.utf8) } else { [] } }
    }

    func code(ofText terms: [DocumentTerms.Term]) -> UInt32 {
        guard !terms.isEmpty else { return 0 }
        let codes = terms.map { term in
            if let code = tokenCodes[term] { return code }
            let code = UInt32(tokenCodes.count)
            tokenCodes[term] = code
            return code
        }
        let hash = codes.hashValue
        if let known = textCodes[hash], codes.elementsEqual(text(known)) { return known }
        let code = UInt32(textEnds.count)
        tokens.append(contentsOf: codes)
        textEnds.append(UInt32(tokens.count))
        textCodes[hash] = code
        return code
    }

    /// The distinct tokens of a text in order of first appearance.
    func text(_ code: UInt32) -> ArraySlice<UInt32> {
        code == 0 ? [] : tokens[Int(textEnds[Int(code) - 1])..<Int(textEnds[Int(code)])]
    }

    var tokenCount: Int { tokenCodes.count }

    /// The number of a token; nil where no line has it.
    func token(_ term: DocumentTerms.Term) -> UInt32? { tokenCodes[term] }
}

/// The lines of open needs of a vshard by category, by need and line within it.
package final class LineColumns {
    let words: LineWords
    let facts: FactWords
    private var places: [CategoryPath: Int] = [:]
    private(set) var lists: [[LineCell]] = []
    private static let region = Fact.projectRegion.index ?? 0

    package init(_ words: LineWords, _ facts: FactWords) {
        self.words = words
        self.facts = facts
    }

    /// The place of the lines of just that category.
    func place(_ category: CategoryPath) -> Int? { places[category] }

    /// Takes a version of a need in the place of the one before.
    ///
    /// - Parameter terms: for each line `DocumentTerms.distinct` of its text.
    package func put(_ ordinal: UInt32, _ need: Need, terms: [[DocumentTerms.Term]], replacing previous: Need?) {
        if let previous, previous.statusOrDefault == .open { remove(ordinal, previous) }
        guard need.statusOrDefault == .open else { return }
        let region = need.region.map { facts.books[LineColumns.region].code(of: .region($0)) } ?? 0
        for (index, line) in need.lines.enumerated() {
            let cell = LineCell(
                limit: line.maxUnitPrice?.rawValue ?? FactShape.unknownMoney, quantity: Int64(line.quantity),
                row: ordinal, line: UInt16(truncatingIfNeeded: index),
                rank: line.minEfficiency.map { UInt8($0.rank) } ?? .max,
                neededBy: line.neededBy?.number ?? FactShape.unknownDay, region: region,
                id: words.code(ofID: line.line), specs: words.code(ofSpecs: line.specs),
                text: index < terms.count ? words.code(ofText: terms[index]) : 0)
            let list = list(of: line.category)
            lists[list].insert(cell, at: LineColumns.place(of: ordinal, cell.line, in: lists[list]))
        }
    }

    private func remove(_ ordinal: UInt32, _ need: Need) {
        for (index, line) in need.lines.enumerated() {
            guard let list = places[line.category] else { continue }
            let number = UInt16(truncatingIfNeeded: index)
            let place = LineColumns.place(of: ordinal, number, in: lists[list])
            guard place < lists[list].count, lists[list][place].row == ordinal, lists[list][place].line == number else {
                continue
            }
            lists[list].remove(at: place)
        }
    }

    private func list(of category: CategoryPath) -> Int {
        if let place = places[category] { return place }
        places[category] = lists.count
        lists.append([])
        return lists.count - 1
    }

    private static func place(of row: UInt32, _ line: UInt16, in list: [LineCell]) -> Int {
        func isBefore(_ cell: LineCell) -> Bool { (cell.row, cell.line) < (row, line) }
        if let last = list.last, isBefore(last) { return list.count }
        var (low, high) = (0, list.count)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(list[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
