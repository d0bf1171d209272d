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

    /// A backbone's best package; none of it costs less than `lowest` fen, and none that was not looked at is worth
    /// more than `gap` fen beyond the best of its own frame.
    private struct Best {
        var found: Found
        var lowest: Double
        var gap: Double
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
        var bests: [Best] = []
        var budget = SearchBudget(nodes: Packager.nodes)
        for funding in fundings {
            // Beside one answer every backbone's best is a rival, beside several only the backbone's own.
            guard let best = best(of: funding, mode, ownFunds, rival: count == 1 ? bests.first?.found : nil, &budget)
            else {
                continue
            }
            bests.append(best)
            bests.sort { $0.found.rank < $1.found.rank }
        }
        // Where month 0 comes first a cheaper backbone is no better: then only what was not looked at counts.
        let lowest = bests.map(\.lowest).min() ?? 0
        let unseen = bests.map(\.gap).max() ?? 0
        return bests.prefix(count).enumerated().map { place, best in
            let missed = Double(best.found.rank.cost) - lowest
            let gap = place > 0 ? best.gap : mode == .cost ? max(0, missed) : unseen
            return (best.found, Fen(Int64(gap.rounded(.up))))
        }
    }

    /// Nil where the backbone has no legal package, or none that could outdo the rival.
    private func best(
        of funding: Funding, _ mode: FrameSearch.Mode, _ ownFunds: Int64?, rival: Found?,
        _ budget: inout SearchBudget
    ) -> Best? {
        let covers = readers.split(Cover.all(pool, funding))
        var best: Best?
        for subset in covers.subsets {
            guard let frame = Frame(pool, funding, subset, plainCovers: covers.plain) else { continue }
            let search = FrameSearch(frame, worth, mode: mode, ownFunds: ownFunds, equipment: pool.equipment)
            if mode == .cost, let least = [rival, best?.found].compactMap({ $0?.rank.cost }).min(),
                search.costBound() > Double(least) + 1
            {
                continue
            }
            var unlimited = SearchBudget(nodes: .max)
            let isExact = search.addOns <= Packager.exactAddOns
            guard let next = isExact ? search.best(&unlimited) : search.best(&budget) else { continue }
            let gap = next.gap + covers.gap
            let lowest = Double(next.found.rank.cost) - gap
            guard let known = best else {
                best = Best(found: next.found, lowest: lowest, gap: gap)
                continue
            }
            best = Best(
                found: next.found.rank < known.found.rank ? next.found : known.found,
                lowest: min(known.lowest, lowest), gap: max(known.gap, gap))
        }
        return best
    }
}
