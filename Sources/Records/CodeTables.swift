internal import Domain

/// Regions as a bit for each code, to be looked up without a hash.
struct RegionSet: Sendable {
    private static let first = 100_000
    private var words: [UInt64]

    init(_ regions: Set<Region>) {
        words = regions.isEmpty ? [] : [UInt64](repeating: 0, count: 900_000 / 64 + 1)
        for region in regions {
            let bit = Int(region.code) - RegionSet.first
            guard bit >= 0, bit < 900_000 else { continue }
            words[bit >> 6] |= 1 << UInt64(bit & 63)
        }
    }

    /// - Parameter code: of six digits, the first not 0.
    func contains(_ code: Int) -> Bool {
        let bit = code - RegionSet.first
        return bit >= 0 && bit >> 6 < words.count && words[bit >> 6] & (1 << UInt64(bit & 63)) != 0
    }
}

/// Categories found by the bytes of their paths; a path that was found shares its text with the tree.
struct CategoryBytes: Sendable {
    /// The declared keys of a category, a few.
    struct Specs: Sendable {
        private let keys: [(key: [UInt8], type: Category.SpecType)]

        init(_ specs: [String: Category.SpecType]) {
            keys = specs.map { (Array($0.key.utf8), $0.value) }
        }

        /// The declared type of a key; nil where the category does not declare it.
        func type(of key: UnsafeBufferPointer<UInt8>) -> Category.SpecType? {
            for known in keys where known.key.count == key.count && known.key.elementsEqual(key) { return known.type }
            return nil
        }
    }

    struct Entry: Sendable {
        let path: CategoryPath
        let bytes: [UInt8]
        let specs: Specs
    }

    private var entries: [Entry] = []
    /// Places in `entries` by hash, -1 where there is none; at most half full.
    private var places: [Int32]

    init(_ tree: CategoryTree) {
        var capacity = 16
        while capacity < tree.categories.count * 2 { capacity *= 2 }
        places = [Int32](repeating: -1, count: capacity)
        for (path, category) in tree.categories {
            let bytes = Array(path.path.utf8)
            var slot = bytes.withUnsafeBufferPointer { CategoryBytes.hash($0) } & (capacity - 1)
            while places[slot] >= 0 { slot = (slot + 1) & (capacity - 1) }
            places[slot] = Int32(entries.count)
            entries.append(Entry(path: path, bytes: bytes, specs: Specs(category.specs)))
        }
    }

    func find(_ path: UnsafeBufferPointer<UInt8>) -> Entry? {
        var slot = CategoryBytes.hash(path) & (places.count - 1)
        while places[slot] >= 0 {
            let entry = entries[Int(places[slot])]
            if entry.bytes.count == path.count, entry.bytes.elementsEqual(path) { return entry }
            slot = (slot + 1) & (places.count - 1)
        }
        return nil
    }

    /// FNV-1a: the tree is the product's own, nobody chooses its paths to collide.
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: hash >> 17)
    }
}

/// Unified social credit codes as bytes.
enum USCCBytes {
    private static let weights: [UInt16] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, byte) in "0123456789ABCDEFGHJKLMNPQRTUWXY".utf8.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()

    /// Whether they are a code in upper case whose check character is right (`USCC`).
    static func isCode(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count == 18 else { return false }
        var sum: UInt16 = 0
        for index in 0..<18 {
            let value = values[Int(bytes[index])]
            guard value < 31 else { return false }
            if index < 17 { sum += UInt16(value) * weights[index] }
        }
        return (31 - sum % 31) % 31 == values[Int(bytes[17])]
    }
}
