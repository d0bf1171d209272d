import ArgumentParser
import Domain
import Intake
import ReferenceData
import Terminal

/// The files of a validation or an import.
struct IntakeOptions: ParsableArguments {
    @Argument(help: "Kind of the files' records.")
    var kind: RecordKind

    @Argument(help: ArgumentHelp("JSON Lines, CSV or XLSX files; - = standard input.", valueName: "file"))
    var files: [String]

    @Option(
        name: .customLong("file-format"),
        help: ArgumentHelp(
            "Form of the files: jsonl, csv or xlsx; default by the name, else by the first bytes.", valueName: "form"))
    var form: IntakeSource.Format?

    @Option(
        help: ArgumentHelp(
            "Write rejected rows here as they stand, to be corrected and imported alone.", valueName: "file"))
    var rejects: String?

    func validate() throws {
        guard Set(files).count == files.count else {
            throw Invocation.misuse(zh: "同一个文件给了两次", en: "a file is given twice")
        }
    }

    /// The opened files.
    func sources() throws -> [IntakeSource] {
        try files.map { try IntakeSource(path: $0, kind: kind, format: form) }
    }

    /// A run over the files that shows how far it is.
    func run(_ bar: WorkBar, _ language: Language) throws -> IntakeRun {
        IntakeRun(try sources(), codes: ReferenceData.codes) { progress in
            // Problems are printed while the rows are reviewed: no bar between them.
            guard progress.phase != .review else { return bar.clear() }
            let label =
                progress.phase == .check ? Text(zh: "检查", en: "check") : Text(zh: "导入", en: "import")
            bar.update(label[language], done: progress.bytes, total: progress.total)
        }
    }
}

extension IntakeSource.Format: ExpressibleByArgument {}
