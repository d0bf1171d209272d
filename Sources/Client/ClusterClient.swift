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

    private let endpoint: PeerEndpoint
    private let address: String
    private var poller = EndpointPoller()
    private var nextRequest: UInt64 = 0
    private var early: [UInt64: WireClientAnswer] = [:]

    /// - Parameter address: the coordinator's client endpoint, such as `ipc:///…/client.sock` or `tcp://host:port`.
    package init(_ context: TransportContext, address: String) throws {
        self.address = address
        endpoint = try PeerEndpoint(context, .client, address: address, routingID: nil)
        poller.add(endpoint)
    }

    /// Sends a request and waits for its answer.
    ///
    /// - Throws: `Failure`; an answer that is an error is returned, not thrown.
    package func ask(_ request: WireClientRequest, timeoutMs: Int = 30_000) throws -> WireClientAnswer {
        try answer(to: send(request, timeoutMs: timeoutMs), timeoutMs: timeoutMs)
    }

    /// Sends a request without waiting for its answer, so that several can be under way.
    package func send(_ request: WireClientRequest, timeoutMs: Int = 30_000) throws -> UInt64 {
        try send(request.wireBytes, timeoutMs: timeoutMs)
    }

    /// Sends a request that was written already.
    func send(_ body: [UInt8], timeoutMs: Int) throws -> UInt64 {
        nextRequest += 1
        let header = FrameHeader(
            .clientRequest, request: nextRequest, budgetMicroseconds: UInt32(clamping: timeoutMs * 900))
        let deadline = MonotonicClock.now + UInt64(timeoutMs) * 1_000_000
        while endpoint.send(header, body) != .sent {
            // A dealer has no peer until the connection stands.
            guard MonotonicClock.now < deadline else { throw silence(timeoutMs) }
            try poller.wait(milliseconds: 5)
            takeAnswers()
        }
        return nextRequest
    }

    /// Waits for the answer to a request that was sent.
    package func answer(to request: UInt64, timeoutMs: Int = 30_000) throws -> WireClientAnswer {
        let deadline = MonotonicClock.now + UInt64(timeoutMs) * 1_000_000
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
            early[message.header.request] = answer
        }
    }

    private func silence(_ timeoutMs: Int) -> Failure {
        Failure(
            code: .noAnswer,
            description: "no coordinator answered at \(address) within \(timeoutMs) ms; is the cluster up? (huanxin up)"
        )
    }
}
