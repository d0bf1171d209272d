package import Domain
package import JSON
import Packaging
import ServiceKit

/// Packages: one search over all backbones with so many add-ons that are all open to the need.
///
/// In CPU time of one thread.
package struct PackageBench {
    package var seed: UInt64 = 1
    /// Guarantees, insurances and benefits together.
    package var sizes = [10, 20, 24, 30, 40]
    /// Sets of offers of each size.
    package var sets = 200

    package init() {}

    /// Runs it.
    ///
    /// - Parameter report: gets a line a figure, as it is measured.
    /// - Returns: the figures as JSON.
    package func run(asOf: CalendarDay, report: (String) -> Void) throws -> JSONValue {
        var figures = JSONObject()
        figures.add("sets", .int(sets))
        for size in sizes {
            for withProducts in [false, true] {
                let name = "\(withProducts ? "products" : "rewards")_\(size)"
                figures.add(name, try measure(size, withProducts, asOf, name, report))
            }
        }
        return .object(figures)
    }

    private func measure(
        _ size: Int, _ withProducts: Bool, _ asOf: CalendarDay, _ name: String, _ report: (String) -> Void
    ) throws -> JSONValue {
        var times = Times()
        var unproven = 0
        var gap = 0.0
        for set in 0..<sets {
            let market = AddOnMarket(addOns: size, withProducts: withProducts, seed: seed &* 7_919 &+ UInt64(set))
            let question = PackageQuestion(
                enterprise: nil, need: market.need, offers: market.offers, jointCaps: market.jointCaps, asOf: asOf)
            let start = ProcessFacts.threadCPUNanoseconds
            let solution = try Packager.solve(question)
            times.record(ProcessFacts.threadCPUNanoseconds - start)
            if let best = solution.plans.first, best.gap > .zero {
                unproven += 1
                gap = max(gap, best.gap.cny / best.netPresentCost.cny)
            }
        }
        var figures = JSONObject()
        for (key, percentile) in [("p50_ms", 50.0), ("p90_ms", 90), ("p99_ms", 99), ("max_ms", 100)] {
            figures.add(key, .double((times.at(percentile) / 1e3).rounded() / 1e3))
        }
        figures.add("with_gap", .int(unproven))
        figures.add("largest_gap_share", .double(gap))
        report(
            "\(name): p50 \(RoadBench.text(times.at(50) / 1e6)) ms, p90 \(RoadBench.text(times.at(90) / 1e6)) ms, "
                + "p99 \(RoadBench.text(times.at(99) / 1e6)) ms, max \(RoadBench.text(times.at(100) / 1e6)) ms; "
                + "\(unproven) of \(sets) with a gap, the largest \(RoadBench.text(gap * 100)) % of the cost")
        return .object(figures)
    }
}
