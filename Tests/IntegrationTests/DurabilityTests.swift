import ChangeLog
import ChangeLogLMDB
import Cluster
import Crypto
import DemoData
import Domain
import Glibc
import JSON
import LocalCluster
import OS
import TestSupport
import Testing

extension IntegrationTests {
    /// Goal of 40-cluster.md, section 13: nothing acknowledged is lost, nothing is there twice.
    @Suite(.tags(.slow)) struct DurabilityTests {
        private static let rounds = Int(CurrentProcess.environment("HUANXIN_KILL_ROUNDS") ?? "") ?? 50

        @Test(
            "50 times a process is killed during imports: the cluster comes back, everything acknowledged is there once"
        )
        func kills() throws {
            let seed = SeededRandom.drawnSeed(CurrentProcess.environment("HUANXIN_SEED"))
            print("kill rounds: seed \(seed)")
            var random = SeededRandom(seed: seed)
            let demo = try Demo(seed: 51, .init(enterprises: 10, suppliers: 12, models: 60, needs: 12))
            let site = try ProcessSite(workers: 2, shards: 6)
            try site.start(detach: true)
            let asker = try Asker(site.layout.clientAddress)
            let base = try demo.load(into: asker)
            let writer = BatchWriter(
                asker, templates: demo.registry.ids(.models).compactMap { demo.registry.models[$0] })
            for round in 0..<Self.rounds {
                let victim = random.one(of: ["coordinator", "coordinator", "w1", "w2", "supervisor"])
                let pause = UInt32(random.below(60))
                do {
                    var killed: Int32 = 0
                    try writer.round(&random) {
                        Pause.milliseconds(pause)
                        killed = try #require(site.pid(of: victim), "\(victim) runs")
                        site.signal(killed, SIGKILL)
                    }
                    try poll("another \(victim) runs", seconds: 60) {
                        site.pid(of: victim).map { $0 != killed } ?? false
                    }
                    let newest = writer.batches.compactMap { $0.acknowledged?.upperBound }.max() ?? base
                    try asker.waitForCoverage(newest)
                    try expectShown(asker, writer, &random)
                } catch {
                    throw TestFailure("seed \(seed), round \(round), \(victim) killed: \(error)\n\(site.logTails)")
                }
            }
            try site.stop()
            let registry = try expectLog(site, demo, writer, "seed \(seed)")
            try site.start(detach: false)
            try expectAnswers(site, registry, "seed \(seed)")
            try site.stop()
        }

        /// A record of an acknowledged batch has the version that was acknowledged.
        private func expectShown(_ asker: Asker, _ writer: BatchWriter, _ random: inout SeededRandom) throws {
            let done = writer.batches.filter { $0.acknowledged != nil }
            guard !done.isEmpty else { return }
            let batch = random.one(of: done)
            guard let seqs = batch.acknowledged,
                case .model(let model) = try RecordText.record(.models, text(batch.bodies[0]))
            else {
                return
            }
            // A loss that is not seen yet is called unavailable, for a moment.
            var shown: JSONValue = .null
            try poll("\(model.id) is shown", seconds: 30) {
                guard let page = try? Inquiry.show(.models, model.id, versions: true).answer(asker)[0] else {
                    return false
                }
                shown = page
                return true
            }
            let version = shown["versions"]?.array?.first { $0["seq"]?.int == Int(seqs.lowerBound) }
            #expect(version?["record"]?.text == text(batch.bodies[0]), "\(model.id) at \(seqs.lowerBound)")
        }

        private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

        /// Reads the log as it lies on the disk; gives the registry it makes.
        private func expectLog(_ site: ProcessSite, _ demo: Demo, _ writer: BatchWriter, _ place: Comment) throws
            -> Registry
        {
            let records = try site.openLog().read(after: 0, maxRecords: .max, maxBytes: .max)
            var registry = Registry()
            var chain = [UInt8](repeating: 0, count: 16)
            var births: [String: UInt64] = [:]
            for (index, record) in records.enumerated() {
                #expect(record.seq == UInt64(index + 1), place)
                chain = Self.chained(chain, record)
                #expect(record.chain.bytes == chain, "\(place): chain at \(record.seq)")
                let name = "\(record.kind) \(record.id)"
                #expect(record.birth == births[name, default: record.seq], "\(place): birth at \(record.seq)")
                births[name] = record.birth
                registry.put(try RecordText.record(record.kind, text(record.body)))
            }
            var left: [[UInt8]: Int] = [:]
            for record in records.dropFirst(demo.records.count) { left[record.body, default: 0] += 1 }
            for (index, batch) in writer.batches.enumerated() {
                let counts = batch.bodies.map { left.removeValue(forKey: $0) ?? 0 }
                if let seqs = batch.acknowledged {
                    #expect(
                        counts.allSatisfy { $0 == 1 }, "\(place): acknowledged batch \(index) is there \(counts) times")
                    let there = records[Int(seqs.lowerBound - 1)...Int(seqs.upperBound - 1)].map(\.body)
                    #expect(there == batch.bodies, "\(place): batch \(index) stands where it was acknowledged")
                } else {
                    #expect(
                        Set(counts).count == 1 && counts[0] <= 1, "\(place): abandoned batch \(index): all or nothing")
                }
            }
            #expect(left.isEmpty, "\(place): the log holds what nobody sent")
            return registry
        }

        private static func chained(_ previous: [UInt8], _ record: LogRecord) -> [UInt8] {
            var bytes = previous
            for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: record.seq >> UInt64(8 * shift))) }
            bytes.append(record.kind.number)
            bytes += Array(record.id.utf8) + record.body
            return Array(SHA256.hash(data: bytes).prefix(16))
        }

        private func expectAnswers(_ site: ProcessSite, _ registry: Registry, _ place: String) throws {
            let asker = try Asker(site.layout.clientAddress)
            var inquiries: [Inquiry] = registry.ids(.needs).compactMap { registry.needs[$0] }.map {
                .match($0, given: false, line: "", top: 30, explain: false)
            }
            inquiries += registry.ids(.models).suffix(8).map { .wantedBy($0, top: 20) }
            inquiries += [RecordKind.models, .suppliers, .needs].map { .search($0, "数控 高效 装备", where: [], top: 30) }
            inquiries += RecordKind.allCases.map { .list($0, where: [], limit: 1_000) }
            for inquiry in inquiries {
                inquiry.expect(try inquiry.answer(asker), registry, "\(place), after recovery: \(inquiry.label)")
            }
        }
    }
}
