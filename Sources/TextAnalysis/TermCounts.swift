/// The distinct tokens of a document with how often each is in it, in order of first appearance (20-matching.md,
/// "BM25").
package struct TermCounts: Equatable, Sendable {
    /// Distinct tokens in order of first appearance.
    package private(set) var tokens: [String] = []
    /// How often the token of the same index is there, at least 1.
    package private(set) var frequencies: [Int] = []
    /// All tokens, repeats counted.
    package private(set) var length = 0
    private var positions: [String: Int] = [:]

    package init() {}

    /// Counts the tokens of a text.
    package init(_ text: String) {
        var scanner = TokenScanner()
        add(text, with: &scanner)
    }

    /// Counts the tokens of texts as if they were joined by spaces.
    package init(_ texts: some Sequence<String>, with scanner: inout TokenScanner) {
        for text in texts { add(text, with: &scanner) }
    }

    /// How often a token is in the document.
    package func frequency(of token: String) -> Int { positions[token].map { frequencies[$0] } ?? 0 }

    private mutating func add(_ text: String, with scanner: inout TokenScanner) {
        scanner.forEachToken(in: text) { add(String(token: $0)) }
    }

    private mutating func add(_ token: String) {
        length += 1
        if let position = positions[token] {
            frequencies[position] += 1
        } else {
            positions[token] = tokens.count
            tokens.append(token)
            frequencies.append(1)
        }
    }
}
