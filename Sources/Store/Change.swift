package import Domain

/// A change of the log as a worker applies it.
package struct Change: Sendable {
    package var seq: UInt64
    /// The seq of the record's first version: its name inside the cluster, the same on all workers.
    package var birth: UInt64
    package var kind: RecordKind
    package var id: String
    /// Canonical JSON.
    package var body: [UInt8]
    package var timeMs: Int64

    package init(seq: UInt64, birth: UInt64, kind: RecordKind, id: String, body: [UInt8], timeMs: Int64) {
        self.seq = seq
        self.birth = birth
        self.kind = kind
        self.id = id
        self.body = body
        self.timeMs = timeMs
    }
}

/// What a store cannot do.
package struct StoreFlaw: Error, CustomStringConvertible, Sendable {
    package let description: String
    /// Whether the files are at fault, so that building them anew helps.
    package let isDamage: Bool

    package init(_ description: String, isDamage: Bool = false) {
        self.description = description
        self.isDamage = isDamage
    }
}
