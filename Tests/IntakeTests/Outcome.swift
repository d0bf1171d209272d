import Domain
import Intake
import JSON
import Records

/// The codes of tests: a few of each.
enum TestCodes {
    static let few = KnownCodes(
        regions: Set(["100000", "440000", "440100", "440106", "440300"].compactMap { Region($0) }),
        industries: Set(["C", "C34", "C342", "C3421"].map { Industry(code: $0) }),
        categories: CategoryTree([
            Category(path: CategoryPath("machine-tool")),
            Category(
                path: CategoryPath("machine-tool.lathe"),
                specs: ["power_kw": .number, "cnc": .bool, "spindle": .text]
            ),
        ])
    )

    /// The credit code of that number; each is right.
    static func uscc(_ number: Int) -> String {
        let digits = String(number)
        let body = "91440106" + String(repeating: "0", count: 9 - digits.utf8.count) + digits
        return body + (USCC.checkCharacter(for: body).map { String($0) } ?? "")
    }
}

/// All that a run gives out.
struct Outcome {
    var counts: IntakeRun.Counts
    /// `file:row` of the accepted.
    var accepted: [String] = []
    var problems: [RowProblem] = []
    var delivered: [AcceptedRecord] = []

    /// `row field code` of each problem.
    var codes: [String] { problems.map { "\($0.row) \($0.problem.field) \($0.problem.code.rawValue)" } }

    init(
        _ sources: [IntakeSource],
        codes: KnownCodes = TestCodes.few,
        stored: [RecordKind: Set<String>] = [:]
    ) async throws {
        let run = IntakeRun(sources, codes: codes)
        counts = try await run.check { kind, ids in (stored[kind] ?? []).intersection(ids) }
        var accepted: [String] = []
        var problems: [RowProblem] = []
        try run.review { outcome in
            if outcome.isAccepted { accepted.append("\(outcome.file):\(outcome.row)") }
            problems += outcome.problems
        }
        self.accepted = accepted
        self.problems = problems
        var delivered: [AcceptedRecord] = []
        try await run.deliver(batch: 3) { delivered += $0 }
        self.delivered = delivered
    }

    /// One file of text.
    static func of(
        _ text: String,
        _ kind: RecordKind,
        _ format: IntakeSource.Format,
        stored: [RecordKind: Set<String>] = [:]
    ) async throws -> Outcome {
        try await Outcome(
            [IntakeSource(file: "f", kind: kind, bytes: Array(text.utf8), format: format)],
            stored: stored
        )
    }
}

/// Random numbers from a seed (SplitMix64, S. Vigna).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
