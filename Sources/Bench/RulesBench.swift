import Answers
import DemoData
package import Domain
import Histogram
package import JSON
import JSONParsing
import OfferIndex
import Records
import ReferenceData
import Rules
import ServiceKit

/// The rules: one need against many offers, through the index and without it, and many needs against one offer.
///
/// In CPU time of one thread, which other processes do not add to, though they make it longer where they share a core.
package struct RulesBench {
    package var seed: UInt64 = 1
    /// How many offers a registry has.
    package var sizes = [1_000, 10_000, 100_000]
    /// Made-up needs, each of its enterprise.
    package var needs = 5_000
    /// Of a hundred offers of no region, how many stay so; the others become those of a city.
    package var nationwidePercent = 2

    package init() {}

    /// Runs it.
    ///
    /// - Parameter report: gets a line a figure, as it is measured.
    /// - Returns: the figures as JSON.
    package func run(asOf: CalendarDay, report: (String) -> Void) throws -> JSONValue {
        let offers = try RulesBench.offers()
        let projects = projects(asOf)
        var figures = JSONObject()
        figures.add("needs", .int(needs))
        figures.add("nationwide_percent", .int(nationwidePercent))
        for size in sizes {
            figures.add("offers_\(size)", registry(size, offers, projects, asOf, report))
        }
        figures.add("impact", impact(offers.map { CompiledOffer($0) }, projects, asOf, report))
        return .object(figures)
    }

    /// The offers that ship with the product.
    static func offers() throws -> [Offer] {
        let decoder = RecordDecoder(codes: ReferenceData.codes, mode: .strict)
        return try (ReferenceData.offers + ReferenceData.incompleteOffers + ReferenceData.exampleProducts).compactMap {
            guard case .offer(let offer)? = decoder.decode(.offers, try JSONParser.parse($0)).record else { return nil }
            return offer
        }
    }

    /// A need with its enterprise; by reference, so that walking them copies neither.
    private final class Project: Sendable {
        let enterprise: Enterprise?
        let need: Need

        init(_ enterprise: Enterprise?, _ need: Need) {
            self.enterprise = enterprise
            self.need = need
        }
    }

    private func projects(_ asOf: CalendarDay) -> [Project] {
        let demo = DemoData(
            seed: seed, sizes: .init(enterprises: needs, suppliers: 1, models: 1, needs: needs), asOf: asOf)
        var firms: [String: Enterprise] = [:]
        for case .enterprise(let firm) in demo.records(.enterprises) { firms[firm.id] = firm }
        return demo.records(.needs).compactMap { record in
            if case .need(let need) = record { Project(firms[need.enterprise], need) } else { nil }
        }
    }
}

/// One need against many offers.
extension RulesBench {
    private func registry(
        _ size: Int, _ real: [Offer], _ projects: [Project], _ asOf: CalendarDay, _ report: (String) -> Void
    ) -> JSONValue {
        let varied = VariedOffers(real, seed: seed, nationwidePercent: nationwidePercent)
        let offers = (0..<size).map { varied.offer(at: $0) }
        var figures = JSONObject()
        let (compiled, compileMs) = timed { offers.map { CompiledOffer($0) } }
        let resident = ProcessFacts.residentBytes
        let (index, indexMs) = timed { OfferIndex(compiled) }
        let grown = Int(ProcessFacts.residentBytes) - Int(resident)
        let (rejections, writeMs) = timed { Rejections(compiled) }
        add("compile_ms", compileMs, to: &figures)
        add("index_build_ms", indexMs, to: &figures)
        figures.add("index_bytes", .int(index.byteCount))
        figures.add("index_resident_bytes", .int(max(0, grown)))
        add("rejections_build_ms", writeMs, to: &figures)
        figures.add("rejections_bytes", .int(rejections.byteCount))
        report(
            "\(size) offers: compiled in \(text(compileMs)) ms, indexed in \(text(indexMs)) ms, "
                + "\(index.byteCount >> 10) KiB of index; answers of the not eligible written in \(text(writeMs)) ms, "
                + "\(rejections.byteCount >> 10) KiB")
        indexed(index, projects, asOf, &figures, report)
        plain(compiled, projects, asOf, &figures, report)
        rendered(index, rejections, projects, asOf, &figures, report)
        return .object(figures)
    }

