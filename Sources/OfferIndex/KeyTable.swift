internal import Domain
internal import Rules

/// A text or code as bytes: of a code, the wider ones are its prefixes, and nothing else is.
struct Key: Hashable, Comparable, Sendable {
    let bytes: [UInt8]

    static func < (a: Key, b: Key) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }

    init(_ text: String) { bytes = Array(text.utf8) }

    /// The digits without the pairs that say "all of it": none for the country, two for a province, four for a city.
    init(_ region: Region) {
        let digits = Array(region.text.utf8)
        let code = region.code
        let length = code == Region.country.code ? 0 : code % 10_000 == 0 ? 2 : code % 100 == 0 ? 4 : 6
        bytes = Array(digits.prefix(length))
    }

    init(_ industry: Industry) { self.init(industry.code) }

    /// With a dot at its end, so that `motor` is no prefix of `motorcycle`.
    init(_ category: CategoryPath) { self.init(category.path + ".") }

    /// What a known value is found by, one for each element of a set; nil for a value that has no keys.
    static func keys(of slot: Slot) -> [Key]? {
        switch slot {
        case .text(let text): [Key(text)]
        case .texts(let texts): texts.map { Key($0) }
        case .region(let region): [Key(region)]
        case .regions(let regions): regions.map { Key($0) }
        case .industry(let industry): [Key(industry)]
        case .categories(let paths): paths.map { Key($0) }
        case .unknown, .number, .money, .date, .bool: nil
        }
    }
}

/// The offers listed for each key, found by search in sorted keys.
struct KeyTable: Sendable {
    /// Ascending.
    private let keys: [Key]
    private let postings: [Posting]
    private let longest: Int

    init(_ lists: [Key: [UInt32]], count: Int) {
        let sorted = lists.sorted { $0.key < $1.key }
        keys = sorted.map(\.key)
        postings = sorted.map { Posting($0.value, count: count) }
        longest = keys.reduce(0) { max($0, $1.bytes.count) }
    }

    /// Of just this key.
    func forEach(exactly key: Key, _ body: (Posting) -> Void) {
        let index = place(of: key)
        if index < keys.count, keys[index] == key { body(postings[index]) }
    }

    /// Of this code and those it is within.
    func forEach(around key: Key, _ body: (Posting) -> Void) {
        for length in 0...min(key.bytes.count, longest) {
            forEach(exactly: Key(prefix: length, of: key), body)
        }
    }

    /// Of the codes within this one, itself not among them.
    func forEach(within key: Key, _ body: (Posting) -> Void) {
        var index = place(of: key)
        while index < keys.count, keys[index].bytes.starts(with: key.bytes) {
            if keys[index].bytes.count > key.bytes.count { body(postings[index]) }
            index += 1
        }
    }

    /// Of the first key not before this one.
    private func place(of key: Key) -> Int {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The bytes it takes.
    var byteCount: Int {
        keys.reduce(0) { $0 + $1.bytes.count + 40 } + postings.reduce(0) { $0 + $1.byteCount + 48 }
    }
}

extension Key {
    fileprivate init(prefix length: Int, of key: Key) { bytes = Array(key.bytes.prefix(length)) }
}
