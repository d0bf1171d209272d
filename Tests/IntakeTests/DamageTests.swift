import Domain
import Intake
import JSON
import Records
import Testing

/// Damaged files: each of 300 variants, by seed, of each kind in each format. No crash; the right row and code; and
/// nothing is accepted but what stood undamaged in the file.
@Suite struct DamageTests {
    private static let rows = 6

    /// A damage: the file's bytes, and what must be reported; nil where it cannot be said beforehand.
    private struct Damaged {
        var bytes: [UInt8]
        /// `row field code` of every problem.
        var codes: [String]?
        /// The rows, from 0, that may be missing or other than they were.
        var touched: Set<Int>
    }

    @Test("damaged files", arguments: RecordKind.allCases)
    func damage(kind: RecordKind) async throws {
        for format in IntakeSource.Format.allCases {
            let clean = DamageTests.file(DamageTests.samples(kind), format)
            let whole = try await DamageTests.run(clean, kind, format)
            try #require(whole.problems == [] && whole.delivered.count == DamageTests.rows, "\(kind) \(format)")
            for seed in 0..<300 {
                var random = SeededGenerator(seed: UInt64(seed))
                let damaged = DamageTests.damaged(kind, format, variant: seed, &random)
                let outcome = try await DamageTests.run(damaged.bytes, kind, format)
                let name: Comment = "\(kind) \(format) variant \(seed)"
                if let codes = damaged.codes { #expect(outcome.codes == codes, name) }
                let isCritical = outcome.problems.contains { $0.problem.severity == .critical }
                #expect(isCritical == (outcome.counts.rejected > 0), name)
                let kept = whole.delivered.enumerated().filter { !damaged.touched.contains($0.offset) }.map {
                    $0.element
                }
                #expect(kept.allSatisfy { outcome.delivered.contains($0) }, name)
                guard damaged.codes?.isEmpty == false else { continue }
                #expect(outcome.delivered == kept, name)
            }
        }
    }

    private static func run(_ bytes: [UInt8], _ kind: RecordKind, _ format: IntakeSource.Format) async throws -> Outcome
    {
        try await Outcome(
            [IntakeSource(file: "f", kind: kind, bytes: bytes, format: format)],
            stored: Sample.stored
        )
    }

    private static func samples(_ kind: RecordKind) -> [Sample] { (1...rows).map { Sample.of(kind, $0) } }

    /// The row of a record in the file: a table has its header first.
    private static func row(_ index: Int, _ format: IntakeSource.Format) -> Int { index + (format == .jsonl ? 1 : 2) }

    private static func file(_ samples: [Sample], _ format: IntakeSource.Format) -> [UInt8] {
        switch format {
        case .jsonl: text(samples.map { $0.line })
        case .csv: text(([samples[0].header] + samples.map { $0.cells }).map { csv($0) })
        case .xlsx:
            TestWorkbook.bytes(
                ([samples[0].header] + samples.map { $0.cells }).map { $0.map { $0.isEmpty ? .empty : .inline($0) } }
            )
        }
    }

    private static func text(_ lines: [String]) -> [UInt8] { Array(lines.joined(separator: "\n").utf8) + [0x0A] }

    private static func csv(_ cells: [String]) -> String {
        cells.map {
            $0.contains { $0 == "\"" || $0 == "," }
                ? "\"" + $0.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\"" : $0
        }
        .joined(separator: ",")
    }

    private static func damaged(
        _ kind: RecordKind,
        _ format: IntakeSource.Format,
        variant: Int,
        _ random: inout SeededGenerator
    ) -> Damaged {
        let target = Int.random(in: 0..<rows, using: &random)
        if variant < 2 { return long(kind, format, target) }
        switch variant % 7 {
        case 0: return cut(kind, format, &random)
        case 1: return noise(kind, format, &random)
        case 2: return wrongBytes(kind, format, target)
        case 3: return deep(kind, format, target, depth: Int.random(in: 65...5_000, using: &random))
        case 4: return duplicate(kind, format, target)
        case 5: return unknownKey(kind, format, target)
        default: return wrongValue(kind, format, target, &random)
        }
    }

    private static func wrongValue(
        _ kind: RecordKind,
        _ format: IntakeSource.Format,
        _ target: Int,
        _ random: inout SeededGenerator
    ) -> Damaged {
        var samples = samples(kind)
        let flaw = samples[target].flaws[Int.random(in: 0..<samples[target].flaws.count, using: &random)]
        samples[target].set(flaw.column, cell: flaw.cell, json: flaw.json)
        return Damaged(
            bytes: file(samples, format),
            codes: ["\(row(target, format)) \(flaw.field) \(flaw.code)"],
            touched: [target]
        )
    }

    private static func duplicate(_ kind: RecordKind, _ format: IntakeSource.Format, _ target: Int) -> Damaged {
        var samples = samples(kind)
        let other = (target + 3) % rows
        samples[target].set("id", cell: samples[other].fields[0].cell, json: samples[other].fields[0].json)
        let later = max(target, other)
        return Damaged(
            bytes: file(samples, format),
            codes: target == later ? ["\(row(later, format)) id duplicate_id"] : nil,
            touched: target == later ? [target] : [target, other]
        )
    }

    private static func unknownKey(_ kind: RecordKind, _ format: IntakeSource.Format, _ target: Int) -> Damaged {
        var samples = samples(kind)
        for index in samples.indices {
            let cell = index == target ? "5" : ""
            samples[index].fields.append(.init(column: "cap_cnyy", cell: cell, json: "5"))
        }
        return Damaged(
            bytes: file(samples, format),
            codes: ["\(row(target, format)) cap_cnyy unknown_field"],
            touched: [target]
        )
    }

    /// Bytes that are no text; in a workbook a checksum that is wrong.
    private static func wrongBytes(_ kind: RecordKind, _ format: IntakeSource.Format, _ target: Int) -> Damaged {
        var bytes = file(samples(kind), format)
        if format == .xlsx {
            guard let at = bytes.lastIndex(of: UInt8(ascii: "\"")) else { return Damaged(bytes: [], touched: []) }
            let place = bytes[..<at].lastIndex(of: UInt8(ascii: ">")) ?? at
            bytes[place] = 0xFF
            return Damaged(bytes: bytes, codes: ["1  bad_encoding"], touched: Set(0..<rows))
        }
        let samples = samples(kind)
        let marker = Array(samples[target].fields[0].cell.utf8)
        let start = bytes.indices.first { bytes[$0...].starts(with: marker) } ?? 0
        bytes.insert(0xFF, at: start + marker.count)
        return Damaged(bytes: bytes, codes: ["\(row(target, format))  bad_encoding"], touched: [target])
    }

    private static func long(_ kind: RecordKind, _ format: IntakeSource.Format, _ target: Int) -> Damaged {
        var samples = samples(kind)
        let fill = String(repeating: "长", count: 360_000)
        samples[target].set("id", cell: fill, json: JSONValue.string(fill).text)
        return Damaged(
            bytes: file(samples, format),
            codes: ["\(row(target, format))  line_too_long"],
            touched: [target]
        )
    }

    /// Values, or elements of a sheet, inside one another.
    private static func deep(_ kind: RecordKind, _ format: IntakeSource.Format, _ target: Int, depth: Int) -> Damaged {
        let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        var samples = samples(kind)
        switch format {
        case .jsonl:
            var lines = samples.map { $0.line }
            lines[target] = lines[target].dropLast() + ",\"source\":\(nested)}"
            return Damaged(bytes: text(lines), codes: ["\(row(target, format))  bad_json"], touched: [target])
        case .csv:
            for index in samples.indices {
                let cell = index == target ? nested : ""
                samples[index].fields.append(.init(column: "source", cell: cell, json: "0"))
            }
            return Damaged(
                bytes: file(samples, format),
                codes: ["\(row(target, format)) source bad_type"],
                touched: [target]
            )
        case .xlsx:
            let rows = ([samples[0].header] + samples.map { $0.cells }).map { $0.map { TestWorkbook.Cell.inline($0) } }
            return Damaged(
                bytes: TestWorkbook.bytes(rows, sheetSuffix: String(repeating: "<x>", count: depth)),
                codes: ["\(rows.count + 1)  bad_encoding"],
                touched: []
            )
        }
    }

    private static func cut(_ kind: RecordKind, _ format: IntakeSource.Format, _ random: inout SeededGenerator)
        -> Damaged
    {
        let bytes = file(samples(kind), format)
        let end = Int.random(in: 0..<bytes.count, using: &random)
        let kept = Array(bytes[..<end])
        if format == .xlsx { return Damaged(bytes: kept, codes: ["1  bad_encoding"], touched: Set(0..<rows)) }
        let whole = kept.count { $0 == 0x0A } - (format == .csv ? 1 : 0)
        return Damaged(bytes: kept, codes: nil, touched: Set(max(0, whole)..<max(rows, 1)))
    }

    /// Bytes changed anywhere.
    private static func noise(_ kind: RecordKind, _ format: IntakeSource.Format, _ random: inout SeededGenerator)
        -> Damaged
    {
        var bytes = file(samples(kind), format)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        return Damaged(bytes: bytes, codes: nil, touched: Set(0..<rows))
    }
}
