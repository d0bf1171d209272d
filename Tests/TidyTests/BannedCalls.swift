/// Calls that the product does not make, each with what to use instead.
enum BannedCalls {
    struct Ban {
        var word: String
        /// Whether the word must stand alone on its right too, as a name; a call ends with its parenthesis.
        var instead: String
        /// Targets that may.
        var except: Set<String> = []
        /// Only here; nil = everywhere in the product.
        var layers: Set<Layer>?
        /// Allowed where this stands on the same line.
        var unless: String?
    }

    private static let outsidePure: Set<Layer> = [.pure, .binding]

    static let all: [Ban] = [
        Ban(word: "print(", instead: "Output.standard.line of Terminal, or the logger in a service"),
        Ban(word: "debugPrint(", instead: "the logger, at debug level"),
        Ban(word: "dump(", instead: "the logger, at debug level"),
        Ban(word: "NSLog(", instead: "the logger"),
        Ban(word: "fatalError()", instead: "fatalError with a sentence that says what cannot be"),
        Ban(word: "preconditionFailure()", instead: "preconditionFailure with a sentence that says what cannot be"),
        Ban(word: "assertionFailure()", instead: "preconditionFailure with a sentence"),
        Ban(word: "try!", instead: "try, or a guard with a sentence where it cannot fail"),
        Ban(word: "as!", instead: "as? with a guard, or a type that needs no cast"),
        Ban(word: "Date(", instead: "CalendarDay as an argument; ShanghaiTime in a shell"),
        Ban(word: "DispatchQueue", instead: "OSThread for blocking work, SharedState for what threads share"),
        Ban(word: "DispatchSemaphore", instead: "SharedState.wait"),
        Ban(word: "Thread.sleep", instead: "a poller's timeout"),
        Ban(word: "Task.sleep", instead: "a poller's timeout"),
        Ban(word: "usleep(", instead: "a poller's timeout", except: ["Bench", "CLI", "LocalCluster"]),
        Ban(word: "sleep(", instead: "a poller's timeout"),
        Ban(word: "Task.detached", instead: "OSThread, or a structured task"),
        Ban(
            word: "SystemRandomNumberGenerator",
            instead: "a generator made from a seed that is an argument",
            layers: outsidePure
        ),
        Ban(
            word: ".random(",
            instead: "a generator made from a seed that is an argument",
            layers: [.pure],
            unless: "using:"
        ),
        Ban(
            word: ".shuffled(",
            instead: "a generator made from a seed that is an argument",
            layers: [.pure],
            unless: "using:"
        ),
        Ban(
            word: ".randomElement(",
            instead: "a generator made from a seed that is an argument",
            layers: [.pure],
            unless: "using:"
        ),
        Ban(word: "ContinuousClock", instead: "the time as an argument", layers: [.pure]),
        Ban(word: "SuspendingClock", instead: "the time as an argument", layers: [.pure]),
        Ban(word: "await ", instead: "a value in and a value out; the shell waits", layers: [.pure, .binding]),
        Ban(word: "@unchecked Sendable", instead: "a value type or Mutex", layers: [.pure, .storage]),
        Ban(word: "nonisolated(unsafe)", instead: "a value type or Mutex", layers: [.pure, .storage]),
    ]

    /// The banned calls of a product file.
    static func findings(in file: SourceFile) -> [Finding] {
        let target = String(file.folder.split(separator: "/").last ?? "")
        let layer = Layers.of[target]
        let bans = all.filter { ban in
            !ban.except.contains(target) && (ban.layers.map { $0.contains(layer ?? .shell) } ?? true)
        }
        return file.code.indices.flatMap { index -> [Finding] in
            bans.filter { $0.isIn(file.code[index]) }.map { ban in
                Finding(
                    file: file.path,
                    line: index + 1,
                    what: "\(ban.word.trimmingSpaces) is not used here: use \(ban.instead)"
                )
            }
        }
    }
}

extension BannedCalls.Ban {
    /// Whether a line has the word, not as the end of a longer name and not where it is declared.
    func isIn(_ line: String) -> Bool {
        if let unless, line.contains(unless) { return false }
        var rest = line[...]
        while let range = rest.firstRange(of: word) {
            let before = line[..<range.lowerBound]
            let startsName = word.first?.isLetter ?? false
            let continues =
                startsName && (before.last.map { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." } ?? false)
            if !continues, !before.hasSuffix("func ") { return true }
            rest = rest[range.upperBound...]
        }
        return false
    }
}

extension String {
    fileprivate var trimmingSpaces: String { split(separator: " ").joined(separator: " ") }
}
