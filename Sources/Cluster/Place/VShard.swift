package import Domain

/// A hash part of the records that have a home: `XXH64(id bytes, seed 0) mod n` (40-cluster.md, section 4).
package struct VShard: RawRepresentable, Hashable, Comparable, Sendable {
    package var rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The home of a record among `count` vshards, at least 1.
    package init(id: String, count: Int) {
        precondition(count >= 1, "a cluster has at least one vshard")
        rawValue = UInt32(XXH64.hash(id) % UInt64(count))
    }

    package static func < (a: VShard, b: VShard) -> Bool { a.rawValue < b.rawValue }
}

extension RecordKind {
    /// On every worker rather than in a home vshard, since any worker may need it to answer (40-cluster.md, section 4).
    package var isBroadcast: Bool {
        switch self {
        case .suppliers, .enterprises, .offers, .jointCaps: true
        case .models, .needs, .inventory: false
        }
    }
}
