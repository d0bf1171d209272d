import Cluster
import DemoData
import Domain
import Glibc
import JSON
import LocalCluster
import TestSupport
import Testing
import Wire

extension IntegrationTests {
    /// No reply is never zero hits (40-cluster.md, section 8).
    @Suite struct WorkerGoneTests {
        @Test(
            "without one worker answers say which shards are missing, and are exact over the others; then all is back")
        func oneWorkerGone() throws {
            let demo = try Demo(seed: 31, .init(enterprises: 40, suppliers: 10, models: 400, inventory: 20, needs: 40))
            let site = try ProcessSite(workers: 2, shards: 6)
            try site.start(detach: false)
            let asker = try Asker(site.layout.clientAddress)
            let seq = try demo.load(into: asker)
            try asker.waitForCoverage(seq)

            let supervisor = try #require(site.pid(of: "supervisor"))
            let worker = try #require(site.pid(of: "w2"))
            site.signal(supervisor, SIGSTOP)
            site.signal(worker, SIGKILL)
            try poll("the loss is seen", seconds: 20) { try asker.raw { $0.status = .init() }.coverage < 1 }
            for index in 0..<8 { try expectPartial(asker, demo, index) }
            try expectRefusals(asker, demo)
            // A write goes on: only reads of what is gone are missing.
            var supplier = try #require(demo.registry.suppliers.values.first)
            supplier.rating = supplier.rating == 4.9 ? 4.8 : 4.9
            let more = try asker.write(.supplier(supplier))
            #expect(more == seq + 1)

            site.signal(supervisor, SIGCONT)
            try asker.waitForCoverage(more)
            let whole = try asker.raw(known: seq, minCoverage: 1) { $0.match = Self.match(demo, 0) }
            #expect(!whole.error && whole.coverage == 1)
            let inquiry = Inquiry.match(Self.need(demo, 0), given: false, line: "", top: 50, explain: false)
            inquiry.expect(try inquiry.answer(asker, known: seq), demo.registry, "after the worker came back")
            try site.stop()
        }

        /// What the second of the two workers holds.
        private static let gone: Set<UInt32> = {
            let nodes = ["w1", "w2"].map { Placement.Node(name: $0, host: $0) }
            return Set(Placement(vshards: 6, copies: 1, nodes: nodes).held(by: "w2").map(\.rawValue))
        }()

        private static func isThere(_ id: String) -> Bool { !gone.contains(VShard(id: id, count: 6).rawValue) }

        private static func need(_ demo: Demo, _ index: Int) -> Need {
            // Stored in a vshard that is still there, so that it can be read.
            let ids = demo.registry.ids(.needs).filter(isThere)
            guard let need = demo.registry.needs[ids[index]] else { preconditionFailure("no such need") }
            return need
        }

        private static func match(_ demo: Demo, _ index: Int) -> WireMatchNeed {
            var ask = WireMatchNeed()
            (ask.needID, ask.top) = (need(demo, index).id, 50)
            return ask
        }

        private func expectPartial(_ asker: Asker, _ demo: Demo, _ index: Int) throws {
            let need = Self.need(demo, index)
            let answer = try asker.json { $0.match = Self.match(demo, index) }
            let coverage = try #require(answer["coverage"])
            #expect(coverage["shards"]?.int == 6 && coverage["answered"]?.int == 6 - Self.gone.count)
            let reasons = coverage["reasons"]?.array ?? []
            #expect(reasons.count == 1 && reasons[0]["why"]?.string == "unreachable")
            #expect(
                reasons.first?["shards"]?.array?.compactMap(\.int) == Self.gone.sorted().map(Int.init),
                "the shards of w2")
            let kinds = [RecordKind.models, .needs, .inventory]
            let ids = kinds.flatMap { demo.registry.ids($0) }
            let missing = ids.filter { !Self.isThere($0) }.count
            #expect(reasons.first?["records"]?.int == missing)
            let fraction = Double(ids.count - missing) / Double(ids.count)
            #expect(abs((coverage["fraction"]?.double ?? 1) - fraction) < 1e-9)
            let expected = need.lines.map { line in
                demo.registry.match(need, line, asOf: Asker.asOf, top: 50) { Self.isThere($0) }.json(
                    line: line.line, explain: false, isWhole: false)
            }
            #expect(answer["lines"]?.text == JSONValue.array(expected).text, "\(need.id)")
        }

        private func expectRefusals(_ asker: Asker, _ demo: Demo) throws {
            let whole = try asker.raw(minCoverage: 1) { $0.match = Self.match(demo, 0) }
            #expect(try Asker.code(whole) == "incomplete")
            let part = try asker.raw(minCoverage: 0.2) { $0.match = Self.match(demo, 0) }
            #expect(!part.error && part.coverage < 1)
            let lost = demo.registry.ids(.models).first { !Self.isThere($0) } ?? ""
            let shown = try asker.raw { $0.show = Self.show(lost) }
            #expect(try Asker.code(shown) == "unavailable", "what cannot be read is not called absent")
            let absent = demo.registry.ids(.models).first { Self.isThere($0) } ?? ""
            #expect(try Asker.code(asker.raw { $0.show = Self.show(absent) }) == nil)
        }

        private static func show(_ id: String) -> WireShow {
            var show = WireShow()
            (show.kind, show.id) = (UInt32(RecordKind.models.number), id)
            return show
        }
    }
}
