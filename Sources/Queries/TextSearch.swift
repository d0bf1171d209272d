package import Domain
import Matching

/// A record found by its text.
package struct TextHit: Ranked, Sendable {
    package var id: String
    /// BM25 in millionths.
    package var score: Int64
    package var name: String
    package var body: [UInt8]

    package init(id: String, score: Int64, name: String, body: [UInt8]) {
        self.id = id
        self.score = score
        self.name = name
        self.body = body
    }

    /// Score descending, then id in byte order.
    package func precedes(_ other: TextHit) -> Bool {
        score != other.score ? score > other.score : id.utf8.lexicographicallyPrecedes(other.id.utf8)
    }
}

/// What a search found: how many, how they spread, and the best.
package struct SearchResult: Sendable {
    package var total = 0
    package var hits: [TextHit] = []
    package var categories: [String: Int] = [:]
    package var regions: [String: Int] = [:]
    package var efficiencies: [String: Int] = [:]

    package init() {}
}

/// The families of texts that are searched, each with statistics of its own.
package enum TextFamily: UInt32, CaseIterable, Sendable {
    case models = 1
    case suppliers = 2
    case needs = 3

    package init?(_ kind: RecordKind) {
        switch kind {
        case .models: self = .models
        case .suppliers: self = .suppliers
        case .needs: self = .needs
        default: return nil
        }
    }
}
