import Cluster
import Glibc
import OS

/// Where a local cluster keeps what, below its data directory.
///
///     cluster.json   workers and shards, as they were chosen
///     coordinator/   log and catalogue
///     workers/w1/    replicas of worker w1
///     run/           sockets, the supervisor's lock and pid
///     logs/          one file a process
package struct ClusterLayout: Sendable {
    /// Absolute.
    package let directory: String
    private let sockets: String
    /// A socket's path must fit 107 bytes.
    private static let socketPathMax = 90

    /// - Parameter directory: relative paths are taken from the working directory.
    package init(directory: String) {
        let absolute = directory.hasPrefix("/") ? directory : ClusterLayout.workingDirectory + "/" + directory
        let parts = absolute.split(separator: "/").filter { $0 != "." }
        self.directory = "/" + parts.joined(separator: "/")
        let near = self.directory + "/run"
        sockets =
            near.utf8.count <= ClusterLayout.socketPathMax
            ? near : "/tmp/huanxin-\(getuid())-\(String(XXH64.hash(self.directory), radix: 16))"
    }

    private static var workingDirectory: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    package var settings: String { directory + "/cluster.json" }
    package var coordinator: String { directory + "/coordinator" }

    /// The directory of one of several coordinators, from 1 on: its catalogue. The log is the first's.
    package func coordinator(_ number: Int) -> String { coordinator + ClusterLayout.suffix(number) }

    /// Where clients find the coordinators of a cluster.
    package func clientAddresses(_ settings: ClusterSettings) -> [String] {
        (1...settings.coordinators).map(clientAddress)
    }

    /// The embedded log, which the coordinators share.
    package var embeddedLog: String { coordinator + "/log" }

    private static func suffix(_ number: Int) -> String { number == 1 ? "" : "-\(number)" }
    package var run: String { directory + "/run" }
    package var logs: String { directory + "/logs" }
    package var lock: String { run + "/supervisor.lock" }
    package var pid: String { run + "/supervisor.pid" }
    /// The directories to be made before anything starts.
    private var all: [String] { [directory, coordinator, run, logs, sockets] }

    /// Makes the directories.
    ///
    /// - Throws: where the directory of the sockets is not this user's alone: who may write to it could answer in the
    ///   cluster's place.
    package func prepare() throws {
        for path in all { try Files.makeDirectories(path) }
        var facts = stat()
        guard lstat(sockets, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR, facts.st_uid == geteuid(),
            facts.st_mode & 0o077 == 0
        else {
            throw ClusterSettings.Flaw(
                description: "\(sockets) must be a directory that only this user can use; remove it, or chmod 700")
        }
    }

    package func worker(_ name: String) -> String { directory + "/workers/" + name }

    package func log(_ name: String) -> String { logs + "/" + name + ".log" }

    package var clientAddress: String { "ipc://" + sockets + "/client.sock" }
    package var queryAddress: String { "ipc://" + sockets + "/query.sock" }
    /// The endpoints of one of several coordinators, from 1 on.
    package func clientAddress(_ number: Int) -> String {
        "ipc://" + sockets + "/client\(ClusterLayout.suffix(number)).sock"
    }
    package func queryAddress(_ number: Int) -> String {
        "ipc://" + sockets + "/query\(ClusterLayout.suffix(number)).sock"
    }
    package func applyAddress(_ number: Int) -> String {
        "ipc://" + sockets + "/apply\(ClusterLayout.suffix(number)).sock"
    }

    package var applyAddress: String { "ipc://" + sockets + "/apply.sock" }

    /// Where other workers copy a worker's replicas from.
    package func copyAddress(_ worker: String) -> String { "ipc://" + sockets + "/copy-\(worker).sock" }

    /// The workers of a cluster of that size.
    package static func workers(_ count: Int) -> [String] { (1...max(1, count)).map { "w\($0)" } }
}
