import Cluster
import DemoData
import Domain
import Logging
import Matching
import OS
import Queries
import Records
import ReferenceData
import Store
import TestSupport
import Testing
import TextAnalysis
import Transport

@testable import WorkerRuntime

/// A worker's store and its copies, in one directory.
private final class Site {
    static let vshards = 4

    let store: WorkerStore
    let copies: CopyService
    let address: String

    init(
        _ name: String, in scratch: Scratch, _ transport: TransportContext,
        change: (inout CopyService.Settings) -> Void = { _ in }
    ) throws {
        var settings = WorkerStore.Settings(directory: "\(scratch.path)/\(name)")
        settings.commonMapBytes = 256 << 20
        settings.replicaMapBytes = 1 << 30
        store = try WorkerStore(settings: settings, categories: ReferenceData.categories)
        address = "ipc://\(scratch.path)/\(name).sock"
        var places = CopyService.Settings(address: address, directory: store.snapshotDirectory)
        change(&places)
        var logger = Logger(label: "copy")
        logger.logLevel = .critical
        copies = try CopyService(settings: places, transport: transport, logger: logger) {}
    }

    func adopt(_ assigned: [VShard], awaiting: Set<VShard> = []) throws {
        try store.adopt(
            incarnation: [7], vshards: Site.vshards, assigned: assigned, awaiting: awaiting, rebuild: false)
    }

    func fetch(_ vshard: VShard, _ transfer: UInt64, rate: UInt64 = 0) -> CopyFetch {
        CopyFetch(
            vshard: vshard, transfer: transfer, vshards: Site.vshards, incarnation: [7], format: WorkerStore.format,
            maxBytesPerSecond: rate)
    }

    /// What a worker's loop does in a turn.
    func serve() {
        for request in copies.takeRequests() {
            copies.provide(store.snapshotSource(of: request.vshard), for: request)
        }
    }

    var left: [String] { (try? Files.names(in: store.snapshotDirectory)) ?? [] }
}

/// A log of suppliers, then models, then new prices of them.
private struct MarketLog {
    private(set) var changes: [Change] = []
    private(set) var needs: [Need] = []

    init(models: Int, updates: Int, padding: Int = 0) {
        let demo = DemoData(
            seed: 5, sizes: .init(enterprises: 5, suppliers: 20, models: models, inventory: 0, needs: 20),
            asOf: CalendarDay(number: 20_780))
        var births: [String: UInt64] = [:]
        var stock: [EquipmentModel] = []
        for record in demo.all {
            births[record.id] = UInt64(changes.count + 1)
            if case .need(let need) = record { needs.append(need) }
            if case .model(var model) = record {
                if padding > 0 { model.description = String(repeating: "数控车床 ", count: padding) + model.id }
                stock.append(model)
                add(.model(model), birth: births[record.id] ?? 0)
            } else {
                add(record, birth: births[record.id] ?? 0)
            }
        }
        for step in 0..<updates {
            var model = stock[step * 7 % stock.count]
            model.price = Fen(Int64(step) * 100 + 5_000)
            add(.model(model), birth: births[model.id] ?? 0)
        }
    }

    private mutating func add(_ record: Record, birth: UInt64) {
        changes.append(
            Change(
                seq: UInt64(changes.count + 1), birth: birth, kind: record.kind, id: record.id,
                body: RecordText.body(record), timeMs: 0))
    }

    var seq: UInt64 { UInt64(changes.count) }

    func position(_ seq: UInt64) -> Position {
        Position(seq: seq, chain: Chain(bytes: [UInt8](repeating: UInt8(truncatingIfNeeded: seq), count: 16)))
    }

    func apply(to site: Site, through: UInt64) throws {
        let from = site.store.position.seq
        guard from < through else { return }
        try site.store.apply(Array(changes[Int(from)..<Int(through)]), through: position(through))
    }
}

