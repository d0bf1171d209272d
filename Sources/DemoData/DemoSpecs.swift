import Domain
import ReferenceData

/// Plausible values of the spec keys that the categories declare.
struct DemoSpecs: Sendable {
    /// What a key may hold.
    enum Values: Sendable {
        /// Whole steps from `low` to `high`, in units of ten to the minus `decimals`.
        case numbers(low: Int, high: Int, step: Int, decimals: Int)
        case texts([String])
        /// True so many times in a thousand.
        case flags(permille: Int)
    }

    /// A declared key with its values and names.
    struct Key: Sendable {
        var info: SpecInfo
        var values: Values
    }

    /// The keys of each category in byte order, by the category's place in the tree.
    let keys: [[Key]]

    init(_ table: CategoryTable) {
        let known = DemoSpecs.known
        keys = table.all.map { category in
            category.specs
                .map { Key(info: $0, values: known[$0.key] ?? DemoSpecs.fallback($0.type)) }
                .sorted { $0.info.key.utf8.lexicographicallyPrecedes($1.info.key.utf8) }
        }
    }

    /// The keys that have values of their own.
    static let known: [String: Values] = {
        var known: [String: Values] = [:]
        for line in DemoSpecTable.numbers.split(separator: "\n") {
            let cells = line.split(separator: " ")
            let numbers = cells.dropFirst().compactMap { Int($0) }
            precondition(numbers.count == 4, "not a line of the table: \(line)")
            known[String(cells[0])] = .numbers(
                low: numbers[0],
                high: numbers[1],
                step: numbers[2],
                decimals: numbers[3]
            )
        }
        for line in DemoSpecTable.texts.split(separator: "\n") {
            let cells = line.split(separator: " ")
            known[String(cells[0])] = .texts(cells.dropFirst().map { String($0) })
        }
        for line in DemoSpecTable.flags.split(separator: "\n") {
            let cells = line.split(separator: " ")
            known[String(cells[0])] = .flags(permille: Int(cells[1]) ?? 500)
        }
        return known
    }()

    private static func fallback(_ type: Category.SpecType) -> Values {
        switch type {
        case .number: .numbers(low: 1, high: 100, step: 1, decimals: 0)
        case .text: .texts(["标准"])
        case .bool: .flags(permille: 500)
        }
    }

    private static let powersOfTen = [1.0, 10, 100, 1000, 10_000]

    /// The number of whole units as a double.
    static func number(_ units: Int, decimals: Int) -> Double { Double(units) / powersOfTen[decimals] }
}

extension DemoSpecs.Values {
    /// A value; small ones are likelier where the range is wide.
    func value(_ random: inout DemoRandom) -> SpecValue {
        switch self {
        case .numbers(let low, let high, let step, let decimals):
            let steps = (high - low) / step
            var place = random.below(steps + 1)
            if low > 0, high / low >= 20 { place = min(place, random.below(steps + 1)) }
            return .number(DemoSpecs.number(low + place * step, decimals: decimals))
        case .texts(let texts): return .text(random.pick(texts))
        case .flags(let permille): return .bool(random.chance(permille))
        }
    }
}
