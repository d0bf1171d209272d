package import Domain
import Rules

/// Enterprises as columns of facts: every need joins to its own by a number.
///
/// An enterprise gets its number where it, or a need of it, is met first; what is not stored has unknown facts.
package final class FirmColumns {
    let words: FactWords
    private var numbers: [[UInt8]: UInt32] = [:]
    /// By number, as all below.
    private(set) var ids: [String] = []
    let columns = FactColumns(FirmColumns.facts)
    private(set) var credit: [Enterprise.CreditGrade?] = []
    /// Code of the division of the industry.
    private(set) var division: [UInt32] = []
    /// Enterprises changed, oldest first, from change number `firstChange` on.
    private var changes: [UInt32] = []
    private var firstChange = 0
    private var table = FactTable(), oldTable = FactTable()

    private static let facts = Fact.allCases.filter { $0.rawValue.utf8.starts(with: "enterprise.".utf8) }
    private static let reads = FactSet(facts)
    private static let age = Fact.enterpriseAgeYears.index ?? 0
    static let changesMax = 100_000

    package init(_ words: FactWords) { self.words = words }

    package var count: Int { ids.count }

    /// The number of an enterprise by its id.
    package func number(of id: String) -> UInt32 {
        let key = Array(id.utf8)
        if let number = numbers[key] { return number }
        let number = UInt32(ids.count)
        numbers[key] = number
        ids.append(id)
        credit.append(nil)
        division.append(words.divisions.code(of: ""))
        return number
    }

    /// The number of an enterprise that has one.
    package func known(_ id: String) -> UInt32? { numbers[Array(id.utf8)] }

    /// Takes a version of an enterprise in the place of the one before.
    package func put(_ enterprise: Enterprise, replacing previous: Enterprise?) {
        let number = number(of: enterprise.id)
        let row = Int(number)
        let (none, day) = (Need(id: ""), CalendarDay(number: 0))
        table.refill(enterprise: enterprise, need: none, asOf: day, reading: FirmColumns.reads)
        if let previous {
            oldTable.refill(enterprise: previous, need: none, asOf: day, reading: FirmColumns.reads)
        }
        columns.put(row, table, enterprise.figures, in: words, replacing: previous == nil ? nil : oldTable)
        columns.put(row, day: enterprise.founded?.number, FirmColumns.age)
        credit[row] = enterprise.creditGrade
        division[row] = words.divisions.code(of: enterprise.industry?.division ?? "")
        changes.append(number)
        if changes.count > FirmColumns.changesMax {
            let cut = changes.count / 2
            changes.removeFirst(cut)
            firstChange += cut
        }
    }

    /// How many changes there were.
    var version: Int { firstChange + changes.count }

    /// The enterprises changed since a version; nil where that is too long ago to say.
    func changed(since version: Int) -> ArraySlice<UInt32>? {
        version < firstChange ? nil : changes[(version - firstChange)...]
    }
}
