import Domain
import JSON
import OfferLint
import Terminal

/// The findings of `lint offers` as table, JSON or CSV.
struct LintReport {
    private let findings: [LintFinding]
    private let set: LintSet
    private let asOf: CalendarDay
    private let language: Language

    init(_ set: LintSet, asOf: CalendarDay, _ language: Language) {
        self.set = set
        self.asOf = asOf
        self.language = language
        findings = OfferLint(offers: set.offers, jointCaps: set.jointCaps, about: set.about, asOf: asOf).findings()
    }

    /// Whether the exit status says no.
    func fails(isStrict: Bool) -> Bool {
        let worst: LintFinding.Severity = isStrict ? .warning : .error
        return set.rejected > 0 || findings.contains { $0.severity <= worst }
    }

    func show(_ output: OutputOptions) {
        switch output.format {
        case .json: Output.standard.line(json.text)
        case .csv: Output.standard.write(LintReport.grid.csv(rows))
        case .table:
            var page = Page(language: language, layout: Output.standard.layout)
            for finding in findings { add(finding, to: &page) }
            page.line(summary)
            Output.standard.write(page.text)
        }
    }

    private func add(_ finding: LintFinding, to page: inout Page) {
        let place = finding.field.isEmpty ? finding.offer : finding.offer + " " + finding.field
        let severity = LintReport.severities[finding.severity]?[language] ?? finding.severity.rawValue
        page.line("\(LintReport.mark(finding.severity)) \(place) \(severity) \(finding.code.rawValue)")
        page.item(2, "·", text(finding.message))
    }

    private func text(_ message: LintText) -> String { Text(zh: message.zh, en: message.en)[language] }

    /// `{"as_of", "offers", "joint_caps", "rejected", "findings": [{…}], "by_code": {code: count}}`.
    private var json: JSONValue {
        [
            "as_of": .string(asOf.text), "offers": .int(set.count), "joint_caps": .int(set.jointCaps.count),
            "rejected": .int(set.rejected), "findings": .array(rows),
            "by_code": .object(
                JSONObject(byCode.map { JSONObject.Member(key: $0.code.rawValue, value: .int($0.count)) })),
        ]
    }

    private var rows: [JSONValue] {
        findings.map { finding in
            [
                "offer": .string(finding.offer), "field": .string(finding.field),
                "code": .string(finding.code.rawValue), "severity": .string(finding.severity.rawValue),
                "message": .string(text(finding.message)),
            ]
        }
    }

    /// By code in byte order.
    private var byCode: [(code: LintCode, count: Int)] {
        Dictionary(grouping: findings, by: \.code).map { ($0.key, $0.value.count) }
            .sorted { $0.code.rawValue.utf8.lexicographicallyPrecedes($1.code.rawValue.utf8) }
    }

    private var summary: String {
        let count = { (severity: LintFinding.Severity) in findings.count { $0.severity == severity } }
        let (errors, warnings, notes) = (count(.error), count(.warning), count(.note))
        let mark = Display.mark(errors == 0 && set.rejected == 0)
        let unread = Text(
            zh: set.rejected > 0 ? "，\(set.rejected) 行无法读取" : "",
            en: set.rejected > 0 ? ", \(set.rejected) rows that cannot be read" : "")
        return Text(
            zh: "\(mark) \(set.count) 项政策（判断日 \(asOf.text)）：\(errors) 个错误，\(warnings) 个警告，\(notes) 条提示\(unread.zh)",
            en: "\(mark) \(set.count) offers as of \(asOf.text): \(errors) errors, \(warnings) warnings, "
                + "\(notes) notes\(unread.en)")[language]
    }

    private static func mark(_ severity: LintFinding.Severity) -> String {
        switch severity {
        case .error: "✗"
        case .warning: "!"
        case .note: "·"
        }
    }

    private static let severities: [LintFinding.Severity: Text] = [
        .error: Text(zh: "错误", en: "error"), .warning: Text(zh: "警告", en: "warning"),
        .note: Text(zh: "提示", en: "note"),
    ]

    private static let grid = Grid(
        ["offer", "field", "code", "severity", "message"].map { Grid.Column($0, zh: $0, en: $0) })
}
