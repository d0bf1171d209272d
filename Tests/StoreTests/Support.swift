// swift-format-ignore-file: NeverForceUnwrap
// The ids are taken from the tables they are looked up in.

import Cluster
import DemoData
import Domain
import Matching
import Queries
import Records
import ReferenceData
import Store
import TestSupport
import TextAnalysis

/// The changes of a made-up log, and the registry as it stood at every seq.
struct History {
    let vshards: Int
    private(set) var changes: [Change] = []
    /// By seq; the first is empty.
    private(set) var states: [Registry] = [Registry()]
    private var births: [RecordKind: [String: UInt64]] = [:]

    init(vshards: Int) { self.vshards = vshards }

    var seq: UInt64 { UInt64(changes.count) }

    mutating func add(_ record: Record) {
        let seq = self.seq + 1
        let birth = births[record.kind]?[record.id] ?? seq
        births[record.kind, default: [:]][record.id] = birth
        changes.append(
            Change(
                seq: seq, birth: birth, kind: record.kind, id: record.id, body: RecordText.body(record),
                timeMs: Int64(seq) * 10))
        var state = states[states.count - 1]
        state.put(record)
        states.append(state)
    }

    /// The position at a seq; its chain is made up.
    func position(_ seq: UInt64) -> Position {
        Position(seq: seq, chain: Chain(bytes: [UInt8](repeating: UInt8(truncatingIfNeeded: seq), count: 16)))
    }

    /// The range (from, through] as a coordinator sends it.
    func range(_ from: UInt64, _ through: UInt64) -> ArraySlice<Change> { changes[Int(from)..<Int(through)] }

    /// A small registry, then random changes of all kinds in random order.
    static func random(vshards: Int, updates: Int, _ random: inout SeededRandom) -> History {
        var history = History(vshards: vshards)
        let demo = DemoData(
            seed: UInt64(random.below(1_000_000)),
            sizes: .init(enterprises: 12, suppliers: 6, models: 50, inventory: 8, needs: 25), asOf: asOf)
        for record in demo.all { history.add(record) }
        for _ in 0..<updates { history.add(history.states[history.states.count - 1].changed(demo, &random)) }
        return history
    }

    static let asOf = CalendarDay(number: 20_780)  // 2026-11-23
}

extension Registry {
    /// A new version of one of the records, or a new record.
    func changed(_ demo: DemoData, _ random: inout SeededRandom) -> Record {
        switch random.below(10) {
        case 0, 1:
            var supplier = suppliers[random.one(of: ids(.suppliers))]!
            supplier.status = supplier.isActive ? .suspended : .active
            if random.chance(30) { supplier.rating = Double(random.below(51)) / 10 }
            return .supplier(supplier)
        case 2, 3:
            var need = needs[random.one(of: ids(.needs))]!
            need.status = random.one(of: Need.Status.allCases)
            if random.chance(50), !need.lines.isEmpty { need.lines[0].text = random.one(of: ["数控 激光", "高效 电机", ""]) }
            return .need(need)
        default:
            var model = models[random.one(of: ids(.models))]!
            switch random.below(5) {
            case 0: model.price = Fen(Int64(random.below(90_000_000)) + 100)
            case 1: model.category = models[random.one(of: ids(.models))]!.category
            case 2: model.status = model.isActive ? .withdrawn : .active
            case 3: model.supplier = random.one(of: ids(.suppliers))
            default: model.name += random.one(of: [" 数控", " laser", " 高效节能", ""])
            }
            return .model(model)
        }
    }
}

/// A store that holds every vshard.
final class StoreSite {
    let scratch: Scratch
    private(set) var store: WorkerStore
    let vshards: Int
    /// What the store said at its last opening.
    private(set) var reports: [String] = []

    init(vshards: Int) throws {
        scratch = try Scratch()
        self.vshards = vshards
        store = try StoreSite.open(scratch) { _ in }
        try adopt()
    }

    private static func open(_ scratch: Scratch, _ report: @escaping (String) -> Void) throws -> WorkerStore {
        var settings = WorkerStore.Settings(directory: scratch.path + "/store")
        settings.commonMapBytes = 64 << 20
        settings.replicaMapBytes = 64 << 20
        return try WorkerStore(settings: settings, categories: ReferenceData.categories, report: report)
    }

    func adopt(incarnation: [UInt8] = [1], rebuild: Bool = false) throws {
        try store.adopt(
            incarnation: incarnation, vshards: vshards, assigned: all, rebuild: rebuild)
    }

    var all: [VShard] { (0..<vshards).map { VShard(rawValue: UInt32($0)) } }

    /// Closes the store as a process that ended does, and opens it again.
    ///
    /// - Parameter between: done to its files while it is closed.
    func reopen(between: () throws -> Void = {}) throws {
        // An environment is opened once per process: the old one goes first.
        store = try WorkerStore(
            settings: WorkerStore.Settings(directory: scratch.path + "/empty"), categories: ReferenceData.categories)
        try between()
        reports = []
        store = try StoreSite.open(scratch) { [unowned self] in reports.append($0) }
        try adopt(incarnation: store.incarnation.isEmpty ? [1] : store.incarnation)
    }
}
