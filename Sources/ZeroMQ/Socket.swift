import CZeroMQ
import Glibc

/// What became of a message to send.
package enum SendOutcome: Hashable, Sendable {
    /// Queued for the peer.
    case sent
    /// The pipe is full, or a dealer has no peer yet: nothing was queued.
    case wouldBlock
    /// A router knows no such peer, or the peer went away in the middle: the message is lost.
    case unreachable
}

/// A ZeroMQ socket. It belongs to the thread that first uses it; closed with its last reference.
///
/// Sends and receives never wait: wait with a `Poller`.
package final class Socket {
    /// The pattern of a socket.
    package enum Kind: Sendable {
        /// Many peers, addressed by the first frame, which is their routing id.
        case router
        /// Peers in turn; the router sees its routing id.
        case dealer
        /// Just one peer, for threads.
        case pair

        var number: Int32 {
            switch self {
            case .router: ZMQ_ROUTER
            case .dealer: ZMQ_DEALER
            case .pair: ZMQ_PAIR
            }
        }
    }

    /// The pattern.
    package let kind: Kind
    /// What the socket was set to.
    package let options: SocketOptions
    /// Messages received that broke a limit of the options and were discarded.
    package private(set) var discarded: UInt64 = 0

    private let raw: UnsafeMutableRawPointer
    let context: Context
    private var owner: pthread_t?
    /// Who sees to it that the socket's monitor is read; kept as long as the socket.
    var monitorReader: AnyObject?

    /// - Throws: `.tooManySockets`, `.terminated`.
    package init(_ kind: Kind, _ options: SocketOptions, in context: Context) throws(ZeroMQError) {
        raw = try context.makeSocket(kind.number)
        self.kind = kind
        self.options = options
        self.context = context
        for (name, value) in options.numbers(for: kind) { set(name, Int32(value)) }
        set(ZMQ_MAXMSGSIZE, Int64(options.maxFrameBytes))
        if let id = options.routingID {
            precondition(kind == .dealer && (1...255).contains(id.count) && id[0] != 0, "not a routing id of a dealer")
            precondition(zmq_setsockopt(raw, ZMQ_ROUTING_ID, id, id.count) == 0, "the routing id was refused")
        }
        switch options.security {
        case .open: break
        case .server(let pair, let domain):
            set(ZMQ_CURVE_SERVER, Int32(1))
            set(ZMQ_CURVE_SECRETKEY, pair.secret)
            set(ZMQ_ZAP_DOMAIN, domain)
            // Without it, an authenticator that is gone would let everybody in.
            set(Socket.zapEnforceDomain, Int32(1))
        case .client(let pair, let servers):
            precondition((1...2).contains(servers.count), "a client knows one key of a server, or two")
            set(ZMQ_CURVE_PUBLICKEY, pair.publicKey.text)
            set(ZMQ_CURVE_SECRETKEY, pair.secret)
        }
    }

    deinit {
        // At once, so that nothing that still goes on in the background waits for a reader that has left.
        if monitorReader != nil { zmq_socket_monitor(raw, nil, 0) }
        zmq_close(raw)
    }

    /// The header declares it as a draft only, the library knows it always.
    private static let zapEnforceDomain: Int32 = 93

    private func set<T: FixedWidthInteger>(_ name: Int32, _ value: T) {
        var value = value
        let code = zmq_setsockopt(raw, name, &value, MemoryLayout<T>.size)
        precondition(code == 0 || zmq_errno() == ZeroMQError.Code.terminated.rawValue, "option \(name) was refused")
    }

    private func set(_ name: Int32, _ text: String) {
        let code = zmq_setsockopt(raw, name, text, text.utf8.count)
        precondition(code == 0 || zmq_errno() == ZeroMQError.Code.terminated.rawValue, "option \(name) was refused")
    }

    /// Lets another thread use the socket from now on; the handing over must pass a lock.
    package func disown() { owner = nil }

    /// The socket for a call, by the thread that owns it.
    ///
    /// A socket used by two threads ends the process somewhere inside libzmq; here it ends with a reason.
    func owned() -> UnsafeMutableRawPointer {
        if let owner {
            precondition(pthread_equal(owner, pthread_self()) != 0, "a socket is used by the thread that owns it")
        } else {
            owner = pthread_self()
        }
        return raw
    }
}

extension Socket {
    /// Accepts peers at an endpoint, such as `tcp://127.0.0.1:*`, `ipc:///run/huanxin/query` or `inproc://work`.
    ///
    /// - Returns: the endpoint with what `*` was replaced by.
    /// - Throws: `.addressInUse`, `.addressNotAvailable`, `.invalidEndpoint`, `.unknownTransport`; `.accessDenied`
    ///   where others than this machine could come in without a key, or with any key.
    @discardableResult
    package func bind(_ endpoint: String) throws(ZeroMQError) -> String {
        switch options.security {
        case .server where !context.hasAuthenticator:
            throw ZeroMQError.refused("bind", endpoint, "there is no authenticator, so that every key would be let in")
        case .server: break
        case .open, .client: try checkIsLocal("bind", endpoint)
        }
        try attach("bind", endpoint, zmq_bind)
        if endpoint == EndpointName.authenticator { context.noteAuthenticator() }
        var name = [UInt8](repeating: 0, count: 512)
        var count = name.count
        if uninterrupted({ zmq_getsockopt(raw, ZMQ_LAST_ENDPOINT, &name, &count) }) != 0 {
            throw ZeroMQError.failure(zmq_errno(), "bind", endpoint)
        }
        return String(decoding: name[..<max(0, count - 1)], as: UTF8.self)
    }

