/// One bit for each row, 64 to a word; rows beyond the last word are not set.
struct RowBits: Sendable {
    private(set) var words: [UInt64] = []

    init() {}

    /// So many words, none set.
    init(words count: Int) { words = Array(repeating: 0, count: count) }

    /// The words that hold so many rows.
    static func words(for rows: Int) -> Int { (rows + 63) / 64 }

    func contains(_ row: Int) -> Bool {
        row / 64 < words.count && words[row / 64] & (1 << UInt64(row % 64)) != 0
    }

    mutating func set(_ row: Int, _ isSet: Bool) {
        if row / 64 >= words.count {
            guard isSet else { return }
            words.append(contentsOf: repeatElement(0, count: row / 64 + 1 - words.count))
        }
        let bit: UInt64 = 1 << UInt64(row % 64)
        if isSet { words[row / 64] |= bit } else { words[row / 64] &= ~bit }
    }

    /// The rows of a word; 0 beyond the last.
    func word(_ index: Int) -> UInt64 { index < words.count ? words[index] : 0 }

    mutating func setWord(_ index: Int, _ word: UInt64) {
        if index >= words.count {
            guard word != 0 else { return }
            words.append(contentsOf: repeatElement(0, count: index + 1 - words.count))
        }
        words[index] = word
    }
}

/// The places of the bits that are set, ascending.
struct BitPlaces: Sequence, IteratorProtocol {
    private var rest: UInt64

    init(_ word: UInt64) { rest = word }

    mutating func next() -> Int? {
        guard rest != 0 else { return nil }
        defer { rest &= rest - 1 }
        return rest.trailingZeroBitCount
    }
}

/// The rows that have one thing: a sorted list while they are few, bits once they are many.
struct Posting: Sendable {
    private var few: [UInt32] = []
    /// Empty while they are few.
    private var many = RowBits()

    /// A list longer than this, and than a 32nd of the rows, is kept as bits.
    private static let fewMax = 128

    func contains(_ row: Int) -> Bool {
        if !many.words.isEmpty { return many.contains(row) }
        let place = Posting.place(of: UInt32(row), in: few)
        return place < few.count && few[place] == UInt32(row)
    }

    /// The rows of a word.
    func word(_ index: Int) -> UInt64 {
        if !many.words.isEmpty { return many.word(index) }
        var word: UInt64 = 0
        var place = Posting.place(of: UInt32(index * 64), in: few)
        while place < few.count, Int(few[place]) / 64 == index {
            word |= 1 << UInt64(few[place] % 64)
            place += 1
        }
        return word
    }

    mutating func set(_ row: Int, _ isSet: Bool) {
        if !many.words.isEmpty { return many.set(row, isSet) }
        let number = UInt32(row)
        let place = Posting.place(of: number, in: few)
        let isThere = place < few.count && few[place] == number
        if isSet, !isThere { few.insert(number, at: place) } else if !isSet, isThere { few.remove(at: place) }
        guard few.count > Posting.fewMax, let last = few.last, few.count > Int(last) / 32 else { return }
        many = RowBits(words: RowBits.words(for: Int(last) + 1))
        for row in few { many.set(Int(row), true) }
        few = []
    }

    private static func place(of row: UInt32, in rows: [UInt32]) -> Int {
        if let last = rows.last, last < row { return rows.count }
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle] < row { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
