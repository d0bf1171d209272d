import Glibc
import TestSupport

/// A connection that does not speak as ZeroMQ does: bytes, and then the end.
struct RawPeer: ~Copyable {
    private let descriptor: Int32

    /// - Parameter address: `ipc://…` or `tcp://127.0.0.1:…`.
    init(_ address: String) throws {
        descriptor = try address.hasPrefix("ipc://") ? RawPeer.unix(address) : RawPeer.tcp(address)
    }

    private static func unix(_ address: String) throws -> Int32 {
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        let path = Array(address.dropFirst(6).utf8)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        return try connected(descriptor) {
            withUnsafePointer(to: &name) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
        }
    }

    private static func tcp(_ address: String) throws -> Int32 {
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = (UInt16(address.split(separator: ":").last ?? "") ?? 0).bigEndian
        name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        return try connected(descriptor) {
            withUnsafePointer(to: &name) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        }
    }

    /// A full backlog says "again": another try is made, for a while.
    private static func connected(_ descriptor: Int32, _ connect: () -> Int32) throws -> Int32 {
        guard descriptor >= 0 else { throw TestFailure("no socket: \(errno)") }
        do {
            try poll("a connection", seconds: 10, everyMs: 1) { connect() == 0 || errno == EISCONN }
        } catch {
            close(descriptor)
            throw error
        }
        return descriptor
    }

    /// Sends what the other side takes without waiting for long; whether it takes it is its affair.
    func send(_ bytes: [UInt8]) {
        var at = 0
        for _ in 0..<50 where at < bytes.count {
            let sent = bytes.withUnsafeBytes {
                Glibc.send(
                    descriptor, $0.baseAddress?.advanced(by: at), $0.count - at,
                    Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
            }
            if sent > 0 { at += sent } else if errno == EAGAIN { Pause.milliseconds(2) } else { return }
        }
    }

    deinit { close(descriptor) }

    /// The greeting and the READY of a ZMTP 3.0 dealer, so that what follows is read as frames.
    static let greeting: [UInt8] =
        [0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0x7F, 3, 0] + Array("NULL".utf8) + [UInt8](repeating: 0, count: 16)
        + [UInt8](repeating: 0, count: 32)
        + [4, 28, 5] + Array("READY".utf8) + [11] + Array("Socket-Type".utf8) + [0, 0, 0, 6] + Array("DEALER".utf8)

    /// A port nobody listens on now.
    static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) == 0 ? getsockname(descriptor, address, &size) : -1
            }
        }
        guard code == 0 else { throw TestFailure("no free port") }
        return UInt16(bigEndian: name.sin_port)
    }
}
