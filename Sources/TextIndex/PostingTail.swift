/// The postings of the newest documents, kept in memory until there are enough of them for the lists on the disk.
///
/// A list on the disk costs the same to lengthen by one posting or by fifty, and every new document lengthens as many
/// lists as it has terms; gathered first, thousands of documents lengthen each list once.
package struct PostingTail: Sendable {
    /// One posting in the list of its term; the lists run through one array, oldest first.
    private struct Link: Sendable {
        var posting: Posting
        var next: Int32
    }

    private struct List: Sendable {
        var head, end: Int32
        var count: Int32
    }

    private static let none: Int32 = -1
    private var lists: [UInt64: List] = [:]
    private var links: [Link] = []
    /// Documents that were added.
    package private(set) var documents = 0
    /// The lowest ordinal that was added.
    package private(set) var first: UInt32?
    /// The highest ordinal that was added.
    package private(set) var last: UInt32?

    package init() {}

    /// Postings in all.
    package var count: Int { links.count }

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
            let place = Int32(links.count)
            links.append(Link(posting: posting, next: PostingTail.none))
            add(place, to: term)
        }
    }

    @inline(__always)
    private mutating func add(_ place: Int32, to term: UInt64) {
        let empty = List(head: place, end: PostingTail.none, count: 0)
        let before = { (list: inout List) -> Int32 in
            let before = list.end
            list.end = place
            list.count += 1
            return before
        }(&lists[term, default: empty])
        if before != PostingTail.none { links[Int(before)].next = place }
    }

    /// The terms that have postings, ascending.
    package var terms: [UInt64] { lists.keys.sorted() }

    /// The postings of a term, by ordinal.
    package func postings(of term: UInt64) -> [Posting] {
        guard let list = lists[term] else { return [] }
        var postings: [Posting] = []
        postings.reserveCapacity(Int(list.count))
        var place = list.head
        while place != PostingTail.none {
            let link = links[Int(place)]
            postings.append(link.posting)
            place = link.next
        }
        return postings
    }
}
