import DemoData
import Domain
import Glibc
import JSON
import LocalCluster
import OS
import TestSupport
import Testing
import Wire

extension IntegrationTests {
    /// Replicas made, moved and given up by real processes, with questions all the while (40-cluster.md, sections 9
    /// and 12).
    @Suite struct MoveTests {
        private static let sizes = DemoData.Sizes(
            enterprises: 20, suppliers: 10, models: 600, inventory: 10, needs: 40)

        /// A cluster with the registry in it, and its command line.
        private struct Filled {
            let demo: Demo
            let site: ProcessSite
            let asker: Asker
            let seq: UInt64
            let huanxin: CommandLineProgram

            init(seed: UInt64, workers: Int, shards: Int, replicas: Int) throws {
                demo = try Demo(seed: seed, MoveTests.sizes, offers: false)
                site = try ProcessSite(workers: workers, shards: shards, replicas: replicas)
                try site.start(detach: false)
                asker = try Asker(site.layout.clientAddress)
                seq = try demo.load(into: asker)
                try asker.waitForCoverage(seq)
                huanxin = try CommandLineProgram(options: ["--data", site.layout.directory, "--lang", "en"])
            }

            func questions(known: UInt64? = nil) throws -> Questioner {
                try Questioner(
                    site.layout.clientAddress, needs: Array(demo.registry.ids(.needs).prefix(12)), known: known)
            }

            /// The answers are those of brute force.
            func expectExact(_ place: Comment) throws {
                for id in demo.registry.ids(.needs).prefix(6) {
                    let need = try #require(demo.registry.needs[id])
                    let inquiry = Inquiry.match(need, given: false, line: "", top: 20, explain: false)
                    inquiry.expect(try inquiry.answer(asker, known: seq), demo.registry, place)
                }
            }

            /// Waits until nothing moves, and every shard has so many copies in use.
            func waitUntilSettled(copies: Int) throws {
                var last: JSONValue = .null
                do {
                    try poll("every shard has \(copies) copies in use", seconds: 60, everyMs: 50) {
                        guard let status = try? asker.status() else { return false }
                        last = status
                        return status["placement"]?["moving"]?.bool == false
                            && (status["shards"]?.array ?? []).allSatisfy { shard in
                                let replicas = shard["replicas"]?.array ?? []
                                return replicas.count == copies
                                    && replicas.allSatisfy { replica in
                                        replica["applied_seq"]?.int ?? 0 >= Int(seq)
                                    }
                            }
                    }
                } catch {
                    throw TestFailure("\(error): \(last.text)\n\(site.logTails)")
                }
            }
        }

        @Test("2 → 4 → 2 workers: no question fails, and all answers stay the same")
        func scaling() throws {
            let filled = try Filled(seed: 41, workers: 2, shards: 8, replicas: 1)
            let questions = try filled.questions()
            let up = try filled.huanxin("cluster", "scale", "4", "--for-at-most", "90s")
            #expect(up.status == 0, "\(up.err)")
            let wide = try filled.asker.status()
            let shares = (wide["workers"]?.array ?? []).map { $0["shards"]?.array?.count ?? 0 }
            #expect(shares.count == 4 && shares.allSatisfy { $0 > 0 }, "\(shares)")
            let down = try filled.huanxin("cluster", "scale", "2", "--for-at-most", "90s")
            #expect(down.status == 0, "\(down.err)")
            let (asked, flaws) = questions.end()
            #expect(flaws.isEmpty, "\(flaws)")
            #expect(asked > 20)
            let names = try filled.asker.status()["workers"]?.array?.compactMap { $0["worker"]?.string } ?? []
            #expect(names == ["w1", "w2"])
            #expect(filled.site.running.map(\.role).filter { $0.hasPrefix("w") }.sorted() == ["w1", "w2"])
            try filled.expectExact("after scaling")
            try filled.site.stop()
        }

