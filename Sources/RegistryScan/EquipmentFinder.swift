package import Domain

/// A category a business scope names, with the words that say so.
package struct CategoryMention: Equatable, Sendable {
    package let path: CategoryPath
    /// As written, in upper case and without what stands in brackets.
    package let word: String
    /// Unicode scalars of the scope before the word.
    package let position: Int
}

/// Finds the category of a thing by the longest known word it ends with.
struct EquipmentFinder: Sendable {
    private let paths: [CategoryPath]
    private var words = SuffixTrie()
    private let tails = SuffixTrie(ScopeWords.tails)
    private let otherUses = PrefixTrie(ScopeWords.otherUses)
    private let smallElectronics = PrefixTrie(ScopeWords.smallElectronics)
    /// The payload of a word that says nothing.
    private static let nothing = Int32.max

    init(_ categories: [ScanCategory]) {
        paths = categories.map(\.path)
        for word in EquipmentWords.words(EquipmentWords.blocked) {
            words.insert(Scalars.of(word), payload: EquipmentFinder.nothing)
        }
        let unsafe = Set(EquipmentWords.words(EquipmentWords.unsafe))
        for (word, place) in EquipmentFinder.terms(categories) where !unsafe.contains(word) {
            words.insert(Scalars.of(word), payload: Int32(place))
        }
    }

    /// Names first, then this module's words, then synonyms and examples, the deeper category before its ancestor.
    private static func terms(_ categories: [ScanCategory]) -> [(word: String, place: Int)] {
        var places: [String: Int] = [:]
        for (place, category) in categories.enumerated() { places[category.path.path] = place }
        var terms = categories.enumerated().map { (word: $1.name, place: $0) }
        for line in EquipmentWords.more.split(separator: "\n") {
            let words = EquipmentWords.words(String(line))
            guard let path = words.first, let place = places[path] else { continue }
            terms += words.dropFirst().map { ($0, place) }
        }
        let deepFirst = categories.indices.sorted {
            let (a, b) = (categories[$0], categories[$1])
            return (b.path.isWithin(a.path) ? 1 : 0, $0) < (a.path.isWithin(b.path) ? 1 : 0, $1)
        }
        for place in deepFirst {
            for synonym in categories[place].synonyms where isTradeWord(synonym) { terms.append((synonym, place)) }
            for example in categories[place].examples {
                guard let word = example.split(separator: " ").first, isWholeHan(word) else { continue }
                terms.append((String(word), place))
            }
        }
        return terms
    }

    /// Chinese, or an abbreviation in capitals of at least three letters.
    private static func isTradeWord(_ word: String) -> Bool {
        if word.unicodeScalars.contains(where: { Scalars.isHan($0.value) }) { return true }
        return word.utf8.count >= 3 && word.utf8.allSatisfy { $0 >= 0x41 && $0 <= 0x5A }
    }

    private static func isWholeHan(_ word: Substring) -> Bool {
        word.unicodeScalars.count >= 3 && word.unicodeScalars.allSatisfy { Scalars.isHan($0.value) }
    }

    /// The category of a thing; nil where its head is no known word.
    func category(of thing: Range<Int>, in reading: ScopeReader.Reading) -> CategoryMention? {
        var end = thing.upperBound
        while end > thing.lowerBound {
            if let found = words.longest(in: reading.text, from: thing.lowerBound, to: end) {
                return mention(found, thing: thing, end: end, in: reading)
            }
            guard let tail = tails.longest(in: reading.text, from: thing.lowerBound, to: end) else { return nil }
            end -= tail.length
        }
        return nil
    }

    private func mention(
        _ found: (length: Int, payload: Int32),
        thing: Range<Int>,
        end: Int,
        in reading: ScopeReader.Reading
    ) -> CategoryMention? {
        let start = end - found.length
        guard found.payload != EquipmentFinder.nothing,
            !meansOther(reading.text, thing.lowerBound, before: start),
            !(isSmallBesideElectronics(found) && smallElectronics.isFound(in: reading.text, 0..<reading.text.count))
        else { return nil }
        return CategoryMention(
            path: paths[Int(found.payload)],
            word: Scalars.text(reading.text[start..<end]),
            position: reading.places[start]
        )
    }

    /// 变压器, 电机, 马达, 电动机, 风机, 水泵: short words that also name parts of appliances.
    private func isSmallBesideElectronics(_ found: (length: Int, payload: Int32)) -> Bool {
        let path = paths[Int(found.payload)].path
        return found.length <= 3
            && ["energy.motor", "energy.transformer", "energy.fan", "energy.pump"].contains(path)
    }

    /// Whether what stands before a word turns it: 非机床, 玩具机器人, a letter before letters.
    private func meansOther(_ text: [UInt32], _ start: Int, before word: Int) -> Bool {
        guard word > start else { return false }
        if text[word - 1] == 0x975E { return true }  // 非
        if Scalars.isASCIIWord(text[word]), Scalars.isASCIIWord(text[word - 1]) { return true }
        return otherUses.isFound(in: text, start..<word)
    }

    /// Leaves out a category of which a narrower one is also named; keeps the first word of each.
    static func mostSpecific(_ mentions: [CategoryMention]) -> [CategoryMention] {
        var kept: [CategoryMention] = []
        for mention in mentions {
            let isCovered = mentions.contains { $0.path != mention.path && $0.path.isWithin(mention.path) }
            if !isCovered, !kept.contains(where: { $0.path == mention.path }) { kept.append(mention) }
        }
        return kept
    }
}
