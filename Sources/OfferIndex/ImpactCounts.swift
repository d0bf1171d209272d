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
    /// By outcome before, none before all, and outcome after.
    private var moves = [Int](repeating: 0, count: (outcomes + 1) * outcomes)

    init() {}

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
        return row
    }

    mutating func add(_ side: Side, _ outcome: Outcome, _ row: Int, _ amount: Fen) {
        needs[place(row, side, outcome)] += 1
        support[row * 2 + side.rawValue] += Int128(amount.rawValue)
    }

    mutating func move(from before: Outcome?, to after: Outcome) { moves[ImpactCounts.place(before, after)] += 1 }

    mutating func merge(_ other: ImpactCounts) {
        for (city, theirs) in other.rows {
            let mine = row(of: city)
            let width = 2 * ImpactCounts.outcomes
            for offset in 0..<width { needs[mine * width + offset] += other.needs[theirs * width + offset] }
            for offset in 0..<2 { support[mine * 2 + offset] += other.support[theirs * 2 + offset] }
        }
        for place in moves.indices { moves[place] += other.moves[place] }
    }

    /// Whatever the order in which cities were met.
    package static func == (a: ImpactCounts, b: ImpactCounts) -> Bool {
        guard a.moves == b.moves, a.cities == b.cities else { return false }
        return a.cities.allSatisfy { city in
            Side.allCases.allSatisfy { side in
                a.support(side, in: city) == b.support(side, in: city)
                    && Outcome.allCases.allSatisfy { a.needs(side, $0, in: city) == b.needs(side, $0, in: city) }
            }
        }
    }
}