    /// From the need to every offer's outcome in order.
    private func indexed(
        _ index: OfferIndex, _ projects: [Project], _ asOf: CalendarDay, _ figures: inout JSONObject,
        _ report: (String) -> Void
    ) {
        var times = Times()
        var candidates = Times()
        var open = Times()
        for (number, project) in projects.prefix(1_100).enumerated() {
            let start = ProcessFacts.threadCPUNanoseconds
            let facts = FactTable(enterprise: project.enterprise, need: project.need, asOf: asOf)
            let list = index.list(facts, asOf: asOf)
            let end = ProcessFacts.threadCPUNanoseconds
            // The first are not counted: they warm the caches.
            guard number >= min(100, projects.count / 10) else { continue }
            times.record(end - start)
            candidates.record(UInt64(index.candidateCount(facts)))
            open.record(UInt64(list.places.count - list[.notEligible].count))
        }
        add("indexed_p50_ms", times.at(50) / 1e6, to: &figures)
        add("indexed_p99_ms", times.at(99) / 1e6, to: &figures)
        figures.add("candidates_p50", .int(Int(candidates.at(50))))
        figures.add("candidates_p99", .int(Int(candidates.at(99))))
        figures.add("not_rejected_p50", .int(Int(open.at(50))))
        report(
            "  one need, all outcomes in order, by index: p50 \(text(times.at(50) / 1e6)) ms, "
                + "p99 \(text(times.at(99) / 1e6)) ms; rules evaluated: p50 \(Int(candidates.at(50))), "
                + "p99 \(Int(candidates.at(99))); other than not eligible: p50 \(Int(open.at(50)))")
    }

    /// The same, each rule evaluated.
    private func plain(
        _ offers: [CompiledOffer], _ projects: [Project], _ asOf: CalendarDay, _ figures: inout JSONObject,
        _ report: (String) -> Void
    ) {
        var times = Times()
        for project in projects.prefix(offers.count > 10_000 ? 100 : 1_000) {
            let start = ProcessFacts.threadCPUNanoseconds
            let facts = FactTable(enterprise: project.enterprise, need: project.need, asOf: asOf)
            var orders: [UInt8] = []
            orders.reserveCapacity(offers.count)
            for offer in offers { orders.append(UInt8(Assessor.outcome(of: offer, facts, asOf: asOf).order)) }
            times.record(ProcessFacts.threadCPUNanoseconds - start)
        }
        add("plain_p50_ms", times.at(50) / 1e6, to: &figures)
        add("plain_p99_ms", times.at(99) / 1e6, to: &figures)
        report(
            "  the same, each rule evaluated: p50 \(text(times.at(50) / 1e6)) ms, p99 \(text(times.at(99) / 1e6)) ms")
    }

    /// From the outcomes in order to the answer's text, without explanations.
    private func rendered(
        _ index: OfferIndex, _ rejections: Rejections, _ projects: [Project], _ asOf: CalendarDay,
        _ figures: inout JSONObject, _ report: (String) -> Void
    ) {
        var times = Times()
        var bytes = 0
        for project in projects.prefix(index.offers.count > 10_000 ? 30 : 300) {
            let facts = FactTable(enterprise: project.enterprise, need: project.need, asOf: asOf)
            let list = index.list(facts, asOf: asOf)
            let start = ProcessFacts.threadCPUNanoseconds
            var answer = OffersAnswer(facts, asOf: asOf, explain: false)
            let rejected = list[.notEligible]
            answer.reserve(rejections, others: list.places.count - rejected.count)
            for (offset, place) in list.places.enumerated() {
                if rejected.indices.contains(offset) {
                    answer.add(rejections, Int(place))
                } else {
                    answer.add(index.offers[Int(place)])
                }
            }
            bytes = answer.end().count
            times.record(ProcessFacts.threadCPUNanoseconds - start)
        }
        add("render_p50_ms", times.at(50) / 1e6, to: &figures)
        add("render_p99_ms", times.at(99) / 1e6, to: &figures)
        figures.add("answer_bytes", .int(bytes))
        report(
            "  the answer written, all offers in it: p50 \(text(times.at(50) / 1e6)) ms, "
                + "p99 \(text(times.at(99) / 1e6)) ms, \(bytes >> 10) KiB")
    }
}

