/// Text into tokens, for queries and short texts; `TokenScanner` does the same for many.
package enum TextAnalyser {
    /// The tokens of a text in order, repeats kept (20-matching.md, "BM25", R25).
    package static func tokens(_ text: String) -> [String] {
        var scanner = TokenScanner()
        var tokens: [String] = []
        scanner.forEachToken(in: text) { tokens.append(String(token: $0)) }
        return tokens
    }
}

extension String {
    /// A token as text.
    init(token: Span<UInt8>) {
        self = token.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}