@Suite(.serialized) struct CopyServiceTests {
    private let moved = VShard(rawValue: 2)
    private var others: [VShard] { (0..<4).map { VShard(rawValue: $0) }.filter { $0 != moved } }

    private func outcome(_ target: Site, _ source: Site, seconds: Double = 20, _ turn: () throws -> Void = {}) throws
        -> CopyService.Outcome
    {
        var found: [CopyService.Outcome] = []
        try poll("a fetch ends", seconds: seconds, everyMs: 2) {
            source.serve()
            try turn()
            found += target.copies.takeFinished()
            return !found.isEmpty
        }
        return found[0]
    }

    private func failure(_ outcome: CopyService.Outcome) -> CopyTarget.Failure? {
        if case .failure(let failure) = outcome.result { failure } else { nil }
    }

    private func end(_ sites: Site..., transport: TransportContext) {
        for site in sites { site.copies.end() }
        transport.terminate()
    }

    @Test("a replica is fetched over ipc while its source goes on; after the tail both answer the same")
    func move() throws {
        let (scratch, transport) = (try Scratch(), TransportContext())
        let log = MarketLog(models: 1_200, updates: 600)
        let first = log.seq - 500
        let source = try Site("a", in: scratch, transport)
        let target = try Site("b", in: scratch, transport)
        try source.adopt(others + [moved])
        try log.apply(to: source, through: first)
        try target.adopt(others)
        try log.apply(to: target, through: first - 200)
        target.copies.fetch(target.fetch(moved, 1, rate: 12 << 20), from: source.address)
        var through = first
        let outcome = try outcome(target, source) {
            through = min(log.seq, through + 3)
            try log.apply(to: source, through: through)
        }
        let copied = try outcome.result.get()
        #expect(outcome.vshard == moved && outcome.transfer == 1)
        #expect(through > first, "the source went on")
        try target.store.install(moved, from: copied.directory)
        try target.adopt(others + [moved])
        #expect(target.store.positions[moved] == copied.manifest.position)
        #expect(target.store.position.seq <= copied.manifest.position.seq)
        for site in [source, target] { try log.apply(to: site, through: log.seq) }
        try expectSame(source.store, target.store, log.needs, [log.seq, log.seq - 100, copied.manifest.position.seq])
        try poll("the source has removed its copy", seconds: 5) { source.left.isEmpty }
        #expect(target.left.isEmpty)
        end(source, target, transport: transport)
    }

