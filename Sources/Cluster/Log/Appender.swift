/// Group commit: one transaction in flight, the next one filling (40-cluster.md, section 5).
///
/// Writes are checked against the catalogue only when nothing is in flight, so that every check sees all that was
/// committed before it.
package struct Appender: Sendable {
    /// A limit on everything that waits.
    package struct Limits: Sendable {
        package var recordsInGroup = 8_000
        package var bytesInGroup = 8 << 20
        package var recordsWaiting = 50_000
        package var bytesWaiting = 64 << 20
        /// What a write takes beside its bodies, so that empty ones cannot wait without number either.
        package var overheadBytes = 256

        package init() {}
    }

    package enum Event: Sendable {
        /// A client's write; `request` names it for the shell.
        case submit(request: UInt64, records: Int, bytes: Int)
        /// The group in flight ended, whatever its outcome.
        case finished
    }

    package enum Action: Equatable, Sendable {
        /// Check these writes in this order, append what is new as one transaction, then say `finished`.
        case begin([UInt64])
        /// Too much is waiting: tell the client to come back.
        case refuse(UInt64, Refusal)
    }

    private struct Waiting: Sendable {
        var request: UInt64
        var records: Int
        var bytes: Int
    }

    private let limits: Limits
    private var waiting: [Waiting] = []
    private var recordsWaiting = 0
    private var bytesWaiting = 0
    private var inFlight = false

    /// - Parameter isInFlight: a group of before is still in flight: it has to finish first.
    package init(limits: Limits = Limits(), isInFlight: Bool = false) {
        self.limits = limits
        inFlight = isInFlight
    }

    /// Writes that wait for the group in flight.
    package var depth: Int { waiting.count }

    package mutating func on(_ event: Event) -> [Action] {
        switch event {
        case .submit(let request, let askedRecords, let askedBytes):
            let (records, bytes) = (max(1, askedRecords), askedBytes + limits.overheadBytes)
            let tooMuch =
                recordsWaiting + records > limits.recordsWaiting || bytesWaiting + bytes > limits.bytesWaiting
            guard waiting.isEmpty || !tooMuch else { return [.refuse(request, .busy)] }
            waiting.append(Waiting(request: request, records: records, bytes: bytes))
            recordsWaiting += records
            bytesWaiting += bytes
        case .finished:
            precondition(inFlight, "a group finished that never began")
            inFlight = false
        }
        return next()
    }

    private mutating func next() -> [Action] {
        guard !inFlight, !waiting.isEmpty else { return [] }
        var count = 0
        var records = 0
        var bytes = 0
        for item in waiting {
            let fits = records + item.records <= limits.recordsInGroup && bytes + item.bytes <= limits.bytesInGroup
            guard count == 0 || fits else { break }
            count += 1
            records += item.records
            bytes += item.bytes
        }
        let group = waiting.prefix(count).map(\.request)
        waiting.removeFirst(count)
        recordsWaiting -= records
        bytesWaiting -= bytes
        inFlight = true
        return [.begin(group)]
    }
}
