package import Domain

/// Which benefits rest on which others: top-ups on their bases, caps on theirs (30-financing.md, `benefit:`).
struct BenefitLinks {
    let index: [String: Int]
    /// Transitively, without itself.
    private(set) var needs: [[Int]]
    private(set) var isDead: [Bool]
    /// Each after those it rests on.
    private(set) var order: [Int] = []
    /// Those that a benefit counts if they are in the package: what is taken off its base, what its caps include.
    let counts: [[Int]]
    /// Those whose amount goes by which others are in the package, because they count some or rest on one that does;
    /// each after those it rests on or counts, but in a circle.
    private(set) var varying: [Int] = []

    /// - Parameter offers: each id once.
    init(_ offers: [Offer]) {
        index = Dictionary(uniqueKeysWithValues: zip(offers.map(\.id), 0...))
        needs = Array(repeating: [], count: offers.count)
        isDead = Array(repeating: false, count: offers.count)
        counts = BenefitLinks.counted(offers, index)
        var states: [State] = Array(repeating: .new, count: offers.count)
        for place in offers.indices { visit(place, offers, &states) }
        guard counts.contains(where: { !$0.isEmpty }) else { return }
        states = Array(repeating: .new, count: offers.count)
        for place in offers.indices { collectVarying(place, &states) }
    }

    /// Depth first, what closes a circle left aside: it is then counted by its own terms as if alone.
    private mutating func collectVarying(_ place: Int, _ states: inout [State]) {
        guard states[place] == .new else { return }
        states[place] = .open
        for other in needs[place] + counts[place] { collectVarying(other, &states) }
        states[place] = .done
        let varies = !counts[place].isEmpty || needs[place].contains { !counts[$0].isEmpty }
        if varies { varying.append(place) }
    }

    private static func counted(_ offers: [Offer], _ index: [String: Int]) -> [[Int]] {
        var groups: [String: [Int]] = [:]
        for (place, offer) in offers.enumerated() {
            for group in offer.groups ?? [] { groups[group, default: []].append(place) }
        }
        return offers.indices.map { place in
            var counted: Set<Int> = []
            for base in offers[place].benefit?.countedBases ?? [] {
                switch base {
                case .benefit(let id): counted.formUnion([index[id]].compactMap { $0 })
                case .group(let name): counted.formUnion(groups[name] ?? [])
                case .quantity, .figure: continue
                }
            }
            return counted.subtracting([place]).sorted()
        }
    }

    private enum State { case new, open, done }

    /// Depth first; a benefit that rests on itself comes to nothing.
    private mutating func visit(_ place: Int, _ offers: [Offer], _ states: inout [State]) {
        guard states[place] == .new else { return }
        states[place] = .open
        for id in offers[place].benefit?.otherBenefits ?? [] {
            guard let other = index[id], states[other] != .open else {
                isDead[place] = true
                continue
            }
            visit(other, offers, &states)
            if isDead[other] { isDead[place] = true }
            for need in [other] + needs[other] where !needs[place].contains(need) { needs[place].append(need) }
        }
        states[place] = .done
        order.append(place)
    }
}

extension Benefit {
    /// The benefits without which it is nothing: its base, and those a cap is a share of.
    var otherBenefits: [String] {
        allBases.compactMap { base in
            if case .benefit(let id) = base { id } else { nil }
        }
    }

    /// Its base, and those its caps are shares of.
    package var allBases: [BenefitBase] {
        [base] + [baseCapShare, capShare, capPerYearShare].compactMap { $0?.of }
            + (cases ?? []).compactMap { $0.capShare?.of }
    }

    /// What counts if it is there: taken off the base, included in a cap.
    package var countedBases: [BenefitBase] { (baseLess ?? []) + (capIncludes ?? []) + (capPerYearIncludes ?? []) }
}
