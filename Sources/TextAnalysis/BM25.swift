#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What BM25 must know of all documents: counts that are summed over shards before any score (20-matching.md, "BM25").
package struct TextStatistics: Equatable, Sendable {
    /// N: the models live by status.
    package var documents: Int
    /// The tokens of all of them, repeats counted.
    package var totalLength: Int
    /// For each distinct token of the query, in its order, the documents that have it.
    package var documentFrequencies: [Int]

    package init(documents: Int, totalLength: Int, documentFrequencies: [Int]) {
        self.documents = documents
        self.totalLength = totalLength
        self.documentFrequencies = documentFrequencies
    }

    /// No documents, for a query of so many distinct tokens.
    package init(tokens: Int) {
        self.init(documents: 0, totalLength: 0, documentFrequencies: Array(repeating: 0, count: tokens))
    }

    /// Adds another shard's counts for the same query.
    package mutating func add(_ other: TextStatistics) {
        precondition(
            documentFrequencies.count == other.documentFrequencies.count,
            "statistics of two different queries"
        )
        documents += other.documents
        totalLength += other.totalLength
        for (index, frequency) in other.documentFrequencies.enumerated() { documentFrequencies[index] += frequency }
    }
}

/// BM25 for one query over one state of the registry.
///
/// Source: 20-matching.md, "BM25" (R24); Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, with an
/// idf that is never negative.
@usableFromInline
package struct BM25: Sendable {
    /// How fast repeats saturate. Inlinable, as is `b`, because the scores below are.
    @inlinable
    package static var k1: Double { 1.2 }
    /// How much length counts.
    @inlinable
    package static var b: Double { 0.75 }

    /// For each distinct token of the query, in order of first appearance.
    @usableFromInline package let idf: [Double]
    /// Tokens a document, repeats counted; 0 where none is live.
    @usableFromInline package let averageLength: Double

    /// For the tokens that the statistics are of.
    package init(_ statistics: TextStatistics) {
        let documents = statistics.documents
        idf = statistics.documentFrequencies.map { BM25.idf(documents: documents, frequency: $0) }
        averageLength = documents > 0 ? Double(statistics.totalLength) / Double(documents) : 0
    }

    /// ln(1 + (N − df + 0.5)/(df + 0.5)).
    package static func idf(documents: Int, frequency: Int) -> Double {
        let n = Double(documents)
        let df = Double(frequency)
        return log(1 + (n - df + 0.5) / (df + 0.5))
    }

    /// The part of a document's score that its length decides: k1 · (1 − b + b · length ÷ average length).
    ///
    /// Inlinable because an index scan calls it for every candidate.
    @inlinable
    package func lengthNorm(length: Int) -> Double {
        BM25.k1 * (1 - BM25.b + BM25.b * Double(length) / averageLength)
    }

    /// What one token adds: idf · tf · (k1 + 1) ÷ (tf + norm); 0 for a token that is not there.
    ///
    /// Inlinable because an index scan calls it for every candidate and token.
    @inlinable
    package func term(_ index: Int, frequency: Int, norm: Double) -> Double {
        guard frequency > 0 else { return 0 }
        let tf = Double(frequency)
        return idf[index] * tf * (BM25.k1 + 1) / (tf + norm)
    }

    /// s of a document: the sum over the query's distinct tokens in their order; 0 where no document is live.
    ///
    /// - Parameters:
    ///   - frequencies: how often the document has each token of the query, in the query's order.
    ///   - length: the document's tokens, repeats counted.
    /// - Returns: 0 or more.
    @inlinable
    package func score(frequencies: some Collection<Int>, length: Int) -> Double {
        guard averageLength > 0 else { return 0 }
        let norm = lengthNorm(length: length)
        var s = 0.0
        var index = 0
        for frequency in frequencies {
            s += term(index, frequency: frequency, norm: norm)
            index += 1
        }
        return s
    }
}
