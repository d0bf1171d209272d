import Domain
import Intake
import JSON
import Terminal

/// Writes problems to standard output as they are found: a line each, a row of CSV each, or elements of one JSON
/// object.
final class ProblemReport {
    private let format: OutputFormat
    private let kind: RecordKind
    private let bar: WorkBar
    private var count = 0
    /// Whether anything was written.
    private(set) var hasBegun = false

    init(_ format: OutputFormat, _ kind: RecordKind, _ bar: WorkBar) {
        self.format = format
        self.kind = kind
        self.bar = bar
    }

    func add(_ problem: RowProblem) {
        bar.clear()
        begin()
        switch format {
        case .table: Output.standard.line(problem.text)
        case .csv: Output.standard.write(CSVWriter().row(ProblemReport.keys.map { Grid.field(problem.json[$0]) }))
        case .json: Output.standard.write((count == 0 ? "" : ",") + problem.json.text)
        }
        count += 1
    }

    /// Ends the report.
    ///
    /// - Parameters:
    ///   - fields: what JSON has beside `kind` and `problems`.
    ///   - summary: what people read; beside CSV it goes to standard error.
    func end(_ fields: [(String, JSONValue)], summary: String) {
        bar.clear()
        begin()
        switch format {
        case .table: Output.standard.line(summary)
        case .csv: Output.error.line(summary)
        case .json:
            let members = fields.map { "," + JSONValue.string($0.0).text + ":" + $0.1.text }.joined()
            Output.standard.line("]" + members + "}")
        }
    }

    private func begin() {
        if hasBegun { return }
        hasBegun = true
        switch format {
        case .table: break
        case .csv: Output.standard.write(CSVWriter().row(ProblemReport.keys))
        case .json: Output.standard.write("{\"kind\":" + JSONValue.string(kind.rawValue).text + ",\"problems\":[")
        }
    }

    private static let keys = ["file", "row", "field", "severity", "code", "message", "found", "expected"]
}

extension IntakeRun {
    /// Reports every problem, and writes the rejected rows where a file for them was asked for.
    func report(_ report: ProblemReport, rejects path: String?) throws {
        let rejects = try path.map { try RejectsWriter(path: $0, run: self) }
        if hasProblems {
            try review { outcome in
                for problem in outcome.problems { report.add(problem) }
                try rejects?.add(outcome)
            }
        }
        try rejects?.finish()
    }
}
