internal import Domain

/// Whether a fact can have a value that several conditions want.
///
/// For a single value the search is complete: values that no condition tells apart are tried once. Sets of texts are
/// judged by what must and must not be in them.
struct ValueSearch {
    private let fact: Fact
    private let mayBeUnknown: Bool

    init(_ fact: Fact, mayBeUnknown: Bool) {
        self.fact = fact
        self.mayBeUnknown = mayBeUnknown
    }

    /// Whether such a value, or the fact being unknown, may exist.
    func exists(for literals: [Literal]) -> Bool {
        if mayBeUnknown, literals.allSatisfy({ $0.accepts(nil) }) { return true }
        switch fact.kind {
        case .bool: return [true, false].contains { value in hold(literals) { $0.holds(value) } }
        case .number: return numbers(literals).contains { value in hold(literals) { $0.holds(value) } }
        case .money: return amounts(literals).contains { value in hold(literals) { $0.holds(value) } }
        case .date: return days(literals).contains { value in hold(literals) { $0.holds(value) } }
        case .text: return texts(literals).contains { value in hold(literals) { $0.holds(value) } }
        case .region, .industry: return codeExists(literals)
        case .set: return TextSetSearch().exists(for: literals)
        case .regionSet, .categorySet: return CodeSetSearch(fact.kind).exists(for: literals)
        }
    }

    private func hold(_ literals: [Literal], _ holds: (Condition.Test) -> Bool?) -> Bool {
        literals.allSatisfy { $0.accepts(holds($0.test)) }
    }
}

extension ValueSearch {
    /// Each bound with its neighbours, and the ends of what the fact can be.
    private func numbers(_ literals: [Literal]) -> [Double] {
        let domain = fact.numberDomain
        let bounds = literals.compactMap(\.test.number)
        let values: [Double] =
            domain.isWhole
            ? bounds.flatMap { [$0.nextDown.rounded(.down), $0.rounded(.down), $0.nextUp.rounded(.up)] }
            : bounds.flatMap { [$0.nextDown, $0, $0.nextUp] }
        let ends = [domain.range.lowerBound, domain.range.upperBound].filter(\.isFinite)
        return (values + ends).filter { domain.range.contains($0) } + (bounds.isEmpty && ends.isEmpty ? [0] : [])
    }

    private func amounts(_ literals: [Literal]) -> [Fen] {
        let bounds = literals.compactMap(\.test.fen)
        return [.zero] + neighbours(of: bounds.map(\.rawValue)).filter { $0 >= 0 }.map { Fen($0) }
    }

    private func days(_ literals: [Literal]) -> [CalendarDay] {
        let bounds = literals.compactMap(\.test.day)
        let values = neighbours(of: bounds.map { Int64($0.number) }).compactMap { Int32(exactly: $0) }
        return [CalendarDay(number: 0)] + values.map { CalendarDay(number: $0) }
    }

    private func neighbours(of bounds: [Int64]) -> [Int64] {
        bounds.flatMap { bound in
            [bound.subtractingReportingOverflow(1), (bound, false), bound.addingReportingOverflow(1)]
                .filter { !$0.1 }.map(\.0)
        }
    }

    /// The words of a closed list; else every text named and one that is not.
    private func texts(_ literals: [Literal]) -> [Bytes] {
        if let words = fact.closedWords { return words.map { Bytes($0.utf8) } }
        let named = literals.flatMap(\.test.list).map { Bytes($0.utf8) }
        return named + [Bytes(repeating: 0, count: (named.map(\.count).max() ?? 0) + 1)]
    }

    private func codeExists(_ literals: [Literal]) -> Bool {
        // A list with a code nobody can read decides nothing, and nothing is claimed of it.
        let readable = literals.filter { CodePath.all($0.test.list, fact.kind) != nil }
        let named = readable.flatMap { CodePath.all($0.test.list, fact.kind) ?? [] }
        return CodePath.candidates(for: named, fact.kind).contains { value in
            readable.allSatisfy { literal in
                literal.accepts(literal.test.holds(value, CodePath.all(literal.test.list, fact.kind) ?? []))
            }
        }
    }
}

extension Fact {
    /// What a number can be: the bounds of 10-data-model.md; ages and months are whole.
    var numberDomain: (range: ClosedRange<Double>, isWhole: Bool) {
        switch self {
        case .enterpriseAgeYears: (0...Double.infinity, true)
        case .financingTenorMonths: (1...600, true)
        case .packageLoanTenorMonths: (0...600, true)
        case .enterpriseEmployees, .enterpriseDebtRatio, .enterpriseRDShare: (0...Double.infinity, false)
        case .projectProgressShare, .packageDomesticShare: (0...1, false)
        default: (-Double.infinity...Double.infinity, false)
        }
    }

    /// The words of a text whose list is closed; nil where any text can be.
    var closedWords: [String]? {
        switch self {
        case .enterpriseSize: Enterprise.Size.allCases.map(\.rawValue)
        case .enterpriseOwnership: Enterprise.Ownership.allCases.map(\.rawValue)
        case .enterpriseCreditGrade: Enterprise.CreditGrade.allCases.map(\.rawValue)
        case .projectAction: Need.Action.allCases.map(\.rawValue)
        case .projectStatus: Need.Status.allCases.map(\.rawValue)
        case .projectSiteStatus: Need.SiteStatus.allCases.map(\.rawValue)
        case .packageLoanType: LoanTerms.Kind.allCases.map(\.rawValue)
        case .packageLeaseMode: LeaseTerms.Mode.allCases.map(\.rawValue)
        default: nil
        }
    }
}
