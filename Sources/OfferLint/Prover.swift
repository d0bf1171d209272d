internal import Domain

/// Shows that some formulas cannot all come about.
///
/// Alternatives are tried one after the other, so that the disjunctive normal form is walked and never written down; in
/// each the conditions on one fact are judged together. Facts are taken as independent of each other and
/// `at_most_share_of` as undecided, so more is thought possible than is: a proof is always right, a missing one says
/// nothing. Beyond `workMax` nothing is claimed.
struct Prover {
    /// Alternatives and conditions judged before a proof is given up.
    static let workMax = 10_000

    /// Whether facts may be unknown; else every fact is taken to be known, though perhaps by a code that is too wide.
    let mayBeUnknown: Bool
    private var work = 0

    private init(mayBeUnknown: Bool) { self.mayBeUnknown = mayBeUnknown }

    /// Whether it is proven that no facts, known or unknown, make all of these come about.
    static func areImpossible(_ formulas: [Formula]) -> Bool {
        var prover = Prover(mayBeUnknown: true)
        return !prover.search(formulas, [:], [], [])
    }

    /// Whether it is proven that no known facts make all of these come about; unknown facts are left to the policies.
    static func areImpossibleWhenKnown(_ formulas: [Formula]) -> Bool {
        var prover = Prover(mayBeUnknown: false)
        return !prover.search(formulas, [:], [], [])
    }

    /// Whether a way may exist; true where the steps are used up.
    private mutating func search(
        _ formulas: [Formula],
        _ literals: [Fact: [Literal]],
        _ shares: [Literal],
        _ choices: [[Formula]]
    ) -> Bool {
        work += 1
        var open = formulas
        var literals = literals
        var shares = shares
        var choices = choices
        while let formula = open.popLast() {
            switch formula {
            case .all(let parts): open += parts.reversed()
            case .any(let parts): choices.append(parts)
            case .literal(let literal):
                if case .atMostShareOf = literal.test {
                    if shares.contains(where: { $0.excludes(literal) }) { return false }
                    shares.append(literal)
                } else {
                    let group = (literals[literal.fact] ?? []) + [literal]
                    work += group.count
                    guard work <= Prover.workMax else { return true }
                    guard ValueSearch(literal.fact, mayBeUnknown: mayBeUnknown).exists(for: group) else {
                        return false
                    }
                    literals[literal.fact] = group
                }
            }
        }
        guard work <= Prover.workMax,
            let next = choices.indices.min(by: { choices[$0].count < choices[$1].count })
        else { return true }
        let parts = choices.remove(at: next)
        for part in parts where search([part], literals, shares, choices) { return true }
        return false
    }
}

extension Literal {
    /// Whether two wishes about the very same share condition go against each other.
    fileprivate func excludes(_ other: Literal) -> Bool {
        guard fact == other.fact, test == other.test else { return false }
        guard (condition.unknown ?? .ask) == (other.condition.unknown ?? .ask) else { return false }
        return ![true, false, nil].contains { accepts($0) && other.accepts($0) }
    }
}
