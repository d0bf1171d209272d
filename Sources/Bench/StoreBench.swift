import Cluster
import DemoData
import Domain
import JSON
import JSONParsing
import OS
import Records
import ReferenceData
import ServiceKit
import Store

/// A made-up registry in the store of one worker that holds every vshard, in this process and without sockets.
///
/// Used from one thread, as the store is. A registry that is kept is opened again by a later run that asks for the
/// same content.
final class StoreBench {
    /// What is stored; equal contents are the same records.
    struct Content: Equatable {
        var seed: UInt64
        var asOf: CalendarDay
        var suppliers = 0
        var models = 0
        var enterprises = 0
        var needs = 0
        /// Whether the offers that ship with the product are stored.
        var hasOffers = false

        /// Unlike that of any other content: the name of its directory.
        var name: String {
            "s\(seed)-\(asOf.text)-\(suppliers)-\(models)-\(enterprises)-\(needs)" + (hasOffers ? "-offers" : "")
        }
    }

    /// What the build took and came to; a registry that is opened again says what its build did.
    struct Built {
        var records = 0
        /// Records without those that are later versions.
        var firstVersions = 0
        /// In the store's own work; making the records up is not counted.
        var seconds = 0.0
        var cpuSeconds = 0.0
        /// Of canonical JSON.
        var jsonBytes = 0
        /// Of the values alone, as JSON writes them: no keys but those of open maps, no punctuation.
        var valueBytes = 0
    }

    static let vshardCount = 16
    static let vshards = (0..<vshardCount).map { VShard(rawValue: UInt32($0)) }
    /// Records applied in one range.
    private static let rangeCount = 16_000

    let content: Content
    let demo: DemoData
    let store: WorkerStore
    private(set) var built: Built
    private(set) var terms: TermStatistics
    /// The last change applied.
    private(set) var seq: UInt64
    /// How long opening a kept registry took; nil where it was built by this run.
    let openSeconds: Double?
    private let directory: String
    private let isKept: Bool

    /// Opens the registry if it was kept, and builds it otherwise.
    ///
    /// - Parameters:
    ///   - keep: the directory that registries are kept in; nil = removed at the end.
    ///   - report: gets a line about a build that takes long.
    init(_ content: Content, keep: String?, report: (String) -> Void = { _ in }) throws {
        self.content = content
        demo = DemoData(
            seed: content.seed,
            sizes: .init(
                enterprises: content.enterprises, suppliers: content.suppliers, models: content.models,
                needs: content.needs), asOf: content.asOf)
        isKept = keep != nil
        directory = try keep.map { $0 + "/" + content.name } ?? Files.makeTemporaryDirectory(prefix: "huanxin-bench")
        try Files.makeDirectories(directory)
        let start = MonotonicClock.now
        let known = try StoreBench.read(directory)
        if known == nil { try Files.removeTree(directory + "/store") }
        var opened = try StoreBench.open(directory)
        // Later changes, which a bench makes and undoes, are not in the file.
        if let known, opened.position.seq >= known.seq {
            (store, built, terms, seq) = (opened, known.built, known.terms, opened.position.seq)
            openSeconds = Double(MonotonicClock.now - start) / 1e9
            try rest()
            return
        }
        if known != nil {
            // Of another format: the store dropped it, and the environments must close before they are removed.
            opened = try WorkerStore(
                settings: .init(directory: directory + "/empty"), categories: ReferenceData.categories)
            try Files.removeTree(directory + "/store")
            opened = try StoreBench.open(directory)
        }
        (store, built, terms, seq, openSeconds) = (opened, Built(), TermStatistics(), 0, nil)
        try build(report)
        if isKept { try write() }
    }

    /// Settles as a worker does that has nothing to apply: words that wait for the lists go in, a vshard a call.
    private func rest() throws { for _ in 0..<2 * (StoreBench.vshardCount + 1) { try store.settle() } }

    private static func open(_ directory: String) throws -> WorkerStore {
        let store = try WorkerStore(
            settings: .init(directory: directory + "/store"), categories: ReferenceData.categories)
        try store.adopt(incarnation: [1], vshards: vshardCount, assigned: vshards, rebuild: false)
        return store
    }

    /// Removes what is not kept.
    func end() {
        guard !isKept else { return }
        try? Files.removeTree(directory)
    }

    /// The change that a record of the build came with: its name in the store.
    func birth(_ kind: RecordKind, at index: Int) -> UInt64 {
        switch kind {
        case .suppliers: UInt64(1 + index)
        case .models: UInt64(1 + content.suppliers + index)
        case .enterprises: UInt64(1 + content.suppliers + content.models + index)
        // The last of all records.
        case .needs: UInt64(1 + built.firstVersions - content.needs + index)
        default: preconditionFailure("no births are known of \(kind.rawValue)")
        }
    }

