import FoundationEssentials
import OS
import SwiftProtobuf
package import Transport
package import Wire

/// Asks a cluster's coordinator; one question at a time, from one thread.
package final class ClusterClient {
    /// What keeps a client from an answer.
    package struct Failure: Error, CustomStringConvertible, Sendable {
        package enum Code: Sendable {
            /// Nobody answered in time.
            case noAnswer
            /// The coordinator does not speak this protocol.
            case unsupported
        }

        package let code: Code
        package let description: String
    }

    private let context: TransportContext
    private var endpoint: PeerEndpoint
    /// The coordinators that are known, and which of them is asked.
    private var addresses: [String]
    private var current = 0
    private var poller = EndpointPoller()
    private var nextRequest: UInt64 = 0
    /// Where the coordinator that was asked says the one is that writes.
    private var moved: String?
    private var early: [UInt64: WireClientAnswer] = [:]

    /// With several coordinators, one that says nothing for so long is left for another.
    private static let patienceMs = 2_500
    /// So long for a connection to stand.
    private static let connectMs = 500

    /// - Parameter address: the coordinator's client endpoint, such as `ipc:///…/client.sock` or `tcp://host:port`.
    package convenience init(_ context: TransportContext, address: String) throws {
        try self.init(context, addresses: [address])
    }

    /// - Parameter addresses: of the coordinators: any of them answers; the one that writes is found by itself.
    package init(_ context: TransportContext, addresses: [String]) throws {
        precondition(!addresses.isEmpty, "a client without a coordinator")
        self.context = context
        self.addresses = addresses
        endpoint = try PeerEndpoint(context, .client, address: addresses[0], routingID: nil)
        poller.add(endpoint)
    }

    private var address: String { addresses[current] }

    /// Sends a request and waits for its answer: where a coordinator does not answer, or does not write, of another.
    ///
    /// - Throws: `Failure`; an answer that is an error is returned, not thrown.
    package func ask(_ request: WireClientRequest, timeoutMs: Int = 30_000) throws -> WireClientAnswer {
        let body = request.wireBytes
        let deadline = MonotonicClock.now + UInt64(timeoutMs) * 1_000_000
        while true {
            let left = Int((deadline - min(deadline, MonotonicClock.now)) / 1_000_000)
            let patience = addresses.count > 1 ? min(left, ClusterClient.patienceMs) : left
            do {
                let answer = try answer(to: send(body, timeoutMs: patience), timeoutMs: patience)
                guard answer.error, !answer.holder.isEmpty, answer.holder != address, left > 0 else { return answer }
                try turn(to: answer.holder)
            } catch let silence as Failure where silence.code == .noAnswer && addresses.count > 1 && left > patience {
                try turn(to: addresses[(current + 1) % addresses.count])
            }
        }
    }

    /// Asks another coordinator from now on.
    private func turn(to address: String) throws {
        if let known = addresses.firstIndex(of: address) {
            current = known
        } else {
            addresses.append(address)
            current = addresses.count - 1
        }
        let old = endpoint
        endpoint = try PeerEndpoint(context, .client, address: address, routingID: nil)
        poller.remove(old)
        poller.add(endpoint)
    }

    /// Sends a request without waiting for its answer, so that several can be under way.
    package func send(_ request: WireClientRequest, timeoutMs: Int = 30_000) throws -> UInt64 {
        try send(request.wireBytes, timeoutMs: timeoutMs)
    }

    /// Sends a request that was written already.
    func send(_ body: [UInt8], timeoutMs: Int) throws -> UInt64 {
        if let moved {
            self.moved = nil
            try turn(to: moved)
        }
        nextRequest += 1
        let header = FrameHeader(
            .clientRequest, request: nextRequest, budgetMicroseconds: UInt32(clamping: timeoutMs * 900))
        let deadline = MonotonicClock.now + UInt64(timeoutMs) * 1_000_000
        var turnAt = MonotonicClock.now + UInt64(ClusterClient.connectMs) * 1_000_000
        while endpoint.send(header, body) != .sent {
            // A dealer has no peer until the connection stands.
            guard MonotonicClock.now < deadline else { throw silence(timeoutMs) }
            if addresses.count > 1, MonotonicClock.now >= turnAt {
                try turn(to: addresses[(current + 1) % addresses.count])
                turnAt = MonotonicClock.now + UInt64(ClusterClient.connectMs) * 1_000_000
            }
            try poller.wait(milliseconds: 5)
            takeAnswers()
        }
        return nextRequest
    }

    /// Waits for the answer to a request that was sent.
    package func answer(to request: UInt64, timeoutMs: Int = 30_000) throws -> WireClientAnswer {
        let patience = addresses.count > 1 ? min(timeoutMs, 2 * ClusterClient.patienceMs) : timeoutMs
        let deadline = MonotonicClock.now + UInt64(patience) * 1_000_000
        while true {
            if let answer = early.removeValue(forKey: request) { return answer }
            guard MonotonicClock.now < deadline else { throw silence(timeoutMs) }
            takeAnswers()
            if let answer = early.removeValue(forKey: request) { return answer }
            try poller.wait(milliseconds: 50)
        }
    }

    /// The answers that have come and nobody took, by the number of their request.
    ///
    /// - Parameter waitMs: waits so long for the first.
    package func arrived(waitMs: Int) throws -> [UInt64: WireClientAnswer] {
        takeAnswers()
        if early.isEmpty {
            try poller.wait(milliseconds: waitMs)
            takeAnswers()
        }
        defer { early = [:] }
        return early
    }

    /// Lets time pass, and takes the answers that come meanwhile.
    func pause(milliseconds: Int) throws {
        let end = MonotonicClock.now + UInt64(milliseconds) * 1_000_000
        while MonotonicClock.now < end {
            try poller.wait(milliseconds: 10)
            takeAnswers()
        }
    }

    private func takeAnswers() {
        while let message = endpoint.receive() {
            guard message.header.type == .clientAnswer,
                let answer = try? WireClientAnswer(serializedBytes: message.body)
            else { continue }
            if answer.error, !answer.holder.isEmpty, answer.holder != address { moved = answer.holder }
            early[message.header.request] = answer
        }
    }

    private func silence(_ timeoutMs: Int) -> Failure {
        Failure(
            code: .noAnswer,
            description:
                "no coordinator answered at \(addresses.joined(separator: ", ")) within \(timeoutMs) ms; is the cluster up? (huanxin up)"
        )
    }
}