    /// Connects, and connects again whenever the connection is lost; the peer need not be there yet.
    ///
    /// - Throws: `.invalidEndpoint`, `.unknownTransport`; `.accessDenied` without keys where bytes leave the machine.
    package func connect(_ endpoint: String) throws(ZeroMQError) {
        guard case .client(_, let servers) = options.security else {
            try checkIsLocal("connect", endpoint)
            return try attach("connect", endpoint, zmq_connect)
        }
        for (server, spelling) in zip(servers, EndpointName.spellings(endpoint)) {
            // A connection keeps the key that is set when it is made.
            set(ZMQ_CURVE_SERVERKEY, server.text)
            try attach("connect", spelling, zmq_connect)
        }
    }

    private func checkIsLocal(_ operation: StaticString, _ endpoint: String) throws(ZeroMQError) {
        guard EndpointName.leavesMachine(endpoint) else { return }
        throw ZeroMQError.refused(
            operation, endpoint, "bytes would leave this machine in plain text: give keys, or use ipc:// or 127.0.0.1")
    }

    /// Stops accepting at the endpoint that `bind` returned; peers accepted stay.
    package func unbind(_ endpoint: String) throws(ZeroMQError) { try attach("unbind", endpoint, zmq_unbind) }

    /// Ends the connection to an endpoint.
    package func disconnect(_ endpoint: String) throws(ZeroMQError) {
        guard case .client(_, let servers) = options.security else {
            return try attach("disconnect", endpoint, zmq_disconnect)
        }
        for (_, spelling) in zip(servers, EndpointName.spellings(endpoint)) {
            try attach("disconnect", spelling, zmq_disconnect)
        }
    }

    private func attach(
        _ operation: StaticString,
        _ endpoint: String,
        _ call: (UnsafeMutableRawPointer?, UnsafePointer<CChar>?) -> Int32
    ) throws(ZeroMQError) {
        let raw = owned()
        if uninterrupted({ call(raw, endpoint) }) != 0 { throw ZeroMQError.failure(zmq_errno(), operation, endpoint) }
    }
}

extension Socket {
    /// Sends a message of these frames, all or none; the first frame of a router's message is the peer's routing id.
    ///
    /// - Throws: `.terminated`.
    package func send(frames: [[UInt8]]) throws(ZeroMQError) -> SendOutcome { try send(frames.map { Frame($0) }) }

    /// Sends a message of these frames, all or none; frames received are handed on without a copy.
    ///
    /// - Throws: `.terminated`.
    package func send(_ frames: [Frame]) throws(ZeroMQError) -> SendOutcome {
        precondition(frames.count >= (kind == .router ? 2 : 1), "a message has frames, a router's an address before")
        let raw = owned()
        var isLost = false
        for (index, frame) in frames.enumerated() {
            let flags = index + 1 < frames.count ? ZMQ_DONTWAIT | ZMQ_SNDMORE : ZMQ_DONTWAIT
            let code = frame.send { message in
                if uninterrupted({ zmq_msg_send(message, raw, flags) }) != -1 { return 0 }
                let code = zmq_errno()
                zmq_msg_close(message)
                return code
            }
            switch code {
            case 0: break
            case EAGAIN where index == 0: return .wouldBlock
            case EHOSTUNREACH where index == 0: return .unreachable
            // The peer left after the first frame. ZeroMQ took the frames back and swallows the rest of the message.
            case EAGAIN: isLost = true
            default: throw ZeroMQError.failure(code, "send")
            }
        }
        return isLost ? .unreachable : .sent
    }

    /// The next message, or `nil` if there is none now. A router puts the peer's routing id before it.
    ///
    /// Messages above `maxFrames` or `maxMessageBytes` are passed over and counted in `discarded`.
    /// - Throws: `.terminated`.
    package func receive() throws(ZeroMQError) -> [Frame]? {
        let raw = owned()
        while true {
            var frames: [Frame] = []
            var frameCount = 0
            var byteCount = 0
            var hasMore = true
            while hasMore {
                let message = Message()
                if message.receive(from: raw) == -1 {
                    let code = zmq_errno()
                    // Frames of a message arrive together, so only the first can be missing.
                    if code == EAGAIN, frameCount == 0 { return nil }
                    throw ZeroMQError.failure(code, "receive")
                }
                hasMore = message.hasMore
                frameCount += 1
                byteCount += message.bytes.count
                if frameCount <= options.maxFrames, byteCount <= options.maxMessageBytes {
                    frames.append(Frame(message))
                } else {
                    frames.removeAll()
                }
            }
            if frameCount <= options.maxFrames, byteCount <= options.maxMessageBytes { return frames }
            discarded += 1
        }
    }
}

@available(*, unavailable, message: "a socket belongs to one thread")
extension Socket: Sendable {}
