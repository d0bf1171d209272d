package import Domain

/// Needs by city and outcome, before and after a change of an offer, with the support they add up to.
///
/// Sums are integers, so that parts counted apart add up to the same in any order.
package struct ImpactCounts: Equatable, Sendable {
    /// As things stand, or with the draft.
    package enum Side: Int, CaseIterable, Sendable { case before, after }

    private static let outcomes = Outcome.allCases.count

    /// Rows by city.
    private var rows: [Region: Int] = [:]
    /// By row, side and outcome.
    private var needs: [Int] = []
    /// In fen, by row and side.
    private var support: [Int128] = []
    /// By row: those that can claim now and could not before, then those that could and cannot.
    private var changes: [Int] = []
    /// By outcome before, none before all, and outcome after.
    private var moves = [Int](repeating: 0, count: (outcomes + 1) * outcomes)

    package init() {}

    /// The cities met, by code ascending.
    package var cities: [Region] { rows.keys.sorted() }

    /// How many needs of a city came to an outcome.
    package func needs(_ side: Side, _ outcome: Outcome, in city: Region) -> Int {
        rows[city].map { needs[place($0, side, outcome)] } ?? 0
    }

    /// How many needs came to an outcome.
    package func needs(_ side: Side, _ outcome: Outcome) -> Int {
        rows.values.reduce(0) { $0 + needs[place($1, side, outcome)] }
    }

    /// What the needs of a city can claim, in fen.
    package func support(_ side: Side, in city: Region) -> Int128 {
        rows[city].map { support[$0 * 2 + side.rawValue] } ?? 0
    }

    /// What all needs can claim, in fen.
    package func support(_ side: Side) -> Int128 { rows.values.reduce(0) { $0 + support[$1 * 2 + side.rawValue] } }

    /// How many needs went from an outcome to another; nil = there was no offer before.
    package func moves(from before: Outcome?, to after: Outcome) -> Int { moves[ImpactCounts.place(before, after)] }

    /// How many needs can claim with the draft and cannot as things stand.
    package var gain: Int { rows.values.reduce(0) { $0 + changes[$1 * 2] } }

    /// How many needs can claim as things stand and cannot with the draft.
    package var lose: Int { rows.values.reduce(0) { $0 + changes[$1 * 2 + 1] } }

    private func place(_ row: Int, _ side: Side, _ outcome: Outcome) -> Int {
        (row * 2 + side.rawValue) * ImpactCounts.outcomes + outcome.order
    }

    private static func place(_ before: Outcome?, _ after: Outcome) -> Int {
        (before.map { $0.order + 1 } ?? 0) * outcomes + after.order
    }

    /// The row of a city, a new one where it is met for the first time.
    mutating func row(of city: Region) -> Int {
        if let row = rows[city] { return row }
        let row = rows.count
        rows[city] = row
        needs.append(contentsOf: repeatElement(0, count: 2 * ImpactCounts.outcomes))
        support.append(contentsOf: repeatElement(0, count: 2))
        changes.append(contentsOf: repeatElement(0, count: 2))
        return row
    }

    mutating func add(_ side: Side, _ outcome: Outcome, _ row: Int, _ amount: Fen) {
        needs[place(row, side, outcome)] += 1
        support[row * 2 + side.rawValue] += Int128(amount.rawValue)
    }

    mutating func move(_ row: Int, from before: Outcome?, to after: Outcome) {
        moves[ImpactCounts.place(before, after)] += 1
        let could = before?.isClaimable ?? false
        if after.isClaimable != could { changes[row * 2 + (could ? 1 : 0)] += 1 }
    }

    /// Adds needs of a city that go from one outcome to another, with what they can claim on each side together.
    package mutating func add(
        _ needs: Int, in city: Region, from before: Outcome?, to after: Outcome, supportBefore: Int128,
        after supportAfter: Int128
    ) {
        let row = row(of: city)
        if let before { self.needs[place(row, .before, before)] += needs }
        self.needs[place(row, .after, after)] += needs
        support[row * 2] += supportBefore
        support[row * 2 + 1] += supportAfter
        moves[ImpactCounts.place(before, after)] += needs
        let could = before?.isClaimable ?? false
        if after.isClaimable != could { changes[row * 2 + (could ? 1 : 0)] += needs }
    }

    /// Adds what was counted over other needs.
    package mutating func merge(_ other: ImpactCounts) {
        for (city, theirs) in other.rows {
            let mine = row(of: city)
            let width = 2 * ImpactCounts.outcomes
            for offset in 0..<width { needs[mine * width + offset] += other.needs[theirs * width + offset] }
            for offset in 0..<2 {
                support[mine * 2 + offset] += other.support[theirs * 2 + offset]
                changes[mine * 2 + offset] += other.changes[theirs * 2 + offset]
            }
        }
        for place in moves.indices { moves[place] += other.moves[place] }
    }

    /// Whatever the order in which cities were met.
    package static func == (a: ImpactCounts, b: ImpactCounts) -> Bool {
        a.moves == b.moves && a.byCity == b.byCity
    }
}

