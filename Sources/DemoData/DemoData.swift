package import Domain

/// A made-up but plausible registry of any size, for demonstrations, benches and tests.
///
/// Every record is made from the seed and its own index, so records come lazily, in bounded memory, in any order, and
/// the same seed gives the same bytes. Nothing in it is real: names carry 示例, ids of records without a credit code
/// begin with `demo-`, and every source is "made up by huanxin demo-data".
///
/// ```swift
/// let demo = DemoData(seed: 7, sizes: .init(enterprises: 100, suppliers: 20, models: 500), asOf: day)
/// for record in demo.records(.models) { … }
/// ```
package struct DemoData: Sendable {
    /// How many records of each kind.
    package struct Sizes: Equatable, Sendable {
        package var enterprises, suppliers, models, inventory, needs: Int

        package init(enterprises: Int = 0, suppliers: Int = 0, models: Int = 0, inventory: Int = 0, needs: Int = 0) {
            self.enterprises = enterprises
            self.suppliers = suppliers
            self.models = models
            self.inventory = inventory
            self.needs = needs
        }
    }

    /// The kinds in an order in which every record comes after those it names.
    package static let kinds: [RecordKind] = [.suppliers, .models, .enterprises, .inventory, .needs]
    /// The name of every record's source.
    package static let sourceName = "made up by huanxin demo-data"

    package let seed: UInt64
    package let sizes: Sizes
    /// The day that dates are relative to.
    package let asOf: CalendarDay
    let tables: DemoTables
    let source = Source(name: DemoData.sourceName)

    /// - Parameters:
    ///   - seed: any number; another seed gives other records and other credit codes.
    ///   - sizes: each 0 or more.
    ///   - asOf: the day that plans, dates and validity are relative to.
    package init(seed: UInt64, sizes: Sizes, asOf: CalendarDay) {
        precondition(
            min(sizes.enterprises, sizes.suppliers, sizes.models, sizes.inventory, sizes.needs) >= 0,
            "a size below 0"
        )
        precondition(max(sizes.enterprises, sizes.suppliers) <= DemoCodes.limit, "more companies than codes")
        self.seed = seed
        self.sizes = sizes
        self.asOf = asOf
        tables = DemoTables()
    }

    /// How many records of a kind there are: none of a kind whose owners are missing, for a record names its owner.
    package func count(_ kind: RecordKind) -> Int {
        switch kind {
        case .enterprises: sizes.enterprises
        case .suppliers: sizes.suppliers
        case .models: sizes.suppliers == 0 ? 0 : sizes.models
        case .inventory: sizes.enterprises == 0 ? 0 : sizes.inventory
        case .needs: sizes.enterprises == 0 ? 0 : sizes.needs
        case .offers, .jointCaps: 0
        }
    }

    /// The records of a kind in order, made as they are asked for.
    package func records(_ kind: RecordKind) -> some Sequence<Record> {
        (0..<count(kind)).lazy.map { self.record(kind, at: $0) }
    }

    /// The records of all kinds, each after those it names.
    package var all: some Sequence<Record> {
        DemoData.kinds.lazy.flatMap { kind in (0..<self.count(kind)).lazy.map { self.record(kind, at: $0) } }
    }

    /// One record of a kind.
    ///
    /// - Complexity: O(1), whatever the index.
    package func record(_ kind: RecordKind, at index: Int) -> Record {
        precondition(index >= 0 && index < count(kind), "no such record")
        switch kind {
        case .enterprises: return .enterprise(enterprise(at: index))
        case .suppliers: return .supplier(supplier(at: index))
        case .models: return .model(model(at: index))
        case .inventory: return .inventory(inventoryItem(at: index))
        case .needs: return .need(need(at: index))
        case .offers, .jointCaps: preconditionFailure("offers are published, not made up")
        }
    }

    func random(_ stream: DemoRandom.Stream, _ index: Int) -> DemoRandom {
        DemoRandom(seed: seed, stream: stream, index: index)
    }

    /// `demo-m-0000012`.
    func id(_ letter: String, _ index: Int) -> String {
        let digits = String(index + 1)
        return "demo-" + letter + "-" + String(repeating: "0", count: max(0, 7 - digits.utf8.count)) + digits
    }

    /// A month so many before the day.
    func month(before months: Int) -> CalendarMonth? {
        guard var month = CalendarMonth("2000-01") else { return nil }
        let (year, number, _) = asOf.components
        month.number = Int32(max(12, year * 12 + number - 1 - months))
        return month
    }
}

extension DemoData {
    /// Whether made-up models have values of their own for a spec key, and not the fallback of its type.
    package static func knowsSpec(_ key: String) -> Bool { DemoSpecs.known[key] != nil }
}
