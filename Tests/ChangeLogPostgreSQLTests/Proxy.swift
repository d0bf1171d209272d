import Glibc
import OS
import Synchronization
import TestSupport

/// Stands between a log and its server on Unix sockets and does to the bytes what networks do.
final class Proxy: Sendable {
    enum Mode: Sendable {
        case pass
        /// What the server says is lost and both ends closed.
        case loseAnswer
        /// As `loseAnswer`, but only once the client has said COMMIT.
        case loseCommit
        /// What the server says is lost; the connection seems to stand.
        case silence
        /// What the client says is lost and both ends closed.
        case loseRequest
        /// What the client says is kept until `release`, whatever becomes of the client.
        case hold
    }

    let directory: String
    private let target: String
    private let listening: Int32
    private let state = Mutex((mode: Mode.pass, isReleased: false, isEnded: false, held: 0))

    init(_ server: Server) throws {
        directory = try Files.makeTemporaryDirectory(prefix: "huanxin-proxy-")
        target = "\(server.directory)/.s.PGSQL.\(server.port)"
        listening = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let bound = Proxy.withAddress(directory + "/.s.PGSQL.5432") { Glibc.bind(listening, $0, $1) }
        guard bound == 0, listen(listening, 16) == 0 else { throw TestFailure("no socket in \(directory)") }
        _ = try OSThread.start(name: "proxy", stackBytes: 1 << 20) { [self] in accepting() }
    }

    func address(_ of: String) -> String {
        let database = of.split(separator: " ").last ?? ""
        return "host=\(directory) port=5432 user=postgres \(database)"
    }

    var mode: Mode {
        get { state.withLock { $0.mode } }
        set { state.withLock { $0.mode = newValue } }
    }

    /// How many bytes are kept back.
    var held: Int { state.withLock { $0.held } }

    /// Lets go what was held.
    func release() { state.withLock { $0.isReleased = true } }

    func end() {
        state.withLock {
            $0.isEnded = true
            $0.isReleased = true
        }
        shutdown(listening, Int32(SHUT_RDWR))
        try? Files.removeTree(directory)
    }

    private func accepting() {
        while !state.withLock({ $0.isEnded }) {
            let client = accept(listening, nil, nil)
            guard client >= 0 else { break }
            let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            _ = Proxy.withAddress(target) { connect(server, $0, $1) }
            let relay = try? OSThread.start(name: "relay", stackBytes: 1 << 20) { [self] in
                relaying(client, server)
                close(client)
                close(server)
            }
            if relay == nil { close(client) }
        }
        close(listening)
    }

    private func relaying(_ client: Int32, _ server: Int32) {
        var isClientGone = false
        var kept: [UInt8] = []
        var isCommitting = false
        while !state.withLock({ $0.isEnded }) {
            var entries = [
                pollfd(fd: isClientGone ? -1 : client, events: Int16(POLLIN), revents: 0),
                pollfd(fd: server, events: Int16(POLLIN), revents: 0),
            ]
            _ = poll(&entries, 2, 10)
            if !kept.isEmpty, state.withLock({ $0.isReleased }) {
                send(kept, server)
                kept = []
            }
            if entries[0].revents != 0 {
                let bytes = receive(client)
                if bytes.isEmpty { isClientGone = true }
                switch mode {
                case .hold where !bytes.isEmpty:
                    kept += bytes
                    state.withLock { $0.held += bytes.count }
                case .loseRequest: return
                case .loseCommit:
                    isCommitting = isCommitting || String(decoding: bytes, as: UTF8.self).contains("COMMIT")
                    send(bytes, server)
                default: send(bytes, server)
                }
                // A held request outlives its client; any other ends with it.
                if isClientGone, kept.isEmpty { return }
            }
            if entries[1].revents != 0 {
                let bytes = receive(server)
                if bytes.isEmpty || isCommitting { return }
                switch mode {
                case .loseAnswer: return
                case .silence: break
                default: if !isClientGone { send(bytes, client) }
                }
            }
        }
    }

    private func receive(_ descriptor: Int32) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
        }
    }

    private func send(_ bytes: [UInt8], _ descriptor: Int32) {
        var offset = 0
        while offset < bytes.count {
            let sent = bytes.withUnsafeBytes { bytes in
                Glibc.send(
                    descriptor, bytes.baseAddress.map { $0 + offset }, bytes.count - offset,
                    Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return }
            offset += sent
        }
    }

    private static func withAddress<R>(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, size) }
        }
    }
}
