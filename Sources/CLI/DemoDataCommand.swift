import ArgumentParser
import DemoData
import Domain
import JSON
import OS
import Records
import ReferenceData
import ServiceKit
import Terminal

/// `demo-data`: writes a made-up registry, and the published offers, as files to import.
struct DemoDataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo-data",
        abstract: "Write a made-up registry, and the real published offers, as files to import.",
        discussion: """
            Example:
              huanxin demo-data demo --seed 7 --models 20000 --needs 2000

            One JSON Lines file a kind; files of these names are replaced. Enterprises, suppliers, models, \
            inventory and needs are made up and say so in every record; offers.jsonl and joint_caps.jsonl are \
            published policies; example_products.jsonl holds made-up loans and leases, to be imported as offers. \
            The same seed, sizes and day give the same bytes.
            """)

    @Argument(help: ArgumentHelp("Directory for the files; made where it is missing.", valueName: "dir"))
    var directory: String

    @Option(help: "Any number; another seed makes up other records.")
    var seed: UInt64 = 1

    @Option(help: "Enterprises.")
    var enterprises: Int = 1_000

    @Option(help: "Suppliers.")
    var suppliers: Int = 200

    @Option(help: "Equipment models; none without suppliers.")
    var models: Int = 5_000

    @Option(help: "Installed equipment; none without enterprises.")
    var inventory: Int = 2_000

    @Option(help: "Renewal projects; none without enterprises.")
    var needs: Int = 1_000

    @Option(
        name: .customLong("as-of"),
        help: ArgumentHelp("The day plans and dates are relative to; default today.", valueName: "date"))
    var asOf: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        for (name, value) in [
            ("--enterprises", enterprises), ("--suppliers", suppliers), ("--models", models),
            ("--inventory", inventory), ("--needs", needs),
        ] { try Limits.check(name, value, 0...Self.recordsMax) }
        if let asOf, CalendarDay(asOf) == nil {
            throw Invocation.misuse(
                zh: "--as-of 为“\(asOf)”，应为 YYYY-MM-DD 的日期", en: "--as-of is \"\(asOf)\"; give a day as YYYY-MM-DD")
        }
    }

    /// More of one kind would not have ids of seven digits.
    private static let recordsMax = 9_999_999

    func run() throws {
        let day = asOf.flatMap { CalendarDay($0) } ?? ShanghaiTime.today
        let demo = DemoData(
            seed: seed,
            sizes: .init(
                enterprises: enterprises, suppliers: suppliers, models: models, inventory: inventory, needs: needs),
            asOf: day)
        try Files.makeDirectories(directory)
        var rows: [JSONValue] = []
        let bar = WorkBar(.items)
        for kind in DemoData.kinds { rows.append(try made(demo, kind, bar)) }
        rows.append(try published("offers", .offers, ReferenceData.offers + ReferenceData.incompleteOffers))
        rows.append(try published("joint_caps", .jointCaps, ReferenceData.jointCaps))
        rows.append(try published("example_products", .offers, ReferenceData.exampleProducts, isMadeUp: true))
        bar.clear()
        show(rows, day)
    }

    /// The records of a kind, made as they are written.
    private func made(_ demo: DemoData, _ kind: RecordKind, _ bar: WorkBar) throws -> JSONValue {
        let path = directory + "/" + kind.rawValue + ".jsonl"
        let file = try FileWriter(path)
        let total = demo.count(kind)
        for (index, record) in demo.records(kind).enumerated() {
            try file.line(record.json.bytes)
            if index % 256 == 0 { bar.update(kind.rawValue, done: index, total: total) }
        }
        try file.finish()
        return row(path, kind, total, file.bytes, isMadeUp: true)
    }

    private func published(
        _ name: String, _ kind: RecordKind, _ lines: [String], isMadeUp: Bool = false
    ) throws -> JSONValue {
        let path = directory + "/" + name + ".jsonl"
        let file = try FileWriter(path)
        for line in lines { try file.line(line.utf8) }
        try file.finish()
        return row(path, kind, lines.count, file.bytes, isMadeUp: isMadeUp)
    }

    private func row(_ path: String, _ kind: RecordKind, _ records: Int, _ bytes: Int, isMadeUp: Bool) -> JSONValue {
        [
            "file": .string(path), "kind": .string(kind.rawValue), "records": .int(records), "bytes": .int(bytes),
            "made_up": .bool(isMadeUp),
        ]
    }

    private func show(_ rows: [JSONValue], _ day: CalendarDay) {
        let json: JSONValue = [
            "directory": .string(directory), "seed": .int(seed), "as_of": .string(day.text), "files": .array(rows),
        ]
        Answer(json, coverage: 1).show(output, csv: (Self.csv, rows)) { page in
            let words = rows.map { row -> JSONValue in
                var row = row.object ?? JSONObject()
                let isMadeUp = row["made_up"]?.bool == true
                row["made_up"] = .string(
                    (isMadeUp ? Text(zh: "虚构示例", en: "made up") : Text(zh: "公开政策", en: "published"))[page.language])
                row["bytes"] = .string(Display.bytes(row["bytes"]?.int ?? 0))
                return .object(row)
            }
            page.table(Self.table, words)
            page.line(
                zh: "种子 \(seed)，基准日 \(day.text)；导入：huanxin import suppliers \(directory)/suppliers.jsonl，其余同理",
                en:
                    "seed \(seed), as of \(day.text); import: huanxin import suppliers \(directory)/suppliers.jsonl …"
            )
        }
    }

    private static let table = Grid([
        .init("file", zh: "文件", en: "file", isFlexible: true, minimum: 20), .init("kind", zh: "种类", en: "kind"),
        .init("records", zh: "记录", en: "records", .count), .init("bytes", zh: "大小", en: "size"),
        .init("made_up", zh: "来历", en: "origin"),
    ])
    private static let csv = Grid(
        ["file", "kind", "records", "bytes", "made_up"].map { Grid.Column($0, zh: "", en: "") })
}
