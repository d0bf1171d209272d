/// What a search reads of one index.
package protocol TextSource: AnyObject {
    /// Appends chunks of a term, from the first that has an ordinal at or after `ordinal`.
    ///
    /// - Parameters:
    ///   - limit: most chunks to append, at least 1; what costs nothing more may be beyond it.
    ///   - chunks: their bytes stay where they are as long as the source lives.
    /// - Returns: whether no chunk of the term comes after those appended.
    func read(_ term: UInt64, from ordinal: UInt32, limit: Int, into chunks: inout [ChunkView]) throws -> Bool

    /// The UTF-8 of a record's id; asked only for documents that may be among the best.
    func id(_ ordinal: UInt32) throws -> [UInt8]

    /// Whether a record of these ordinals may have an id before this one; false only where none has.
    ///
    /// Of many documents with the same score the first by id are wanted: this passes over the rest.
    func mayPrecede(_ id: [UInt8], _ ordinals: ClosedRange<UInt32>) -> Bool
}
