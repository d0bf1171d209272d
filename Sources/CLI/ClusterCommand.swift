import ArgumentParser
import JSON
import Terminal
import Wire

/// `cluster`: what operators do.
struct ClusterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster", abstract: "Look after a cluster.",
        discussion: "Example:\n  huanxin cluster status", subcommands: [StatusCommand.self])
}

/// `cluster status`: who is there, what each holds, how far it is.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Who is there, what each holds, how far it is.",
        discussion: """
            Examples:
              huanxin cluster status
              huanxin cluster status --min-coverage 1   status 3 unless all data answer
            """)

    @Option(
        name: .customLong("min-coverage"),
        help: ArgumentHelp("Below this share of the data the exit status is 3.", valueName: "fraction"))
    var minCoverage: Double = 0

    @Option(
        name: .customLong("min-seq"),
        help: ArgumentHelp("Count only workers that hold this change.", valueName: "seq"))
    var minSeq: UInt64 = 0

    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (0...1).contains(minCoverage) else {
            throw Invocation.misuse(
                zh: "--min-coverage 为 \(minCoverage)，应为 0 到 1 的小数",
                en: "--min-coverage is \(minCoverage); give a fraction from 0 to 1")
        }
    }

    func run() throws {
        var request = WireClientRequest()
        request.status = WireClusterStatus()
        request.minSeq = minSeq
        let answer = try cluster.ask(request)
        let workers = StatusCommand.workers(answer)
        answer.show(output, csv: (Self.csv, workers)) { page in
            StatusCommand.coordinator(answer, &page)
            page.table(Self.table, workers.map { StatusCommand.shown($0, page.language) })
        }
        if answer.coverage < minCoverage { throw ExitCode(ExitStatus.noAnswer) }
    }

    /// The workers with the records of their shards.
    private static func workers(_ answer: Answer) -> [JSONValue] {
        var records: [String: Int] = [:]
        for shard in answer.list("shards") {
            records[shard["worker"]?.string ?? "", default: 0] += shard["records"]?.int ?? 0
        }
        return answer.list("workers").map { worker in
            var row = worker.object ?? JSONObject()
            row.add("records", .int(records[worker["worker"]?.string ?? ""] ?? 0))
            return .object(row)
        }
    }

    private static func shown(_ worker: JSONValue, _ language: Language) -> JSONValue {
        var row = worker.object ?? JSONObject()
        let state = worker["state"]?.string ?? ""
        row["mark"] = .string(state == "active" ? "✓" : state == "catching_up" ? "?" : "✗")
        row["state"] = .string(states[state]?[language] ?? state)
        row["shards"] = .string(Ranges.text((worker["shards"]?.array ?? []).compactMap(\.int)))
        row["memory"] = worker["resident_bytes"]?.int.map { .string(Display.bytes($0)) } ?? .null
        return .object(row)
    }

    private static func coordinator(_ answer: Answer, _ page: inout Page) {
        let coordinator = answer["coordinator"]
        let up = Display.duration(seconds: coordinator?["uptime_s"]?.int ?? 0)
        let memory = Display.bytes(coordinator?["resident_bytes"]?.int ?? 0)
        let epoch = coordinator?["epoch"]?.int ?? 0
        let pid = coordinator?["pid"]?.int ?? 0
        page.heading(
            zh: "协调节点：第 \(epoch) 任期，进程 \(pid)，运行 \(up)，内存 \(memory)",
            en: "coordinator: epoch \(epoch), process \(pid), up \(up), memory \(memory)")
        let writes = coordinator?["writes_waiting"]?.int ?? 0
        let questions = coordinator?["questions"]?.int ?? 0
        let share = Display.percent(answer["coverage"]?["fraction"], places: 1)
        page.line(
            zh: "覆盖 \(share)，等待的写入 \(writes)，进行中的查询 \(questions)",
            en: "coverage \(share), writes waiting \(writes), questions under way \(questions)")
    }

    private static let states: [String: Text] = [
        "active": Text(zh: "正常", en: "active"), "catching_up": Text(zh: "追赶中", en: "catching up"),
        "unreachable": Text(zh: "无法联系", en: "unreachable"),
    ]

    private static let table = Grid([
        .init("mark", zh: " ", en: " "), .init("worker", zh: "节点", en: "worker"),
        .init("state", zh: "状态", en: "state"), .init("shards", zh: "分片", en: "shards", isFlexible: true, minimum: 6),
        .init("records", zh: "记录", en: "records", .count), .init("applied_seq", zh: "已应用", en: "applied", .count),
        .init("lag", zh: "落后", en: "lag", .count), .init("outstanding", zh: "在途", en: "asked", .count),
        .init("memory", zh: "内存", en: "memory"),
    ])
    private static let csv = Grid(
        [
            "worker", "state", "shards", "records", "applied_seq", "lag", "outstanding", "resident_bytes",
            "heard_ms_ago",
        ].map { Grid.Column($0, zh: "", en: "") })
}
