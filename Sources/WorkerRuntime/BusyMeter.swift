import Cluster

/// Processor time that a worker spends, in all and on each vshard: what the balancer evens out (40-cluster.md,
/// section 9).
struct BusyMeter {
    private(set) var nanoseconds: UInt64 = 0
    private var ofVShards: [VShard: UInt64] = [:]

    /// Time spent on something that concerns these vshards alike; on none where it concerns what is on every worker.
    mutating func spent(_ time: UInt64, on vshards: [VShard]) {
        nanoseconds += time
        guard !vshards.isEmpty else { return }
        for vshard in vshards { ofVShards[vshard, default: 0] += time / UInt64(vshards.count) }
    }

    /// Microseconds spent on a vshard.
    func microseconds(_ vshard: VShard) -> UInt64 { (ofVShards[vshard] ?? 0) / 1_000 }
}
