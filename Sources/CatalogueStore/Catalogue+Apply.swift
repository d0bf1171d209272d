package import ChangeLog
import Cluster
import Documents
import Domain
import LMDB
import Queries
import Records

extension Catalogue {
    /// Applies changes that are durable, in order, in one transaction.
    ///
    /// - Parameter read: the records of the changes where the caller has read them already, by place.
    package func apply(_ changes: [LogRecord], read: [ReadRecord]? = nil) throws {
        guard let last = changes.last else { return }
        let reader = ChangeReader()
        suppliers.removeAll(keepingCapacity: true)
        try commit(Position(seq: last.seq, chain: last.chain)) { transaction in
            var deltas: [TextFamily: StatisticsDelta] = [:]
            var births: [UInt32: Int] = [:]
            for (index, change) in changes.enumerated() {
                let record = try read?[index] ?? reader.read(change.kind, change.body)
                // The first version of a record has no other before it.
                let old = change.birth == change.seq ? nil : try entry(change.kind, change.id, transaction)
                if old == nil, !change.kind.isBroadcast { births[change.vshard, default: 0] += 1 }
                try apply(change, record, old, &deltas, reader, &transaction)
            }
            for (vshard, count) in births {
                let before = try transaction.get(Key(vshard), in: counts) { $0.bigEndian(UInt64.self) } ?? 0
                try transaction.put(Key(vshard), value: Key(before + UInt64(count)), in: counts)
            }
            for family in TextFamily.allCases {
                if let delta = deltas[family] { try write(delta, family, &transaction) }
            }
        }
    }

    private func apply(
        _ change: LogRecord, _ record: ReadRecord, _ old: Entry?, _ deltas: inout [TextFamily: StatisticsDelta],
        _ reader: ChangeReader, _ transaction: inout WriteTransaction
    ) throws {
        var entry = Entry(
            birth: old?.birth ?? change.birth, lastSeq: change.seq, isActive: record.isActive, supplierBirth: 0)
        switch record {
        case .model, .record(.model):
            let supplier = try supplier(of: record, change.body, transaction)
            entry.supplierBirth = supplier?.birth ?? 0
            try replace(record, entry, supplier, old, change, &deltas[.models, default: .init()], reader, &transaction)
        case .record(.supplier(let supplier)):
            if let key = USCCKey(change.id) { suppliers[key] = nil }
            try replace(
                old, .suppliers, with: entry.isActive ? documents.document(of: supplier) : nil,
                &deltas[.suppliers, default: .init()], reader)
            if let old, old.isActive != entry.isActive {
                try flip(entry, &deltas[.models, default: .init()], reader, &transaction)
            }
        case .record(.need(let need)):
            try replace(
                old, .needs, with: entry.isActive ? documents.document(of: need) : nil,
                &deltas[.needs, default: .init()], reader)
        default: break
        }
        try put(entry, change.kind, change.id, &transaction)
    }

    /// A model's new version leaves its old document out of the statistics and brings its new one in, where they are
    /// live.
    private func replace(
        _ model: ReadRecord, _ entry: Entry, _ supplier: Entry?, _ old: Entry?, _ change: LogRecord,
        _ delta: inout StatisticsDelta, _ reader: ChangeReader, _ transaction: inout WriteTransaction
    ) throws {
        if let old {
            if old.isActive, let (before, body) = try self.model(at: old.lastSeq, reader),
                try self.supplier(of: before, body, transaction)?.isActive ?? false
            {
                count(before, body, -1, &delta)
            }
            if old.supplierBirth != entry.supplierBirth {
                try transaction.delete(Key(old.supplierBirth).appending(old.birth), in: models)
            }
        }
        if entry.isActive, supplier?.isActive ?? false { count(model, change.body, 1, &delta) }
        key.removeAll()
        key.append(entry.supplierBirth)
        key.append(entry.birth)
        try transaction.put(key, value: change.seq, in: models)
    }

    private func replace(
        _ old: Entry?, _ kind: RecordKind, with new: DocumentTerms?, _ delta: inout StatisticsDelta,
        _ reader: ChangeReader
    ) throws {
        if let old, old.isActive, let before = try log.record(at: old.lastSeq) {
            switch try reader.read(kind, before.body) {
            case .record(.supplier(let supplier)): delta.add(documents.document(of: supplier), -1)
            case .record(.need(let need)): delta.add(documents.document(of: need), -1)
            default: break
            }
        }
        if let new { delta.add(new, 1) }
    }