    /// Bytes on the disk of all environments.
    func diskBytes() throws -> Int {
        func size(_ path: String) throws -> Int {
            guard Files.isDirectory(path) else { return try Files.size(path) ?? 0 }
            return try Files.names(in: path).reduce(0) { try $0 + size(path + "/" + $1) }
        }
        return try size(directory + "/store")
    }
}

/// Building.
extension StoreBench {
    private func build(_ report: (String) -> Void) throws {
        var counter = TermCounter()
        var batch: [Record] = []
        func add(_ record: Record) throws {
            batch.append(record)
            guard batch.count == StoreBench.rangeCount else { return }
            try put(batch)
            batch.removeAll(keepingCapacity: true)
            if seq % (25 * UInt64(StoreBench.rangeCount)) == 0 { report("  … \(seq) records stored") }
        }
        for record in demo.records(.suppliers) {
            counter.note(record)
            try add(record)
        }
        for record in demo.records(.models) {
            counter.count(record)
            try add(record)
        }
        for record in demo.records(.enterprises) { try add(record) }
        if content.hasOffers { for offer in try RulesBench.offers() { try add(.offer(offer)) } }
        for record in demo.records(.needs) { try add(record) }
        try put(batch)
        try timed { try rest() }
        terms = counter.statistics
    }

    /// Applies records as the next changes, each the first version of its record unless its birth is given.
    func put(_ records: [Record], births: [UInt64]? = nil) throws {
        guard !records.isEmpty else { return }
        var changes: [Change] = []
        changes.reserveCapacity(records.count)
        for (index, record) in records.enumerated() {
            seq += 1
            let json = record.json
            let body = json.bytes
            built.jsonBytes += body.count
            built.valueBytes += ValueBytes.count(json)
            changes.append(
                Change(
                    seq: seq, birth: births?[index] ?? seq, kind: record.kind, id: record.id, body: body,
                    timeMs: Int64(seq)))
        }
        built.records += records.count
        if births == nil { built.firstVersions += records.count }
        let position = Position(
            seq: seq, chain: Chain(bytes: [UInt8](repeating: UInt8(truncatingIfNeeded: seq), count: 16)))
        try timed { try store.apply(changes, through: position) }
    }

    private func timed(_ body: () throws -> Void) throws {
        let (start, cpu) = (MonotonicClock.now, ProcessFacts.cpuSeconds)
        try body()
        built.seconds += Double(MonotonicClock.now - start) / 1e9
        built.cpuSeconds += ProcessFacts.cpuSeconds - cpu
    }
}

/// The file that says that a registry is whole, with what its build came to.
extension StoreBench {
    private func write() throws {
        try terms.write(to: directory + "/terms")
        var object = JSONObject()
        object.add("seq", .int(seq))
        object.add("records", .int(built.records))
        object.add("seconds", .double(built.seconds))
        object.add("cpu_seconds", .double(built.cpuSeconds))
        object.add("json_bytes", .int(built.jsonBytes))
        object.add("value_bytes", .int(built.valueBytes))
        try Files.writeAtomically(JSONValue.object(object).bytes, to: directory + "/registry.json")
    }

    private static func read(_ directory: String) throws -> (seq: UInt64, built: Built, terms: TermStatistics)? {
        guard let bytes = try Files.read(directory + "/registry.json"),
            let terms = try TermStatistics(path: directory + "/terms")
        else { return nil }
        let object = try JSONParser.parse(bytes)
        guard let seq = object["seq"]?.int, let records = object["records"]?.int,
            let seconds = object["seconds"]?.double, let cpu = object["cpu_seconds"]?.double,
            let json = object["json_bytes"]?.int, let values = object["value_bytes"]?.int
        else { return nil }
        let built = Built(
            records: records, firstVersions: records, seconds: seconds, cpuSeconds: cpu, jsonBytes: json,
            valueBytes: values)
        return (UInt64(seq), built, terms)
    }
}

/// Bytes of a record's values.
enum ValueBytes {
    /// Keys count only in `specs`, whose keys are data.
    static func count(_ value: JSONValue, countsKeys: Bool = false) -> Int {
        switch value {
        case .null: 0
        case .bool: 1
        case .number(let text): text.utf8.count
        case .string(let text): text.utf8.count
        case .array(let elements): elements.reduce(0) { $0 + count($1) }
        case .object(let object):
            object.members.reduce(0) {
                $0 + (countsKeys ? $1.key.utf8.count : 0) + count($1.value, countsKeys: $1.key == "specs")
            }
        case .raw(let bytes): bytes.count
        }
    }
}
