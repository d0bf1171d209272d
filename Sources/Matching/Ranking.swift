/// What stands in a ranked list: of two that differ exactly one precedes, so that every order is total.
@usableFromInline
package protocol Ranked {
    /// Whether this stands before the other.
    func precedes(_ other: Self) -> Bool
}

/// The place of a model for a line: score descending, price ascending, id ascending (20-matching.md, "Score").
///
/// `ID` is `ByteOrdered` for ids as text, or any number given out in byte order of the ids. Inlinable because top-k
/// compares every candidate.
@usableFromInline
package struct ModelRank<ID: Comparable & Sendable>: Ranked, Equatable, Sendable {
    /// Millionths.
    @usableFromInline package var score: Int64
    @usableFromInline package var priceFen: Int64
    @usableFromInline package var id: ID

    @inlinable
    package init(score: Int64, priceFen: Int64, id: ID) {
        self.score = score
        self.priceFen = priceFen
        self.id = id
    }

    @inlinable
    package func precedes(_ other: Self) -> Bool {
        if score != other.score { return score > other.score }
        if priceFen != other.priceFen { return priceFen < other.priceFen }
        return id < other.id
    }
}

/// Text compared by its UTF-8 bytes, as ids are ordered everywhere; `String` itself compares normalised scalars.
package struct ByteOrdered: Comparable, Hashable, Sendable {
    package var text: String

    package init(_ text: String) { self.text = text }

    package static func == (a: ByteOrdered, b: ByteOrdered) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }
    package static func < (a: ByteOrdered, b: ByteOrdered) -> Bool {
        a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
    }
    package func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}
