import Glibc
package import OS

/// A program that the supervisor started.
struct ChildProcess {
    let pid: pid_t

    /// Starts a program with its output appended to a log file.
    ///
    /// - Parameters:
    ///   - lifeline: becomes descriptor 3 of the child: its end of file says that the parent is gone.
    ///   - newSession: whether it outlives the terminal.
    static func start(
        _ program: String, _ arguments: [String], log: String, lifeline: Int32?, newSession: Bool = false
    ) throws -> ChildProcess {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        if let lifeline { posix_spawn_file_actions_adddup2(&actions, lifeline, Lifeline.descriptor) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var flags = Int16(POSIX_SPAWN_SETSIGMASK)
        if newSession { flags |= 0x80 }
        posix_spawnattr_setflags(&attributes, flags)
        var pid: pid_t = 0
        var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for argument in argv { free(argument) } }
        let code = posix_spawn(&pid, program, &actions, &attributes, &argv, environ)
        guard code == 0 else {
            throw ClusterSettings.Flaw(description: "cannot start \(program): \(String(cString: strerror(code)))")
        }
        return ChildProcess(pid: pid)
    }

    /// Whether it has ended; takes its status.
    func hasEnded() -> Bool {
        var status: Int32 = 0
        return waitpid(pid, &status, WNOHANG) != 0
    }

    func signal(_ number: Int32) { kill(pid, number) }
}

/// The pipe by which a child notices that its parent is gone, whatever killed it.
package enum Lifeline {
    /// Where a child finds its end.
    package static let descriptor: Int32 = 3
    /// The byte that says: end in order, nobody is to take over.
    static let goodbye: UInt8 = 0x71

    /// Both ends; the writing one is held by the parent and closed with it.
    static func make() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw ClusterSettings.Flaw(description: "the system gives no pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// Calls `body` on a thread of its own when the parent is gone.
    package static func watch(_ body: @escaping @Sendable () -> Void) throws -> OSThread {
        try OSThread.start(name: "lifeline") {
            _ = waitForGoodbye()
            body()
        }
    }

    /// Waits until the parent says goodbye or is gone; true for a goodbye.
    package static func waitForGoodbye() -> Bool {
        var byte: UInt8 = 0
        while true {
            let count = read(descriptor, &byte, 1)
            if count == 1, byte == goodbye { return true }
            if count == 0 || (count < 0 && errno != EINTR) { return false }
        }
    }
}

/// A program in a session of its own, left running.
package struct DetachedProcess {
    private let child: ChildProcess

    /// Starts it with its output appended to a log file.
    package init(_ program: String, _ arguments: [String], log: String) throws {
        child = try ChildProcess.start(program, arguments, log: log, lifeline: nil, newSession: true)
    }

    /// Its number.
    package var id: Int32 { child.pid }

    /// Whether it has ended.
    package var hasEnded: Bool { child.hasEnded() }

    /// Sends it a signal.
    package func signal(_ number: Int32) { child.signal(number) }

    /// Ends it at once and waits until it is gone; not for one that has ended.
    package func end() {
        child.signal(SIGKILL)
        while !child.hasEnded() { usleep(1_000) }
    }
}

/// The lock of a data directory's supervisor: held while the cluster is up.
package final class SupervisorLock {
    private let lock: FileLock

    /// Nil where a supervisor holds it.
    package init?(_ path: String) throws {
        guard let lock = try FileLock(path) else { return nil }
        self.lock = lock
    }
}

/// This program.
package enum Executable {
    /// Its path.
    package static var path: String { path(of: getpid()) ?? "huanxin" }

    /// The program a process runs; nil where there is no such process.
    package static func path(of process: Int32) -> String? {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                guard let start = characters.baseAddress else { return 0 }
                return readlink("/proc/\(process)/exe", start, characters.count)
            }
        }
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }

    /// The directory it lies in, with the other programs.
    package static var directory: String { Files.directory(of: path) }
}
