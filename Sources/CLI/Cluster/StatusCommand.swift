import ArgumentParser
import Glibc
import JSON
import Terminal
import Wire

/// `cluster status`: who is there, what each holds, how far it is.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Who is there, what each holds, how far it is.",
        discussion: """
            Examples:
              huanxin cluster status
              huanxin cluster status --watch            again every second, until Ctrl-C
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

    @Flag(help: "Show it again every second, until Ctrl-C.")
    var watch = false

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
        var coverage = try show(isAgain: false)
        while watch {
            usleep(1_000_000)
            coverage = try show(isAgain: true)
        }
        if coverage < minCoverage { throw ExitCode(ExitStatus.noAnswer) }
    }

    /// Shows the status once; on a terminal in the place of the one before.
    private func show(isAgain: Bool) throws -> Double {
        var request = WireClientRequest()
        request.status = WireClusterStatus()
        request.minSeq = minSeq
        let answer = try cluster.ask(request)
        let workers = StatusCommand.workers(answer)
        if watch, Output.standard.isTerminal { Output.standard.write("\u{1B}[H\u{1B}[J") }
        answer.show(output, csv: (Self.csv, workers)) { page in
            StatusCommand.coordinator(answer, &page)
            page.table(Self.table, workers.map { StatusCommand.shown($0, page.language) })
            let moves = StatusCommand.moves(answer, page.language)
            if !moves.isEmpty { page.table(Self.moving, moves) }
            for note in answer.list("notes").prefix(watch ? 8 : 3) {
                page.dim("\(note["at"]?.string ?? "")  \(note["what"]?.string ?? "")")
            }
        }
        try Output.standard.flush()
        return answer.coverage
    }

    /// Replicas that are made or given up.
    private static func moves(_ answer: Answer, _ language: Language) -> [JSONValue] {
        answer.list("shards").flatMap { shard -> [JSONValue] in
            (shard["replicas"]?.array ?? []).compactMap { replica in
                guard let state = replica["state"]?.string, state != "active" else { return nil }
                var row = replica.object ?? JSONObject()
                row.add("shard", shard["shard"] ?? .null)
                row["state"] = .string(replicaStates[state]?[language] ?? state)
                row["size"] = .string(Display.bytes(replica["bytes"]?.int ?? 0))
                return .object(row)
            }
        }
    }

    /// The workers with the records of their shards.
    private static func workers(_ answer: Answer) -> [JSONValue] {
        var records: [Int: Int] = [:]
        for shard in answer.list("shards") { records[shard["shard"]?.int ?? 0] = shard["records"]?.int ?? 0 }
        return answer.list("workers").map { worker in
            var row = worker.object ?? JSONObject()
            let held = (worker["shards"]?.array ?? []).compactMap(\.int)
            row.add("records", .int(held.reduce(0) { $0 + (records[$1] ?? 0) }))
            return .object(row)
        }
    }

    private static func shown(_ worker: JSONValue, _ language: Language) -> JSONValue {
        var row = worker.object ?? JSONObject()
        let state = worker["state"]?.string ?? ""
        row["mark"] = .string(state == "active" ? "✓" : state == "catching_up" ? "?" : "✗")
        let mode = worker["mode"]?.string ?? "active"
        let word = mode == "active" || state == "unreachable" ? state : mode
        row["state"] = .string(states[word]?[language] ?? word)
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
        let hedges = answer["placement"]?["hedges"]?.int ?? 0
        let retries = answer["placement"]?["retries"]?.int ?? 0
        let copies = answer["placement"]?["copies"]?.int ?? 1
        let imbalance = Display.cell(answer["placement"]?["imbalance"])
        page.line(
            zh: "每个分片 \(copies) 份，负载最高/平均 \(imbalance)，对冲 \(hedges) 次，重试 \(retries) 次",
            en: "\(copies) copies of each shard, load max/mean \(imbalance), hedges \(hedges), retries \(retries)")
        page.line(
            zh: "覆盖 \(share)，等待的写入 \(writes)，进行中的查询 \(questions)",
            en: "coverage \(share), writes waiting \(writes), questions under way \(questions)")
    }

    private static let states: [String: Text] = [
        "active": Text(zh: "正常", en: "active"), "catching_up": Text(zh: "追赶中", en: "catching up"),
        "unreachable": Text(zh: "无法联系", en: "unreachable"), "draining": Text(zh: "腾空中", en: "draining"),
        "maintenance": Text(zh: "维护中", en: "maintenance"),
    ]
    private static let replicaStates: [String: Text] = [
        "copying": Text(zh: "复制中", en: "copying"), "catching_up": Text(zh: "追赶中", en: "catching up"),
        "warming": Text(zh: "预热中", en: "warming"), "draining": Text(zh: "撤出中", en: "draining"),
    ]

    private static let table = Grid([
        .init("mark", zh: " ", en: " "), .init("worker", zh: "节点", en: "worker"),
        .init("state", zh: "状态", en: "state"), .init("shards", zh: "分片", en: "shards", isFlexible: true, minimum: 6),
        .init("records", zh: "记录", en: "records", .count), .init("applied_seq", zh: "已应用", en: "applied", .count),
        .init("lag", zh: "落后", en: "lag", .count), .init("outstanding", zh: "在途", en: "asked", .count),
        .init("memory", zh: "内存", en: "memory"),
    ])
    private static let moving = Grid([
        .init("shard", zh: "分片", en: "shard", .count), .init("worker", zh: "节点", en: "worker"),
        .init("state", zh: "副本", en: "replica"), .init("applied_seq", zh: "已应用", en: "applied", .count),
        .init("size", zh: "大小", en: "size"),
    ])
    private static let csv = Grid(
        [
            "worker", "state", "shards", "records", "applied_seq", "lag", "outstanding", "resident_bytes",
            "heard_ms_ago",
        ].map { Grid.Column($0, zh: "", en: "") })
}
