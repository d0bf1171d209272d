internal import Domain
internal import OfferIndex
internal import Rules

/// What changes of needs match, one after the other, in memory that is used again.
///
/// An enterprise that changes is a change of each of its needs; so is a day that passes, where it matters.
package struct WatchRun: Sendable {
    /// What a change did to a watch.
    package enum Change: CaseIterable, Sendable {
        /// Matched after it and not before; before and after; before and not after.
        case newlyMatched, stillMatched, noLongerMatched
    }

    private var before = NumberSet()
    private var after = NumberSet()
    private var side = Side()

    package init() {}

    /// Finds the watches that match a need before or after a change; nil = there was, there is no such need.
    package mutating func change(_ index: WatchIndex, from old: ProjectState?, to new: ProjectState?) {
        side.find(index, old, &before)
        side.find(index, new, &after)
    }

    /// The numbers of the watches to which the last change did that, ascending.
    package func forEach(_ change: Change, _ body: (UInt32) -> Void) {
        forEachWord(change) { word, bits in
            var rest = bits
            while rest != 0 {
                body(UInt32(word * 64 + rest.trailingZeroBitCount))
                rest &= rest - 1
            }
        }
    }

    /// How many they are.
    package func count(_ change: Change) -> Int {
        var count = 0
        forEachWord(change) { _, bits in count += bits.nonzeroBitCount }
        return count
    }

    private func forEachWord(_ change: Change, _ body: (Int, UInt64) -> Void) {
        NumberSet.forEachWord(before, after) { word, before, after in
            switch change {
            case .newlyMatched: body(word, after & ~before)
            case .stillMatched: body(word, after & before)
            case .noLongerMatched: body(word, before & ~after)
            }
        }
    }
}

/// What one state of a need meets.
private struct Side: Sendable {
    private var regions: [UInt32] = []
    private var industries: [UInt32] = []
    private var categories: [UInt32] = []
    private var directions: [UInt32] = []
    /// By number of a group: 1 where an offer of it fits, else 0; and those where one does.
    private var fitting: [UInt8] = []
    private var fits: [UInt32] = []
    private var candidates: [UInt32] = []
    /// By number of a rule: of which search it was judged for last, and whether it was true then.
    private var judged: [UInt32] = []
    private var isTrue: [Bool] = []
    private var search: UInt32 = 0

    /// Fills a set with the watches that match.
    mutating func find(_ index: WatchIndex, _ state: ProjectState?, _ found: inout NumberSet) {
        found.removeAll()
        found.reserve(index.end)
        guard let state, state.need.statusOrDefault == .open else { return }
        judge(index, state)
        guard !fits.isEmpty else { return }
        collectCodes(index, state)
        startRules(index)
        let amount = state.need.watchedAmount?.rawValue
        for region in regions {
            for industry in industries {
                for category in categories {
                    for direction in directions {
                        let key = CellKey(
                            region: region, industry: industry, category: category, direction: direction)
                        for offset in 0..<index.cells.collect(key, fitting, fits, &candidates) {
                            let entry = index.cells[candidates[offset]]
                            if passes(entry, index, amount, state.facts) { found.insert(entry.number) }
                        }
                    }
                }
            }
        }
    }

    private mutating func passes(
        _ entry: CellEntry, _ index: WatchIndex, _ amount: Int64?, _ facts: FactTable
    ) -> Bool {
        if entry.band != 0 {
            guard let amount, let band = index.bands[entry.band], band.min <= amount, amount <= band.max else {
                return false
            }
        }
        return entry.rule == 0 || isTrue(entry.rule, index, facts)
    }

    private mutating func isTrue(_ rule: UInt32, _ index: WatchIndex, _ facts: FactTable) -> Bool {
        let place = Int(rule)
        if judged[place] != search {
            judged[place] = search
            isTrue[place] = index.rules.span[place].evaluate(facts) == .true
        }
        return isTrue[place]
    }

    /// Judges the offers.
    private mutating func judge(_ index: WatchIndex, _ state: ProjectState) {
        for group in fits { fitting[Int(group)] = 0 }
        fits.removeAll(keepingCapacity: true)
        if fitting.count < index.groups.end {
            fitting.append(contentsOf: repeatElement(0, count: index.groups.end - fitting.count))
        }
        index.offers.outcomes(state.facts, asOf: state.asOf) { place, outcome in
            guard outcome.isListed else { return }
            add(index.groups.ofProvider[place])
            add(index.groups.ofOffer[place])
        }
    }

    private mutating func add(_ group: UInt32) {
        guard group != 0, fitting[Int(group)] == 0 else { return }
        fitting[Int(group)] = 1
        fits.append(group)
    }

    /// The codes that a watch can ask for and this need has; of each kind "not asked" first.
    private mutating func collectCodes(_ index: WatchIndex, _ state: ProjectState) {
        regions.removeAll(keepingCapacity: true)
        industries.removeAll(keepingCapacity: true)
        categories.removeAll(keepingCapacity: true)
        directions.removeAll(keepingCapacity: true)
        regions.append(0)
        industries.append(0)
        categories.append(0)
        directions.append(0)
        if let region = state.need.region {
            region.forEachAround { wide in
                let number = CellKey.number(of: wide)
                if !regions.contains(number) { regions.append(number) }
            }
        }
        if let industry = state.enterprise?.industry {
            index.industries.addNumbers(around: industry.code, to: &industries)
        }
        let lines = state.need.lines
        for line in lines.indices {
            index.categories.addNumbers(around: lines[line].category.path, to: &categories)
        }
        let names = state.need.directions ?? []
        for name in names.indices {
            if let number = index.directions.number(of: names[name]), !directions.contains(number) {
                directions.append(number)
            }
        }
    }

    private mutating func startRules(_ index: WatchIndex) {
        if judged.count < index.rules.count {
            judged.append(contentsOf: repeatElement(0, count: index.rules.count - judged.count))
            isTrue.append(contentsOf: repeatElement(false, count: index.rules.count - isTrue.count))
        }
        search &+= 1
        // After 2³² searches an old mark could be taken for one of this search.
        if search == 0 {
            for place in judged.indices { judged[place] = 0 }
            search = 1
        }
    }
}
