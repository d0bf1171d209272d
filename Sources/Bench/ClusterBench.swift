package import Domain
package import JSON
import OS

/// A cluster under faults, moves and load: each row of 40-cluster.md, section 13, that one machine can show, with what
/// it is compared with from the same run.
package struct ClusterBench {
    /// A row; its raw value is the name by which it is asked for.
    package enum Row: String, CaseIterable, Sendable {
        /// 2 → 4 → 2 workers while questions are asked.
        case scale
        /// A worker killed, and one stopped for two seconds, with two copies and with one.
        case kill
        /// A copy that stalls for 100 ms now and then, with hedges and without.
        case hedge
        /// One of three copies ten times slower.
        case slow
        /// Load that lies on few shards.
        case skew
        /// 1, 2 and 4 workers.
        case workers
        /// The coordinator killed.
        case coordinator
        /// Three times as many questions as can be answered.
        case overload
    }

    package var rows: [Row] = Row.allCases
    package var seed: UInt64 = 1
    package var models = 40_000
    package var suppliers = 1_500
    package var needs = 1_000
    package var shards = 16
    /// Length of a measurement, in seconds; faults take what they take.
    package var seconds = 6.0

    package init() {}

    /// Runs the rows one after another, each on clusters of its own.
    ///
    /// - Parameter report: gets a line a figure, as it is measured.
    /// - Returns: the figures as JSON.
    package func run(asOf: CalendarDay, report: @escaping (String) -> Void) async throws -> JSONValue {
        let run = try ClusterBenchRun(self, asOf: asOf, report: report)
        defer { run.end() }
        var rows: [JSONValue] = []
        for row in self.rows {
            let start = MonotonicClock.now
            switch row {
            case .scale: try await run.scale()
            case .kill: try await run.kill()
            case .hedge: try await run.hedge()
            case .slow: try await run.slow()
            case .skew: try await run.skew()
            case .workers: try await run.workers()
            case .coordinator: try await run.coordinator()
            case .overload: try await run.overload()
            }
            let took = Double(MonotonicClock.now - start) / 1e9
            rows.append(
                [
                    "row": .string(row.rawValue), "took_s": LoadFigures.number(took),
                    "figures": .array(run.takeFigures()),
                ])
        }
        return [
            "cores": .int(CurrentProcess.coreCount), "models": .int(models), "shards": .int(shards),
            "seed": .int(seed), "load_average_before": .string(run.loadBefore),
            "load_average_after": .string(ClusterBenchRun.loadAverage), "rows": .array(rows),
        ]
    }
}
