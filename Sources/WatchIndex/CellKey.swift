internal import Domain

/// What the watches of a cell ask: numbers of codes, 0 = not asked.
struct CellKey: Equatable, Sendable {
    /// The digits and one.
    var region: UInt32
    /// Of the table of industries, of categories, and of the directions asked.
    var industry, category, direction: UInt32
    /// Of a part of a large cell, what its watches ask of offers; 0 of a whole one.
    var group: UInt32 = 0

    /// A region as it is written in a key.
    static func number(of region: Region) -> UInt32 { region.code &+ 1 }

    /// By multiplying two halves to 128 bits and folding them (Wang, wyhash).
    var hash: UInt32 {
        let first = UInt64(region) << 32 | UInt64(industry)
        let second = UInt64(category) << 32 | UInt64(direction)
        let product = (first ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: second ^ 0xE703_7ED1_A0B4_28DB)
        let folded = product.high ^ product.low ^ UInt64(group) &* 0x9E37_79B9_7F4A_7C15
        return UInt32(truncatingIfNeeded: folded ^ folded >> 32)
    }
}

/// A watch in its cell: what is left to compare beside the offers it asks for.
struct CellEntry: Sendable {
    /// Of the watch; of a part of a large cell, the part's.
    let number: UInt32
    /// Of bounds of the amount, 0 = not asked.
    let band: UInt32
    /// 0 = without one.
    let rule: UInt32
}
