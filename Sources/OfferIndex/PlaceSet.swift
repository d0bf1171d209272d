/// Places of offers, 0 up to a count, as one bit each.
struct PlaceSet: Sendable {
    private(set) var words: [UInt64]
    let count: Int

    /// All of them or none.
    init(count: Int, isFull: Bool) {
        self.count = count
        words = Array(repeating: isFull ? .max : 0, count: (count + 63) / 64)
        if isFull, count % 64 != 0 { words[words.count - 1] = (1 << UInt64(count % 64)) - 1 }
    }

    mutating func insert(_ place: UInt32) { words[Int(place >> 6)] |= 1 << UInt64(place & 63) }
    mutating func remove(_ place: UInt32) { words[Int(place >> 6)] &= ~(1 << UInt64(place & 63)) }

    mutating func formUnion(_ other: PlaceSet) {
        for index in words.indices { words[index] |= other.words[index] }
    }

    mutating func formIntersection(_ other: PlaceSet) {
        for index in words.indices { words[index] &= other.words[index] }
    }

    mutating func subtract(_ other: PlaceSet) {
        for index in words.indices { words[index] &= ~other.words[index] }
    }

    /// The places in it, ascending.
    func forEach(_ body: (Int) -> Void) {
        for index in words.indices {
            var word = words[index]
            while word != 0 {
                body(index * 64 + word.trailingZeroBitCount)
                word &= word - 1
            }
        }
    }

    /// The bytes it takes.
    var byteCount: Int { words.count * 8 }
}

/// Places listed for one key: as numbers where they are few, as bits where bits take less.
enum Posting: Sendable {
    case few([UInt32])
    case many(PlaceSet)

    init(_ places: [UInt32], count: Int) {
        guard places.count > count / 32 else {
            self = .few(places)
            return
        }
        var set = PlaceSet(count: count, isFull: false)
        for place in places { set.insert(place) }
        self = .many(set)
    }

    func add(to set: inout PlaceSet) {
        switch self {
        case .few(let places): for place in places { set.insert(place) }
        case .many(let places): set.formUnion(places)
        }
    }

    func remove(from set: inout PlaceSet) {
        switch self {
        case .few(let places): for place in places { set.remove(place) }
        case .many(let places): set.subtract(places)
        }
    }

    /// The bytes it takes.
    var byteCount: Int {
        switch self {
        case .few(let places): places.count * 4
        case .many(let set): set.byteCount
        }
    }
}
