import ArgumentParser
import Glibc
import JSON
import OS
import Terminal
import Wire

/// What every order to the cluster takes.
struct OrderOptions: ParsableArguments {
    @Flag(name: .customLong("no-wait"), help: "Return when the order is taken, not when it is carried out.")
    var noWait = false

    @Option(
        name: .customLong("for-at-most"), help: ArgumentHelp("Wait no longer, as 90s, 10m or 2h.", valueName: "time"))
    var patience: TimeSpan = TimeSpan(seconds: 600)

    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var output: OutputOptions
}

/// A time as `90s`, `10m`, `2h` or `1d`.
struct TimeSpan: ExpressibleByArgument {
    let milliseconds: UInt64
    private let text: String

    init(seconds: UInt64) {
        milliseconds = seconds * 1_000
        text = "\(seconds)s"
    }

    init?(argument: String) {
        let units: [Character: UInt64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let unit = argument.last.flatMap({ units[$0] }), let count = UInt64(argument.dropLast()), count > 0,
            count <= 1_000_000
        else { return nil }
        milliseconds = count * unit * 1_000
        text = argument
    }

    var defaultValueDescription: String { text }
}

extension OrderOptions {
    /// Gives an order, and waits until the cluster says that it is done.
    ///
    /// - Parameter isDone: whether the status shows the order carried out.
    func give(_ order: WireClusterOrder, until isDone: (ClusterState) -> Bool) throws {
        var request = WireClientRequest()
        request.order = order
        let answer = try cluster.ask(request)
        if !noWait { try wait(until: isDone) }
        guard output.format == .table else { return Output.standard.write(answer.bytes + [0x0A]) }
        let text =
            noWait
            ? Text(zh: "✓ 已受理：huanxin cluster status 查看进度", en: "✓ taken: huanxin cluster status shows how far it is")
            : Text(zh: "✓ 已完成", en: "✓ done")
        Output.standard.line(text[output.language])
    }

    /// Asks for the status until it shows what is waited for; what is done meanwhile is said on standard error.
    func wait(until isDone: (ClusterState) -> Bool) throws {
        let deadline = MonotonicClock.now + patience.milliseconds * 1_000_000
        var said: Set<String> = []
        var isFirst = true
        while true {
            let state = try ClusterState(cluster)
            for note in state.notes where said.insert(note).inserted && !isFirst { Output.error.line(note) }
            isFirst = false
            // What was ordered is in the table with the next round, and another coordinator knows it a moment later.
            usleep(600_000)
            if isDone(try ClusterState(cluster)) { return }
            guard MonotonicClock.now < deadline else {
                throw CommandFailure(
                    "timeout",
                    Text(
                        zh: "命令已受理，但在限定时间内未完成", en: "the order was taken, but is not done within the time given"),
                    field: "for-at-most",
                    hint: Text(
                        zh: "huanxin cluster status 查看进度", en: "huanxin cluster status shows how far it is"))
            }
        }
    }
}

/// The cluster's status, as orders look at it.
struct ClusterState {
    struct Worker {
        var name: String
        var shards: Int
        var copying: Int
        var mode: String
        var isHere: Bool
    }

    let workers: [Worker]
    let isMoving: Bool
    let imbalance: Double
    let coverage: Double
    let replicas: Int
    /// The newest first.
    let notes: [String]

    init(_ cluster: ClusterOptions) throws {
        var request = WireClientRequest()
        request.status = WireClusterStatus()
        let answer = try cluster.ask(request)
        workers = answer.list("workers").map { worker in
            Worker(
                name: worker["worker"]?.string ?? "", shards: worker["shards"]?.array?.count ?? 0,
                copying: worker["copying"]?.int ?? 0, mode: worker["mode"]?.string ?? "",
                isHere: worker["state"]?.string != "unreachable")
        }
        isMoving = answer["placement"]?["moving"]?.bool ?? false
        imbalance = answer["placement"]?["imbalance"]?.double ?? 1
        replicas = answer["placement"]?["copies"]?.int ?? 1
        coverage = answer.coverage
        notes = answer.list("notes").reversed().map {
            "\($0["at"]?.string ?? "") \($0["what"]?.string ?? "")"
        }
    }

