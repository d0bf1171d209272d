package import Domain
import Matching
import Rules

/// What lists and counts of projects read of a need, together in memory.
struct NeedSummary: Equatable, Sendable {
    /// Sought of a provider, in fen; −1 unknown.
    var amount: Int64 = -1
    /// Days since 1970; `FactShape.unknownDay` where unknown.
    var startedOn = FactShape.unknownDay
    /// Codes of the labels.
    var city, division, directions: UInt32
    /// `AmountBand` by its place in all.
    var band: UInt8
    /// Credit grade (0 none or D, 1 C, 2 B, 3 A), +4 filed, +8 a direction.
    var standing: UInt8
}

/// The needs of a vshard as columns of facts, by ordinal.
///
/// Rows are put one after the other; whoever keeps results of rows follows them by the changes since its version.
package final class NeedColumns {
    /// A row that changed, with what it was.
    struct Change {
        var row: UInt32
        var old: NeedSummary
    }

    let words: FactWords
    /// What the needs join to.
    package let firms: FirmColumns
    let columns = FactColumns(NeedColumns.facts)
    private(set) var firm: [UInt32] = []
    private(set) var summaries: [NeedSummary] = []
    /// What pages are ordered by, apart, for a page looks at many: amounts as in the summaries, days of submission.
    private(set) var amounts: [Int64] = []
    private(set) var submitted: [Int32] = []
    /// Needs with the status `open`; the others are in no list.
    private(set) var open = RowBits()
    private var ids: [UInt8] = []
    private var idEnds: [UInt32] = []
    /// Rows by enterprise, as chains: the first by enterprise, the next by row.
    private var firstRow: [UInt32] = []
    private var nextRow: [UInt32] = []
    private var firmVersion = 0
    private var changes: [Change] = []
    private var firstChange = 0
    private var table = FactTable(), oldTable = FactTable()
    /// Results that follow the changes.
    var kept = KeptResults()

    private static let facts = Fact.allCases.filter {
        !$0.isPackageFact && !$0.rawValue.utf8.starts(with: "enterprise.".utf8)
    }
    private static let reads = FactSet(facts)
    private static let noRow = UInt32.max
    static let changesMax = 16_384

    package init(_ firms: FirmColumns) {
        self.firms = firms
        words = firms.words
    }

    /// How many rows there are.
    package var count: Int { summaries.count }

    var wordCount: Int { RowBits.words(for: count) }

    /// How many changes there were.
    var version: Int { firstChange + changes.count }

    /// The changes since a version, oldest first; nil where that is too long ago to say.
    func changes(since version: Int) -> ArraySlice<Change>? {
        version < firstChange ? nil : changes[(version - firstChange)...]
    }

    /// The id of a need in UTF-8.
    func id(_ row: Int) -> ArraySlice<UInt8> { ids[(row == 0 ? 0 : Int(idEnds[row - 1]))..<Int(idEnds[row])] }

    package func idText(_ row: Int) -> String { String(decoding: id(row), as: UTF8.self) }

    /// Takes a version of a need in the place of the one before; new needs come in the order of their ordinals.
    package func put(_ ordinal: UInt32, _ need: Need, replacing previous: Need?) {
        let row = Int(ordinal)
        precondition(row <= count, "need \(row) comes before need \(count)")
        let number = firms.number(of: need.enterprise)
        if row == count {
            append(need, number)
        } else {
            note(row)
            if firm[row] != number { move(row, to: number) }
        }
        let day = CalendarDay(number: 0)
        table.refill(enterprise: nil, need: need, asOf: day, reading: NeedColumns.reads)
        if let previous { oldTable.refill(enterprise: nil, need: previous, asOf: day, reading: NeedColumns.reads) }
        columns.put(row, table, need.figures, in: words, replacing: previous == nil ? nil : oldTable)
        open.set(row, need.statusOrDefault == .open)
        let summary = summary(of: need, number)
        summaries[row] = summary
        amounts[row] = summary.amount
        submitted[row] = need.submittedOn?.number ?? FactShape.unknownDay
    }

    private func append(_ need: Need, _ number: UInt32) {
        let row = count
        ids.append(contentsOf: need.id.utf8)
        idEnds.append(UInt32(ids.count))
        firm.append(number)
        nextRow.append(NeedColumns.noRow)
        link(row, number)
        amounts.append(-1)
        submitted.append(FactShape.unknownDay)
        summaries.append(summary(of: need, number))
        note(row)
    }

    private func summary(of need: Need, _ number: UInt32) -> NeedSummary {
        let amount = need.amountSought
        let band = AmountBand.allCases.firstIndex(of: AmountBand(amount)) ?? 0
        var summary = NeedSummary(
            amount: amount?.rawValue ?? -1, startedOn: need.startedOn?.number ?? FactShape.unknownDay,
            city: words.cities.code(of: need.city.code), division: 0,
            directions: words.directions.code(of: need.directions ?? []), band: UInt8(band),
            standing: (need.isFiled ? 4 : 0) + (need.directions?.isEmpty == false ? 8 : 0))
        take(&summary, number)
        return summary
    }

    /// What the summary has of the enterprise.
    private func take(_ summary: inout NeedSummary, _ number: UInt32) {
        summary.division = firms.division[Int(number)]
        let grade: UInt8 =
            switch firms.credit[Int(number)] {
            case .a: 3
            case .b: 2
            case .c: 1
            case .d, nil: 0
            }
        summary.standing = summary.standing & ~3 | grade
    }

    private func link(_ row: Int, _ number: UInt32) {
        firstRow.fill(through: Int(number), NeedColumns.noRow)
        nextRow[row] = firstRow[Int(number)]
        firstRow[Int(number)] = UInt32(row)
    }

    private func move(_ row: Int, to number: UInt32) {
        let old = Int(firm[row])
        if firstRow[old] == UInt32(row) {
            firstRow[old] = nextRow[row]
        } else {
            var before = Int(firstRow[old])
            while nextRow[before] != UInt32(row) { before = Int(nextRow[before]) }
            nextRow[before] = nextRow[row]
        }
        firm[row] = number
        link(row, number)
    }

    /// The rows of the needs of an enterprise.
    package func rows(ofFirm number: UInt32) -> [UInt32] {
        var rows: [UInt32] = []
        var row = Int(number) < firstRow.count ? firstRow[Int(number)] : NeedColumns.noRow
        while row != NeedColumns.noRow {
            rows.append(row)
            row = nextRow[Int(row)]
        }
        return rows
    }

    /// Takes up what changed of enterprises.
    func followFirms() {
        guard firmVersion != firms.version else { return }
        if let changed = firms.changed(since: firmVersion) {
            for number in changed { for row in rows(ofFirm: number) { renew(Int(row)) } }
        } else {
            for row in 0..<count { renew(row) }
        }
        firmVersion = firms.version
    }

    private func renew(_ row: Int) {
        note(row)
        take(&summaries[row], firm[row])
    }

    private func note(_ row: Int) {
        guard !kept.isEmpty else {
            firstChange += changes.count + 1
            changes = []
            return
        }
        changes.append(Change(row: UInt32(row), old: summaries[row]))
        if changes.count > NeedColumns.changesMax {
            let cut = changes.count / 2
            changes.removeFirst(cut)
            firstChange += cut
        }
    }
}