        @Test("shards that move while records are imported lose none of them")
        func movedWhileImporting() throws {
            let demo = try Demo(seed: 46, .init(enterprises: 5, suppliers: 10, models: 2_400, needs: 12), offers: false)
            let site = try ProcessSite(workers: 2, shards: 4, replicas: 1)
            try site.start(detach: false)
            let asker = try Asker(site.layout.clientAddress)
            let models = demo.records.filter { $0.kind == .models }.map(RecordText.body)
            for kind in [RecordKind.suppliers, .enterprises] {
                try asker.write(kind, demo.records.filter { $0.kind == kind }.map(RecordText.body))
            }
            var seq: UInt64 = 0
            for start in stride(from: 0, to: models.count, by: 100) {
                seq = try asker.write(.models, Array(models[start..<min(models.count, start + 100)]))
                try moveAny(asker)
            }
            seq = max(seq, try asker.write(.needs, demo.records.filter { $0.kind == .needs }.map(RecordText.body)))
            try poll("nothing moves", seconds: 60, everyMs: 50) {
                try asker.status()["placement"]?["moving"]?.bool == false
            }
            try asker.waitForCoverage(seq)
            let list = try asker.json(minSeq: seq) { request in
                request.list.kind = UInt32(RecordKind.models.number)
                request.list.limit = 1
            }
            #expect(list["total"]?.int == models.count, "\(site.logTails)")
            for id in demo.registry.ids(.needs).prefix(6) {
                let need = try #require(demo.registry.needs[id])
                let inquiry = Inquiry.match(need, given: false, line: "", top: 20, explain: false)
                inquiry.expect(try inquiry.answer(asker, known: seq), demo.registry, "after moves in an import")
            }
            try site.stop()
        }

        /// Orders a move of every shard that rests; one that is refused is not wanted.
        private func moveAny(_ asker: Asker) throws {
            for shard in try asker.status()["shards"]?.array ?? [] {
                let replicas = shard["replicas"]?.array ?? []
                guard replicas.count == 1, replicas[0]["state"]?.string == "active" else { continue }
                _ = try asker.raw { request in
                    request.order.verb = "move"
                    request.order.shard = UInt32(shard["shard"]?.int ?? 0)
                    request.order.worker = replicas[0]["worker"]?.string == "w1" ? "w2" : "w1"
                }
            }
        }

        @Test("kill -9 of the source or the target of a move: it ends or is given up, nothing fails, copies are whole")
        func killed() throws {
            let seed = SeededRandom.drawnSeed(CurrentProcess.environment("HUANXIN_SEED"))
            print("killed in a move: seed \(seed)")
            var random = SeededRandom(seed: seed)
            let filled = try Filled(seed: 42, workers: 3, shards: 4, replicas: 2)
            let questions = try filled.questions()
            for victim in ["source", "target", "source", "target"] {
                let shard = random.below(4)
                var (held, target): ([String], String) = ([], "")
                // What the planner moves by itself at the moment is refused: again then.
                try poll("a move is ordered", seconds: 60) {
                    let rows = try filled.asker.status()["shards"]?.array ?? []
                    held = (rows.first { $0["shard"]?.int == shard }?["replicas"]?.array ?? [])
                        .compactMap { $0["worker"]?.string }
                    guard let free = ["w1", "w2", "w3"].first(where: { !held.contains($0) }) else { return false }
                    target = free
                    let order = try filled.huanxin(
                        "cluster", "move", String(shard), target, "--from", held[0], "--no-wait")
                    return order.status == 0
                }
                Pause.milliseconds(UInt32(random.below(400)))
                let name = victim == "source" ? held[0] : target
                let process = try #require(filled.site.pid(of: name))
                filled.site.signal(process, SIGKILL)
                try filled.waitUntilSettled(copies: 2)
            }
            let (asked, flaws) = questions.end()
            #expect(flaws.isEmpty, "seed \(seed): \(flaws)\n\(filled.site.logTails)")
            #expect(asked > 20)
            try filled.expectExact("seed \(seed): after the kills")
            try filled.site.stop()
        }

