import Domain

/// Finds the industry of a thing that is made: the standard's own name, or a product word it ends with.
struct IndustryFinder: Sendable {
    private var industries: [Industry] = []
    /// The standard's names without 制造, 加工 and 生产, matched whole.
    private var names = SuffixTrie()
    /// Product words, matched at the end.
    private var words = SuffixTrie()
    private let tails = SuffixTrie(ScopeWords.tails)
    private static let nothing = Int32.max

    init(_ known: [ScanIndustry]) {
        var places: [Industry: Int32] = [:]
        for entry in known where entry.industry.code.hasPrefix("C") && entry.industry.code.utf8.count > 1 {
            let place = Int32(industries.count)
            places[entry.industry] = place
            industries.append(entry.industry)
            for ending in ["制造", "加工", "生产"] where entry.zh.hasSuffix(ending) {
                let name = String(entry.zh.dropLast(2))
                if name.unicodeScalars.count < 2 || name.hasPrefix("其他") { continue }
                names.insert(Scalars.of(name), payload: place)
            }
        }
        for line in ProductWords.table.split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard let code = parts.first else { continue }
            let place = code == "-" ? IndustryFinder.nothing : places[Industry(code: String(code))]
            guard let place else { continue }
            for word in parts.dropFirst() { words.insert(Scalars.of(String(word)), payload: place) }
        }
    }

    /// The industry of a thing; nil where no word says it.
    func industry(of thing: Range<Int>, in reading: ScopeReader.Reading) -> IndustryMention? {
        if let whole = names.longest(in: reading.text, from: thing.lowerBound, to: thing.upperBound),
            whole.length == thing.count
        {
            return mention(whole.payload, thing, in: reading)
        }
        var end = thing.upperBound
        while end > thing.lowerBound {
            if let found = words.longest(in: reading.text, from: thing.lowerBound, to: end) {
                guard found.payload != IndustryFinder.nothing else { return nil }
                return mention(found.payload, (end - found.length)..<end, in: reading)
            }
            guard let tail = tails.longest(in: reading.text, from: thing.lowerBound, to: end) else { return nil }
            end -= tail.length
        }
        return nil
    }

    private func mention(_ payload: Int32, _ range: Range<Int>, in reading: ScopeReader.Reading) -> IndustryMention {
        IndustryMention(
            industry: industries[Int(payload)],
            word: Scalars.text(reading.text[range]),
            position: reading.places[range.lowerBound]
        )
    }
}
