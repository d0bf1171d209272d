/// Decides which rows are accepted once it is known which ids are stored.
///
/// An id is *available* where it is stored, or where some good row of the run has it and all that this row refers to is
/// available; the largest such set is taken, so that rows which refer to each other are accepted together (R36). A row
/// is accepted where it is good, all it refers to is available, and no earlier row of its id was accepted (R32). Of
/// rows with one id the first that can be is accepted, so that which of them it is does not change what is available.
struct RowDecision {
    /// A row that hangs on an id that is not sure.
    private struct Link {
        var target: IDTable.Node
        var row: Int
        var id: IDTable.Node
    }

    /// By id that only rows with references have: how many of these may still be accepted.
    private var alive: [IDTable.Node: Int] = [:]
    private var links: [Link] = []

    static func decide(_ rows: inout RowTable, _ ids: inout IDTable) {
        var decision = RowDecision()
        decision.collect(&rows, ids)
        decision.settle()
        decision.mark(&ids)
        accept(&rows, &ids)
        rows.forgetWords()
    }

    /// Counts the rows of ids that are only possible, and links them to what they hang on.
    private mutating func collect(_ rows: inout RowTable, _ ids: IDTable) {
        rows.update { row, flags, id, references in
            guard flags.contains(.isGood), !references.isEmpty, let id, RowDecision.isOpen(ids[id]) else {
                return flags
            }
            var targets: [IDTable.Node] = []
            for node in references {
                guard node != RowTable.noNode else { return flags }
                let state = ids[node]
                if !state.isDisjoint(with: [.isSure, .isStored]) { continue }
                guard state.contains(.isPossible) else { return flags }
                targets.append(node)
            }
            alive[id, default: 0] += 1
            for target in Set(targets) { links.append(Link(target: target, row: row, id: id)) }
            return flags
        }
    }

    /// Whether others hang on whether a row of this id is accepted.
    private static func isOpen(_ state: IDTable.State) -> Bool {
        state.isSuperset(of: [.isReferenced, .isPossible]) && state.isDisjoint(with: [.isSure, .isStored])
    }

    /// Takes away what hangs on what is not there, until nothing more falls.
    private mutating func settle() {
        links.sort { ($0.target, $0.row) < ($1.target, $1.row) }
        var fallen = Set(links.map { $0.target }).filter { alive[$0] == nil }
        var deadRows: Set<Int> = []
        while let target = fallen.popFirst() {
            for link in links(to: target) where deadRows.insert(link.row).inserted {
                guard let left = alive[link.id] else { continue }
                alive[link.id] = left == 1 ? nil : left - 1
                if left == 1 { fallen.insert(link.id) }
            }
        }
    }

    private func links(to target: IDTable.Node) -> ArraySlice<Link> {
        var low = 0
        var high = links.count
        while low < high {
            let middle = (low + high) / 2
            if links[middle].target < target { low = middle + 1 } else { high = middle }
        }
        return links[low...].prefix { $0.target == target }
    }

    private func mark(_ ids: inout IDTable) {
        for node in alive.keys { ids[node].insert(.isLeft) }
    }

    private static func accept(_ rows: inout RowTable, _ ids: inout IDTable) {
        rows.update { _, flags, id, references in
            var flags = flags
            if !references.allSatisfy({ $0 != RowTable.noNode && ids[$0].isAvailable }) {
                flags.insert(.lacksReference)
            }
            if let id, ids[id].contains(.isTaken) { flags.insert(.isDuplicate) }
            if flags.contains(.isGood), flags.isDisjoint(with: [.lacksReference, .isDuplicate]) {
                flags.insert(.isAccepted)
                if let id { ids[id].insert(.isTaken) }
            }
            return flags
        }
    }
}
