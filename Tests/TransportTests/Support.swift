import Glibc
import OS
import Testing
import Transport
import Wire
import ZeroMQ

enum TransportTestFailure: Error { case tooLate }

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

/// A directory with an allow-list, removed with the last reference.
final class KeyDirectory {
    let path: String
    let list: String

    init(_ keys: [(CurveKeyPair, String)] = []) throws {
        path = try Files.makeTemporaryDirectory(prefix: "transport-tests-")
        list = path + "/allowed"
        try allow(keys)
    }

    deinit { try? Files.removeTree(path) }

    /// Writes the list anew.
    func allow(_ keys: [(CurveKeyPair, String)]) throws {
        let text = "# who may connect\n" + keys.map { "\($0.0.publicKey) \($0.1)\n" }.joined()
        try Files.writeAtomically(Array(text.utf8), to: list)
    }

    /// A context that serves with this list.
    func server(_ own: CurveKeyPair) throws -> TransportContext {
        TransportContext(keys: TransportKeys(own: own, allowed: try AllowList(list)))
    }
}

/// A context that connects only.
func client(_ own: CurveKeyPair, _ servers: CurveKey...) -> TransportContext {
    TransportContext(keys: TransportKeys(own: own, servers: servers))
}

/// A dealer's question to a router, answered by the same thread.
struct Exchange {
    let server: ServerEndpoint
    let peer: PeerEndpoint

    /// Whether a question passes within `rounds` of 5 ms, and who asked by the server's account.
    func ask(_ text: String = "question", rounds: Int) throws -> Incoming? {
        var poller = EndpointPoller()
        poller.add(server)
        var isSent = false
        for _ in 0..<rounds {
            if !isSent { isSent = peer.send(FrameHeader(.heartbeat), bytes(text)) == .sent }
            try poller.wait(milliseconds: 5)
            while let message = server.receive() { if message.body == bytes(text) { return message } }
        }
        return nil
    }
}

/// Waits until something is so; reached late only by a failing test.
func until(_ isSo: () throws -> Bool) throws {
    for _ in 0..<2000 {
        if try isSo() { return }
        usleep(5000)
    }
    throw TransportTestFailure.tooLate
}

/// Rounds that suffice for whatever must happen.
let patience = 2000
/// Rounds after which what has not happened does not happen: several handshakes of a loopback's.
let silence = 80
