internal import Domain

/// What the watches of a cell ask: numbers of codes, 0 = not asked.
struct CellKey: Equatable, Sendable {
    /// The digits and one.
    var region: UInt32
    /// Of the table of industries, of categories, and of the directions asked.
    var industry, category, direction: UInt32

    /// A region as it is written in a key.
    static func number(of region: Region) -> UInt32 { region.code &+ 1 }

    /// By multiplying two halves to 128 bits and folding them (Wang, wyhash).
    var hash: UInt32 {
        let first = UInt64(region) << 32 | UInt64(industry)
        let second = UInt64(category) << 32 | UInt64(direction)
        let product = (first ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: second ^ 0xE703_7ED1_A0B4_28DB)
        let folded = product.high ^ product.low
        return UInt32(truncatingIfNeeded: folded ^ folded >> 32)
    }
}

/// Where a watch is: its cell and its offset there.
struct WatchPlace: Sendable {
    var cell: UInt32
    var offset: UInt32

    /// Of a number that no watch has.
    static let none = WatchPlace(cell: .max, offset: 0)
}

/// A watch in its cell: what is left to compare.
struct CellEntry: Sendable {
    let number: UInt32
    /// Of provider and offer.
    let group: UInt32
    /// Of bounds of the amount, 0 = not asked.
    let band: UInt32
    /// 0 = without one.
    let rule: UInt32
}
