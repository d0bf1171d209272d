import Domain
import FoundationEssentials
package import Matching
package import Queries
package import TextAnalysis
package import Wire

extension WireTextStatistics {
    package init(_ counts: TextStatistics, tokens: [String]) {
        self.init()
        documents = UInt64(counts.documents)
        totalLength = UInt64(counts.totalLength)
        self.tokens = tokens
        frequencies = counts.documentFrequencies.map { UInt64($0) }
    }

    /// The counts without the tokens; a missing frequency reads as 0.
    package var counts: TextStatistics {
        var counts = frequencies.prefix(tokens.count).map { Int(clamping: $0) }
        counts += [Int](repeating: 0, count: tokens.count - counts.count)
        return TextStatistics(
            documents: Int(clamping: documents), totalLength: Int(clamping: totalLength), documentFrequencies: counts)
    }
}

extension RoundedParts {
    /// In the order of the score's table: price, efficiency, delivery, locality, rating, policy, text.
    package var list: [Int64] { [price, efficiency, delivery, locality, rating, policy, text] }

    /// Nil unless there are seven.
    package init?(list: [Int64]) {
        guard list.count == 7 else { return nil }
        self.init(
            price: list[0], efficiency: list[1], delivery: list[2], locality: list[3], rating: list[4],
            policy: list[5], text: list[6])
    }
}

extension WireModelHit {
    /// What the hit is ordered by.
    package var rank: ModelRank<ByteOrdered> { ModelRank(score: score, priceFen: priceFen, id: ByteOrdered(id)) }

    package init(_ hit: Hit) {
        self.init()
        id = hit.model
        score = hit.score
        priceFen = hit.price.rawValue
    }
}

extension WireLineHit {
    package init(_ hit: WantedHit) {
        self.init()
        need = hit.line.need
        line = hit.line.line
        score = hit.line.score
        parts = hit.parts.list
        title = hit.title
        region = hit.region
        quantity = UInt32(clamping: hit.quantity)
        neededBy = hit.neededBy
    }

    /// Nil for a damaged message.
    package var hit: WantedHit? {
        RoundedParts(list: parts).map { parts in
            WantedHit(
                line: WantedLine(need: need, line: line, score: score), parts: parts, title: title, region: region,
                quantity: Int(quantity), neededBy: neededBy)
        }
    }
}

extension WireProjectKey {
    package init(_ key: ProjectKey) {
        self.init()
        outcome = UInt32(key.outcome)
        fit = key.fit
        amountFen = key.amount
        submitted = key.submitted
        need = key.need
    }

    package var key: ProjectKey {
        ProjectKey(outcome: Int(outcome), fit: fit, amount: amountFen, submitted: submitted, need: need)
    }
}

extension WireFacetCount {
    /// By value in byte order, so that equal facets are equal bytes.
    package static func list(_ counts: [String: Int]) -> [WireFacetCount] {
        counts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { value, count in
            var facet = WireFacetCount()
            facet.value = value
            facet.count = UInt64(count)
            return facet
        }
    }
}

extension WireFieldTest {
    package init(_ filter: RecordFilter) {
        self.init()
        field = filter.field
        relation = filter.relation.rawValue
        value = filter.value
    }
}
