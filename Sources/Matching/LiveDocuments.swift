package import Domain
package import TextAnalysis

/// Term counts of the models that are live by status, not by date (20-matching.md, "BM25").
package struct LiveDocuments: Sendable {
    /// By model id; models that are not live by status are not there.
    package let counts: [String: TermCounts]
    /// The tokens of all of them, repeats counted.
    package let totalLength: Int
    private let frequencies: [String: Int]

    package init(models: [EquipmentModel], suppliers: [String: Supplier], categories: CategoryTree) {
        var scanner = TokenScanner()
        var counts: [String: TermCounts] = [:]
        var totalLength = 0
        var frequencies: [String: Int] = [:]
        for model in models where model.isActive && suppliers[model.supplier]?.isActive == true {
            let fields = DocumentText.fields(of: model, category: categories[model.category])
            let terms = TermCounts(fields, with: &scanner)
            for token in terms.tokens { frequencies[token, default: 0] += 1 }
            totalLength += terms.length
            counts[model.id] = terms
        }
        self.counts = counts
        self.totalLength = totalLength
        self.frequencies = frequencies
    }

    /// The counts for a query's distinct tokens.
    package func statistics(for tokens: [String]) -> TextStatistics {
        TextStatistics(
            documents: counts.count,
            totalLength: totalLength,
            documentFrequencies: tokens.map { frequencies[$0] ?? 0 }
        )
    }

    /// s of a model for the query's distinct tokens; 0 for a model that is not live by status.
    package func bm25(of id: String, tokens: [String], with bm25: BM25) -> Double {
        guard !tokens.isEmpty, let terms = counts[id] else { return 0 }
        return bm25.score(frequencies: tokens.map { terms.frequency(of: $0) }, length: terms.length)
    }
}
