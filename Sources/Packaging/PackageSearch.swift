internal import Domain

/// The search over all backbones.
struct PackageSearch {
    private let pool: Pool
    private let worth: Worth
    private let fundings: [Funding]
    private let readers: CoverReaders

    init(_ pool: Pool) {
        self.pool = pool
        worth = Worth(pool.question)
        fundings = Funding.all(pool)
        readers = CoverReaders(pool)
    }

    /// A backbone's best package; nil where it has none that is legal and could outdo the rival.
    private struct Best {
        var found: Found?
        /// None of the backbone costs less, in fen; infinite where all were looked at and none is found.
        var lowest = Double.infinity
        /// None that was not looked at is worth more than this beyond the best of its own frame, in fen.
        var gap = 0.0
    }

    /// The best packages of the best backbones, each within own funds; if none is, the one needing least own cash
    /// (R59).
    func best(_ count: Int) -> [(found: Found, gap: Fen)] {
        let upfrontFirst = pool.question.objective == .upfront
        let free = search(upfrontFirst ? .upfrontThenCost : .cost, ownFunds: nil, count)
        guard let ownFunds = pool.question.need.financing?.ownFunds?.rawValue,
            free.contains(where: { $0.found.upfront > ownFunds })
        else { return free }
        let within =
            upfrontFirst
            ? free.filter { $0.found.upfront <= ownFunds } : search(.cost, ownFunds: ownFunds, count)
        return within.isEmpty ? search(.upfrontThenCost, ownFunds: nil, 1) : within
    }

    private func search(_ mode: FrameSearch.Mode, ownFunds: Int64?, _ count: Int) -> [(found: Found, gap: Fen)] {
        var found: [(found: Found, gap: Double)] = []
        var lowest = Double.infinity
        var unseen = 0.0
        var budget = SearchBudget(nodes: Packager.nodes)
        for funding in fundings {
            // Beside one answer every backbone's best is a rival, beside several only the backbone's own.
            let best = best(of: funding, mode, ownFunds, rival: count == 1 ? found.first?.found : nil, &budget)
            lowest = min(lowest, best.lowest)
            unseen = max(unseen, best.gap)
            guard let package = best.found else { continue }
            found.append((package, best.gap))
            found.sort { $0.found.rank < $1.found.rank }
        }
        return found.prefix(count).enumerated().map { place, package in
            // Where month 0 comes first a cheaper backbone is no better: then only what was not looked at counts.
            let missed = mode == .cost ? max(0, Double(package.found.rank.cost) - lowest) : unseen
            return (package.found, Fen(Int64((place == 0 ? missed : package.gap).rounded(.up))))
        }
    }

    private func best(
        of funding: Funding, _ mode: FrameSearch.Mode, _ ownFunds: Int64?, rival: Found?,
        _ budget: inout SearchBudget
    ) -> Best {
        let covers = readers.split(Cover.all(pool, funding))
        var best = Best()
        for subset in covers.subsets {
            guard let frame = Frame(pool, funding, subset, plainCovers: covers.plain) else { continue }
            let search = FrameSearch(frame, worth, mode: mode, ownFunds: ownFunds, equipment: pool.equipment)
            let least = mode == .cost ? [rival, best.found].compactMap { $0?.rank.cost }.min() : nil
            var unlimited = SearchBudget(nodes: .max)
            let isExact = search.addOns <= Packager.exactAddOns
            let next = isExact ? search.best(&unlimited, rival: least) : search.best(&budget, rival: least)
            let gap = next.gap + covers.gap
            best.gap = max(best.gap, gap)
            if let package = next.found {
                best.lowest = min(best.lowest, Double(package.rank.cost) - gap)
                if best.found.map({ package.rank < $0.rank }) ?? true { best.found = package }
            } else if let least, gap > 0 {
                best.lowest = min(best.lowest, Double(least) - gap)
            }
        }
        return best
    }
}
