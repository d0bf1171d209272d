/// Numbers of watches as bits, with a bit for each word that has any, so that few among a million are found at once.
struct NumberSet: Sendable {
    private var words: [UInt64] = []
    private var filled: [UInt64] = []

    /// Makes room for the numbers below a count.
    mutating func reserve(_ count: Int) {
        let needed = (count + 63) / 64
        guard needed > words.count else { return }
        // By half more, so that watches added one by one do not move it each time.
        let room = max(needed, words.count + words.count / 2)
        words.append(contentsOf: repeatElement(0, count: room - words.count))
        filled.append(contentsOf: repeatElement(0, count: (room + 63) / 64 - filled.count))
    }

    mutating func insert(_ number: UInt32) {
        let word = Int(number >> 6)
        words[word] |= 1 << UInt64(number & 63)
        filled[word >> 6] |= 1 << UInt64(word & 63)
    }

    mutating func removeAll() {
        for block in filled.indices {
            var rest = filled[block]
            while rest != 0 {
                words[block * 64 + rest.trailingZeroBitCount] = 0
                rest &= rest - 1
            }
            filled[block] = 0
        }
    }

    /// The words of two sets that were given the same room, where one of them has any, in order.
    static func forEachWord(_ a: NumberSet, _ b: NumberSet, _ body: (_ word: Int, UInt64, UInt64) -> Void) {
        for block in a.filled.indices {
            var rest = a.filled[block] | b.filled[block]
            while rest != 0 {
                let word = block * 64 + rest.trailingZeroBitCount
                body(word, a.words[word], b.words[word])
                rest &= rest - 1
            }
        }
    }
}
