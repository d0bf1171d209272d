import Cluster
import Domain
import Foundation
import LMDB
import OS
import Records
import Synchronization
import TestSupport
import Testing

@testable import Store

/// Questions between the receipt of a change, its commit, and the moment memory takes it up.
@Suite struct ReadAheadTests {

    /// A store on its way through a history, a step at a time.
    private struct Way {
        let history: History
        let site: StoreSite
        var received: UInt64 = 0
        /// How many questions were about changes that were in no index yet.
        var ahead = 0

        init(_ random: inout SeededRandom) throws {
            var history = History.random(vshards: 1 + random.below(4), updates: 110, &random)
            // Models that no index has at first, and versions of them.
            let known = history.states[Int(history.seq)].ids(.models)
            for number in 0..<50 {
                let registry = history.states[Int(history.seq)]
                let id = random.chance(50) ? random.one(of: registry.ids(.models)) : random.one(of: known)
                guard var model = registry.models[id] else { continue }
                if random.chance(60) { model.id = "m-new-\(number)" }
                model.name += random.one(of: [" 数控", " laser", ""])
                model.price = Fen(Int64(random.below(90_000_000)) + 100)
                history.add(.model(model))
            }
            self.history = history
            site = try StoreSite(vshards: history.vshards)
            // The registry as it begins, then mostly changes of models.
            receive(through: history.seq - 160)
            site.store.beginRun(maxBytes: .max)
            while let task = try site.store.nextTask() {
                task.run()
                try site.store.finish(task)
            }
        }

        var isOver: Bool { received == history.seq }

        mutating func receive(through: UInt64) {
            site.store.receive(Array(history.range(received, through)), through: history.position(through))
            received = through
        }

        mutating func receiveSome(_ random: inout SeededRandom) {
            receive(through: min(history.seq, received + UInt64(random.below(24))))
        }

        /// Answers at a seq that can be asked about, now and then the newest.
        mutating func ask(_ random: inout SeededRandom, _ place: String) throws {
            let (visible, indexed) = (site.store.visible, site.store.position.seq)
            let low = Int(indexed) - 40
            let seq = random.chance(50) ? visible : UInt64(low + random.below(Int(visible) - low + 1))
            if seq > indexed { ahead += 1 }
            let registry = history.states[Int(seq)]
            try expectAnswers(site, registry, areModelsIndexed: seq <= indexed, at: seq, "\(place)")
            for id in registry.ids(.models).prefix(5) {
                let versions = try site.store.fetch(.models, id: id, versions: true, vshards: site.all, at: seq)
                let newest = try site.store.fetch(.models, id: id, versions: false, vshards: site.all, at: seq)
                #expect(newest.first?.body == registry.record(.models, id).map(RecordText.body), "\(place), \(id)")
                #expect(versions.first == newest.first, "\(place), \(id)")
                #expect(versions.map(\.seq) == Set(versions.map(\.seq)).sorted(by: >), "\(place), \(id)")
                let known = history.changes.filter { $0.kind == .models && $0.id == id && $0.seq <= seq }
                #expect(versions.map(\.seq) == known.reversed().map(\.seq), "\(place), \(id)")
            }
        }
    }

    @Test(
        "questions before a commit, between it and memory, and after are answered as brute force answers them",
        arguments: [1, 2, 3] as [UInt64])
    func interleaved(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var way = try Way(&random)
        var task: IndexTask?
        var (round, between) = (0, 0)
        while round < 40 || !way.isOver {
            round += 1
            let place = "seed \(seed), round \(round)"
            switch random.below(6) {
            case 0, 1: way.receiveSome(&random)
            case 2: _ = try way.site.store.readAhead(most: random.below(20))
            case 3: way.site.store.beginRun(maxBytes: 1 + random.below(20_000))
            default:
                if random.chance(10) { way.site.store.beginSettle() }
                if let done = task {
                    try way.site.store.finish(done)
                    task = nil
                } else {
                    task = try way.site.store.nextTask()
                    task?.run()
                    if task != nil { between += 1 }
                }
            }
            if random.chance(25) { try way.ask(&random, place) }
            // The stream begins anew: what is not indexed comes again.
            if task == nil, random.chance(3) {
                try way.site.adopt()
                way.received = way.site.store.position.seq
            }
        }
        #expect(way.ahead > 0 && between > 0, "seed \(seed) asks about what is in no index yet")
    }

    /// A task on its way to another thread.
    // Sendable: the thread that made it does not touch the task before the other has ended.
    private final class Errand: @unchecked Sendable {
        let task: IndexTask
        let isDone = Atomic<Bool>(false)

        init(_ task: IndexTask) { self.task = task }
    }

    @Test("questions are answered as brute force answers them while another thread writes")
    func beside() throws {
        let seed = SeededRandom.drawnSeed(ProcessInfo.processInfo.environment["HUANXIN_SEED"])
        var random = SeededRandom(seed: seed)
        var way = try Way(&random)
        for round in 0..<8 {
            way.receiveSome(&random)
            _ = try way.site.store.readAhead(most: 20)
            way.site.store.beginRun(maxBytes: .max)
            if random.chance(20) { way.site.store.beginSettle() }
            while let task = try way.site.store.nextTask() {
                let errand = Errand(task)
                let writer = try OSThread.start(name: "index") {
                    errand.task.run()
                    errand.isDone.store(true, ordering: .releasing)
                }
                // At least one beside the writer, and no more than a few where the disk is slow.
                for _ in 0..<2 where !errand.isDone.load(ordering: .acquiring) {
                    try way.ask(&random, "seed \(seed), round \(round)")
                }
                writer.join()
                try way.site.store.finish(task)
            }
        }
        #expect(way.ahead > 0, "seed \(seed) asks about what is in no index yet")
    }

    @Test("a map that is full grows between two tasks, with questions about")
    func grows() throws {
        let site = try StoreSite(vshards: 2)
        var history = History(vshards: 2)
        var model = EquipmentModel(id: "m-1")
        model.name = "m"
        model.supplier = "s-1"
        model.category = CategoryPath("cnc")
        model.description = String(repeating: "x", count: 60_000)
        for price in 0..<1_500 {
            model.price = Fen(Int64(price))
            history.add(.model(model))
        }
        try site.store.apply(history.changes, through: history.position(history.seq))
        #expect(site.store.position == history.position(history.seq))
        let home = site.store.replicas[VShard(id: "m-1", count: 2)]
        #expect(try #require(home).environment.information().mapBytes > 64 << 20)
        let found = try site.store.fetch(.models, id: "m-1", versions: false, vshards: site.all, at: history.seq)
        #expect(found.map(\.seq) == [history.seq])
    }
}
