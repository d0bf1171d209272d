import ZeroMQ

/// Wakes a thread that waits for its sockets; raised from any thread.
package final class Waker: Sendable {
    let wakeUp = WakeUp()

    package init() {}

    package func raise() { wakeUp.raise() }

    /// Takes the signal back, before the work is taken that it was raised for.
    package func lower() { wakeUp.lower() }
}

/// Waits for any of a service's endpoints, wakers and descriptors. Used by the thread that owns the endpoints.
package struct EndpointPoller: ~Copyable {
    /// Names what was added.
    package struct Entry {
        fileprivate let token: Poller.Token
    }

    private var poller = Poller()
    private var peers: [ObjectIdentifier: (Poller.Token, Socket)] = [:]

    package init() {}

    @discardableResult
    package mutating func add(_ endpoint: ServerEndpoint) -> Entry { Entry(token: poller.add(endpoint.socket)) }

    @discardableResult
    package mutating func add(_ waker: Waker) -> Entry { Entry(token: poller.add(waker.wakeUp)) }

    /// Watches a descriptor, which must stay open.
    package mutating func add(descriptor: Int32) { _ = poller.add(descriptor: descriptor) }

    /// Watches a dealer, or its new socket after a reconnect.
    package mutating func add(_ endpoint: PeerEndpoint) {
        let id = ObjectIdentifier(endpoint)
        if let (token, socket) = peers[id] {
            if socket === endpoint.socket { return }
            poller.remove(token)
        }
        peers[id] = (poller.add(endpoint.socket), endpoint.socket)
    }

    /// Watches a dealer no more, which can be closed then.
    package mutating func remove(_ endpoint: PeerEndpoint) {
        guard let (token, _) = peers.removeValue(forKey: ObjectIdentifier(endpoint)) else { return }
        poller.remove(token)
    }

    /// Waits until something is there or the time is over.
    package mutating func wait(milliseconds: Int) throws { try poller.wait(timeoutMs: milliseconds) }

    /// Whether the last wait found something there. What it did not find ready has nothing to take: to ask a socket for
    /// nothing costs system calls.
    package func isReady(_ entry: Entry) -> Bool { poller.isReady(entry.token) }
}
