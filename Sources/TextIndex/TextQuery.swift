package import Documents
import Matching
package import TextAnalysis

/// The terms of a search with what they are worth.
///
/// Scores are those of `BM25.score`, to the bit: the same operations in the same order (20-matching.md, "BM25").
package struct TextQuery {
    /// In the order of the query's tokens, each once.
    package let terms: [UInt64]
    let bm25: BM25
    /// `lengthNorm` of the short lengths that nearly all documents have.
    private let norms: [Double]
    /// Whether a document that has a term is never worse for it, which bounds rest on; statistics of another state of
    /// the registry may break it.
    let hasBounds: Bool

    package init(terms: [UInt64], bm25: BM25) {
        self.terms = terms
        self.bm25 = bm25
        let isScored = bm25.averageLength > 0
        norms = isScored ? (0..<256).map { bm25.lengthNorm(length: $0) } : []
        hasBounds = bm25.idf.allSatisfy { $0 >= 0 }
    }

    @inline(__always)
    func norm(_ length: UInt32) -> Double {
        if Int(length) < norms.count { return norms[Int(length)] }
        return norms.isEmpty ? 1 : bm25.lengthNorm(length: Int(length))
    }

    /// What a term adds to the score of a document; 0 where no document is live.
    @inline(__always)
    func term(_ index: Int, count: UInt32, norm: Double) -> Double {
        norms.isEmpty ? 0 : bm25.term(index, frequency: Int(count), norm: norm)
    }

    /// What one term is worth, out of the array: for loops over its list.
    struct Weight {
        /// idf; 0 where no document is live.
        let idf: Double

        /// The same as `TextQuery.term`, to the bit.
        @inline(__always)
        func part(count: UInt32, norm: Double) -> Double {
            let tf = Double(count)
            return idf * tf * (BM25.k1 + 1) / (tf + norm)
        }
    }

    func weight(_ index: Int) -> Weight { Weight(idf: norms.isEmpty ? 0 : bm25.idf[index]) }

    /// No document gets more from a term: tf ÷ (tf + norm) stays below 1.
    func limit(_ index: Int) -> Double { norms.isEmpty ? 0 : max(0, bm25.idf[index]) * (BM25.k1 + 1) }
}

/// A document found by its text: which one, and how well it fits.
package struct TextMatch: Ranked, Sendable {
    /// BM25 in millionths.
    package var score: Int64
    /// UTF-8 of the record's id.
    package var id: [UInt8]
    /// Which of the searched indexes it is in, as the caller numbers them.
    package var index: Int
    package var ordinal: UInt32

    package init(score: Int64, id: [UInt8], index: Int, ordinal: UInt32) {
        self.score = score
        self.id = id
        self.index = index
        self.ordinal = ordinal
    }

    /// Score descending, then id in byte order.
    package func precedes(_ other: TextMatch) -> Bool {
        score != other.score ? score > other.score : id.lexicographicallyPrecedes(other.id)
    }
}

extension TextQuery {
    /// How often a document has each term, in the order of the query.
    package func counts(_ document: DocumentTerms) -> [Int] {
        terms.map { term in
            let place = document.terms.partitionPoint { $0.term < term }
            return place < document.terms.count && document.terms[place].term == term
                ? Int(document.terms[place].count) : 0
        }
    }

    /// The score of a document in millionths.
    package func score(_ counts: [Int], length: UInt32) -> Int64 {
        ScoreParts.millionths(bm25.score(frequencies: counts, length: Int(length)))
    }
}

extension Array {
    /// The place of the first element that the predicate does not hold for; it holds for all before.
    fileprivate func partitionPoint(_ holds: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
