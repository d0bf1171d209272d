import DemoData
import Domain
import JSON
import OS
import TestSupport
import Testing

extension IntegrationTests {
    /// Goal of 40-cluster.md, section 1, item 5: an answer does not depend on how the cluster is laid out.
    @Suite struct OneAnswerTests {
        private static let sizes = DemoData.Sizes(
            enterprises: 400, suppliers: 60, models: 3_000, inventory: 200, needs: 400)
        /// Shards and workers.
        private static let layouts = [(1, 1), (2, 3), (3, 1), (16, 3)]

        @Test("200 questions have the same bytes for an answer on every layout, and brute force agrees")
        func everyLayout() throws {
            let seed = SeededRandom.drawnSeed(CurrentProcess.environment("HUANXIN_SEED"))
            print("one answer: seed \(seed)")
            var random = SeededRandom(seed: seed)
            let demo = try Demo(seed: seed, Self.sizes)
            let inquiries = (0..<200).map { _ in Inquiry.random(demo, &random) }
            var first: [[String]] = []
            for (shards, workers) in Self.layouts {
                let site = try SingleSite(workers: workers, shards: shards)
                let seq = try demo.load(into: site.asker)
                #expect(seq == UInt64(demo.records.count), "every record is one change")
                try site.asker.waitForCoverage(seq)
                for (index, inquiry) in inquiries.enumerated() {
                    let pages = try inquiry.answer(site.asker)
                    let place: Comment =
                        "seed \(seed), \(shards) shards, \(workers) workers, question \(index): \(inquiry.label)"
                    #expect(pages.allSatisfy { $0["coverage"]?["fraction"]?.double == 1 }, place)
                    let texts = pages.map { Self.timeless($0.withoutCoverage).text }
                    if first.count == index {
                        first.append(texts)
                        inquiry.expect(pages, demo.registry, place)
                    } else {
                        #expect(texts == first[index], place)
                    }
                }
                #expect(!site.hasFailed)
            }
        }

        /// Without the time of import, which is another on each cluster.
        private static func timeless(_ value: JSONValue) -> JSONValue {
            switch value {
            case .array(let elements): .array(elements.map(timeless))
            case .object(let object):
                .object(
                    JSONObject(
                        object.members.filter { $0.key != "at" }.map { .init(key: $0.key, value: timeless($0.value)) }))
            default: value
            }
        }
    }
}