    private func expectSame(_ a: WorkerStore, _ b: WorkerStore, _ needs: [Need], _ seqs: [UInt64]) throws {
        for seq in seqs {
            let pages = try [a, b].map {
                try $0.list(.models, where: [], limit: 5_000, after: "", vshards: [moved], at: seq)
            }
            #expect(pages[0].bodies == pages[1].bodies && pages[0].total > 200, "seq \(seq)")
            let tokens = TermCounts("数控 laser 高效节能").tokens
            let statistics = try a.statistics(.models, tokens: tokens, vshards: [moved], at: seq)
            let found = try [a, b].map {
                try $0.search(
                    .models, tokens: tokens, statistics: statistics, where: [], top: 20, vshards: [moved], at: seq)
            }
            #expect(found[0].hits.map(\.id) == found[1].hits.map(\.id) && !found[0].hits.isEmpty, "seq \(seq)")
            #expect(found[0].total == found[1].total && found[0].categories == found[1].categories, "seq \(seq)")
            for need in needs {
                let lines = try need.lines.map {
                    try a.statistics(
                        .models, tokens: $0.text.map { TermCounts($0).tokens } ?? [], vshards: [moved], at: seq)
                }
                let matches = try [a, b].map {
                    try $0.match(
                        need: need, statistics: lines, asOf: CalendarDay(number: 20_780), top: 10, explain: false,
                        vshards: [moved], at: seq)
                }
                #expect(matches[0].map(\.hits) == matches[1].map(\.hits), "seq \(seq), \(need.id)")
                #expect(matches[0].map(\.candidates) == matches[1].map(\.candidates), "seq \(seq), \(need.id)")
            }
        }
        #expect(try a.replicas[moved]?.rowChecksum() == b.replicas[moved]?.rowChecksum())
        for store in [a, b] { #expect(try store.verify(moved).isEmpty) }
    }

    @Test("what cannot be fetched is refused with the reason, and leaves nothing")
    func refusals() throws {
        let (scratch, transport) = (try Scratch(), TransportContext())
        let log = MarketLog(models: 200, updates: 0)
        let source = try Site("a", in: scratch, transport)
        let target = try Site("b", in: scratch, transport)
        let full = try Site("c", in: scratch, transport) { $0.freeDiskBytes = { _ in 1_000 } }
        try source.adopt(others)
        try log.apply(to: source, through: log.seq)
        target.copies.fetch(target.fetch(moved, 1), from: source.address)
        let unknown = failure(try outcome(target, source))
        #expect(unknown?.refusal == .noRetry && unknown?.description == "vshard 2 is not here")
        target.copies.fetch(target.fetch(moved, 2), from: target.address)
        #expect(failure(try outcome(target, source))?.description == "a worker does not copy from itself")
        var other = target.fetch(others[0], 3)
        other.incarnation = [8]
        target.copies.fetch(other, from: source.address)
        #expect(failure(try outcome(target, source))?.description == "the replica here is of another log")
        target.copies.fetch(target.fetch(others[0], 4, rate: 1), from: source.address)
        target.copies.fetch(target.fetch(others[0], 5), from: source.address)
        let second = try outcome(target, source)
        #expect(second.transfer == 5 && failure(second)?.description == "a copy of vshard 0 is under way")
        target.copies.cancel(4)
        #expect(failure(try outcome(target, source))?.description == "cancelled")
        full.copies.fetch(full.fetch(others[0], 6), from: source.address)
        #expect(failure(try outcome(full, source))?.description.hasPrefix("the disk has 1000 bytes free") == true)
        target.copies.fetch(target.fetch(others[0], 7), from: full.address)
        try full.adopt(others)
        #expect(failure(try outcome(target, full))?.refusal == .failed)
        try poll("nothing is left", seconds: 5) { source.left.isEmpty && target.left.isEmpty && full.left.isEmpty }
        end(source, target, full, transport: transport)
    }

    @Test("a source or a target that goes away in the middle leaves nothing at the other end")
    func deaths() throws {
        let (scratch, transport) = (try Scratch(), TransportContext())
        let log = MarketLog(models: 300, updates: 0, padding: 1_500)
        let quick: (inout CopyService.Settings) -> Void = {
            $0.timing.patience = .milliseconds(800)
            $0.timing.word = .milliseconds(100)
        }
        let source = try Site("a", in: scratch, transport, change: quick)
        let target = try Site("b", in: scratch, transport, change: quick)
        try source.adopt(others)
        try log.apply(to: source, through: log.seq)
        target.copies.fetch(target.fetch(others[0], 1, rate: 100_000), from: source.address)
        try poll("a chunk is there", seconds: 10) {
            source.serve()
            return target.copies.progress[1].map { $0.received > 0 } ?? false
        }
        target.copies.end()
        #expect(target.left.isEmpty)
        try poll("the source gives up", seconds: 5) { source.left.isEmpty }
        let again = try Site("d", in: scratch, transport, change: quick)
        again.copies.fetch(again.fetch(others[0], 2, rate: 100_000), from: source.address)
        try poll("a chunk is there", seconds: 10) {
            source.serve()
            return again.copies.progress[2].map { $0.received > 0 } ?? false
        }
        source.copies.end()
        #expect(source.left.isEmpty)
        #expect(failure(try outcome(again, again)) != nil)
        try poll("nothing is left", seconds: 5) { again.left.isEmpty }
        end(again, transport: transport)
    }
}
