package import Domain

/// Some of the facts, as bits by their index. Figures are not told apart and always among them: a table holds them as
/// the records do, whoever reads it.
package struct FactSet: Equatable, Sendable {
    private var bits: UInt128

    /// None.
    package init() { bits = 0 }

    /// Every fact.
    package static let all = FactSet(Fact.allCases)

    /// These facts.
    package init(_ facts: some Sequence<Fact>) {
        precondition(Fact.count <= UInt128.bitWidth, "more facts than bits")
        bits = facts.reduce(0) { bits, fact in fact.index.map { bits | 1 << UInt128($0) } ?? bits }
    }

    package func contains(_ fact: Fact) -> Bool { fact.index.map { bits & 1 << UInt128($0) != 0 } ?? true }
    package func overlaps(_ other: FactSet) -> Bool { bits & other.bits != 0 }
    /// The indexes of the facts, ascending.
    func forEach(_ body: (Int) -> Void) {
        var rest = bits
        while rest != 0 {
            body(rest.trailingZeroBitCount)
            rest &= rest - 1
        }
    }

    package mutating func formUnion(_ other: FactSet) { bits |= other.bits }
}

extension FactSet {
    /// Facts of the enterprise: the first part of their names says so.
    static let enterprise = FactSet(Fact.allCases.filter { $0.rawValue.utf8.starts(with: "enterprise.".utf8) })
    /// Facts of the need: its project and what it asks for.
    static let need = FactSet(Fact.allCases.filter { !enterprise.contains($0) && !$0.isPackageFact })
}
