import ArgumentParser
import JSON
import OS
import ReferenceData
import Terminal
import WorkedCases

/// `cases`: worked cases.
struct CasesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cases",
        abstract: "Worked cases: small questions with the answers they should get.",
        subcommands: [RunCasesCommand.self]
    )
}

/// `cases run`: asks the engine every case of some files and prints where an answer is not the expected one.
struct RunCasesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run worked cases through the engine and print every difference.",
        discussion: """
            Needs no cluster. Exit status: 0 all pass, 1 a case fails, 2 a file is not one of cases.

            Examples:
              huanxin cases run rules.json matching.json
              huanxin cases run rules.json --format json
            """
    )

    @Argument(help: ArgumentHelp("Files of worked cases, each a JSON array.", valueName: "file"))
    var files: [String]

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let report = await CaseEngine(.all(codes: ReferenceData.codes)).run(try read())
        switch output.format {
        case .table: Output.standard.write(report.text(output.language, isStyled: Output.standard.isStyled))
        case .json: Output.standard.line(report.json.text)
        case .csv: Output.standard.write(report.csv)
        }
        try Output.standard.flush()
        if report.failed > 0 { throw ExitCode(ExitStatus.no) }
    }

    /// All files, or none is run: each that cannot be read is told.
    private func read() throws -> [CaseFile] {
        var read: [CaseFile] = []
        var errors: [CaseFileError] = []
        for file in files {
            do throws(CaseFileError) {
                read.append(try CaseFile(name: file, bytes: try bytes(of: file)))
            } catch {
                errors.append(error)
            }
        }
        guard errors.isEmpty else { throw CommandFailure(errors) }
        return read
    }

    private func bytes(of file: String) throws(CaseFileError) -> [UInt8] {
        let bytes: [UInt8]?
        do {
            bytes = try Files.read(file)
        } catch {
            throw CaseFileError(file: file, reason: .cannotRead(error.description))
        }
        guard let bytes else { throw CaseFileError(file: file, reason: .notFound) }
        return bytes
    }
}

extension CommandFailure {
    /// Files that are none of worked cases, each with what is wrong with it.
    fileprivate init(_ errors: [CaseFileError]) {
        let messages = errors.map(\.message)
        self.init(
            "bad_cases",
            Text(
                zh: messages.map(\.zh).joined(separator: " "),
                en: messages.map(\.en).joined(separator: " ")
            )
        )
    }
}