extension ImpactCounts {
    /// The needs of one city.
    package struct City: Equatable, Sendable {
        package var city: Region
        /// Needs by `Outcome.order`; before all 0 where no version of the offer stands.
        package var before, after: [Int]
        /// In fen.
        package var supportBefore, supportAfter: Int128
        /// Those that can claim with the draft and cannot as things stand, and the other way round.
        package var gain, lose: Int

        package init(
            city: Region, before: [Int], after: [Int], supportBefore: Int128, supportAfter: Int128, gain: Int, lose: Int
        ) {
            self.city = city
            self.before = before
            self.after = after
            self.supportBefore = supportBefore
            self.supportAfter = supportAfter
            self.gain = gain
            self.lose = lose
        }
    }

    /// So many needs that go from one outcome to another.
    package struct Move: Equatable, Sendable {
        /// Nil where no version of the offer stands.
        package var from: Outcome?
        package var to: Outcome
        package var needs: Int

        package init(from: Outcome?, to: Outcome, needs: Int) {
            self.from = from
            self.to = to
            self.needs = needs
        }
    }

    /// The cities met, by code ascending.
    package var byCity: [City] {
        rows.sorted { $0.key < $1.key }.map { city, row in
            func needs(_ side: Side) -> [Int] { Outcome.allCases.map { self.needs[place(row, side, $0)] } }
            return City(
                city: city, before: needs(.before), after: needs(.after), supportBefore: support[row * 2],
                supportAfter: support[row * 2 + 1], gain: changes[row * 2], lose: changes[row * 2 + 1])
        }
    }

    /// The moves that occur, outcomes that stay as they are among them; by outcome before, none first, then after.
    package var moveList: [Move] {
        ([nil] + Outcome.allCases.map { Optional($0) }).flatMap { from in
            Outcome.allCases.map { Move(from: from, to: $0, needs: moves(from: from, to: $0)) }
        }.filter { $0.needs > 0 }
    }

    /// Counts put together from their parts; numbers of outcomes that are missing are 0.
    package init(byCity cities: [City], moves list: [Move]) {
        self.init()
        for city in cities {
            let row = row(of: city.city)
            for (outcome, place) in zip(Outcome.allCases, 0...) {
                if city.before.indices.contains(place) {
                    needs[self.place(row, .before, outcome)] += city.before[place]
                }
                if city.after.indices.contains(place) { needs[self.place(row, .after, outcome)] += city.after[place] }
            }
            support[row * 2] += city.supportBefore
            support[row * 2 + 1] += city.supportAfter
            changes[row * 2] += city.gain
            changes[row * 2 + 1] += city.lose
        }
        for move in list { moves[ImpactCounts.place(move.from, move.to)] += move.needs }
    }
}
