import Client
import FoundationEssentials
import JSON
import JSONParsing
import OS
import Synchronization
import Transport
import Wire

/// Questions asked at a fixed rate or so many at once, on a thread and a connection of their own, until it is told to
/// end. What is due and cannot be sent counts from when it was due.
final class ClusterLoad: Sendable {
    enum Pace: Sendable {
        /// So many a second, whatever becomes of those before.
        case rate(Double)
        /// So many under way at any moment.
        case window(Int)
    }

    enum Outcome: UInt8, Sendable {
        /// Coverage 1, and equal to the first whole answer to the same question where that is looked at.
        case whole
        case partial
        case differs
        case refused
        case failed
        /// Nothing came in time.
        case unanswered
    }

    /// One question; times in nanoseconds of the monotonic clock.
    struct Asked: Sendable {
        var due: UInt64
        var took: UInt64
        var outcome: Outcome
        /// Of an answer in part: what kept the rest away.
        var why: String?
    }

    struct Settings: Sendable {
        var pace: Pace
        /// After so long an answer counts as none.
        var timeoutMs = 5_000
        /// Whether answers must stay the same, byte for byte: only where nothing is written meanwhile.
        var compares = false
    }

    private struct State {
        var asked: [Asked] = []
        var isOver = false
        var flaw: String?
    }

    private final class Shared: Sendable {
        let state = Mutex(State())
    }

    private let shared = Shared()
    private let thread: OSThread

    init(_ address: String, _ questions: [WireClientRequest], _ settings: Settings) throws {
        let shared = shared
        thread = try OSThread.start(name: "load") {
            do {
                var run = LoadRun(try ClusterClient(TransportContext(), address: address), questions, settings)
                try run.run(
                    isOver: { shared.state.withLock { $0.isOver } },
                    note: { asked in shared.state.withLock { $0.asked += asked } })
            } catch {
                shared.state.withLock { $0.flaw = "\(error)" }
            }
        }
    }

    /// What was asked from one moment to another, as far as it has ended.
    func figures(from: UInt64, to: UInt64) -> LoadFigures {
        LoadFigures(shared.state.withLock { $0.asked.filter { $0.due >= from && $0.due < to } }, from: from, to: to)
    }

    /// Asks no more, waits for the answers that are missing, and gives all from a moment on.
    func end() throws {
        shared.state.withLock { $0.isOver = true }
        thread.join()
        if let flaw = shared.state.withLock({ $0.flaw }) { throw BenchCluster.Flaw(description: flaw) }
    }
}

/// The loop of a load's thread.
private struct LoadRun {
    private let client: ClusterClient
    private let questions: [WireClientRequest]
    private let settings: ClusterLoad.Settings
    private var underWay: [UInt64: (question: Int, since: UInt64)] = [:]
    private var expected: [Int: Data] = [:]
    private var sent = 0
    private var ended: [ClusterLoad.Asked] = []
    private var nextLook: UInt64 = 0
    /// A sending that is so late counts from when it was due: waking up a little late is this thread's own doing.
    private static let slack: UInt64 = 2_000_000
    /// Between two looks at what has taken too long.
    private static let lookEvery: UInt64 = 20_000_000

    init(_ client: ClusterClient, _ questions: [WireClientRequest], _ settings: ClusterLoad.Settings) {
        self.client = client
        self.questions = questions
        self.settings = settings
    }

    mutating func run(isOver: () -> Bool, note: ([ClusterLoad.Asked]) -> Void) throws {
        let start = MonotonicClock.now
        while true {
            let isEnding = isOver()
            if isEnding, underWay.isEmpty { break }
            if !isEnding { try send(since: start) }
            for (number, answer) in try client.arrived(waitMs: pause(since: start, isEnding: isEnding)) {
                take(number, answer)
            }
            giveUp()
            if !ended.isEmpty {
                note(ended)
                ended = []
            }
        }
    }

    /// Sends what is due.
    private mutating func send(since start: UInt64) throws {
        switch settings.pace {
        case .window(let count):
            while underWay.count < count { try send(due: MonotonicClock.now) }
        case .rate(let rate):
            while true {
                let due = start + UInt64(Double(sent) / rate * 1e9)
                let now = MonotonicClock.now
                guard due <= now else { return }
                if now > due + UInt64(settings.timeoutMs) * 1_000_000 {
                    // Nobody waits any longer for what could not even be sent.
                    sent += 1
                    ended.append(.init(due: due, took: now - due, outcome: .unanswered))
                } else {
                    try send(due: now > due + LoadRun.slack ? due : now)
                }
            }
        }
    }

    private mutating func send(due: UInt64) throws {
        let question = sent % questions.count
        sent += 1
        do {
            underWay[try client.send(questions[question], timeoutMs: settings.timeoutMs)] = (question, due)
        } catch is ClusterClient.Failure {
            ended.append(.init(due: due, took: MonotonicClock.now - due, outcome: .unanswered))
        }
    }

    private func pause(since start: UInt64, isEnding: Bool) -> Int {
        guard !isEnding, case .rate(let rate) = settings.pace else { return 20 }
        let (due, now) = (start + UInt64(Double(sent) / rate * 1e9), MonotonicClock.now)
        return due > now ? Int(min(20, max(1, (due - now) / 1_000_000))) : 0
    }

    private mutating func take(_ number: UInt64, _ answer: WireClientAnswer) {
        guard let (question, since) = underWay.removeValue(forKey: number) else { return }
        let outcome = outcome(question, answer)
        var asked = ClusterLoad.Asked(due: since, took: MonotonicClock.now - since, outcome: outcome)
        if outcome == .partial { asked.why = LoadRun.why(answer) }
        ended.append(asked)
    }

    private static func why(_ answer: WireClientAnswer) -> String? {
        let json = try? JSONParser.parse([UInt8](answer.json))
        return json?["coverage"]?["reasons"]?.array?.first?["why"]?.string
    }

    private mutating func outcome(_ question: Int, _ answer: WireClientAnswer) -> ClusterLoad.Outcome {
        guard !answer.error else {
            let code = (try? JSONParser.parse([UInt8](answer.json)))?["error"]?["code"]?.string
            return code == "busy" ? .refused : .failed
        }
        guard answer.coverage == 1 else { return .partial }
        guard settings.compares else { return .whole }
        guard let first = expected[question] else {
            expected[question] = answer.json
            return .whole
        }
        return first == answer.json ? .whole : .differs
    }

    private mutating func giveUp() {
        let now = MonotonicClock.now
        guard now >= nextLook else { return }
        nextLook = now + LoadRun.lookEvery
        let patience = UInt64(settings.timeoutMs) * 1_000_000
        for (number, asked) in underWay where now > asked.since + patience {
            underWay[number] = nil
            ended.append(.init(due: asked.since, took: now - asked.since, outcome: .unanswered))
        }
    }
}
