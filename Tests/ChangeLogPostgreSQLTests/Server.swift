import Glibc
import OS
import PostgreSQL
import Synchronization
import TestSupport

/// A PostgreSQL server of the tests, in a directory of its own, on a Unix socket.
final class Server: Sendable {
    static let programs = "/usr/lib/postgresql/15/bin"
    static let isInstalled = Files.exists(programs + "/postgres")
    static let missing = "PostgreSQL 15 is not installed: ops/install --tests"

    let directory: String
    let name: String
    private static let names = Atomic<Int>(0)
    private static let started = Mutex<[Server]>([])

    /// One server for all tests that only need databases.
    static let shared: Server? = isInstalled ? try? Server(makeSpace()) : nil

    /// The shared server, or why there is none.
    static func common() throws -> Server {
        guard let shared else { throw TestFailure("the server of the tests did not start") }
        return shared
    }

    /// A directory that the server's user may enter.
    static func makeSpace() throws -> String {
        let path = try Files.makeTemporaryDirectory(prefix: "huanxin-pg-")
        if getuid() == 0, let user = getpwnam("postgres") { chown(path, user.pointee.pw_uid, user.pointee.pw_gid) }
        return path
    }

    /// Makes a cluster of databases and starts it, or a standby of `primary`.
    init(_ directory: String, name: String = "main", standbyOf primary: Server? = nil) throws {
        self.directory = directory
        self.name = name
        if let primary {
            try Server.asUser(
                [
                    "pg_basebackup", "-h", primary.directory, "-p", primary.port, "-U", "postgres", "-D", data, "-R",
                    "-c", "fast", "--no-sync", "-d", "application_name=\(name)",
                ], output: output)
        } else {
            try Server.asUser(["initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync"], output: output)
            try start()
            return
        }
        try start()
    }

    private var data: String { "\(directory)/\(name)" }
    private var output: String { "\(directory)/\(name).out" }
    /// Names the socket; no port is opened.
    var port: String { "\(5400 + Int(name.utf8.reduce(0) { ($0 &* 31 &+ UInt32($1)) % 97 }))" }

    func start() throws {
        let options =
            "-c listen_addresses='' -c unix_socket_directories=\(directory) -c port=\(port) -c max_connections=200 "
            + "-c shared_buffers=32MB -c max_wal_senders=10 -c wal_retrieve_retry_interval=100ms"
        try Server.asUser(["pg_ctl", "-D", data, "-w", "-l", "\(output).log", "-o", options, "start"], output: output)
        Server.started.withLock { started in
            if started.isEmpty { atexit { Server.stopAll() } }
            started.append(self)
        }
        // A test process that is killed must leave no server behind.
        let watch = """
            while [ -d /proc/\(getpid()) ]; do sleep 1; done
            \(Server.programs)/pg_ctl -D \(data) -m immediate stop; rm -rf \(directory)
            """
        _ = try Command.start(Server.prefixed(["sh", "-c", watch]), output: output)
    }

    func stop(mode: String = "immediate") {
        try? Server.asUser(["pg_ctl", "-D", data, "-m", mode, "-w", "stop"], output: output)
    }

    /// Makes a standby a primary.
    func promote() throws { try Server.asUser(["pg_ctl", "-D", data, "-w", "promote"], output: output) }

    static func stopAll() {
        for server in started.withLock({ $0 }) {
            server.stop()
            try? Files.removeTree(server.directory)
        }
    }

    func address(_ database: String) -> String {
        "host=\(directory) port=\(port) user=postgres dbname=\(database)"
    }

    func connect(_ database: String = "postgres") throws -> Connection { try Connection(address(database)) }

    /// A new database, by its address.
    func makeDatabase() throws -> String {
        let name = "t\(Server.names.add(1, ordering: .relaxed).newValue)"
        try connect().run("CREATE DATABASE \(name)", timeoutMs: 30_000)
        return address(name)
    }

    /// Runs a program of PostgreSQL, which refuses to be root.
    private static func asUser(_ words: [String], output: String) throws {
        try Command.check(prefixed([programs + "/" + words[0]] + words.dropFirst()), output: output)
    }

    static func prefixed(_ words: [String]) -> [String] {
        getuid() == 0 ? ["runuser", "-u", "postgres", "--"] + words : words
    }
}
