import Domain
import Matching

/// What the rows of a block lie between: enough to say that none passes, or what the best can score (a zone map).
///
/// One cache line, for a search reads those of a whole category. So figures are rounded: a least one down, a greatest
/// one up, and the greatest number of a field is any number from there on.
package struct BlockZone: Sendable {
    /// Price in whole yuan.
    private var minYuan = UInt32.max
    private var maxYuan: UInt32 = 0
    private var minLeadTime = UInt16.max
    private var maxLeadTime: UInt16 = 0
    private var minCapacity = UInt16.max
    private var maxCapacity: UInt16 = 0
    private var minEnd = Int32.max
    private var maxEnd = Int32.min
    private var minEfficiency = UInt8.max
    private var maxEfficiency: UInt8 = 0
    private var rowCount: UInt8 = 0
    private var marks: UInt8 = 0
    private var suppliers = SupplierBounds()
    /// A bit for the supplier of each row; two may share a bit.
    private var supplierBits: UInt64 = 0

    // Bits of `marks`.
    private static let anyActive: UInt8 = 1
    private static let anyInactive: UInt8 = 2
    private static let anyFavoured: UInt8 = 4

    package var rows: Int { Int(rowCount) }
    @inline(__always) var allActive: Bool { marks & BlockZone.anyInactive == 0 }

    /// - Parameter bounds: of a supplier by ordinal, over all its versions.
    package init(_ block: ModelBlock, _ bounds: (UInt32) -> SupplierBounds) {
        rowCount = UInt8(block.count)
        let (price, leadTime) = (block.column(.price).bounds, block.column(.leadTime).bounds)
        let (capacity, end) = (block.column(.capacity).bounds, block.column(.end).bounds)
        minYuan = UInt32(clamping: price.0 / 100)
        maxYuan = UInt32(clamping: price.1 / 100 + 1)
        (minLeadTime, maxLeadTime) = (UInt16(clamping: leadTime.0), UInt16(clamping: leadTime.1))
        (minCapacity, maxCapacity) = (UInt16(clamping: capacity.0), UInt16(clamping: capacity.1))
        (minEnd, maxEnd) = (Int32(clamping: end.0), Int32(clamping: end.1))
        for row in 0..<block.count {
            let efficiency = block.efficiencyRank(row)
            (minEfficiency, maxEfficiency) = (min(minEfficiency, efficiency), max(maxEfficiency, efficiency))
            let flags = block.flags(row)
            marks |= flags & ModelBlock.active != 0 ? BlockZone.anyActive : BlockZone.anyInactive
            if flags & ModelBlock.favoured != 0 { marks |= BlockZone.anyFavoured }
            let supplier = block.supplier(row)
            supplierBits |= BlockZone.bit(supplier)
            let service = Int(block.service(row))
            suppliers.add(bounds(supplier), withServices: service == 0)
            if service > 0 {
                _ = block.anyRegion(ofList: service - 1) {
                    suppliers.add(served: $0)
                    return false
                }
            }
        }
    }

    private static func bit(_ supplier: UInt32) -> UInt64 { 1 << UInt64(supplier & 63) }

    /// Takes in that a supplier has another version: the block may have rows of it.
    package mutating func widen(_ supplier: UInt32, _ bounds: SupplierBounds) {
        if supplierBits & BlockZone.bit(supplier) != 0 { suppliers.add(bounds) }
    }

    /// Whether a row may pass the tests of a line that a zone can answer.
    @inline(__always)
    func mayPass(_ line: LineTests) -> Bool {
        marks & BlockZone.anyActive != 0 && leastPriceFen <= line.limitFen && maxEfficiency >= line.minEfficiency
            && Int64(minLeadTime) <= line.days && Int64(maxEnd) >= line.asOf
            && (maxCapacity == .max || Int64(maxCapacity) >= line.leastCapacity)
            && suppliers.served & line.servedMask == line.servedMask
    }

    /// Not above the least.
    @inline(__always) private var leastPriceFen: Int64 { Int64(minYuan) * 100 }

    /// Whether every row passes the tests on the price, and so on: they need not be asked row by row.
    @inline(__always)
    func isWithinPrice(_ limitFen: Int64) -> Bool {
        limitFen == .max || (maxYuan != .max && Int64(maxYuan) * 100 <= limitFen)
    }
    @inline(__always) func allEfficient(_ line: LineTests) -> Bool { minEfficiency >= line.minEfficiency }
    @inline(__always)
    func allInTime(_ line: LineTests) -> Bool {
        line.days == .max || (maxLeadTime != .max && Int64(maxLeadTime) <= line.days)
    }
    @inline(__always) func allRunning(_ line: LineTests) -> Bool { Int64(minEnd) >= line.asOf }
    @inline(__always) func allHaveCapacity(_ line: LineTests) -> Bool { Int64(minCapacity) >= line.leastCapacity }

    /// No row scores more: every part is at its best, summed as a score is, and rounding keeps the order.
    @inline(__always)
    func bound(_ line: LineTests) -> Int64 {
        var parts = best(line)
        parts.price = ScoreParts.price(limitFen: line.limit, priceFen: leastPriceFen)
        return parts.score
    }

    /// Every part of a score at its best among the rows, but the price, which is 0.
    @inline(__always)
    func best(_ line: LineTests) -> ScoreParts {
        var parts = ScoreParts(
            price: 0, efficiency: ScoreParts.efficiency(rank: Int(maxEfficiency)),
            delivery: ScoreParts.delivery(daysUntilNeeded: line.daysUntilNeeded, leadTimeDays: Int(minLeadTime)),
            locality: 0.3, rating: Double(suppliers.maxRating) / 5,
            policy: marks & BlockZone.anyFavoured != 0 ? 1 : 0, text: line.textBound)
        if suppliers.cities & line.cityBit != 0 {
            parts.locality = 1
        } else if suppliers.provinces & line.provinceBit != 0 {
            parts.locality = 0.6
        }
        return parts
    }
}
