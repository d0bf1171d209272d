/// The postings of the newest documents, kept in memory until there are enough of them for the lists on the disk.
///
/// A list on the disk costs the same to lengthen by one posting or by fifty, and every new document lengthens as many
/// lists as it has terms; gathered first, thousands of documents lengthen each list once.
package struct PostingTail: Sendable {
    /// One posting in the list of its term; the lists run through one array, oldest first.
    private struct Link: Sendable {
        var posting: Posting
        /// Of the term, in `terms`.
        var place: UInt32
        var next: UInt32
    }

    private struct List: Sendable {
        var head, end: UInt32
        var count: Int
    }

    private static let none = UInt32.max
    private var places = TermPlaces()
    /// By place of the term.
    private var lists: [List] = []
    private var links: [Link] = []
    /// Documents that were added.
    package private(set) var documents = 0
    /// The lowest ordinal that was added.
    package private(set) var first: UInt32?
    /// The highest ordinal that was added.
    package private(set) var last: UInt32?

    package init() {}

    /// Adds a document whose ordinal is above all that were added before.
    ///
    /// - Parameters:
    ///   - length: the document's tokens, repeats counted.
    ///   - terms: each once, with how often the document has it.
    package mutating func add(_ ordinal: UInt32, length: UInt32, terms: [(term: UInt64, count: UInt16)]) {
        precondition(last.map { $0 < ordinal } ?? true, "documents are added in the order of their ordinals")
        if first == nil { first = ordinal }
        last = ordinal
        documents += 1
        for (term, count) in terms {
            guard let posting = Posting(ordinal: ordinal, counted: count, length: length) else { continue }
            let place = places.place(of: term)
            let link = UInt32(links.count)
            if place == lists.count {
                lists.append(List(head: link, end: link, count: 1))
            } else {
                links[Int(lists[place].end)].next = link
                lists[place].end = link
                lists[place].count += 1
            }
            links.append(Link(posting: posting, place: UInt32(place), next: PostingTail.none))
        }
    }

    /// The postings of a term, by ordinal.
    package func postings(of term: UInt64) -> [Posting] {
        guard let place = places.known(term) else { return [] }
        var postings: [Posting] = []
        postings.reserveCapacity(lists[place].count)
        var at = lists[place].head
        while at != PostingTail.none {
            postings.append(links[Int(at)].posting)
            at = links[Int(at)].next
        }
        return postings
    }

    /// Calls `body` with every term, ascending, and its postings, by ordinal.
    ///
    /// All links are read once, in order: to follow each list through them would miss the cache at every step.
    package func forEachTerm(_ body: (UInt64, ArraySlice<Posting>) throws -> Void) rethrows {
        var ends: [Int] = []
        ends.reserveCapacity(lists.count)
        for list in lists { ends.append((ends.last ?? 0) + list.count) }
        var next = [0] + ends.dropLast()
        let none = Posting(ordinal: 0, count: 0, length: 0)
        var postings = [Posting](repeating: none, count: links.count)
        for link in links {
            postings[next[Int(link.place)]] = link.posting
            next[Int(link.place)] += 1
        }
        for place in places.terms.indices.sorted(by: { places.terms[$0] < places.terms[$1] }) {
            try body(places.terms[place], postings[(ends[place] - lists[place].count)..<ends[place]])
        }
    }
}

/// Numbers terms in the order in which they are first met. Terms are hashes already: their low bits say where to look.
private struct TermPlaces: Sendable {
    private(set) var terms: [UInt64] = []
    /// Open addressing; place + 1, 0 where nothing is. At most half full.
    private var slots = [UInt32](repeating: 0, count: 1024)

    /// The place of a term; new ones get the one that follows.
    mutating func place(of term: UInt64) -> Int {
        let slot = slot(of: term)
        if slots[slot] != 0 { return Int(slots[slot]) - 1 }
        terms.append(term)
        slots[slot] = UInt32(terms.count)
        if terms.count * 2 > slots.count { grow() }
        return terms.count - 1
    }

    /// The place of a term that was met.
    func known(_ term: UInt64) -> Int? {
        let slot = slot(of: term)
        return slots[slot] == 0 ? nil : Int(slots[slot]) - 1
    }

    /// Where a term is, or would be.
    @inline(__always)
    private func slot(of term: UInt64) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: term) & mask
        while slots[slot] != 0, terms[Int(slots[slot]) - 1] != term { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 4)
        for (place, term) in terms.enumerated() { slots[slot(of: term)] = UInt32(place + 1) }
    }
}
