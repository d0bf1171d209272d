internal import Benefits
internal import Domain

/// Items of a frame that bear on each other, at most 64, and on no other: chosen among by themselves.
struct Component {
    /// A bound that members share: what they come to together is at most the limit.
    struct Cap {
        var mask: UInt64
        /// In fen.
        var limit: Double
        /// The most the members can be worth together; nil = what the limit allows.
        var worth: Double?
        /// Members by falling worth of a fen.
        var order: [Int] = []
    }

    /// Indices into the frame's items, ascending: in byte order of ids.
    let items: [Int]
    /// Of each, the most it can be worth: a benefit as if it stood alone with what it rests on, a cover its cost below
    /// 0.
    var values: [Double] = []
    var firsts: [Int64] = []
    /// Of benefits, the most a fen of it can be worth.
    var densities: [Double] = []
    /// Those it cannot stand with.
    var conflicts: [UInt64] = []
    /// One of each must stand with it.
    var requires: [[UInt64]] = []
    /// One of each must be chosen.
    var musts: [UInt64] = []
    var caps: [Cap] = []
    /// Where one bound holds every item and nothing requires another: the items in the order in which the bound is
    /// filled, so that what is chosen first is not cut by what is chosen later.
    var filling: [Int]?
    /// Of each, its first group, or its own: of one slot at most one is chosen.
    var slots: [Int] = []
    var slotCount = 0
    /// Those that can be worth something, now or in month 0.
    var gainful: UInt64 = 0
    /// Items that others can only make worth less: under at most one bound, whose other members are too. Where a
    /// benefit is under two, a cut by the one leaves more of the other to the rest; where one hangs on another, more of
    /// them can be worth more each.
    var settled: UInt64 = 0
    /// What rounding may add to a bound: payments in parts are rounded part by part.
    var slack = 0.0

    init(items: [Int]) { self.items = items }

    /// All items.
    var all: UInt64 { items.count == 64 ? .max : (1 << UInt64(items.count)) - 1 }

    /// The items of a mask, ascending.
    func chosen(_ mask: UInt64) -> [Int] { BitSequence(mask).map { items[$0] } }
}

/// The positions of the bits of a mask, ascending.
struct BitSequence: Sequence, IteratorProtocol {
    private var mask: UInt64

    init(_ mask: UInt64) { self.mask = mask }

    mutating func next() -> Int? {
        guard mask != 0 else { return nil }
        let bit = mask.trailingZeroBitCount
        mask &= mask &- 1
        return bit
    }
}
