internal import Domain
internal import Rules

/// Collects the gates of one offer after the other.
struct OfferIndexBuilder {
    /// Gates of a kind on one fact that an offer may have in columns; those beyond are left to the evaluator.
    private static let columnsMax = 4

    private let count: Int
    private(set) var possible: PlaceSet
    private var facts: [Int: FactLists] = [:]

    init(count: Int) {
        self.count = count
        possible = PlaceSet(count: count, isFull: true)
    }

    /// Adds the offer at a place; nil = its rule is false whatever the facts.
    mutating func add(_ gates: [Gate]?, at place: UInt32) {
        guard let gates else {
            possible.remove(place)
            return
        }
        for gate in gates {
            // A figure has no place in a table: rules that test one are left to the evaluator.
            guard let index = gate.fact.index else { continue }
            facts[index, default: FactLists(gate.fact)].add(gate, at: place)
        }
    }

    /// The columns, by fact.
    var factGates: [OfferIndex.FactGates] {
        facts.sorted { $0.key < $1.key }.map { $0.value.gates(count: count) }
    }

    /// The gates of one fact.
    private struct FactLists {
        let fact: Fact
        /// By what is to be found; of each, a column for the first such gate of an offer, one for the second, and so
        /// on.
        var texts = FoundLists(), codes = FoundLists(), everyCode = FoundLists()
        var noTexts: [Key: [UInt32]] = [:]
        var noCodes: [Key: [UInt32]] = [:]
        var atLeast: [GateColumn.Bound] = []
        var atMost: [GateColumn.Bound] = []
        var wantTrue: [UInt32] = []
        var wantFalse: [UInt32] = []
        var failing: [UInt32] = []

        init(_ fact: Fact) { self.fact = fact }

        mutating func add(_ gate: Gate, at place: UInt32) {
            switch gate.test {
            case .texts(let list): texts.add(list.map { Key($0) }, at: place)
            case .regions(let list): codes.add(list.map { Key($0) }, at: place)
            case .industries(let list): codes.add(list.map { Key($0) }, at: place)
            case .categories(let list): codes.add(list.map { Key($0) }, at: place)
            case .allRegions(let list): everyCode.add(list.map { Key($0) }, at: place)
            case .allCategories(let list): everyCode.add(list.map { Key($0) }, at: place)
            case .noTexts(let list): for text in list { noTexts[Key(text), default: []].append(place) }
            case .noRegions(let list): for code in list { noCodes[Key(code), default: []].append(place) }
            case .noIndustries(let list): for code in list { noCodes[Key(code), default: []].append(place) }
            case .atLeast(let bound): atLeast.append(.init(value: bound, place: place))
            case .atMost(let bound): atMost.append(.init(value: bound, place: place))
            case .isEqual(let value): if value { wantTrue.append(place) } else { wantFalse.append(place) }
            }
            if gate.failsUnknown, failing.last != place { failing.append(place) }
        }

        func gates(count: Int) -> OfferIndex.FactGates {
            var columns = texts.columns(.text, count: count)
            columns += codes.columns(.code, count: count)
            columns += everyCode.columns(.everyCode, count: count)
            if !noTexts.isEmpty { columns.append(.notFound(isCode: false, KeyTable(noTexts, count: count))) }
            if !noCodes.isEmpty { columns.append(.notFound(isCode: true, KeyTable(noCodes, count: count))) }
            if !atLeast.isEmpty { columns.append(.atLeast(atLeast.sorted { $0.value < $1.value })) }
            if !atMost.isEmpty { columns.append(.atMost(atMost.sorted { $0.value < $1.value })) }
            if !wantTrue.isEmpty || !wantFalse.isEmpty {
                columns.append(
                    .flag(false: Posting(wantTrue, count: count), true: Posting(wantFalse, count: count)))
            }
            return .init(fact: fact, columns: columns, failing: Posting(failing, count: count))
        }
    }

    /// Gates whose value has to be found.
    private struct FoundLists {
        private struct Lists {
            var keys: [Key: [UInt32]] = [:]
            /// Ascending.
            var places: [UInt32] = []
        }

        private var lists: [Lists] = []

        /// Goes into the first column in which the offer has none yet.
        mutating func add(_ keys: [Key], at place: UInt32) {
            guard let column = (0..<OfferIndexBuilder.columnsMax).first(where: { isFree($0, place) }) else { return }
            if column == lists.count { lists.append(Lists()) }
            lists[column].places.append(place)
            for key in Set(keys) { lists[column].keys[key, default: []].append(place) }
        }

        private func isFree(_ column: Int, _ place: UInt32) -> Bool {
            column == lists.count || lists[column].places.last != place
        }

        func columns(_ found: GateColumn.Found, count: Int) -> [GateColumn] {
            lists.map { lists in
                var without = PlaceSet(count: count, isFull: true)
                for place in lists.places { without.remove(place) }
                return .found(found, KeyTable(lists.keys, count: count), without: without)
            }
        }
    }
}
