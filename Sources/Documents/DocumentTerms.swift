import Cluster
package import TextAnalysis

/// A document's terms as an index keeps them: sorted hashes with their counts.
package struct DocumentTerms: Equatable, Sendable {
    /// XXH64 of the token's UTF-8; two tokens of one hash are not told apart (odds 10^-7 for a million tokens).
    package typealias Term = UInt64

    /// By hash, each once.
    package private(set) var terms: [(term: Term, count: UInt16)] = []
    /// All tokens, repeats counted.
    package private(set) var length: UInt32 = 0

    /// The terms of texts as if they were joined by spaces.
    package init(_ texts: [String], adding shared: DocumentTerms? = nil, with scanner: inout TokenScanner) {
        var hashes: [Term] = []
        hashes.reserveCapacity(48)
        for text in texts {
            scanner.forEachToken(in: text) { token in
                hashes.append(token.withUnsafeBytes { XXH64.hash($0) })
            }
        }
        hashes.sort()
        length = UInt32(hashes.count)
        for hash in hashes {
            if let last = terms.last, last.term == hash {
                terms[terms.count - 1].count &+= last.count == .max ? 0 : 1
            } else {
                terms.append((hash, 1))
            }
        }
        if let shared { merge(shared) }
    }

    private mutating func merge(_ other: DocumentTerms) {
        length += other.length
        var merged: [(term: Term, count: UInt16)] = []
        merged.reserveCapacity(terms.count + other.terms.count)
        var (a, b) = (0, 0)
        while a < terms.count || b < other.terms.count {
            if b == other.terms.count || (a < terms.count && terms[a].term < other.terms[b].term) {
                merged.append(terms[a])
                a += 1
            } else if a == terms.count || other.terms[b].term < terms[a].term {
                merged.append(other.terms[b])
                b += 1
            } else {
                merged.append((terms[a].term, terms[a].count &+ other.terms[b].count))
                a += 1
                b += 1
            }
        }
        terms = merged
    }

    package static func == (a: DocumentTerms, b: DocumentTerms) -> Bool {
        a.length == b.length && a.terms.elementsEqual(b.terms) { $0 == $1 }
    }

    /// The hash of a query's token.
    package static func term(_ token: String) -> Term { XXH64.hash(token) }
}