/// Many needs against one offer, or against each of the published ones.
extension RulesBench {
    private func impact(
        _ offers: [CompiledOffer], _ projects: [Project], _ asOf: CalendarDay, _ report: (String) -> Void
    ) -> JSONValue {
        let tables = projects.map { FactTable(enterprise: $0.enterprise, need: $0.need, asOf: asOf) }
        let cities = projects.map { $0.need.region?.city ?? $0.need.region?.province ?? .country }
        var figures = JSONObject()
        figures.add("offers", .int(offers.count))

        var sum = 0
        let (_, verdictMs) = timed {
            for offer in offers {
                for facts in tables.indices {
                    sum += Assessor.outcome(of: offer, tables[facts], asOf: asOf).order
                }
            }
        }
        rate("outcomes_per_s", tables.count * offers.count, verdictMs, "outcomes, facts at hand", &figures, report)

        let (_, judgeMs) = timed {
            for (draft, previous) in zip(offers, offers.dropFirst()) {
                var run = ImpactRun(draft: draft, previous: previous, asOf: asOf)
                for place in tables.indices { run.judge(tables[place], city: cities[place]) }
                sum += run.counts.needs(.after, .eligible)
            }
        }
        rate(
            "impact_outcomes_per_s", 2 * tables.count * (offers.count - 1), judgeMs,
            "outcomes before and after, counted by city, facts at hand", &figures, report)

        let (_, draftMs) = timed {
            var facts = FactTable()
            for (draft, previous) in zip(offers, offers.dropFirst()) {
                var run = ImpactRun(draft: draft, previous: previous, asOf: asOf)
                for (place, project) in projects.enumerated() {
                    facts.refill(enterprise: project.enterprise, need: project.need, asOf: asOf, reading: run.reads)
                    run.judge(facts, city: cities[place])
                }
                sum += run.counts.needs(.after, .eligible)
            }
        }
        rate(
            "draft_outcomes_per_s", 2 * projects.count * (offers.count - 1), draftMs,
            "outcomes before and after of one draft, facts filled anew for each need", &figures, report)

        let (_, batchMs) = timed {
            var facts = FactTable()
            for project in projects {
                facts.refill(enterprise: project.enterprise, need: project.need, asOf: asOf)
                for offer in offers { sum += Assessor.outcome(of: offer, facts, asOf: asOf).order }
            }
        }
        rate(
            "batch_outcomes_per_s", projects.count * offers.count, batchMs,
            "outcomes of all offers for one need after the other, facts filled anew for each need", &figures, report)
        figures.add("check", .int(sum))
        return .object(figures)
    }

    private func rate(
        _ name: String, _ count: Int, _ ms: Double, _ what: String, _ figures: inout JSONObject,
        _ report: (String) -> Void
    ) {
        let perSecond = Double(count) / ms * 1000
        figures.add(name, .double(perSecond.rounded()))
        report("\(text(perSecond / 1e6)) million \(what), a second and core")
    }

    private func timed<R>(_ body: () -> R) -> (R, ms: Double) {
        let start = ProcessFacts.threadCPUNanoseconds
        let result = body()
        return (result, Double(ProcessFacts.threadCPUNanoseconds - start) / 1e6)
    }

    private func add(_ name: String, _ ms: Double, to figures: inout JSONObject) {
        figures.add(name, .double((ms * 1000).rounded() / 1000))
    }

    private func text(_ value: Double) -> String { RoadBench.text(value) }
}

/// Numbers by percentile.
struct Times {
    private var histogram = Histogram<UInt32>(
        highestTrackableValue: 60_000_000_000, numberOfSignificantValueDigits: .three)

    mutating func record(_ value: UInt64) { _ = histogram.record(value) }

    func at(_ percentile: Double) -> Double { Double(histogram.valueAtPercentile(percentile)) }
}
