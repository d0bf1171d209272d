import Answers
import Cluster
import Domain
import JSON
import Wire

/// Sub-requests on their way to workers, and what to do when all have answered or time is up.
final class Scatter {
    let id: UInt64
    var query: Query
    /// What is asked, but for the vshards.
    let sub: WireSubRequest
    /// Whether a single worker answers for all vshards, from what is on every worker.
    let isAnyWorker: Bool
    /// Answers by attempt; some may be of attempts that were not needed.
    var received: [UInt8: WireSubReply] = [:]
    /// Why workers refused, for messages.
    var messages: [String] = []
    let seq: UInt64
    let done: (Scatter) -> Void

    init(
        id: UInt64, query: Query, sub: WireSubRequest, isAnyWorker: Bool, seq: UInt64,
        done: @escaping (Scatter) -> Void
    ) {
        self.id = id
        self.query = query
        self.sub = sub
        self.isAnyWorker = isAnyWorker
        self.seq = seq
        self.done = done
    }

    /// The answers that count.
    var replies: [WireSubReply] { query.accepted.compactMap { received[$0] } }
}

/// One client's request while it is being answered.
final class Question {
    let route: [UInt8]
    let request: UInt64
    let ask: WireClientRequest
    let asOf: CalendarDay
    let deadline: Instant
    /// Until then workers are waited for: the rest is for merging (40-cluster.md, section 8).
    let gatherDeadline: Instant
    /// What it was reckoned at; 0 once it has ended, and for one that is part of another.
    var cost = 0.0
    let began: Instant
    /// The change answered at.
    var seq: UInt64
    /// Whether a seq was asked for: then the answer stands at it and at no newer one.
    let isPinned: Bool
    /// What stood behind the last scatter.
    var coverage = Coverage(shards: 0, answered: 0, covered: 0, expected: 0, reasons: [])
    /// What is kept with the answer where the client asked for that.
    var keeping: Keeping?
    /// Gets the answer in place of the client.
    var done: ((Result<JSONValue, any Error>) -> Void)?

    init(
        route: [UInt8], request: UInt64, ask: WireClientRequest, asOf: CalendarDay, wait: Instant, seq: UInt64,
        isPinned: Bool, now: Instant
    ) {
        self.route = route
        self.request = request
        self.ask = ask
        self.asOf = asOf
        began = now
        deadline = now + wait
        gatherDeadline = now + wait - min(wait / 2, max(wait / 10, .milliseconds(2)))
        self.seq = seq
        self.isPinned = isPinned
    }

    /// Takes the coverage of a further scatter: the lesser of both stands behind the answer.
    func heed(_ other: Coverage) {
        if !(coverage.shards > 0 && coverage.fraction < other.fraction) { coverage = other }
    }

    /// The envelope of the answer.
    var envelope: Envelope { Envelope(asOf: asOf, asOfSeq: seq, coverage: coverage) }
}
