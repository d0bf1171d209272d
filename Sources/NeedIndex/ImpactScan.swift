package import Domain
package import OfferIndex
package import Rules

/// What a draft of an offer changes for the needs of some vshards, from their columns: a need is looked up only where
/// it can claim and an amount is worked out.
package struct ImpactScan {
    private struct Version {
        let rule: ColumnRule
        let limits: ProductLimits?
        let closed: Outcome?

        init(_ offer: CompiledOffer, _ asOf: CalendarDay) {
            rule = ColumnRule(offer.rule, asOf: asOf)
            limits = offer.limits
            closed = Assessor.closed(offer, asOf: asOf)
        }

        /// The outcomes of 64 rows, by bit.
        func outcomes(_ word: Int, _ rows: UInt64, _ needs: NeedColumns) -> [Outcome] {
            let verdicts = rule.verdicts(word, rows, needs)
            var outcomes = [Outcome](repeating: .notEligible, count: 64)
            if let closed {
                for place in BitPlaces(verdicts.notFalse) { outcomes[place] = closed }
                return outcomes
            }
            for place in BitPlaces(verdicts.holds) { outcomes[place] = .eligible }
            for place in BitPlaces(verdicts.byPackage) { outcomes[place] = .eligibleWithPackage }
            for place in BitPlaces(verdicts.asks) { outcomes[place] = .needsFacts }
            if let limits {
                let unfit = needs.unfit(limits, word, verdicts.notFalse)
                for place in BitPlaces(unfit) { outcomes[place] = .doesNotFit }
            }
            return outcomes
        }
    }

    /// Needs of one city that go from one outcome to another.
    private struct Tally {
        var needs = 0
        var before: Int128 = 0, after: Int128 = 0
    }

    private let draft: Version
    private let previous: Version?
    package private(set) var counts = ImpactCounts()

    package init(draft: CompiledOffer, previous: CompiledOffer?, asOf: CalendarDay) {
        self.draft = Version(draft, asOf)
        self.previous = previous.map { Version($0, asOf) }
    }

    /// Takes the open needs of a vshard in, but for those rows.
    ///
    /// - Parameters:
    ///   - amount: what the version of a side comes to for a row, asked only where it can be claimed, before first.
    ///   - step: called every 64 rows; what it throws ends the scan.
    package mutating func add(
        _ needs: NeedColumns, hiding hidden: Set<UInt32>, step: () throws -> Void,
        amount: (ImpactCounts.Side, Int) throws -> Fen
    ) rethrows {
        needs.followFirms()
        draft.rule.prepare(needs.firms)
        previous?.rule.prepare(needs.firms)
        let outcomes = Outcome.allCases.count
        let width = (outcomes + 1) * outcomes
        var tallies = [Tally](repeating: Tally(), count: needs.words.cities.labels.count * width)
        for word in 0..<needs.wordCount {
            try step()
            let rows = needs.open.word(word)
            guard rows != 0 else { continue }
            let before = previous?.outcomes(word, rows, needs)
            let after = draft.outcomes(word, rows, needs)
            for place in BitPlaces(rows) {
                let row = word * 64 + place
                guard hidden.isEmpty || !hidden.contains(UInt32(row)) else { continue }
                let move = (before.map { $0[place].order + 1 } ?? 0) * outcomes + after[place].order
                let at = Int(needs.summaries[row].city) * width + move
                tallies[at].needs += 1
                if let outcome = before?[place], outcome.isClaimable {
                    tallies[at].before += Int128(try amount(.before, row).rawValue)
                }
                if after[place].isClaimable { tallies[at].after += Int128(try amount(.after, row).rawValue) }
            }
        }
        for (at, tally) in tallies.enumerated() where tally.needs > 0 {
            let move = at % width
            counts.add(
                tally.needs, in: Region(code: needs.words.cities.labels[at / width]),
                from: move < outcomes ? nil : Outcome(order: move / outcomes - 1), to: Outcome(order: move % outcomes),
                supportBefore: tally.before, after: tally.after)
        }
    }
}

extension Outcome {
    fileprivate init(order: Int) {
        guard let outcome = Outcome.allCases.first(where: { $0.order == order }) else {
            preconditionFailure("no outcome has the order \(order)")
        }
        self = outcome
    }
}
