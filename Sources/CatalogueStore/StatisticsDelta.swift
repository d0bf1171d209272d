import Documents

/// What a batch of changes does to the text statistics of one family.
struct StatisticsDelta {
    private(set) var documents = 0
    private(set) var length = 0
    private var terms = TermDeltas()

    mutating func add(_ document: DocumentTerms, _ sign: Int) {
        documents += sign
        length += sign * Int(document.length)
        for (term, _) in document.terms { terms.add(term, sign) }
    }

    /// The terms with another number of documents than before, ascending.
    var changes: [(term: DocumentTerms.Term, change: Int)] { terms.sorted }
}

/// Changes by term: a table of open addresses, for terms are hashes already.
private struct TermDeltas {
    private var keys: [UInt64] = []
    private var values: [Int] = []
    private var isTaken: [Bool] = []
    private var count = 0

    mutating func add(_ term: UInt64, _ change: Int) {
        if count * 4 >= keys.count * 3 { grow() }
        let slot = slot(of: term)
        if !isTaken[slot] {
            isTaken[slot] = true
            keys[slot] = term
            count += 1
        }
        values[slot] += change
    }

    var sorted: [(term: UInt64, change: Int)] {
        var list: [(term: UInt64, change: Int)] = []
        list.reserveCapacity(count)
        for slot in keys.indices where isTaken[slot] && values[slot] != 0 { list.append((keys[slot], values[slot])) }
        list.sort { $0.term < $1.term }
        return list
    }

    private func slot(of term: UInt64) -> Int {
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: term >> 20) & mask
        while isTaken[slot], keys[slot] != term { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        let old = self
        let size = max(64, keys.count * 2)
        keys = [UInt64](repeating: 0, count: size)
        values = [Int](repeating: 0, count: size)
        isTaken = [Bool](repeating: false, count: size)
        for place in old.keys.indices where old.isTaken[place] {
            let slot = slot(of: old.keys[place])
            isTaken[slot] = true
            keys[slot] = old.keys[place]
            values[slot] = old.values[place]
        }
    }
}
