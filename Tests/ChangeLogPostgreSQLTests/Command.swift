import Glibc
import OS
import TestSupport

/// A program of the system, run by a test.
enum Command {
    /// Starts it with its output in a file.
    static func start(_ words: [String], output: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // A thread of the tests may have every signal blocked, and what it starts could not be told to end.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var pid: pid_t = 0
        let code = posix_spawnp(&pid, words[0], &actions, &attributes, &arguments, environ)
        guard code == 0 else { throw TestFailure("\(words[0]): \(String(cString: strerror(code)))") }
        return pid
    }

    /// Runs it to its end.
    @discardableResult
    static func run(_ words: [String], output: String) throws -> Int32 {
        let pid = try start(words, output: output)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) == -1 {
            guard errno == EINTR else { throw TestFailure("waitpid: \(errno)") }
        }
        return status
    }

    /// Runs it and fails with what it wrote where it failed.
    static func check(_ words: [String], output: String) throws {
        guard try run(words, output: output) == 0 else {
            let text = try Files.read(output).map { String(decoding: $0, as: UTF8.self) } ?? ""
            throw TestFailure("\(words.joined(separator: " ")): \(text.suffix(2_000))")
        }
    }
}
