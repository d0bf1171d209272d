import ArgumentParser
import Client
import Domain
import JSON
import Terminal
import Wire

/// `show`: one record, or all its versions.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one record, or all its versions.",
        discussion: """
            Examples:
              huanxin show needs demo-n-0000001
              huanxin show offers gd-2023-tech-upgrade-lease-subsidy --versions --format json
            """)

    @Argument(help: "Kind of record.")
    var kind: RecordKind

    @Argument(help: "Id of the record.")
    var id: String

    @Flag(help: "All versions, the newest first.")
    var versions = false

    @OptionGroup var read: ReadOptions
    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        var request = read.request()
        request.show.kind = UInt32(kind.number)
        request.show.id = id
        request.show.versions = versions
        let answer = try cluster.ask(request)
        let all = versions ? answer.list("versions") : [answer.json]
        let flat = all.map { version in
            var row = FlatRecord.importable(version["record"] ?? .null).object ?? JSONObject()
            row.members.insert(.init(key: "seq", value: version["seq"] ?? .null), at: 0)
            return JSONValue.object(row)
        }
        answer.show(output, csv: (FlatRecord.grid(flat), flat)) { page in
            for version in all { ShowCommand.record(version, kind, id, &page) }
        }
    }

    private static func record(_ version: JSONValue, _ kind: RecordKind, _ id: String, _ page: inout Page) {
        let seq = version["seq"]?.int ?? 0
        let at = version["at"]?.string ?? ""
        page.heading(
            zh: "\(kind.rawValue) \(id)（第 \(seq) 号变更，\(at)）", en: "\(kind.rawValue) \(id) (change \(seq), \(at))")
        for member in FlatRecord.row(version["record"] ?? .null).object?.members ?? [] {
            page.field(member.key, Display.cell(member.value))
        }
        page.line()
    }
}

/// `withdraw`: sets the status that takes a record out of answers; nothing is removed.
struct WithdrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Take a model, need, offer or supplier out of answers; its versions stay.",
        discussion: """
            Example:
              huanxin withdraw models demo-m-0000001

            A supplier becomes suspended, the others withdrawn. Withdrawing twice changes nothing. The status is 1 \
            where there is no such record.
            """)

    @Argument(help: "Kind of record.")
    var kind: RecordKind

    @Argument(help: "Id of the record.")
    var id: String

    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        var request = WireClientRequest()
        request.withdraw.kind = UInt32(kind.number)
        request.withdraw.id = id
        let wire = try cluster.client().ask(request, timeoutMs: cluster.timeout)
        let answer = try Answer(wire)
        if let problem = wire.import.problems.first(where: { $0.severity == "critical" }) {
            throw CommandFailure(
                problem.code, Text(zh: problem.message, en: problem.message), field: problem.field,
                status: ExitStatus.no)
        }
        answer.show(output, csv: (Self.csv, [answer.json])) { page in
            let seq = answer["seq"]?.int ?? 0
            if answer["accepted"]?.int == 1 {
                page.line(
                    zh: "✓ 已撤下 \(kind.rawValue) \(id)（第 \(seq) 号变更）",
                    en: "✓ withdrew \(kind.rawValue) \(id) (change \(seq))")
            } else {
                page.line(
                    zh: "\(kind.rawValue) \(id) 早已撤下，未作改动",
                    en: "\(kind.rawValue) \(id) was withdrawn before; nothing changed")
            }
        }
    }

    private static let csv = Grid(
        ["accepted", "unchanged", "rejected", "seq"].map { Grid.Column($0, zh: "", en: "") })
}
