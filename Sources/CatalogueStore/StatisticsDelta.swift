import Documents

/// What a batch of changes does to the text statistics of one family.
struct StatisticsDelta {
    private(set) var documents = 0
    private(set) var length = 0
    private var terms = TermDeltas()

    mutating func add(_ document: DocumentTerms, _ sign: Int) {
        begin(length: Int(document.length), sign)
        for (term, _) in document.terms { terms.add(term, sign) }
    }

    /// Adds a document by the hashes of its own tokens, in any order and with repeats, and by its category's words.
    mutating func add(_ hashes: [DocumentTerms.Term], _ words: DocumentTerms?, _ sign: Int) {
        begin(length: hashes.count + Int(words?.length ?? 0), sign)
        for term in hashes { terms.add(term, sign) }
        if let words { for (term, _) in words.terms { terms.add(term, sign) } }
    }

    private mutating func begin(length: Int, _ sign: Int) {
        documents += sign
        self.length += sign * length
        terms.beginDocument()
    }

    /// The terms with another number of documents than before, ascending.
    var changes: [(term: DocumentTerms.Term, change: Int)] { terms.sorted }
}

/// Changes by term: a table of open addresses, for terms are hashes already.
private struct TermDeltas {
    private struct Slot {
        var term: UInt64 = 0
        /// The document that was last counted, from 1; 0 = the slot is free.
        var document: UInt32 = 0
        var change: Int32 = 0
    }

    private var slots: [Slot] = []
    private var count = 0
    private var document: UInt32 = 0

    mutating func beginDocument() { document += 1 }

    /// Counts a term of the present document, however often it is given.
    mutating func add(_ term: UInt64, _ sign: Int) {
        if count * 4 >= slots.count * 3 { grow() }
        let place = place(of: term)
        guard slots[place].document != document else { return }
        if slots[place].document == 0 {
            slots[place].term = term
            count += 1
        }
        slots[place].document = document
        slots[place].change += Int32(sign)
    }

    var sorted: [(term: UInt64, change: Int)] {
        var list: [(term: UInt64, change: Int)] = []
        list.reserveCapacity(count)
        for slot in slots where slot.change != 0 { list.append((slot.term, Int(slot.change))) }
        list.sort { $0.term < $1.term }
        return list
    }

    private func place(of term: UInt64) -> Int {
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: term >> 20) & mask
        while slots[place].document != 0, slots[place].term != term { place = (place + 1) & mask }
        return place
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(), count: max(64, old.count * 2))
        for slot in old where slot.document != 0 { slots[place(of: slot.term)] = slot }
    }
}
