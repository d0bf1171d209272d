/// How much of the data stood behind an answer (40-cluster.md, section 8). No reply is never zero hits.
package struct Coverage: Equatable, Sendable {
    /// Why a part is missing.
    package enum Why: String, Sendable {
        case timeout, unreachable, behind, overload
        case noReplica = "no_replica"
        case failed
        case tooOld = "too_old"
    }

    /// The vshards missing for one reason.
    package struct Reason: Equatable, Sendable {
        package var shards: [VShard]
        package var why: Why
        package var records: UInt64

        package init(shards: [VShard], why: Why, records: UInt64) {
            self.shards = shards
            self.why = why
            self.records = records
        }
    }

    package var shards: Int
    package var answered: Int
    package var covered: UInt64
    package var expected: UInt64
    package var reasons: [Reason]

    package init(shards: Int, answered: Int, covered: UInt64, expected: UInt64, reasons: [Reason]) {
        self.shards = shards
        self.answered = answered
        self.covered = covered
        self.expected = expected
        self.reasons = reasons
    }

    /// Records covered ÷ expected; 1 only when nothing is missing.
    package var fraction: Double {
        if answered == shards { return 1 }
        if expected == 0 { return Double(answered) / Double(shards) }
        // A missing vshard without records still means that something did not answer.
        return min(Double(covered) / Double(expected), 1 - 1e-6)
    }
}
