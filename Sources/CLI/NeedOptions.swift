import ArgumentParser
import FoundationEssentials
import Intake
import OS
import Terminal

/// Which need is asked about: a stored one, or one from a file that stays unstored.
struct NeedOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("Id of a stored need, or - for one on standard input.", valueName: "need"))
    var id: String?

    @Option(
        help: ArgumentHelp(
            "File with one need as JSON, asked about without being stored; - = standard input.", valueName: "need.json")
    )
    var file: String?

    func validate() throws {
        guard (id == nil) != (file == nil) else {
            throw Invocation.misuse(
                zh: "请给出需求编号，或用 --file 给出需求文件（二选一）", en: "give a need's id, or a file with --file, one of the two")
        }
    }

    /// The id to ask for, or the need itself; the other is empty.
    func asked() throws -> (id: String, body: Data) {
        if let file { return ("", Data(try RecordFile.read(file, option: "file"))) }
        if id == "-" { return ("", Data(try RecordFile.read("-", option: "need"))) }
        return (id ?? "", Data())
    }
}

/// A file with one record.
enum RecordFile {
    /// The bytes of a file, or of standard input where it is `-`.
    ///
    /// - Parameter option: the field that messages name.
    static func read(_ path: String, option: String) throws -> [UInt8] {
        let bytes: [UInt8]?
        do {
            bytes = try Files.read(path == "-" ? "/dev/stdin" : path, maxBytes: IntakeLimits.lineBytes)
        } catch {
            throw CommandFailure(
                "file", Text(zh: "读不了文件 \(path)：\(error)", en: "\(path) cannot be read: \(error)"), field: option,
                hint: Text(zh: "一条记录最大 1 MiB", en: "a record has at most 1 MiB"))
        }
        guard let bytes else {
            throw CommandFailure(
                "file", Text(zh: "没有文件 \(path)", en: "there is no file \(path)"), field: option,
                hint: Text(zh: "请检查路径", en: "check its path"))
        }
        guard bytes.contains(where: { $0 > 0x20 }) else {
            throw CommandFailure(
                "bad_json", Text(zh: "\(path) 是空的", en: "\(path) is empty"), field: option,
                hint: Text(zh: "应为一个 JSON 对象", en: "it should hold one JSON object"))
        }
        return bytes
    }
}

/// Counts that a question takes.
enum Limits {
    /// - Throws: a wrong use where the number is out of range.
    static func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws {
        guard range.contains(value) else {
            throw Invocation.misuse(
                zh: "\(name) 为 \(value)，应为 \(range.lowerBound) 到 \(range.upperBound)",
                en: "\(name) is \(value); give \(range.lowerBound) to \(range.upperBound)")
        }
    }

    /// What a coordinator gives at most.
    static let top = 1...1_000
    static let packages = 1...20
    static let drafts = 1...100
    static let page = 1...1_000
}
