import DemoData
package import Domain
package import JSON
import OfferIndex
import ReferenceData
import Rules
import ServiceKit
import WatchIndex

/// Standing searches: one changed need against many, through the index and each judged by itself.
///
/// In CPU time of one thread, which other processes do not add to, though they make it longer where they share a core.
package struct WatchBench {
    package var seed: UInt64 = 1
    /// How many watches stand.
    package var sizes = [10_000, 100_000, 1_000_000]
    /// Changes that are timed, and beside them a tenth as many before the clock starts.
    package var changes = 2_000
    /// The offers of all providers.
    package var offers = 2_000
    package var providers = 200
    /// Of a hundred offers of no region, how many stay so; the others become those of a city.
    package var nationwidePercent = 30

    package init() {}

    /// Runs it.
    ///
    /// - Parameter report: gets a line a figure, as it is measured.
    /// - Returns: the figures as JSON.
    package func run(asOf: CalendarDay, report: (String) -> Void) throws -> JSONValue {
        let registry = try registry()
        let source = VariedWatches(
            registry.offers.map(\.offer), seed: seed, asOf: asOf, projects: changes + changes / 10)
        let changes = source.changes(asOf: asOf)
        var figures = JSONObject()
        figures.add("changes", .int(self.changes))
        figures.add("offers", .int(offers))
        figures.add("providers", .int(providers))
        figures.add("offers_alone", offersAlone(registry, changes, report))
        for size in sizes {
            figures.add("watches_\(size)", measure(size, registry, source, changes, report))
        }
        return .object(figures)
    }

    private func registry() throws -> OfferIndex {
        let varied = VariedOffers(
            try RulesBench.offers(), seed: seed, nationwidePercent: nationwidePercent)
        return OfferIndex(
            (0..<offers).map { number in
                var offer = varied.offer(at: number)
                offer.provider.id = "provider-\(number % providers)"
                return CompiledOffer(offer)
            })
    }

    private func measure(
        _ size: Int, _ registry: OfferIndex, _ source: VariedWatches, _ changes: [VariedWatches.Change],
        _ report: (String) -> Void
    ) -> JSONValue {
        var figures = JSONObject()
        let resident = Int(ProcessFacts.residentBytes)
        var index = WatchIndex(registry)
        var inserting: UInt64 = 0
        for number in 0..<size {
            let watch = source.watch(at: number)
            let start = ProcessFacts.threadCPUNanoseconds
            _ = index.insert(watch)
            inserting += ProcessFacts.threadCPUNanoseconds - start
        }
        let grown = Int(ProcessFacts.residentBytes) - resident
        figures.add("insert_us", .double(WatchBench.rounded(Double(inserting) / Double(size) / 1000)))
        figures.add("bytes_per_watch", .int(index.byteCount / size))
        figures.add("resident_bytes_per_watch", .int(max(0, grown) / size))
        report(
            "\(size) watches: \(RoadBench.text(Double(inserting) / Double(size) / 1000)) µs to add one; "
                + "\(index.byteCount / size) bytes a watch, with rules and what freed memory leaves "
                + "\(max(0, grown) / size) resident")
        indexed(index, changes, &figures, report)
        replaced(&index, size, source, &figures, report)
        plain(size, registry, source, changes, &figures, report)
        return .object(figures)
    }

    /// From the records before and after to the watches in order.
    private func indexed(
        _ index: WatchIndex, _ changes: [VariedWatches.Change], _ figures: inout JSONObject,
        _ report: (String) -> Void
    ) {
        var run = WatchRun()
        var times = Times()
        var told = Times()
        var kept = Times()
        var sum: UInt64 = 0
        var ids: UInt64 = 0
        for (number, change) in changes.enumerated() {
            let start = ProcessFacts.threadCPUNanoseconds
            run.change(index, from: change.before?.state, to: change.after?.state)
            run.forEach(.newlyMatched) { ids &+= UInt64($0) }
            run.forEach(.stillMatched) { ids &+= UInt64($0) }
            run.forEach(.noLongerMatched) { ids &+= UInt64($0) }
            let time = ProcessFacts.threadCPUNanoseconds - start
            // The first are not counted: they warm the caches.
            guard number >= self.changes / 10 else { continue }
            times.record(time)
            sum += time
            told.record(UInt64(run.count(.newlyMatched) + run.count(.noLongerMatched)))
            kept.record(UInt64(run.count(.stillMatched)))
        }
        let rate = Double(self.changes) / Double(max(sum, 1)) * 1e9
        figures.add("change_p50_ms", .double(WatchBench.rounded(times.at(50) / 1e6)))
        figures.add("change_p99_ms", .double(WatchBench.rounded(times.at(99) / 1e6)))
        figures.add("change_max_ms", .double(WatchBench.rounded(times.at(100) / 1e6)))
        figures.add("changes_per_s", .double(rate.rounded()))
        figures.add("told_p50", .int(Int(told.at(50))))
        figures.add("told_p99", .int(Int(told.at(99))))
        figures.add("still_matched_p99", .int(Int(kept.at(99))))
        figures.add("check", .int(Int(ids & 0xFFFF_FFFF)))
        report(
            "  a changed need, offers judged before and after: p50 \(RoadBench.text(times.at(50) / 1e6)) ms, "
                + "p99 \(RoadBench.text(times.at(99) / 1e6)) ms, max \(RoadBench.text(times.at(100) / 1e6)) ms, "
                + "\(Int(rate)) a second and core; watches newly or no longer matched: p50 \(Int(told.at(50))), "
                + "p99 \(Int(told.at(99))); still matched: p99 \(Int(kept.at(99)))")
    }

    /// One watch goes, another comes, while all others stand.
    private func replaced(
        _ index: inout WatchIndex, _ size: Int, _ source: VariedWatches, _ figures: inout JSONObject,
        _ report: (String) -> Void
    ) {
        var times = Times()
        var random = SplitMix(state: seed)
        for number in 0..<min(size, 20_000) {
            let watch = source.watch(at: size + number)
            let start = ProcessFacts.threadCPUNanoseconds
            index.remove(UInt32(random.next() % UInt64(size)))
            _ = index.insert(watch)
            times.record(ProcessFacts.threadCPUNanoseconds - start)
        }
        figures.add("replace_p50_us", .double(WatchBench.rounded(times.at(50) / 1e3)))
        figures.add("replace_p99_us", .double(WatchBench.rounded(times.at(99) / 1e3)))
        figures.add("replace_max_us", .double(WatchBench.rounded(times.at(100) / 1e3)))
        report(
            "  one removed and one added: p50 \(RoadBench.text(times.at(50) / 1e3)) µs, "
                + "p99 \(RoadBench.text(times.at(99) / 1e3)) µs, max \(RoadBench.text(times.at(100) / 1e3)) µs")
    }

    /// Each watch judged by itself, filters before offers.
    private func plain(
        _ size: Int, _ registry: OfferIndex, _ source: VariedWatches, _ changes: [VariedWatches.Change],
        _ figures: inout JSONObject, _ report: (String) -> Void
    ) {
        let watches = (0..<size).map { PlainWatch(source.watch(at: $0)) }
        let offers = Dictionary(grouping: registry.offers) { $0.offer.provider.id }
        var times = Times()
        for change in changes.prefix(max(3, 200_000 / size)) {
            let start = ProcessFacts.threadCPUNanoseconds
            var count = 0
            for state in [change.before?.state, change.after?.state] {
                guard let state else { continue }
                for watch in watches where watch.matches(state, offers[watch.watch.provider] ?? []) { count += 1 }
            }
            times.record(ProcessFacts.threadCPUNanoseconds - start)
        }
        figures.add("plain_p50_ms", .double(WatchBench.rounded(times.at(50) / 1e6)))
        figures.add("plain_max_ms", .double(WatchBench.rounded(times.at(100) / 1e6)))
        report(
            "  the same, each watch judged by itself: p50 \(RoadBench.text(times.at(50) / 1e6)) ms, "
                + "max \(RoadBench.text(times.at(100) / 1e6)) ms")
    }

    /// What of the time is the facts of both states and the outcomes of all offers.
    private func offersAlone(
        _ registry: OfferIndex, _ changes: [VariedWatches.Change], _ report: (String) -> Void
    ) -> JSONValue {
        var times = Times()
        var fitting = Times()
        for change in changes {
            let start = ProcessFacts.threadCPUNanoseconds
            var count: UInt64 = 0
            for state in [change.before?.state, change.after?.state] {
                guard let state else { continue }
                registry.outcomes(state.facts, asOf: state.asOf) { _, outcome in
                    if outcome.order <= Outcome.needsFacts.order { count += 1 }
                }
            }
            times.record(ProcessFacts.threadCPUNanoseconds - start)
            fitting.record(count)
        }
        var figures = JSONObject()
        figures.add("p50_ms", .double(WatchBench.rounded(times.at(50) / 1e6)))
        figures.add("p99_ms", .double(WatchBench.rounded(times.at(99) / 1e6)))
        figures.add("fitting_p50", .int(Int(fitting.at(50))))
        report(
            "\(offers) offers of \(providers) providers judged for a changed need, before and after: "
                + "p50 \(RoadBench.text(times.at(50) / 1e6)) ms, p99 \(RoadBench.text(times.at(99) / 1e6)) ms; "
                + "fitting: p50 \(Int(fitting.at(50)))")
        return .object(figures)
    }

    private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
