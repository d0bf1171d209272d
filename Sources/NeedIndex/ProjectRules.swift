package import Domain
package import Rules

/// The offers a provider is asked about on a day, made ready for columns: which needs fit one of them, and how well.
package final class ProjectRules {
    private struct Offered {
        let rule: ColumnRule
        /// Of a loan or lease.
        let limits: ProductLimits?
    }

    package let asOf: CalendarDay
    /// Those that can be had, by id.
    private let offers: [Offered]

    /// - Parameter offers: of the provider, as they stand.
    package init(_ offers: [CompiledOffer], asOf: CalendarDay) {
        self.asOf = asOf
        self.offers = offers.filter { Assessor.closed($0, asOf: asOf) == nil }.map {
            Offered(rule: ColumnRule($0.rule, asOf: asOf), limits: $0.limits)
        }
    }

    func prepare(_ firms: FirmColumns) { for offered in offers { offered.rule.prepare(firms) } }

    /// These rows of a word by the best outcome of any offer: eligible, with a package, needs facts.
    func outcomes(_ word: Int, _ rows: UInt64, _ needs: NeedColumns) -> OutcomeWords {
        var result = OutcomeWords()
        for offered in offers {
            // What is eligible comes to nothing better.
            let left = rows & ~result.eligible
            guard left != 0 else { break }
            var verdicts = offered.rule.verdicts(word, left, needs)
            if let limits = offered.limits { verdicts.remove(needs.unfit(limits, word, verdicts.notFalse)) }
            result.eligible |= verdicts.holds
            result.withPackage |= verdicts.byPackage
            result.needsFacts |= verdicts.asks
        }
        result.withPackage &= ~result.eligible
        result.needsFacts &= ~result.eligible & ~result.withPackage
        return result
    }
}

/// The rows of a word by outcome; the others are in no list of projects.
struct OutcomeWords {
    var eligible: UInt64 = 0
    var withPackage: UInt64 = 0
    var needsFacts: UInt64 = 0

    static let count = 3
    static let outcomes = [Outcome.eligible, .eligibleWithPackage, .needsFacts]

    subscript(place: Int) -> UInt64 {
        get { place == 0 ? eligible : place == 1 ? withPackage : needsFacts }
        set {
            switch place {
            case 0: eligible = newValue
            case 1: withPackage = newValue
            default: needsFacts = newValue
            }
        }
    }
}

extension VerdictWords {
    mutating func remove(_ rows: UInt64) {
        holds &= ~rows
        asks &= ~rows
        byPackage &= ~rows
    }
}

extension NeedColumns {
    private static let wanted = Fact.financingAmount.index ?? 0
    private static let equipment = Fact.projectEquipmentAmount.index ?? 0
    private static let investment = Fact.projectInvestmentTotal.index ?? 0

    /// The rows of these whose amount asked is too small for a product.
    func unfit(_ limits: ProductLimits, _ word: Int, _ rows: UInt64) -> UInt64 {
        let wanted = columns.money[NeedColumns.wanted], equipment = columns.money[NeedColumns.equipment]
        let investment = columns.money[NeedColumns.investment]
        var unfit: UInt64 = 0
        for place in BitPlaces(rows) {
            let row = word * 64 + place
            let isUnfit = limits.isUnfit(
                wanted: FactShape.fen(wanted, row), equipment: FactShape.fen(equipment, row),
                investment: FactShape.fen(investment, row))
            if isUnfit { unfit |= 1 << UInt64(place) }
        }
        return unfit
    }

    /// The amount of a product asked for a row; nil = unknown.
    package func amountAsked(_ limits: ProductLimits, _ row: Int) -> Fen? {
        limits.amount(
            wanted: FactShape.fen(columns.money[NeedColumns.wanted], row),
            equipment: FactShape.fen(columns.money[NeedColumns.equipment], row),
            investment: FactShape.fen(columns.money[NeedColumns.investment], row))
    }
}
