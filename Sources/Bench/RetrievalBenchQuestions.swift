import DemoData
import Domain
import ReferenceData
import TextAnalysis

/// Makes lines to match, each after a made-up model, so that most lines have a model that fits.
///
/// A line asks for the model's category or one above it, and, each with its own odds, for a price, a tier, a date and
/// spec values near the model's. The same seed gives the same lines.
struct RetrievalQuestions {
    private let demo: DemoData
    private var random: SplitMix
    private let here: [Region]
    private let elsewhere: [Region]
    private let isWide: Bool
    private var made = 0

    /// - Parameter isWide: whether lines ask for little, so that models of a small registry pass too.
    init(_ demo: DemoData, seed: UInt64, isWide: Bool = false) {
        self.demo = demo
        self.isWide = isWide
        random = SplitMix(state: seed &* 0x9E6C_63D0_876A_3F6B &+ 11)
        let regions = ReferenceData.regions
        let cities = regions.children(of: Region(code: 440_000)).map(\.region)
        here = cities.flatMap { city in
            let counties = regions.children(of: city).map(\.region)
            return counties.isEmpty ? [city] : counties
        }
        elsewhere = regions.all.map(\.region).filter { $0.city == $0 && $0.province != Region(code: 440_000) }
    }

    /// A need of one line without text.
    mutating func next() -> Need {
        guard case .model(let model) = demo.record(.models, at: below(demo.count(.models))) else {
            preconditionFailure("models are models")
        }
        made += 1
        var need = Need(id: "question-\(made)")
        need.region = percent(85) ? pick(here) : pick(elsewhere)
        need.lines = [line(after: model)]
        return need
    }

    private mutating func line(after model: EquipmentModel) -> Line {
        var line = Line(line: "1")
        line.category = category(over: model.category)
        line.quantity = 1 + min(below(20), below(20))
        if percent(isWide ? 50 : 85) {
            let yuan = max(1, model.price.rawValue * Int64(50 + below(isWide ? 300 : 75)) / 10_000)
            line.maxUnitPrice = Fen(yuan * 100)
        }
        if let tier = model.efficiency, tier.rank > 1, percent(isWide ? 20 : 70) {
            line.minEfficiency = tierNotAbove(tier)
        }
        if percent(isWide ? 50 : 80) { line.neededBy = demo.asOf.adding(days: 15 + below(isWide ? 400 : 150)) }
        line.specs = constraints(near: model)
        return line
    }

    /// The category itself, one above it, or the top of its path.
    private mutating func category(over path: CategoryPath) -> CategoryPath {
        let names = path.path.split(separator: ".")
        let place = below(100)
        let (own, above) = isWide ? (20, 50) : (82, 94)
        let kept = place < own ? names.count : place < above ? max(1, names.count - 1) : 1
        return CategoryPath(names.prefix(kept).joined(separator: "."))
    }

    private mutating func tierNotAbove(_ tier: Efficiency) -> Efficiency {
        pick([Efficiency.advanced, .saving, .entry].filter { $0.rank <= tier.rank })
    }

    /// None, one or two constraints that the model meets, sorted by key.
    private mutating func constraints(near model: EquipmentModel) -> [Line.SpecConstraint]? {
        var specs = model.specs ?? []
        let place = below(100)
        let count = place < (isWide ? 80 : 33) ? 0 : place < 80 ? 1 : 2
        while specs.count > count { specs.remove(at: below(specs.count)) }
        let constraints = specs.map { Line.SpecConstraint(key: $0.key, constraint: constraint(near: $0.value)) }
        return constraints.isEmpty ? nil : constraints
    }

    private mutating func constraint(near value: SpecValue) -> Line.Constraint {
        switch value {
        case .number(let number):
            let low = number * Double(50 + below(51)) / 100
            switch below(10) {
            case 0..<6: return .range(min: low, max: nil)
            case 6..<8: return .range(min: nil, max: number * Double(100 + below(100)) / 100)
            default: return .range(min: low, max: number * Double(100 + below(100)) / 100)
            }
        case .text: return .oneOf([value])
        case .bool(let flag): return .is(flag)
        }
    }

    private mutating func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
    private mutating func percent(_ share: Int) -> Bool { below(100) < share }
    private mutating func pick<T>(_ values: [T]) -> T { values[below(values.count)] }
}

extension RetrievalQuestions {
    /// Gives a line a few words of a made-up model, at times none.
    mutating func addText(to need: inout Need) {
        guard percent(70), case .model(let model) = demo.record(.models, at: below(demo.count(.models))) else { return }
        let fields = DemoText.fields(of: model)
        need.lines[0].text = DemoText.piece(of: pick(fields), from: below(1000), count: 1 + below(6))
    }

    /// True half of the times.
    mutating func flips() -> Bool { percent(50) }

    /// A day around the one that dates are relative to.
    mutating func day() -> CalendarDay { demo.asOf.adding(days: below(800) - 100) }

    /// One to six tokens of a made-up model's name, description or category.
    mutating func tokens() -> [String] {
        while true {
            guard case .model(let model) = demo.record(.models, at: below(demo.count(.models))) else { continue }
            let text = DemoText.piece(of: pick(DemoText.fields(of: model)), from: below(1000), count: 1 + below(6))
            let tokens = TermCounts(text).tokens
            if !tokens.isEmpty { return tokens }
        }
    }
}

/// Words out of made-up models.
enum DemoText {
    /// Name, description, and the category's names.
    static func fields(of model: EquipmentModel) -> [String] {
        let category = ReferenceData.categories[model.category]
        return [model.name, model.description, category?.nameZh, category?.nameEn].compactMap { $0 }
    }

    /// A stretch of a text that has about so many tokens, from a place on that wraps round.
    static func piece(of text: String, from place: Int, count: Int) -> String {
        var rest = Array(text)
        rest = Array(rest[(place % max(1, rest.count))...])
        var size = min(rest.count, count)
        while size < rest.count, TextAnalyser.tokens(String(rest[..<size])).count < count { size += 1 }
        return String(rest[..<size])
    }
}
