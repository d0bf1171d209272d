import Bodies
package import ChangeLog
import Cluster
import Documents
package import Domain
import LMDB
import Queries
import Records

/// What a batch of changes does to the text statistics of one family.
private struct StatisticsDelta {
    var documents = 0
    var length = 0
    var terms: [DocumentTerms.Term: Int] = [:]

    mutating func add(_ document: DocumentTerms, _ sign: Int) {
        documents += sign
        length += sign * Int(document.length)
        for (term, _) in document.terms { terms[term, default: 0] += sign }
    }
}

extension Catalogue {
    /// Applies changes that are durable, in order, in one transaction.
    ///
    /// - Parameter decoded: the records of the changes where the caller has them already, by place.
    package func apply(_ changes: [LogRecord], decoded: [Record?]) throws {
        guard let last = changes.last else { return }
        let reader = BodyReader()
        try commit(Position(seq: last.seq, chain: last.chain)) { transaction in
            var deltas: [TextFamily: StatisticsDelta] = [:]
            var births: [UInt32: Int] = [:]
            for (index, change) in changes.enumerated() {
                let record = try decoded[index] ?? reader.record(change.kind, change.body)
                let old = try entry(change.kind, change.id, transaction)
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
        _ change: LogRecord, _ record: Record, _ old: Entry?, _ deltas: inout [TextFamily: StatisticsDelta],
        _ reader: BodyReader, _ transaction: inout WriteTransaction
    ) throws {
        var entry = Entry(
            birth: old?.birth ?? change.birth, lastSeq: change.seq, isActive: Catalogue.isActive(record),
            supplierBirth: 0)
        switch record {
        case .model(let model):
            let supplier = try self.entry(.suppliers, model.supplier, transaction)
            entry.supplierBirth = supplier?.birth ?? 0
            try replace(model, entry, supplier, old, change, &deltas[.models, default: .init()], reader, &transaction)
        case .supplier(let supplier):
            try replace(
                old, .suppliers, with: entry.isActive ? documents.document(of: supplier) : nil,
                &deltas[.suppliers, default: .init()], reader)
            if let old, old.isActive != entry.isActive {
                try flip(entry, &deltas[.models, default: .init()], reader, &transaction)
            }
        case .need(let need):
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
        _ model: EquipmentModel, _ entry: Entry, _ supplier: Entry?, _ old: Entry?, _ change: LogRecord,
        _ delta: inout StatisticsDelta, _ reader: BodyReader, _ transaction: inout WriteTransaction
    ) throws {
        if let old {
            if old.isActive, let before = try self.model(at: old.lastSeq, reader),
                try self.entry(.suppliers, before.supplier, transaction)?.isActive ?? false
            {
                delta.add(documents.document(of: before), -1)
            }
            if old.supplierBirth != entry.supplierBirth {
                try transaction.delete(Key(old.supplierBirth).appending(old.birth), in: models)
            }
        }
        if entry.isActive, supplier?.isActive ?? false { delta.add(documents.document(of: model), 1) }
        try transaction.put(Key(entry.supplierBirth).appending(entry.birth), value: Key(change.seq), in: models)
    }

    private func replace(
        _ old: Entry?, _ kind: RecordKind, with new: DocumentTerms?, _ delta: inout StatisticsDelta,
        _ reader: BodyReader
    ) throws {
        if let old, old.isActive, let before = try log.record(at: old.lastSeq) {
            switch try reader.record(kind, before.body) {
            case .supplier(let supplier): delta.add(documents.document(of: supplier), -1)
            case .need(let need): delta.add(documents.document(of: need), -1)
            default: break
            }
        }
        if let new { delta.add(new, 1) }
    }

    /// A supplier's suspension moves its models out of the statistics, its return moves them in.
    private func flip(
        _ supplier: Entry, _ delta: inout StatisticsDelta, _ reader: BodyReader,
        _ transaction: inout WriteTransaction
    ) throws {
        var seqs: [UInt64] = []
        try transaction.forEach(in: models, keys: .prefix(Key(supplier.birth).bytes)) { _, value in
            seqs.append(value.bigEndian(UInt64.self))
            return .continue
        }
        for seq in seqs {
            guard let model = try model(at: seq, reader), model.isActive else { continue }
            delta.add(documents.document(of: model), supplier.isActive ? 1 : -1)
        }
    }

    private func model(at seq: UInt64, _ reader: BodyReader) throws -> EquipmentModel? {
        guard let record = try log.record(at: seq), case .model(let model) = try reader.record(.models, record.body)
        else { return nil }
        return model
    }

    private static func isActive(_ record: Record) -> Bool {
        switch record {
        case .model(let model): model.isActive
        case .supplier(let supplier): supplier.isActive
        case .need(let need): need.statusOrDefault != .withdrawn
        default: true
        }
    }

    private func put(_ entry: Entry, _ kind: RecordKind, _ id: String, _ transaction: inout WriteTransaction) throws {
        var value = Key(entry.birth).appending(entry.lastSeq)
        value.append(entry.isActive ? 1 as UInt8 : 0)
        value.append(entry.supplierBirth)
        try transaction.put(Catalogue.key(kind, id), value: value, in: ids)
    }

    private func write(_ delta: StatisticsDelta, _ family: TextFamily, _ transaction: inout WriteTransaction) throws {
        let before = try total(family, transaction)
        let documents = try Catalogue.figure(before.documents + delta.documents)
        let length = try Catalogue.figure(before.length + delta.length)
        try transaction.put(Key(family.rawValue), value: Key(documents).appending(length), in: totals)
        for (term, change) in delta.terms.sorted(by: { $0.key < $1.key }) where change != 0 {
            let key = Catalogue.key(family, term)
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
