import CZeroMQ
import Glibc

/// What a poller watches for, and what it found.
package struct PollEvents: OptionSet, Hashable, Sendable {
    package let rawValue: Int16

    package init(rawValue: Int16) { self.rawValue = rawValue }

    /// Something can be received or read.
    package static let readable = PollEvents(rawValue: Int16(ZMQ_POLLIN))
    /// Something can be sent or written.
    package static let writable = PollEvents(rawValue: Int16(ZMQ_POLLOUT))
    /// A file descriptor has failed; found without being watched for.
    package static let failed = PollEvents(rawValue: Int16(ZMQ_POLLERR))
}

/// Waits for any of several sockets, wake-ups and file descriptors; used by the thread that owns the sockets.
///
///     var poller = Poller()
///     let query = poller.add(socket)
///     let work = poller.add(wakeUp)
///     while isRunning {
///         try poller.wait(timeoutMs: 200)
///         if poller.isReady(work) { wakeUp.lower(); … }
///         if poller.isReady(query) { while let message = try socket.receive() { … } }
///     }
package struct Poller: ~Copyable {
    /// Names one thing a poller watches.
    package struct Token: Hashable, Sendable {
        fileprivate let number: Int
    }

    private enum Source {
        case socket(Socket)
        case wakeUp(WakeUp)
        case descriptor(Int32)
    }

    private var tokens: [Token] = []
    private var sources: [Source] = []
    private var items: [zmq_pollitem_t] = []
    private var nextNumber = 0

    package init() {}

    /// Watches a socket, and holds it.
    package mutating func add(_ socket: Socket, for events: PollEvents = .readable) -> Token {
        add(.socket(socket), zmq_pollitem_t(socket: socket.owned(), fd: 0, events: events.rawValue, revents: 0))
    }

    /// Watches a wake-up, and holds it.
    package mutating func add(_ wakeUp: WakeUp) -> Token {
        let item = zmq_pollitem_t(socket: nil, fd: wakeUp.descriptor, events: Int16(ZMQ_POLLIN), revents: 0)
        return add(.wakeUp(wakeUp), item)
    }

    /// Watches a file descriptor, which must stay open until it is removed.
    package mutating func add(descriptor: Int32, for events: PollEvents = .readable) -> Token {
        let item = zmq_pollitem_t(socket: nil, fd: descriptor, events: events.rawValue, revents: 0)
        return add(.descriptor(descriptor), item)
    }

    /// Changes what is watched for; nothing lets an entry rest.
    package mutating func watch(_ token: Token, for events: PollEvents) {
        items[index(of: token)].events = events.rawValue
    }

    /// Stops watching, and lets go of the socket or wake-up.
    package mutating func remove(_ token: Token) {
        let index = index(of: token)
        tokens.remove(at: index)
        sources.remove(at: index)
        items.remove(at: index)
    }

    /// Waits until something is ready or the time is over; a signal does not end it early.
    ///
    /// - Parameter timeoutMs: 0 only looks, `nil` waits without a limit.
    /// - Returns: how many are ready.
    /// - Throws: `.terminated`.
    @discardableResult
    package mutating func wait(timeoutMs: Int?) throws(ZeroMQError) -> Int {
        let deadline = timeoutMs.map { Self.now() + max(0, $0) * 1_000_000 }
        var remainingMs = timeoutMs.map { max(0, $0) } ?? -1
        while true {
            let ready = zmq_poll(&items, Int32(items.count), remainingMs)
            if ready >= 0 { return Int(ready) }
            let code = zmq_errno()
            guard code == EINTR else {
                for index in items.indices { items[index].revents = 0 }
                throw ZeroMQError.failure(code, "poll")
            }
            if let deadline { remainingMs = max(0, (deadline - Self.now() + 999_999) / 1_000_000) }
        }
    }

    /// What the last wait found for an entry.
    package func found(_ token: Token) -> PollEvents { PollEvents(rawValue: items[index(of: token)].revents) }

    /// Whether the last wait found anything for an entry.
    package func isReady(_ token: Token) -> Bool { !found(token).isEmpty }

    private mutating func add(_ source: Source, _ item: zmq_pollitem_t) -> Token {
        let token = Token(number: nextNumber)
        nextNumber += 1
        tokens.append(token)
        sources.append(source)
        items.append(item)
        return token
    }

    private func index(of token: Token) -> Int {
        guard let index = tokens.firstIndex(of: token) else { fatalError("the poller does not watch this") }
        return index
    }

    private static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
