internal import Domain

/// Which benefits rest on which others: top-ups on their bases, caps on theirs (30-financing.md, `benefit:`).
struct BenefitLinks {
    let index: [String: Int]
    /// Transitively, without itself.
    private(set) var needs: [[Int]]
    private(set) var isDead: [Bool]
    /// Each after those it rests on.
    private(set) var order: [Int] = []

    /// - Parameter offers: each id once.
    init(_ offers: [Offer]) {
        index = Dictionary(uniqueKeysWithValues: zip(offers.map(\.id), 0...))
        needs = Array(repeating: [], count: offers.count)
        isDead = Array(repeating: false, count: offers.count)
        var states: [State] = Array(repeating: .new, count: offers.count)
        for place in offers.indices { visit(place, offers, &states) }
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
    /// The benefits that its base or its base's cap is.
    var otherBenefits: [String] {
        [base, baseCapShare?.of].compactMap { base in
            if case .benefit(let id) = base { id } else { nil }
        }
    }
}
