import Domain
import Matching

/// What the rows of a block lie between: enough to say that none passes, or what the best can score (a zone map).
package struct BlockZone: Sendable {
    package private(set) var rows: UInt32 = 0
    private var minPrice = Int64.max
    private var maxPrice = Int64.min
    private var minLeadTime = Int64.max
    private var maxLeadTime = Int64.min
    /// No limit known counts as the greatest.
    private var minCapacity = Int64.max
    private var maxCapacity = Int64.min
    private var minEnd = Int64.max
    private var maxEnd = Int64.min
    private var minEfficiency = UInt8.max
    private var maxEfficiency: UInt8 = 0
    private var anyActive = false
    private(set) var allActive = true
    private var anyFavoured = false
    private var suppliers = SupplierBounds()
    /// A bit for the supplier of each row; two may share a bit.
    private var supplierBits: UInt64 = 0

    /// - Parameter bounds: of a supplier by ordinal, over all its versions.
    package init(_ block: ModelBlock, _ bounds: (UInt32) -> SupplierBounds) {
        rows = UInt32(block.count)
        (minPrice, maxPrice) = block.column(.price).bounds
        (minLeadTime, maxLeadTime) = block.column(.leadTime).bounds
        (minCapacity, maxCapacity) = block.column(.capacity).bounds
        (minEnd, maxEnd) = block.column(.end).bounds
        for row in 0..<block.count {
            let efficiency = block.efficiencyRank(row)
            (minEfficiency, maxEfficiency) = (min(minEfficiency, efficiency), max(maxEfficiency, efficiency))
            let flags = block.flags(row)
            if flags & ModelBlock.active != 0 { anyActive = true } else { allActive = false }
            if flags & ModelBlock.favoured != 0 { anyFavoured = true }
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
        anyActive && minPrice <= line.limitFen && maxEfficiency >= line.minEfficiency
            && minLeadTime <= line.days && maxEnd >= line.asOf && maxCapacity >= line.leastCapacity
            && suppliers.served & line.servedMask == line.servedMask
    }

    /// Whether every row passes the tests on the price, and so on: they need not be asked row by row.
    @inline(__always) func isWithinPrice(_ limitFen: Int64) -> Bool { maxPrice <= limitFen }
    @inline(__always) func allEfficient(_ line: LineTests) -> Bool { minEfficiency >= line.minEfficiency }
    @inline(__always) func allInTime(_ line: LineTests) -> Bool { maxLeadTime <= line.days }
    @inline(__always) func allRunning(_ line: LineTests) -> Bool { minEnd >= line.asOf }
    @inline(__always) func allHaveCapacity(_ line: LineTests) -> Bool { minCapacity >= line.leastCapacity }

    /// No row scores more: every part is at its best, summed as a score is, and rounding keeps the order.
    @inline(__always)
    func bound(_ line: LineTests) -> Int64 {
        var parts = best(line)
        parts.price = ScoreParts.price(limitFen: line.limit, priceFen: minPrice)
        return parts.score
    }

    /// Every part of a score at its best among the rows, but the price, which is 0.
    @inline(__always)
    func best(_ line: LineTests) -> ScoreParts {
        var parts = ScoreParts(
            price: 0, efficiency: ScoreParts.efficiency(rank: Int(maxEfficiency)),
            delivery: ScoreParts.delivery(daysUntilNeeded: line.daysUntilNeeded, leadTimeDays: Int(minLeadTime)),
            locality: 0.3, rating: suppliers.maxRating / 5, policy: anyFavoured ? 1 : 0, text: line.textBound)
        if suppliers.cities & line.cityBit != 0 {
            parts.locality = 1
        } else if suppliers.provinces & line.provinceBit != 0 {
            parts.locality = 0.6
        }
        return parts
    }
}