        @Test("a drain with writes going on loses none, and the worker ends up empty; undrain gives it shards again")
        func drained() throws {
            let filled = try Filled(seed: 43, workers: 3, shards: 6, replicas: 2)
            let template = try #require(filled.demo.registry.models.values.min { $0.id < $1.id })
            let order = try filled.huanxin("cluster", "drain", "w2", "--no-wait")
            #expect(order.status == 0, "\(order.err)")
            var written = 0
            try poll("w2 is empty", seconds: 60, everyMs: 1) {
                var model = template
                model.id = "while-draining-\(written)"
                try filled.asker.write(.model(model))
                written += 1
                let left = Self.shards(try filled.asker.status(), "w2")
                return written >= 50 && left == 0
            }
            let seq = filled.seq + UInt64(written)
            try filled.waitUntilSettled(copies: 2)
            try filled.asker.waitForCoverage(seq)
            for number in 0..<written {
                let shown = try filled.asker.json(minSeq: seq) { request in
                    request.show.kind = UInt32(RecordKind.models.number)
                    request.show.id = "while-draining-\(number)"
                }
                #expect(shown["coverage"]?["fraction"]?.double == 1)
            }
            let again = try filled.huanxin("cluster", "undrain", "w2")
            #expect(again.status == 0, "\(again.err)")
            let moved = try filled.huanxin("cluster", "move", "0", "w2", "--for-at-most", "60s")
            // The planner may have been faster: then the shard is there.
            let isThere = Self.holds(try filled.asker.status(), 0, "w2")
            #expect(moved.status == 0 || isThere, "\(moved.err)")
            try filled.waitUntilSettled(copies: 2)
            try filled.expectExact("after the drain")
            try filled.site.stop()
        }

        @Test("orders that cannot be carried out are refused with status 1 and a hint, and change nothing")
        func refused() throws {
            let filled = try Filled(seed: 44, workers: 2, shards: 4, replicas: 2)
            let before = Self.places(try filled.asker.status())
            for (words, part) in [
                (["drain", "w2"], "copies"), (["drain", "w9"], "no worker w9"), (["move", "0", "w9"], "no worker w9"),
                (["move", "99", "w1"], "no shard 99"), (["move", "0", "w1"], "has shard 0"),
            ] {
                let run = try filled.huanxin.run(["cluster"] + words + ["--no-wait"], plain: false)
                #expect(run.status == 1, "\(words): \(run.status) \(run.out)")
                #expect(run.err.contains(part), "\(words): \(run.err)")
            }
            #expect(Self.places(try filled.asker.status()) == before)
            try filled.site.stop()
        }

        @Test("a worker whose directory was removed is filled again, and no question notices")
        func wiped() throws {
            let filled = try Filled(seed: 45, workers: 2, shards: 4, replicas: 2)
            let questions = try filled.questions()
            let supervisor = try #require(filled.site.pid(of: "supervisor"))
            filled.site.signal(supervisor, SIGSTOP)
            filled.site.signal(try #require(filled.site.pid(of: "w2")), SIGKILL)
            try poll("the loss is seen", seconds: 20) {
                let worker = try filled.asker.status()["workers"]?.array?.first { $0["worker"]?.string == "w2" }
                return worker?["state"]?.string == "unreachable"
            }
            try Files.removeTree(filled.site.layout.worker("w2"))
            filled.site.signal(supervisor, SIGCONT)
            try filled.waitUntilSettled(copies: 2)
            let (asked, flaws) = questions.end()
            #expect(flaws.isEmpty, "\(flaws)\n\(filled.site.logTails)")
            #expect(asked > 5)
            // What was filled again answers alone.
            filled.site.signal(supervisor, SIGSTOP)
            filled.site.signal(try #require(filled.site.pid(of: "w1")), SIGKILL)
            try filled.asker.waitForCoverage(filled.seq)
            try filled.expectExact("from the worker that was filled again")
            filled.site.signal(supervisor, SIGCONT)
            try filled.asker.waitForCoverage(filled.seq)
            try filled.site.stop()
        }

        /// Who holds what, shard for shard.
        private static func places(_ status: JSONValue) -> [[String]] {
            (status["shards"]?.array ?? []).map { shard in
                (shard["replicas"]?.array ?? []).compactMap { $0["worker"]?.string }
            }
        }

        private static func shards(_ status: JSONValue, _ worker: String) -> Int {
            let row = status["workers"]?.array?.first { $0["worker"]?.string == worker }
            return (row?["shards"]?.array?.count ?? 0) + (row?["copying"]?.int ?? 0)
        }

        private static func holds(_ status: JSONValue, _ shard: Int, _ worker: String) -> Bool {
            let row = status["shards"]?.array?.first { $0["shard"]?.int == shard }
            return row?["replicas"]?.array?.contains { $0["worker"]?.string == worker } ?? false
        }
    }
}
