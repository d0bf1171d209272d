/// Where blocks lie in the map, as far as questions have looked them up since the environment's snapshot was renewed: a
/// look-up reads the pages of a tree, this a word.
struct BlockBases {
    private var bases: [UnsafeRawPointer?] = []

    subscript(_ number: UInt32) -> UnsafeRawPointer? {
        get { Int(number) < bases.count ? bases[Int(number)] : nil }
        set {
            while bases.count <= Int(number) { bases.append(nil) }
            bases[Int(number)] = newValue
        }
    }

    /// A commit may have moved any of them.
    mutating func forget() {
        for number in bases.indices { bases[number] = nil }
    }
}
