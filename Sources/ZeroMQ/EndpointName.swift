import Glibc

/// What the name of an endpoint says about who can reach it.
enum EndpointName {
    /// Where libzmq looks for the authenticator of a context.
    static let authenticator = "inproc://zeromq.zap.01"

    /// Whether bytes to or from this endpoint may leave the machine.
    ///
    /// What is not surely loopback does: names of hosts are not resolved, as they may resolve otherwise later.
    static func leavesMachine(_ endpoint: String) -> Bool {
        guard let colon = endpoint.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        switch endpoint[..<colon] {
        case "ipc", "inproc": return false
        case "tcp": return !isLoopback(String(endpoint.dropFirst("tcp://".count)))
        case "tipc", "vmci", "ws", "wss", "udp", "pgm", "epgm", "norm": return true
        // No transport of libzmq: it says so itself.
        default: return false
        }
    }

    /// Names for the two connections to a server that may have either of two keys.
    ///
    /// libzmq passes over a dealer's second connection to the same name without a word; a zero before the port makes
    /// another name of the same place.
    static func spellings(_ endpoint: String) -> [String] {
        guard let colon = endpoint.lastIndex(of: ":") else { return [endpoint, endpoint] }
        return [endpoint, endpoint[...colon] + "0" + endpoint[endpoint.index(after: colon)...]]
    }

    /// `source;host:port`, `[host]:port` or `host:port`.
    private static func isLoopback(_ address: String) -> Bool {
        let target = address.split(separator: ";", omittingEmptySubsequences: false).last ?? ""
        guard let colon = target.lastIndex(of: ":") else { return false }
        var host = String(target[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        if host == "localhost" { return true }
        var four = in_addr()
        if inet_pton(AF_INET, host, &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
        var six = in6_addr()
        guard inet_pton(AF_INET6, host, &six) == 1 else { return false }
        return withUnsafeBytes(of: six) { bytes in bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1 }
    }
}
