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
    /// By number; one that is always true where there is none.
    private(set) var rules = [CompiledRule(nil)]
    /// One above the highest number of a watch, and those below that no watch has.
    private(set) var end = 0
    private var free: [UInt32] = []

    /// An index without watches.
    package init(_ offers: OfferIndex) {
        self.offers = offers
        groups.place(in: offers)
    }

    /// How many watches there are.
    package var count: Int { end - free.count }

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
        let number = free.popLast() ?? UInt32(end)
        end = max(end, Int(number) + 1)
        var band: UInt32 = 0
        if watch.minAmount != nil || watch.maxAmount != nil {
            band = bands.take(Band(min: watch.minAmount?.rawValue ?? .min, max: watch.maxAmount?.rawValue ?? .max))
        }
        let entry = CellEntry(number: number, band: band, rule: watch.rule.map { take($0) } ?? 0)
        let group = groups.take(watch.provider, watch.offer, offers)
        cells.insert(entry, group, key(CellFilters(watch)))
        return number
    }

    /// Takes a watch out; whether there was one of that number. Complexity: O(1), amortised.
    @discardableResult
    package mutating func remove(_ number: UInt32) -> Bool {
        guard let removed = cells.remove(number) else { return false }
        free.append(number)
        groups.release(removed.group, offers)
        _ = directions.release(removed.key.direction)
        _ = bands.release(removed.entry.band)
        if ruleKeys.release(removed.entry.rule) != nil { rules[Int(removed.entry.rule)] = rules[0] }
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
        let key = RuleKey(rule)
        let isNew = ruleKeys.number(of: key) == nil
        let number = ruleKeys.take(key)
        if Int(number) == rules.count { rules.append(rules[0]) }
        if isNew { rules[Int(number)] = CompiledRule(rule) }
        return number
    }

    /// The bytes in use for watches, without rules and offers.
    package var byteCount: Int {
        cells.byteCount + free.count * 4 + industries.byteCount + categories.byteCount
    }
}
