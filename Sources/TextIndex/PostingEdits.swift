package import Documents

/// What becomes of one document in the list of a term; nil = it leaves the list.
package struct PostingEdit: Sendable {
    package var ordinal: UInt32
    package var posting: Posting?

    package init(ordinal: UInt32, posting: Posting?) {
        self.ordinal = ordinal
        self.posting = posting
    }
}

/// The edits of a batch by term.
package enum PostingEdits {
    /// What a document's change makes of the lists of its terms, added to `edits` in no order.
    ///
    /// A list is left alone where the document stands in it as before: the same count and the same length.
    package static func add(
        ordinal: UInt32, old: DocumentTerms?, new: DocumentTerms?,
        to edits: inout [(term: UInt64, edit: PostingEdit)]
    ) {
        let (before, after) = (old?.terms ?? [], new?.terms ?? [])
        let isLengthSame = old?.length == new?.length
        var (a, b) = (0, 0)
        while a < before.count || b < after.count {
            if b == after.count || (a < before.count && before[a].term < after[b].term) {
                edits.append((before[a].term, PostingEdit(ordinal: ordinal, posting: nil)))
                a += 1
                continue
            }
            let isKnown = a < before.count && before[a].term == after[b].term
            if !isKnown || !isLengthSame || before[a].count != after[b].count {
                let posting = Posting(ordinal: ordinal, counted: after[b].count, length: new?.length ?? 0)
                edits.append((after[b].term, PostingEdit(ordinal: ordinal, posting: posting)))
            }
            if isKnown { a += 1 }
            b += 1
        }
    }

    /// Postings with the edits carried out; both by ordinal, each ordinal once.
    package static func merge(_ postings: [Posting], _ edits: ArraySlice<PostingEdit>) -> [Posting] {
        guard let first = edits.first else { return postings }
        if postings.last.map({ $0.ordinal < first.ordinal }) ?? true { return postings + edits.compactMap(\.posting) }
        var merged: [Posting] = []
        merged.reserveCapacity(postings.count + edits.count)
        var at = 0
        for edit in edits {
            while at < postings.count, postings[at].ordinal < edit.ordinal {
                merged.append(postings[at])
                at += 1
            }
            if at < postings.count, postings[at].ordinal == edit.ordinal { at += 1 }
            if let posting = edit.posting { merged.append(posting) }
        }
        merged.append(contentsOf: postings[at...])
        return merged
    }

    /// How postings are cut into chunks: at the end of a list, which only grows there, full ones and a rest; elsewhere
    /// even ones, which leave room.
    package static func cuts(_ count: Int, isLast: Bool) -> [Range<Int>] {
        let most = PostingChunk.maxPostings
        guard count > most else { return count > 0 ? [0..<count] : [] }
        let chunks = (count + most - 1) / most
        let size = isLast ? most : (count + chunks - 1) / chunks
        return stride(from: 0, to: count, by: size).map { $0..<min(count, $0 + size) }
    }
}
