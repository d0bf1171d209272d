import ArgumentParser
import LocalCluster
import Terminal
import Wire

/// `cluster scale`: another number of workers on this machine.
struct ScaleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scale", abstract: "Change the number of workers of a running local cluster.",
        discussion: """
            New workers are started and get their share of the shards; workers that are to go give theirs away first.
            No question fails meanwhile. Elsewhere, start a match-worker on the new machine: it joins by itself.

            Examples:
              huanxin cluster scale 4
              huanxin cluster scale 1 --force     one copy of each shard is enough
            """)

    @Argument(help: "Workers.")
    var workers: Int

    @Flag(help: "Fewer copies of each shard are enough.")
    var force = false

    @OptionGroup var options: OrderOptions

    /// The load of the fullest worker over the mean from which on the planner moves nothing more by itself.
    private static let even = 1.25

    func validate() throws {
        guard (1...ClusterSettings.workersMax).contains(workers) else {
            throw Invocation.misuse(
                zh: "workers 为 \(workers)，应为 1 到 \(ClusterSettings.workersMax)",
                en: "workers is \(workers); give 1 to \(ClusterSettings.workersMax)")
        }
        guard options.cluster.connect == nil else {
            throw Invocation.misuse(
                zh: "scale 只能用于本机集群（--data）；在其他机器上启动 match-worker 即可加入",
                en: "scale is for a local cluster (--data); elsewhere a match-worker joins when it is started")
        }
    }

    func run() throws {
        let layout = ClusterLayout(directory: options.cluster.directory)
        // Fails with a message where no cluster is up.
        let state = try ClusterState(options.cluster)
        guard var settings = try ClusterSettings.read(layout) else {
            throw CommandFailure(
                "no_cluster", Text(zh: "\(layout.directory) 中没有集群", en: "no cluster is in \(layout.directory)"),
                field: "data", hint: Text(zh: "请先运行 huanxin up", en: "start one with huanxin up"))
        }
        let before = ClusterLayout.workers(settings.workers)
        let after = ClusterLayout.workers(workers)
        let leaving = before.filter { !after.contains($0) && state.worker($0) != nil }
        for worker in leaving { try order("drain", worker) }
        if !leaving.isEmpty {
            try options.wait { state in leaving.allSatisfy(state.isEmpty) }
        }
        settings.workers = workers
        try settings.write(layout)
        for worker in leaving { try order("remove", worker) }
        let coming = after.filter { !before.contains($0) }
        for worker in coming where state.worker(worker)?.mode == "draining" { try order("undrain", worker) }
        if !options.noWait {
            try options.wait { state in
                coming.allSatisfy { state.worker($0)?.isHere ?? false } && !state.isMoving
                    && leaving.allSatisfy { state.worker($0) == nil }
                    && (coming.isEmpty || state.imbalance <= ScaleCommand.even)
            }
        }
        try show(settings)
    }

    private func order(_ verb: String, _ worker: String) throws {
        var request = WireClientRequest()
        request.order.verb = verb
        request.order.worker = worker
        request.order.force = force
        _ = try options.cluster.ask(request)
    }

    private func show(_ settings: ClusterSettings) throws {
        let state = try ClusterState(options.cluster)
        guard options.output.format == .table else {
            var request = WireClientRequest()
            request.status = WireClusterStatus()
            return Output.standard.write(try options.cluster.ask(request).bytes + [0x0A])
        }
        let shares = state.workers.map { "\($0.name) \($0.shards)" }.joined(separator: "  ")
        Output.standard.line(
            Text(
                zh: "✓ \(settings.workers) 个工作节点；各持分片：\(shares)",
                en: "✓ \(settings.workers) workers; shards each: \(shares)")[options.output.language])
    }
}