    /// A supplier's suspension moves its models out of the statistics, its return moves them in.
    private func flip(
        _ supplier: Entry, _ delta: inout StatisticsDelta, _ reader: ChangeReader,
        _ transaction: inout WriteTransaction
    ) throws {
        var seqs: [UInt64] = []
        try transaction.forEach(in: models, keys: .prefix(Key(supplier.birth).bytes)) { _, value in
            seqs.append(value.bigEndian(UInt64.self))
            return .continue
        }
        for seq in seqs {
            guard let (model, body) = try model(at: seq, reader), model.isActive else { continue }
            count(model, body, supplier.isActive ? 1 : -1, &delta)
        }
    }

    private func model(at seq: UInt64, _ reader: ChangeReader) throws -> (model: ReadRecord, body: [UInt8])? {
        guard let record = try log.record(at: seq), record.kind == .models else { return nil }
        return (try reader.read(.models, record.body), record.body)
    }

    /// Counts a model's document in or out; of one read in place without making texts of its fields.
    private func count(_ model: ReadRecord, _ body: [UInt8], _ sign: Int, _ delta: inout StatisticsDelta) {
        switch model {
        case .model(let text):
            body.withUnsafeBytes { bytes in
                documents.withHashes(
                    ofModel: (
                        text.name.of(bytes), text.brand?.of(bytes), text.modelNumber?.of(bytes),
                        text.description?.of(bytes)
                    ), category: text.category
                ) { delta.add($0, $1, sign) }
            }
        case .record(.model(let model)): delta.add(documents.document(of: model), sign)
        case .record: preconditionFailure("not a model")
        }
    }

    /// The entry of a model's supplier; within one batch many models name few of them.
    private func supplier<T: ReadableTransaction & ~Copyable>(
        of model: ReadRecord, _ body: [UInt8], _ transaction: borrowing T
    ) throws -> Entry? {
        let key = model.supplierKey(of: body)
        if let key, let known = suppliers[key] { return known }
        let found = try entry(.suppliers, model.supplier(of: body), transaction)
        if let key, let found { suppliers[key] = found }
        return found
    }

    private func put(_ entry: Entry, _ kind: RecordKind, _ id: String, _ transaction: inout WriteTransaction) throws {
        key.removeAll()
        key.append(kind.number)
        key.append(id)
        value.removeAll()
        value.append(entry.birth)
        value.append(entry.lastSeq)
        value.append(entry.isActive ? 1 as UInt8 : 0)
        value.append(entry.supplierBirth)
        try transaction.put(key, value: value, in: ids)
    }

    private func write(_ delta: StatisticsDelta, _ family: TextFamily, _ transaction: inout WriteTransaction) throws {
        let before = try total(family, transaction)
        let documents = try Catalogue.figure(before.documents + delta.documents)
        let length = try Catalogue.figure(before.length + delta.length)
        try transaction.put(Key(family.rawValue), value: Key(documents).appending(length), in: totals)
        var key = Key(capacity: 12)
        for (term, change) in delta.changes {
            key.removeAll()
            key.append(family.rawValue)
            key.append(term)
            let count = try transaction.get(key, in: terms) { Int($0.bigEndian(UInt64.self)) } ?? 0
            let sum = count + change
            if sum == 0 {
                try transaction.delete(key, in: terms)
            } else {
                try transaction.put(key, value: Key(Catalogue.figure(sum)), in: terms)
            }
        }
    }

    /// A sum that fell below none was made of figures that were wrong.
    private static func figure(_ sum: Int) throws -> UInt64 {
        guard let figure = UInt64(exactly: sum) else { throw CatalogueDamage("a figure of the statistics is \(sum)") }
        return figure
    }
}

extension ReadRecord {
    /// By its own status: a model not withdrawn, a supplier not suspended, a need not withdrawn.
    fileprivate var isActive: Bool {
        switch self {
        case .model(let text): text.isActive
        case .record(.model(let model)): model.isActive
        case .record(.supplier(let supplier)): supplier.isActive
        case .record(.need(let need)): need.statusOrDefault != .withdrawn
        case .record: true
        }
    }

    /// The supplier of a model as a key; nil for other records.
    fileprivate func supplierKey(of body: [UInt8]) -> USCCKey? {
        switch self {
        case .model(let text): body.withUnsafeBytes { USCCKey(text.supplier.of($0)) }
        case .record(.model(let model)): USCCKey(model.supplier)
        case .record: nil
        }
    }

    /// The supplier of a model; empty for other records.
    fileprivate func supplier(of body: [UInt8]) -> String {
        switch self {
        case .model(let text): body.withUnsafeBytes { text.text(text.supplier, of: $0) }
        case .record(.model(let model)): model.supplier
        case .record: ""
        }
    }
}
