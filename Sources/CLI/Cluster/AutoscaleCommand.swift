import ArgumentParser
import JSON
import Terminal
import Wire

/// `cluster autoscale`: how many workers the load asks for.
struct AutoscaleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "autoscale", abstract: "How many workers the load of the last seconds asks for; changes nothing.",
        discussion: """
            The status is 1 where more workers are wanted than there are, so that a script can act on it:

              huanxin cluster autoscale || huanxin cluster scale 4

            Example:
              huanxin cluster autoscale --format json
            """)

    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        var request = WireClientRequest()
        request.status = WireClusterStatus()
        let status = try cluster.ask(request)
        let sizing = status["sizing"] ?? .null
        var json = JSONObject()
        for key in ["as_of", "as_of_seq", "coverage"] { json.add(key, status[key] ?? .null) }
        for entry in sizing.object?.members ?? [] { json.add(entry.key, entry.value) }
        let answer = Answer(.object(json), coverage: status.coverage)
        answer.show(output, csv: (Self.grid, [sizing])) { page in page.table(Self.grid, [sizing]) }
        if sizing["workers_wanted"]?.int ?? 0 > sizing["workers"]?.int ?? 0 { throw ExitCode(1) }
    }

    private static let grid = Grid([
        .init("workers", zh: "节点", en: "workers", .count), .init("workers_wanted", zh: "需要", en: "wanted", .count),
        .init("busy_cores", zh: "忙核数", en: "busy cores"), .init("cores", zh: "核数", en: "cores"),
        .init("headroom", zh: "余量(倍)", en: "headroom"),
        .init("questions_per_second", zh: "查询/秒", en: "questions/s"),
        .init("cpu_s_per_question", zh: "CPU秒/查询", en: "CPU s/question"),
        .init("queue_delay_p95_ms", zh: "排队p95(ms)", en: "queue p95 ms"),
    ])
}
