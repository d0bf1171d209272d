/// A set of words as a tree of scalars; each word carries a payload of 0 or more.
private struct WordTree: Sendable {
    private var children: [UInt64: UInt32] = [:]
    private var payloads: [Int32] = [-1]

    /// Adds a word given in the order of reading; the first of equal words stays.
    mutating func insert(_ word: some Sequence<UInt32>, payload: Int32) {
        var node: UInt32 = 0
        for scalar in word {
            if let next = child(of: node, scalar) {
                node = next
            } else {
                let next = UInt32(payloads.count)
                payloads.append(-1)
                children[UInt64(node) << 32 | UInt64(scalar)] = next
                node = next
            }
        }
        if payloads[Int(node)] < 0 { payloads[Int(node)] = payload }
    }

    func child(of node: UInt32, _ scalar: UInt32) -> UInt32? { children[UInt64(node) << 32 | UInt64(scalar)] }

    func payload(of node: UInt32) -> Int32 { payloads[Int(node)] }
}

/// Finds the longest of many words that a text ends with.
///
/// In Chinese the head of a noun phrase stands last, so the longest word at the end of an item says what the item is.
struct SuffixTrie: Sendable {
    private var tree = WordTree()

    init(_ words: [(word: String, payload: Int32)] = []) {
        for (word, payload) in words { insert(Scalars.of(word), payload: payload) }
    }

    /// Adds a word; the first of equal words stays.
    mutating func insert(_ word: [UInt32], payload: Int32) { tree.insert(word.reversed(), payload: payload) }

    /// The longest word that ends before `end` and starts at or after `start`.
    ///
    /// - Complexity: O(longest word).
    func longest(in text: [UInt32], from start: Int, to end: Int) -> (length: Int, payload: Int32)? {
        var node: UInt32 = 0
        var best: (length: Int, payload: Int32)?
        var place = end
        while place > start, let next = tree.child(of: node, text[place - 1]) {
            place -= 1
            node = next
            let payload = tree.payload(of: node)
            if payload >= 0 { best = (end - place, payload) }
        }
        return best
    }
}

/// Finds the longest of many words that a text starts with.
struct PrefixTrie: Sendable {
    private var tree = WordTree()

    init(_ words: [(word: String, payload: Int32)]) {
        for (word, payload) in words { tree.insert(Scalars.of(word), payload: payload) }
    }

    /// The longest word that starts at `start` and ends at or before `end`.
    ///
    /// - Complexity: O(longest word).
    func longest(in text: [UInt32], from start: Int, to end: Int) -> (length: Int, payload: Int32)? {
        var node: UInt32 = 0
        var best: (length: Int, payload: Int32)?
        var place = start
        while place < end, let next = tree.child(of: node, text[place]) {
            place += 1
            node = next
            let payload = tree.payload(of: node)
            if payload >= 0 { best = (place - start, payload) }
        }
        return best
    }

    /// Whether any word stands anywhere in that range.
    func isFound(in text: [UInt32], _ range: Range<Int>) -> Bool {
        var place = range.lowerBound
        while place < range.upperBound {
            if longest(in: text, from: place, to: range.upperBound) != nil { return true }
            place += 1
        }
        return false
    }
}

/// Texts as scalars in one spelling: full-width forms as ASCII, letters upper case; one scalar stays one.
enum Scalars {
    static func of(_ text: String) -> [UInt32] { text.unicodeScalars.map { normal($0.value) } }

    static func normal(_ scalar: UInt32) -> UInt32 {
        var value = scalar
        if value >= 0xFF01, value <= 0xFF5E { value -= 0xFEE0 }
        if value == 0x3000 || value == 0xA0 || value == 9 { value = 0x20 }
        if value >= 0x61, value <= 0x7A { value -= 0x20 }
        return value
    }

    static func isHan(_ scalar: UInt32) -> Bool { scalar >= 0x3400 && scalar <= 0x9FFF }

    static func isASCIIWord(_ scalar: UInt32) -> Bool {
        (scalar >= 0x30 && scalar <= 0x39) || (scalar >= 0x41 && scalar <= 0x5A)
    }

    /// Scalars as text.
    static func text(_ scalars: ArraySlice<UInt32>) -> String {
        var view = String.UnicodeScalarView()
        for scalar in scalars { if let scalar = Unicode.Scalar(scalar) { view.append(scalar) } }
        return String(view)
    }
}