    func worker(_ name: String) -> Worker? { workers.first { $0.name == name } }

    /// Whether a worker holds nothing and gets nothing.
    func isEmpty(_ name: String) -> Bool {
        worker(name).map { $0.shards == 0 && $0.copying == 0 } ?? true
    }
}

/// `cluster drain`: a worker gives away all that it holds.
struct DrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drain", abstract: "Move everything off a worker, with no question failing.",
        discussion: """
            Refused where it would leave too few machines for the copies of a shard, unless --force says that fewer
            copies are enough. The worker stays in the cluster; undrain gives it shards again.

            Example:
              huanxin cluster drain w3
            """)

    @Argument(help: "The worker.")
    var worker: String

    @Flag(help: "Fewer copies of each shard are enough.")
    var force = false

    @OptionGroup var options: OrderOptions

    func run() throws {
        var order = WireClusterOrder()
        order.verb = "drain"
        order.worker = worker
        order.force = force
        try options.give(order) { $0.isEmpty(worker) }
    }
}

/// `cluster undrain`: a worker takes part again.
struct UndrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undrain", abstract: "Let a drained worker take shards again, or end its maintenance.",
        discussion: "Example:\n  huanxin cluster undrain w3")

    @Argument(help: "The worker.")
    var worker: String

    @OptionGroup var options: OrderOptions

    func run() throws {
        var order = WireClusterOrder()
        order.verb = "undrain"
        order.worker = worker
        try options.give(order) { $0.worker(worker)?.mode == "active" }
    }
}

/// `cluster maintenance`: a worker may be away for a while.
struct MaintenanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "maintenance",
        abstract: "Announce that a worker will be away: its shards are not copied meanwhile.",
        discussion: "Example:\n  huanxin cluster maintenance w2 --for 10m")

    @Argument(help: "The worker.")
    var worker: String

    @Option(name: .customLong("for"), help: ArgumentHelp("How long, as 90s, 10m or 2h.", valueName: "time"))
    var time: TimeSpan

    @OptionGroup var options: OrderOptions

    func run() throws {
        var order = WireClusterOrder()
        order.verb = "maintenance"
        order.worker = worker
        order.forMs = time.milliseconds
        try options.give(order) { $0.worker(worker)?.mode == "maintenance" }
    }
}

/// `cluster move`: one replica goes to another worker.
struct MoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Move a replica of a shard to another worker.",
        discussion: """
            Examples:
              huanxin cluster move 7 w3              the first replica of shard 7
              huanxin cluster move 7 w3 --from w1
            """)

    @Argument(help: "The shard.")
    var shard: UInt32

    @Argument(help: "The worker that gets it.")
    var worker: String

    @Option(help: ArgumentHelp("The worker that gives it; default the first that has it.", valueName: "worker"))
    var from: String = ""

    @OptionGroup var options: OrderOptions

    func run() throws {
        var order = WireClusterOrder()
        order.verb = "move"
        order.shard = shard
        order.worker = worker
        order.from = from
        try options.give(order) { !$0.isMoving }
    }
}

/// `cluster rebalance`: evens the load now.
struct RebalanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebalance",
        abstract: "Even the load of the workers now, from a smaller difference on than usual.",
        discussion: "Example:\n  huanxin cluster rebalance")

    @OptionGroup var options: OrderOptions

    func run() throws {
        var order = WireClusterOrder()
        order.verb = "rebalance"
        try options.give(order) { !$0.isMoving }
    }
}

/// `cluster replicas`: how many copies of each shard.
struct ReplicasCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replicas", abstract: "Set how many copies of each shard are kept, on different machines.",
        discussion: "Example:\n  huanxin cluster replicas 2")

    @Argument(help: "Copies; 1 or more.")
    var count: UInt32

    @OptionGroup var options: OrderOptions

    func run() throws {
        var order = WireClusterOrder()
        order.verb = "copies"
        order.copies = count
        try options.give(order) { !$0.isMoving && $0.replicas == count }
    }
}
