import Domain
import Matching
import TextAnalysis

/// One line as blocks are asked: the figures of its tests, resolved once. Plain numbers, so that a copy costs nothing.
struct LineTests: BitwiseCopyable {
    /// The limit in fen; nil and `.max` without one.
    let limit: Int64?
    let limitFen: Int64
    /// A rank; 0 without a minimum. `unrated` has rank 0 and fails any.
    let minEfficiency: UInt8
    let daysUntilNeeded: Int?
    /// `.max` without a date.
    let days: Int64
    let asOf: Int64
    /// A month; ⌈quantity ÷ months⌉.
    let leastCapacity: Int64
    let region: Region
    /// The province as `SupplierBounds.served` has it; all bits for a need that names no province.
    let servedMask: UInt64
    /// 0 where no supplier can be in the same city, or province.
    let cityBit, provinceBit: UInt64
    /// The part `text` of a document that had nothing but the query's tokens.
    let textBound: Double

    init(_ query: LineQuery, _ bm25: BM25) {
        let line = query.line
        limit = line.maxUnitPrice?.rawValue
        limitFen = limit ?? .max
        minEfficiency = line.minEfficiency.map { UInt8(max(1, $0.rank)) } ?? 0
        daysUntilNeeded = query.daysUntilNeeded
        days = query.daysUntilNeeded.map(Int64.init) ?? .max
        asOf = Int64(query.asOf.number)
        leastCapacity = LineTests.leastCapacity(quantity: Int64(line.quantity), months: Int64(query.capacityMonths))
        region = query.region
        servedMask = query.region.province == nil ? .max : SupplierBounds.province(region.code)
        cityBit = query.region.city == nil ? 0 : SupplierBounds.city(region.code)
        provinceBit = query.region.province == nil ? 0 : SupplierBounds.province(region.code)
        // tf ÷ (tf + norm) stays below 1, so no token adds more than idf · (k1 + 1).
        let most = bm25.averageLength > 0 ? bm25.idf.reduce(0) { $0 + $1 * (BM25.k1 + 1) } : 0
        textBound = query.tokens.isEmpty ? 0 : ScoreParts.text(bm25: most)
    }

    /// The least that passes `HardTests.capacity`: a number times the months reaches the quantity.
    private static func leastCapacity(quantity: Int64, months: Int64) -> Int64 {
        quantity > 0 ? (quantity - 1) / months + 1 : 0
    }
}
