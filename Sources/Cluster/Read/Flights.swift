/// The sub-requests a worker was sent and still owes an answer to, each for as long as the answer can matter.
///
/// An answer may be lost or never made; what is past its time is forgotten, so that the worker's credit comes back.
package struct Flights: Sendable {
    /// How long past its deadline an answer may still be on its way: till then the worker may be busy with it.
    package static let slack: Instant = .milliseconds(1_000)

    private var ends: [UInt64: Instant] = [:]

    package init() {}

    /// Those that count against the worker's credit.
    package var count: Int { ends.count }

    package mutating func begin(_ request: UInt64, deadline: Instant) { ends[request] = deadline + Flights.slack }

    /// An answer of any kind came; one that was forgotten, or came twice, counts for nothing.
    package mutating func end(_ request: UInt64) { ends[request] = nil }

    package mutating func expire(now: Instant) { ends = ends.filter { now < $0.value } }
}
