import Glibc
import JSON
import JSONParsing
import LocalCluster
import OS
import TestSupport

/// The built `huanxin` program, run as a person runs it.
struct CommandLineProgram {
    /// What a run came to.
    struct Run {
        var status: Int32
        var out: String
        var err: String

        /// Standard output as one JSON value; null where it is none.
        var json: JSONValue { (try? JSONParser.parse(out)) ?? .null }

        /// The rows of standard output as CSV without quotes, each its fields by title.
        var rows: [[String: String]] {
            // CR LF is one character.
            let lines = out.split(separator: "\r\n").map {
                $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }
            guard let titles = lines.first else { return [] }
            return lines.dropFirst().map { Dictionary(zip(titles, $0), uniquingKeysWith: { first, _ in first }) }
        }
    }

    private let scratch: Scratch
    private let program = Executable.directory + "/huanxin"
    /// Given to every run.
    private let options: [String]

    init(options: [String]) throws {
        scratch = try Scratch()
        self.options = options
        guard Files.exists(program) else { throw TestFailure("huanxin is not built beside the tests; run swift build") }
    }

    /// A file for the program to read.
    func file(_ name: String, _ text: String) throws -> String {
        let path = scratch.path + "/" + name
        try Files.writeAtomically(Array(text.utf8), to: path)
        return path
    }

    /// Runs a verb.
    ///
    /// - Parameter plain: without the options of every run.
    func callAsFunction(_ arguments: String..., plain: Bool = false) throws -> Run {
        try run(arguments, plain: plain)
    }

    /// A shell writes down the status, for the tests' library takes that of any child.
    func run(_ arguments: [String], plain: Bool = false) throws -> Run {
        let names = ["out", "err", "status"].map { scratch.path + "/" + $0 }
        for name in names { try Files.remove(name) }
        let script =
            "\"$@\" >'\(names[0])' 2>'\(names[1])' </dev/null; echo $? >'\(names[2]).new'; "
            + "mv '\(names[2]).new' '\(names[2])'"
        let words = ["-c", script, "sh", program] + arguments + (plain ? [] : options)
        let child = try DetachedProcess("/bin/sh", words, log: scratch.path + "/shell.log")
        try poll("\(arguments) ends", seconds: 120, everyMs: 5) { child.hasEnded && Files.exists(names[2]) }
        func text(_ name: String) throws -> String { String(decoding: try Files.read(name) ?? [], as: UTF8.self) }
        guard let status = Int32(try text(names[2]).filter(\.isNumber)) else {
            throw TestFailure("\(arguments) left no status")
        }
        return Run(status: status, out: try text(names[0]), err: try text(names[1]))
    }
}
