import Documents
import LMDB
import TextIndex

/// The words of one family of records in an environment: which documents have a term, how often, how long they are.
///
///     name         term u64 · first ordinal u32 → `PostingChunk`
///     name-tail    0 · first ordinal of a batch u32 → the documents of the batch, as `TailCodec` writes them
///                  1 → the ordinals below are in `name`, u32
///     name-ids     ordinal ÷ 64 u32 → length u16 and UTF-8 of each id, empty where there was no document yet
///
/// New documents wait in a tail, in memory and as they are, until there are enough of them to lengthen each term's list
/// once for many; searches see them from the commit on.
final class TextTable {
    /// Documents that wait at most: about 10 MB of memory.
    static let tailMax = 16_384

    let postings, waiting, ids: Table
    private var bounds = IDBounds()
    private var tail = PostingTail()
    /// Ordinals below are in `postings`, if they have a document.
    private var through: UInt32 = 0
    /// What the last `apply` leaves to `commit`.
    private var staged = Staged()
    /// Documents that waited at the last `isToSettle`.
    private var settled = 0

    private struct Staged {
        /// Documents to add to the tail.
        var new: [(ordinal: UInt32, document: DocumentTerms)] = []
        /// Nil where the tail stays as it is.
        var through: UInt32?
        /// Ids of records that had no document before.
        var ids: [(ordinal: UInt32, id: [UInt8])] = []
    }

    private static let throughKey: [UInt8] = [1]

    init(_ environment: Environment, _ name: String) throws {
        postings = try environment.openTable(name)
        let (waiting, ids) = (try environment.openTable(name + "-tail"), try environment.openTable(name + "-ids"))
        (self.waiting, self.ids) = (waiting, ids)
        try environment.read { transaction in
            through = try transaction.get(TextTable.throughKey, in: waiting) { $0.bigEndian(UInt32.self) } ?? 0
            try transaction.forEach(in: waiting, keys: .prefix([0])) { _, value in
                try TailCodec.forEach(value) { tail.add($0, length: $1, terms: $2) }
                return .continue
            }
            try transaction.forEach(in: ids) { key, value in
                let first = key.bigEndian(UInt32.self) * UInt32(IDBounds.blockSize)
                for (place, id) in try IDPage.decode(value).enumerated() where !id.isEmpty {
                    bounds.put(id, ordinal: first + UInt32(place))
                }
                return .continue
            }
        }
    }

    /// Puts the edits of a batch, each record once. May run twice where the map was full: what is in memory changes in
    /// `commit`.
    func apply(_ edits: [TextEdit], _ transaction: inout WriteTransaction) throws {
        staged = Staged()
        let edits = edits.sorted { $0.ordinal < $1.ordinal }
        let end = max(through, tail.last.map { $0 + 1 } ?? 0)
        let new = edits.filter { $0.old == nil && $0.ordinal >= end }.compactMap { edit in
            edit.new.map { (ordinal: edit.ordinal, document: $0) }
        }
        let changes = edits.filter { $0.old != nil || $0.ordinal < end }
        let isTailChanged = tail.first.map { first in changes.contains { $0.ordinal >= first } } ?? false
        if isTailChanged || tail.documents + new.count > TextTable.tailMax { try fold(&transaction) }
        try change(changes, &transaction)
        staged.ids = edits.filter { $0.old == nil }.map { ($0.ordinal, Array($0.id.utf8)) }
        try IDPage.put(staged.ids, in: ids, &transaction)
        if let first = new.first {
            try transaction.put(TextTable.tailKey(first.ordinal), value: TailCodec.encode(new), in: waiting)
            staged.new = new
        }
    }

    /// Takes the edits of `apply` up in memory, after the commit.
    func commit() {
        if let through = staged.through {
            self.through = through
            tail = PostingTail()
        }
        for (ordinal, document) in staged.new {
            tail.add(ordinal, length: document.length, terms: document.terms)
        }
        for (ordinal, id) in staged.ids { bounds.put(id, ordinal: ordinal) }
        staged = Staged()
    }

    /// Whether documents wait and none came since the last call: an import is over then.
    func isToSettle() -> Bool {
        defer { settled = tail.documents }
        return tail.documents > 0 && tail.documents == settled
    }

    /// Puts the documents that wait into the lists; `commit` follows.
    func settle(_ transaction: inout WriteTransaction) throws {
        staged = Staged()
        try fold(&transaction)
    }

    private static func tailKey(_ first: UInt32) -> Key {
        var key = Key([0])
        key.append(first)
        return key
    }

