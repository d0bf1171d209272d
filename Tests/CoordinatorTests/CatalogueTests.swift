import CatalogueStore
import ChangeLog
import ChangeLogLMDB
import Cluster
import Coordinator
import DemoData
import Domain
import Queries
import Records
import ReferenceData
import TestSupport
import Testing
import TextAnalysis

/// A log and its catalogue, with the registry they stand for.
final class CatalogueSite {
    let scratch: Scratch
    let log: EmbeddedLog
    let epoch: UInt64
    private(set) var catalogue: Catalogue
    private(set) var registry = Registry()
    let vshards = 5

    init() throws {
        scratch = try Scratch()
        var limits = EmbeddedLog.Limits()
        limits.mapBytes = 256 << 20
        log = try EmbeddedLog(directory: scratch.path + "/log", newIncarnation: [7], limits: limits)
        epoch = try log.acquireLease(holder: "test", ttlMs: 5_000) ?? 0
        catalogue = try CatalogueSite.open(scratch, log, "catalogue")
    }

    static func open(_ scratch: Scratch, _ log: any ChangeLog, _ name: String) throws -> Catalogue {
        try Catalogue(
            directory: scratch.path + "/" + name, log: log, categories: ReferenceData.categories, mapBytes: 64 << 20)
    }

    /// Appends and applies as the coordinator does after its checks.
    ///
    /// - Parameter decode: whether the catalogue reads the bodies itself.
    func write(_ records: [Record], decode: Bool = false) throws {
        var births: [RecordKind: [String: UInt64]] = [:]
        var next = catalogue.position.seq + 1
        let entries = try records.map { record in
            let birth = try births[record.kind]?[record.id] ?? catalogue.entry(record.kind, record.id)?.birth
            births[record.kind, default: [:]][record.id] = birth ?? next
            next += 1
            return LogEntry(
                vshard: record.kind.isBroadcast ? 0 : VShard(id: record.id, count: vshards).rawValue, kind: record.kind,
                id: record.id, body: RecordText.body(record), birth: birth)
        }
        _ = log.append([AppendGroup(idempotencyKey: [], entries: entries)], epoch: epoch, timeMs: 0)
        let changes = try log.read(after: catalogue.position.seq, maxRecords: .max, maxBytes: .max)
        try catalogue.apply(changes, read: decode ? nil : records.map { .record($0) })
        for record in records { registry.put(record) }
    }

    /// Statistics of every family equal those counted from scratch.
    func expectStatistics(_ catalogue: Catalogue, _ place: Comment) throws {
        for (family, kind) in [(TextFamily.models, RecordKind.models), (.suppliers, .suppliers), (.needs, .needs)] {
            let tokens = TermCounts("数控 laser 高效节能 机床 更新 电机 有限公司 东莞 cnc 没有的词").tokens
            #expect(
                try catalogue.statistics(family, tokens: tokens) == registry.statistics(kind, tokens),
                "\(place), \(kind)")
        }
    }
}

@Suite struct CatalogueTests {
    private static let asOf = CalendarDay(number: 20_780)

    @Test(
        "text statistics after any change equal those counted from scratch, and those of a catalogue built anew",
        arguments: [1, 2, 3] as [UInt64])
    func statistics(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let site = try CatalogueSite()
        let demo = DemoData(
            seed: seed, sizes: .init(enterprises: 8, suppliers: 5, models: 40, inventory: 4, needs: 15), asOf: Self.asOf
        )
        try site.write(Array(demo.all), decode: seed == 2)
        try site.expectStatistics(site.catalogue, "seed \(seed), at first")
        for round in 0..<40 {
            var records: [Record] = []
            var state = site.registry
            for _ in 0..<(1 + random.below(4)) {
                let record = Self.change(state, &random)
                state.put(record)
                records.append(record)
            }
            try site.write(records, decode: random.chance(50))
            try site.expectStatistics(site.catalogue, "seed \(seed), round \(round)")
        }
        let anew = try CatalogueSite.open(site.scratch, site.log, "anew")
        while anew.position.seq < site.catalogue.position.seq {
            let changes = try site.log.read(after: anew.position.seq, maxRecords: 1 + random.below(30), maxBytes: .max)
            try anew.apply(changes)
        }
        #expect(anew.position == site.catalogue.position)
        try site.expectStatistics(anew, "seed \(seed), built anew")
    }

    private static func change(_ state: Registry, _ random: inout SeededRandom) -> Record {
        if random.chance(35), var supplier = state.suppliers[random.one(of: state.ids(.suppliers))] {
            if random.chance(70) { supplier.status = supplier.isActive ? .suspended : .active }
            if random.chance(50) { supplier.scope = random.one(of: ["数控机床 电机", "laser", ""]) }
            return .supplier(supplier)
        }
        if random.chance(25), var need = state.needs[random.one(of: state.ids(.needs))] {
            need.status = random.one(of: [.open, .withdrawn, .done])
            return .need(need)
        }
        guard var model = state.models[random.one(of: state.ids(.models))] else { preconditionFailure("no models") }
        switch random.below(4) {
        case 0: model.status = model.isActive ? .withdrawn : .active
        case 1: model.supplier = random.one(of: state.ids(.suppliers))
        case 2: model.category = state.models[random.one(of: state.ids(.models))]?.category ?? model.category
        default: model.name += random.one(of: [" 数控", " CNC laser", " 高效节能"])
        }
        return .model(model)
    }

    @Test("records are counted once at their birth, by vshard; entries name birth, last version and supplier")
    func counts() throws {
        let site = try CatalogueSite()
        let demo = DemoData(
            seed: 4, sizes: .init(enterprises: 6, suppliers: 4, models: 30, inventory: 10, needs: 12), asOf: Self.asOf)
        try site.write(Array(demo.all))
        for _ in 0..<3 { try site.write(Array(demo.records(.models)).prefix(5) + []) }
        for number in 0..<site.vshards {
            let home = VShard(rawValue: UInt32(number))
            let expected = [RecordKind.models, .needs, .inventory].reduce(0) { sum, kind in
                sum + site.registry.ids(kind).filter { VShard(id: $0, count: site.vshards) == home }.count
            }
            #expect(try site.catalogue.records(in: home) == UInt64(expected), "vshard \(number)")
        }
        let model = try #require(site.registry.models[site.registry.ids(.models)[0]])
        let entry = try #require(try site.catalogue.entry(.models, model.id))
        let supplier = try #require(try site.catalogue.entry(.suppliers, model.supplier))
        #expect(entry.supplierBirth == supplier.birth && entry.birth < entry.lastSeq)
        #expect(try site.log.record(at: entry.lastSeq)?.birth == entry.birth)
        #expect(try site.catalogue.exist(.models, [model.id, "nobody"]) == [true, false])
        #expect(try site.catalogue.entry(.needs, model.id) == nil)
    }

    @Test("a catalogue knows whether it was built from a log")
    func identity() throws {
        let site = try CatalogueSite()
        #expect(try site.catalogue.isOf(site.log))
        let demo = DemoData(seed: 1, sizes: .init(suppliers: 3), asOf: Self.asOf)
        try site.write(Array(demo.all))
        #expect(try site.catalogue.isOf(site.log))
        #expect(try !site.catalogue.isOf(CatalogueSite().log))
    }
}
