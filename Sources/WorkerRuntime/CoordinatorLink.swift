import Cluster
import Logging
import Transport
import Wire

/// A worker's connection to one coordinator: its sockets, its handshake, what came over it and waits.
final class CoordinatorLink {
    /// Messages of the apply link kept while a question is answered; more stay in the socket.
    private static let heardMax = 1_024

    let applies, queries: PeerEndpoint
    var link: WorkerLink
    /// What came on the apply link in the middle of a question.
    private var heard: [Incoming] = []
    /// READY, and the word that makes the query endpoint know the worker, wait for a fresh connection to stand.
    var owesReady = false
    var owesHello = false

    init(
        _ transport: TransportContext, _ coordinator: CoordinatorAddress, route: [UInt8], isFed: Bool
    ) throws {
        applies = try PeerEndpoint(transport, .apply, address: coordinator.apply, routingID: route)
        queries = try PeerEndpoint(transport, .query, address: coordinator.query, routingID: route)
        link = WorkerLink(isFed: isFed, now: 0)
    }

    var hasHeard: Bool { !heard.isEmpty }

    /// The next message of the apply link.
    func nextApply() -> Incoming? { heard.isEmpty ? applies.receive() : heard.removeFirst() }

    /// Reads the apply link in the middle of a question: a queue that is full would stop the connection's own pings,
    /// and the worker would be held for dead. Of heartbeats in a row the last says all.
    func hear() {
        while heard.count < CoordinatorLink.heardMax, let message = applies.receive() {
            if message.header.type == .heartbeat, let last = heard.last?.header, last.type == .heartbeat,
                last.epoch == message.header.epoch
            {
                heard.removeLast()
            }
            heard.append(message)
        }
    }

    /// Drops both connections and makes new ones.
    func reconnect() throws {
        heard = []
        try applies.reconnect()
        try queries.reconnect()
    }
}

/// Where a worker finds a coordinator.
package struct CoordinatorAddress: Equatable, Sendable {
    package var query, apply: String

    package init(query: String, apply: String) {
        self.query = query
        self.apply = apply
    }
}