    /// Lengthens the list of every term of the tail, and forgets what waited.
    private func fold(_ transaction: inout WriteTransaction) throws {
        guard let last = tail.last else { return }
        try tail.forEachTerm { term, postings in
            // All ordinals of the tail are above those in the lists: only the last chunk of a list grows.
            let place = try find(term, .max, transaction)
            let merged = place.postings.count < PostingChunk.maxPostings ? place.postings + postings : Array(postings)
            let first = merged.first?.ordinal == place.first ? place.first : nil
            try put(term, merged, isLast: true, replacing: first, &transaction)
        }
        try transaction.delete(.prefix([0]), in: waiting)
        try transaction.put(TextTable.throughKey, value: last + 1, in: waiting)
        staged.through = last + 1
    }

    private func change(_ changes: [TextEdit], _ transaction: inout WriteTransaction) throws {
        guard !changes.isEmpty else { return }
        var edits: [(term: UInt64, edit: PostingEdit)] = []
        for change in changes {
            PostingEdits.add(ordinal: change.ordinal, old: change.old, new: change.new, to: &edits)
        }
        edits.sort { ($0.term, $0.edit.ordinal) < ($1.term, $1.edit.ordinal) }
        var start = 0
        while start < edits.count {
            let term = edits[start].term
            let end = edits[start...].firstIndex { $0.term != term } ?? edits.count
            try edit(term, edits[start..<end].map(\.edit), &transaction)
            start = end
        }
    }

    /// Carries out the edits of one term, by ordinal, chunk by chunk.
    private func edit(_ term: UInt64, _ edits: [PostingEdit], _ transaction: inout WriteTransaction) throws {
        var rest = edits[...]
        while let next = rest.first {
            let place = try find(term, next.ordinal, transaction)
            let end = place.next.map { next in rest.firstIndex { $0.ordinal >= next } ?? rest.endIndex }
            let own = rest[..<(end ?? rest.endIndex)]
            let merged = PostingEdits.merge(place.postings, own)
            try put(term, merged, isLast: place.next == nil, replacing: place.first, &transaction)
            rest = rest[own.endIndex...]
        }
    }

    private struct Place {
        /// The first ordinal of the chunk; nil where there is none to lengthen.
        var first: UInt32?
        var postings: [Posting] = []
        /// The first ordinal of the chunk after it; nil behind the last.
        var next: UInt32?
    }

    /// The chunk that an ordinal belongs to: the last that begins at or before it, or else the first.
    private func find(_ term: UInt64, _ ordinal: UInt32, _ transaction: borrowing WriteTransaction) throws -> Place {
        try transaction.withCursor(in: postings) { cursor in
            var place = Place()
            var isOn = try cursor.seek(TextTable.key(term, ordinal))
            if isOn, cursor.ordinal(of: term) == ordinal {
                place.first = ordinal
                place.postings = try cursor.postings(from: ordinal)
                isOn = try cursor.next()
                place.next = isOn ? cursor.ordinal(of: term) : nil
                return place
            }
            place.next = isOn ? cursor.ordinal(of: term) : nil
            isOn = isOn ? try cursor.previous() : try cursor.last()
            if isOn, let first = cursor.ordinal(of: term) {
                place.first = first
                place.postings = try cursor.postings(from: first)
            } else if let first = place.next {
                _ = try cursor.seek(exactly: TextTable.key(term, first))
                place.first = first
                place.postings = try cursor.postings(from: first)
                place.next = try cursor.next() ? cursor.ordinal(of: term) : nil
            }
            return place
        }
    }

    private func put(
        _ term: UInt64, _ merged: [Posting], isLast: Bool, replacing first: UInt32?,
        _ transaction: inout WriteTransaction
    ) throws {
        if let first, merged.first?.ordinal != first {
            try transaction.delete(TextTable.key(term, first), in: postings)
        }
        var bytes: [UInt8] = []
        for cut in PostingEdits.cuts(merged.count, isLast: isLast) {
            bytes.removeAll(keepingCapacity: true)
            PostingChunk.encode(merged[cut], to: &bytes)
            try transaction.put(TextTable.key(term, merged[cut.lowerBound].ordinal), value: bytes, in: postings)
        }
    }

    static func key(_ term: UInt64, _ ordinal: UInt32) -> Key {
        var key = Key(capacity: 12)
        key.append(term)
        key.append(ordinal)
        return key
    }

    /// Calls `body` with the lists as a transaction sees them, and the tail as it is now.
    ///
    /// The source is lent for the call.
    func withSource<T: ReadableTransaction & ~Copyable, R>(
        _ transaction: borrowing T, _ body: (any TextSource) throws -> R
    ) throws -> R {
        try transaction.withCursor(in: postings) { postings in
            try transaction.withCursor(in: ids) { ids in
                // A class cannot hold what is only lent; the reader does not outlive this call.
                try withUnsafeMutablePointer(to: &postings) { postings in
                    try withUnsafeMutablePointer(to: &ids) { try body(TextReader(postings, ids: $0, tail, bounds)) }
                }
            }
        }
    }
}
