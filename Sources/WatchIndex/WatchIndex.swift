internal import Domain
package import OfferIndex
internal import Rules

/// Many standing searches, of which those that a need matches are found without looking at the others.
///
/// ```swift
/// var index = WatchIndex(offers)                  // an index of the offers that stand
/// let number = index.insert(watch)
/// var run = WatchRun()                            // its memory is used again for every change
/// run.change(index, from: before, to: after)      // the states of a need, nil = none
/// run.forEach(.newlyMatched) { number in … }
/// ```
///
/// Region, industry, category and direction are exact and nested: a need has few codes that a watch can ask for, so all
/// combinations of them are looked up (`CellTable`), and every watch in a cell found passes all four. What is left is
/// compared: whether its provider has an offer that fits, judged once for each offer and not for each watch; bounds of
/// the amount; and a rule, judged once for all watches that have the same. What a rule cannot be true without narrows
/// the cell (`CellFilters`).
///
/// A conjunction is looked up by all its equalities at once. Counting over posting lists (Whang et al., "Indexing
/// Boolean Expressions", VLDB 2009) reads a list for each equality, and that of a province or a branch of industry is
/// long.
package struct WatchIndex: Sendable {
    /// What a watch asks of the amount, in fen, both included.
    struct Band: Hashable, Sendable {
        let min, max: Int64
    }

    /// The offers that watches ask for.
    package private(set) var offers: OfferIndex
    private(set) var groups = OfferGroups()
    private(set) var cells = CellTable()
    private(set) var industries = CodeTable(.digits)
    private(set) var categories = CodeTable(.dots)
    private(set) var directions = Interner<String>()
    private(set) var bands = Interner<Band>()
    private var ruleKeys = Interner<RuleKey>()
    /// By number.
    private(set) var rules: [CompiledRule?] = [nil]
    /// By number of the watch.
    private var places: [WatchPlace] = []
    private var free: [UInt32] = []

    /// An index without watches.
    package init(_ offers: OfferIndex) {
        self.offers = offers
        groups.place(in: offers)
    }

    /// How many watches there are.
    package var count: Int { places.count - free.count }

    /// One above the highest number.
    var end: Int { places.count }

    /// Takes other offers for those that stand. Complexity: O(offers + providers and offers asked for).
    package mutating func replaceOffers(_ offers: OfferIndex) {
        self.offers = offers
        groups.place(in: offers)
    }

    /// Adds a watch. Complexity: O(its size), amortised.
    ///
    /// - Returns: its number: the one that became free last, else the next. The same inserts and removals give the same
    ///   numbers.
    package mutating func insert(_ watch: Watch) -> UInt32 {
        let number = free.popLast() ?? UInt32(places.count)
        if Int(number) == places.count { places.append(.none) }
        var band: UInt32 = 0
        if watch.minAmount != nil || watch.maxAmount != nil {
            band = bands.take(Band(min: watch.minAmount?.rawValue ?? .min, max: watch.maxAmount?.rawValue ?? .max))
        }
        let entry = CellEntry(
            number: number, group: groups.take(watch.provider, watch.offer, offers), band: band,
            rule: watch.rule.map { take($0) } ?? 0)
        places[Int(number)] = cells.insert(entry, key(CellFilters(watch)))
        return number
    }

    /// Takes a watch out; whether there was one of that number. Complexity: O(1), amortised.
    @discardableResult
    package mutating func remove(_ number: UInt32) -> Bool {
        guard Int(number) < places.count, places[Int(number)].cell != WatchPlace.none.cell else { return false }
        let place = places[Int(number)]
        let (entry, key, moved) = cells.remove(place)
        if let moved { places[Int(moved)] = place }
        places[Int(number)] = .none
        free.append(number)
        groups.release(entry.group, offers)
        _ = directions.release(key.direction)
        _ = bands.release(entry.band)
        if ruleKeys.release(entry.rule) != nil { rules[Int(entry.rule)] = nil }
        if cells.isSparse {
            var places = places
            cells = cells.compacted { places[Int($0)] = $1 }
            self.places = places
        }
        return true
    }

    private mutating func key(_ filters: CellFilters) -> CellKey {
        CellKey(
            region: filters.region.map { CellKey.number(of: $0) } ?? 0,
            industry: filters.industry.map { industries.number(adding: $0.code) } ?? 0,
            category: filters.category.map { categories.number(adding: $0.path) } ?? 0,
            direction: filters.direction.map { directions.take($0) } ?? 0)
    }

    private mutating func take(_ rule: RuleTree) -> UInt32 {
        let number = ruleKeys.take(RuleKey(rule))
        if Int(number) == rules.count { rules.append(nil) }
        if rules[Int(number)] == nil { rules[Int(number)] = CompiledRule(rule) }
        return number
    }

    /// The bytes in use for watches, without rules and offers.
    package var byteCount: Int {
        cells.byteCount + places.count * MemoryLayout<WatchPlace>.stride + free.count * 4 + industries.byteCount
            + categories.byteCount
    }
}
