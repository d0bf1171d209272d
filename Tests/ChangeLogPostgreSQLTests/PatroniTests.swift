import ChangeLog
import ChangeLogPostgreSQL
import Cluster
import Domain
import Glibc
import OS
import PostgreSQL
import TestSupport
import Testing

/// Two servers under Patroni with one etcd, all on loopback, in a directory of their own.
private final class PatroniSite {
    static let isInstalled =
        Server.isInstalled && Files.exists("/usr/bin/patroni") && Files.exists("/usr/bin/etcd")
        && Files.exists("/usr/bin/setpriv")

    let directory: String
    let ports: [String]
    private var etcd: pid_t = 0
    private var nodes: [pid_t] = []

    init() throws {
        directory = try Server.makeSpace()
        ports = try (0..<6).map { _ in try PatroniSite.freePort() }
        etcd = try start([
            "etcd", "--data-dir", directory + "/etcd", "--listen-client-urls", "http://127.0.0.1:\(ports[0])",
            "--advertise-client-urls", "http://127.0.0.1:\(ports[0])", "--listen-peer-urls",
            "http://127.0.0.1:\(ports[1])", "--initial-advertise-peer-urls", "http://127.0.0.1:\(ports[1])",
            "--initial-cluster", "default=http://127.0.0.1:\(ports[1])", "--unsafe-no-fsync",
        ])
        for node in 0..<2 {
            let path = "\(directory)/node\(node).yml"
            try Files.writeAtomically(Array(settings(node).utf8), to: path)
            if getuid() == 0, let user = getpwnam("postgres") { chown(path, user.pointee.pw_uid, user.pointee.pw_gid) }
            nodes.append(try start(["/usr/bin/patroni", path]))
            // The first one makes the cluster of databases, the second copies it.
            if node == 0 { try poll("a primary", seconds: 60, everyMs: 200) { isPrimary(0) } }
        }
        try poll("a synchronous standby", seconds: 60, everyMs: 200) {
            let rows = try? connect(0).execute(
                "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'", timeoutMs: 2_000)
            return rows?.count == 1
        }
    }

    /// The port of PostgreSQL on a node.
    private func port(_ node: Int) -> String { ports[2 + 2 * node] }

    var address: String {
        "host=127.0.0.1,127.0.0.1 port=\(port(0)),\(port(1)) user=postgres password=x dbname=postgres "
            + "target_session_attrs=read-write connect_timeout=2"
    }

    func connect(_ node: Int) throws -> Connection {
        try Connection("host=127.0.0.1 port=\(port(node)) user=postgres password=x dbname=postgres")
    }

    private func isPrimary(_ node: Int) -> Bool {
        guard let connection = try? connect(node) else { return false }
        let rows = try? connection.execute("SELECT NOT pg_is_in_recovery()", timeoutMs: 2_000)
        return rows?.number(0, 0, as: UInt8.self) == 1
    }

    /// The host of the first node is gone: agent and server at once, nothing said.
    func loseFirst() {
        kill(nodes[0], SIGKILL)
        stopServer(0)
    }

    private func stopServer(_ node: Int) {
        let data = "\(directory)/data\(node)"
        // All server processes at once, as a lost host would; the first line of the file is the first one's number.
        if let text = try? Files.read(data + "/postmaster.pid"),
            let first = String(decoding: text, as: UTF8.self).split(separator: "\n").first, let pid = pid_t(first)
        {
            kill(pid, SIGQUIT)
        }
    }

    private func start(_ words: [String]) throws -> pid_t {
        // Not runuser: it would stand between this process and the one it starts.
        let prefix =
            getuid() == 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] : []
        let pid = try Command.start(prefix + words, output: directory + "/patroni.out")
        // Only if the number is still that of a process of this directory.
        let watch =
            "while [ -d /proc/\(getpid()) ]; do sleep 1; done; "
            + "grep -q \(directory) /proc/\(pid)/cmdline && kill -INT \(pid)"
        _ = try Command.start(["sh", "-c", watch], output: "/dev/null")
        return pid
    }

    private func settings(_ node: Int) -> String {
        """
        scope: huanxin
        name: node\(node)
        restapi: {listen: "127.0.0.1:\(ports[3 + 2 * node])", connect_address: "127.0.0.1:\(ports[3 + 2 * node])"}
        etcd3: {host: "127.0.0.1:\(ports[0])"}
        bootstrap:
          dcs: {ttl: 20, loop_wait: 1, retry_timeout: 3, synchronous_mode: true}
          initdb: [{encoding: UTF8}, {auth-local: trust}, {auth-host: trust}]
          pg_hba: ["host all all 127.0.0.1/32 trust", "host replication all 127.0.0.1/32 trust", "local all all trust"]
        postgresql:
          listen: "127.0.0.1:\(port(node))"
          connect_address: "127.0.0.1:\(port(node))"
          data_dir: \(directory)/data\(node)
          bin_dir: \(Server.programs)
          pgpass: \(directory)/pgpass\(node)
          authentication:
            superuser: {username: postgres, password: x}
            replication: {username: postgres, password: x}
          parameters: {unix_socket_directories: \(directory), shared_buffers: 32MB}
        """
    }

    private static func freePort() throws -> String {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        guard result else { throw TestFailure("no free port") }
        return "\(UInt16(bigEndian: address.sin_port))"
    }

    deinit {
        for pid in nodes + [etcd] where pid > 0 {
            kill(pid, SIGKILL)
            waitpid(pid, nil, 0)
        }
        for node in 0..<2 { stopServer(node) }
        Pause.milliseconds(500)
        try? Files.removeTree(directory)
    }
}

@Suite(
    .serialized,
    .enabled(if: PatroniSite.isInstalled, "PostgreSQL 15, Patroni or etcd is not installed: ops/install --tests"))
struct PatroniTests {
    @Test("the primary's host is lost while writes come: the log goes on at the standby, nothing acknowledged is lost")
    func failover() throws {
        let site = try PatroniSite()
        var limits = LogSite.small
        limits.commitTimeoutMs = 2_000
        let log = try PostgreSQLLog(site.address, newIncarnation: Array(0..<16), limits: limits)
        let epoch = try log.takeEpoch()
        var acknowledged: [String] = []
        var unknown = 0
        var (lost, longest, last) = (false, 0 as UInt64, MonotonicClock.now)
        var after = 0
        let end = MonotonicClock.now + 60_000_000_000
        while after < 100, MonotonicClock.now < end {
            if acknowledged.count == 200, !lost {
                lost = true
                site.loseFirst()
            }
            let index = acknowledged.count
            let group = AppendGroup.of(1, key: "k\(index)", mark: "\(index)")
            var outcome = log.append([group], epoch: epoch, timeMs: 0)[0]
            while !outcome.isDurable, MonotonicClock.now < end {
                unknown += 1
                Pause.milliseconds(50)
                outcome = log.append([group], epoch: epoch, timeMs: 0)[0]
            }
            guard outcome.isDurable else { break }
            longest = max(longest, MonotonicClock.now - last)
            last = MonotonicClock.now
            acknowledged.append(group.entries[0].id)
            if lost { after += 1 }
        }
        #expect(after == 100 && unknown > 0)
        #expect(try log.all().map(\.id) == acknowledged)
        print("Patroni: \(acknowledged.count) acknowledged, 0 lost, \(longest / 1_000_000) ms without a write")
    }
}
