import CZeroMQ

/// One frame of a message: bytes that do not change. Copying it copies a reference; any thread may read it.
package struct Frame: Sendable {
    private enum Storage: Sendable {
        case array([UInt8])
        case message(Message)
    }

    private let storage: Storage

    /// A frame to send.
    package init(_ bytes: [UInt8]) { storage = .array(bytes) }

    init(_ message: Message) { storage = .message(message) }

    /// Number of bytes.
    package var count: Int {
        switch storage {
        case .array(let bytes): bytes.count
        case .message(let message): message.bytes.count
        }
    }

    /// Whether there are no bytes, as in the delimiter before a header.
    package var isEmpty: Bool { count == 0 }

    /// What the authenticator or the peer said of the connection that the frame came by, such as `User-Id`; `nil` if
    /// nothing.
    package func property(_ name: StaticString) -> String? {
        guard case .message(let message) = storage else { return nil }
        return message.property(name)
    }

    /// Calls `body` with the bytes where the network put them; they are valid only inside.
    package func withBytes<R: ~Copyable, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R {
        switch storage {
        case .array(let bytes): return try body(bytes.span.bytes)
        case .message(let message): return try message.withBytes(body)
        }
    }

    /// The bytes as an array of their own.
    package func copy() -> [UInt8] {
        switch storage {
        case .array(let bytes): bytes
        case .message(let message): message.withBytes { span in span.withUnsafeBytes { [UInt8]($0) } }
        }
    }

    /// Gives `body` a ZeroMQ message of these bytes, which it must hand on or close.
    func send(_ body: (UnsafeMutablePointer<zmq_msg_t>) -> Int32) -> Int32 {
        var outgoing = zmq_msg_t()
        switch storage {
        case .array(let bytes):
            guard zmq_msg_init_size(&outgoing, bytes.count) == 0 else { fatalError("no memory for a message") }
            bytes.withUnsafeBytes { source in
                UnsafeMutableRawBufferPointer(start: zmq_msg_data(&outgoing), count: source.count).copyMemory(
                    from: source
                )
            }
        case .message(let message):
            // Shares large contents by a count of references, which libzmq keeps atomically.
            zmq_msg_init(&outgoing)
            message.share(with: &outgoing)
        }
        return body(&outgoing)
    }
}

/// A message received, closed with its last reference.
// Sendable: filled before it is shared and only read after; libzmq counts references to shared contents atomically.
final class Message: @unchecked Sendable {
    private let raw: UnsafeMutablePointer<zmq_msg_t>

    init() {
        raw = .allocate(capacity: 1)
        zmq_msg_init(raw)
    }

    deinit {
        zmq_msg_close(raw)
        raw.deallocate()
    }

    /// Whether another frame of the message follows.
    var hasMore: Bool { zmq_msg_more(raw) != 0 }

    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: zmq_msg_data(raw), count: zmq_msg_size(raw))
    }

    /// Receives into this message, in place of what it held.
    func receive(from socket: UnsafeMutableRawPointer) -> Int32 {
        uninterrupted { zmq_msg_recv(raw, socket, ZMQ_DONTWAIT) }
    }

    func withBytes<R: ~Copyable, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R {
        // Holds `self`, and with it the bytes, until `body` is done.
        defer { withExtendedLifetime(self) {} }
        return try body(bytes.bytes)
    }

    func property(_ name: StaticString) -> String? {
        defer { withExtendedLifetime(self) {} }
        return name.withUTF8Buffer { bytes in
            // A static string ends with a zero.
            bytes.withMemoryRebound(to: CChar.self) { zmq_msg_gets(raw, $0.baseAddress).map { String(cString: $0) } }
        }
    }

    func share(with other: inout zmq_msg_t) {
        precondition(zmq_msg_copy(&other, raw) == 0, "a message received can be shared")
    }
}
