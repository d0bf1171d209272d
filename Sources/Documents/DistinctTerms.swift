import Cluster
package import TextAnalysis

extension DocumentTerms {
    /// The hashes of a query's distinct tokens in order of first appearance (20-matching.md, "BM25", R24).
    package static func distinct(in text: String, with scanner: inout TokenScanner) -> [Term] {
        var terms: [Term] = []
        scanner.forEachToken(in: text) { token in
            let term = token.withUnsafeBytes { XXH64.hash($0) }
            // Texts are short: a look along the list is cheaper than a set.
            if !terms.contains(term) { terms.append(term) }
        }
        return terms
    }
}
