/// One document in the list of a term.
package struct Posting: Equatable, Sendable {
    /// The document's number: dense, in order of birth.
    package var ordinal: UInt32
    /// How often the document has the term, at least 1.
    package var count: UInt32
    /// The document's tokens, repeats counted.
    package var length: UInt32

    package init(ordinal: UInt32, count: UInt32, length: UInt32) {
        self.ordinal = ordinal
        self.count = count
        self.length = length
    }

    /// The posting of a document's term; nil for a count of 0, which a document may give where it cannot count as far.
    init?(ordinal: UInt32, counted count: UInt16, length: UInt32) {
        guard count > 0 else { return nil }
        self.init(ordinal: ordinal, count: UInt32(count), length: length)
    }
}
