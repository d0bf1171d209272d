import Cluster
import Documents
import Domain
import LMDB
import ModelIndex
import NeedIndex
import Queries

/// The records of one family in one environment, as a search at a seq sees them.
protocol SearchedIndex: AnyObject {
    var kind: RecordKind { get }
    var seq: UInt64 { get }
    /// Its environment, as old as what is in memory.
    var reading: TransactionHandle { get }
    var versions: VersionTable { get }
    var table: TextTable { get }
    var context: IndexContext { get }
    /// Births of the records that the lists have in a newer version than at the seq, in an older one, or not yet; nil
    /// where the seq lies too far back to know.
    var changed: Set<UInt64>? { get }
    /// By birth, versions that stood at the seq and are not in the tables yet.
    var fresh: [UInt64: VersionTable.Version] { get }

    func birth(of ordinal: UInt32) -> UInt64
    func ordinal(of birth: UInt64) -> UInt32?
    /// Whether a record is live and did not change after the seq.
    func isLive(_ ordinal: UInt32) -> Bool
    /// The document of a version; nil where it was not live at the seq.
    func document(of record: Record) throws -> DocumentTerms?

    /// Counts a record by its facets; `addCounts` gives the counts.
    func count(_ ordinal: UInt32, _ transaction: TransactionHandle) throws
    func addCounts(to result: inout SearchResult)
    /// Counts a version of a record by its facets.
    func count(_ record: Record, in result: inout SearchResult) throws
}

extension SearchedIndex {
    var fresh: [UInt64: VersionTable.Version] { [:] }

    /// The version of a record that stood at the seq.
    func version(_ birth: UInt64) throws -> VersionTable.Version? {
        if let version = fresh[birth] { return version }
        return try versions.version(kind, birth: birth, at: seq, reading)
    }
}

extension SearchResult {
    /// Counts so many records of a region, by its city, or what is known of it.
    mutating func add(region: Region?, _ count: Int = 1) {
        guard let region else { return }
        regions[(region.city ?? region.province ?? .country).text, default: 0] += count
    }
}

/// The models of a vshard.
final class SearchedModels: SearchedIndex {
    let kind = RecordKind.models
    let seq: UInt64
    let context: IndexContext
    let changed: Set<UInt64>?
    let fresh: [UInt64: VersionTable.Version]
    /// Of `fresh`, those that have no ordinal yet: here they have the ones after all.
    private let newcomers: [UInt64]
    private let replica: Replica
    private let common: CommonStore
    private let suppliers: SupplierView
    private let changedOrdinals: Set<UInt32>
    private let categories: [ModelTable.Category]
    private var byCategory: [Int]
    private var byEfficiency: [Int]
    private var bySupplier: [Int]

    init(
        _ replica: Replica, _ common: CommonStore, _ context: IndexContext, _ suppliers: SupplierView, at seq: UInt64
    ) {
        self.replica = replica
        self.common = common
        self.context = context
        self.suppliers = suppliers
        self.seq = seq
        let entries = seq > replica.position.seq ? replica.memtable.standing(at: seq) : []
        fresh = Dictionary(entries.map { ($0.version.birth, $0.version) }, uniquingKeysWith: { first, _ in first })
        newcomers = fresh.keys.filter { replica.modelOrdinals.ordinal(of: $0) == nil }
        let changed = seq >= replica.floor ? replica.changed(.models, after: seq).union(fresh.keys) : nil
        self.changed = changed
        changedOrdinals = Set((changed ?? []).compactMap { replica.modelOrdinals.ordinal(of: $0) })
        categories = replica.models.categories
        byCategory = Array(repeating: 0, count: categories.count)
        byEfficiency = Array(repeating: 0, count: Efficiency.allCases.count)
        bySupplier = []
    }

    var reading: TransactionHandle { replica.reading }
    var versions: VersionTable { replica.versions }
    var table: TextTable { replica.modelText }

    func birth(of ordinal: UInt32) -> UInt64 {
        let known = replica.modelOrdinals.count
        return Int(ordinal) < known ? replica.modelOrdinals.birth(of: ordinal) : newcomers[Int(ordinal) - known]
    }

    func ordinal(of birth: UInt64) -> UInt32? {
        if let known = replica.modelOrdinals.ordinal(of: birth) { return known }
        return newcomers.firstIndex(of: birth).map { UInt32(replica.modelOrdinals.count + $0) }
    }

    func isLive(_ ordinal: UInt32) -> Bool {
        let place = replica.models.places[Int(ordinal)]
        guard place.isActive, Int(place.supplier) < suppliers.facts.count,
            suppliers.facts[Int(place.supplier)].isActive
        else { return false }
        return changedOrdinals.isEmpty || !changedOrdinals.contains(ordinal)
    }

    func document(of record: Record) throws -> DocumentTerms? {
        guard case .model(let model) = record, model.isActive,
            common.suppliers.row(try context.supplier(model.supplier), at: seq)?.isActive ?? false
        else { return nil }
        return context.documents.document(of: model)
    }

    func count(_ ordinal: UInt32, _ transaction: TransactionHandle) {
        let place = replica.models.places[Int(ordinal)]
        if let entry = replica.models.entry(place.block) { byCategory[entry.category] += 1 }
        byEfficiency[Int(place.efficiencyRank)] += 1
        if bySupplier.isEmpty { bySupplier = Array(repeating: 0, count: suppliers.facts.count) }
        bySupplier[Int(place.supplier)] += 1
    }

    func addCounts(to result: inout SearchResult) {
        for (category, count) in zip(categories, byCategory) where count > 0 {
            result.categories[category.path.path, default: 0] += count
        }
        for efficiency in Efficiency.allCases where byEfficiency[efficiency.rank] > 0 {
            result.efficiencies[efficiency.rawValue, default: 0] += byEfficiency[efficiency.rank]
        }
        for (supplier, count) in bySupplier.enumerated() where count > 0 {
            result.add(region: common.suppliers.row(UInt32(supplier), at: seq)?.region, count)
        }
    }

    func count(_ record: Record, in result: inout SearchResult) throws {
        guard case .model(let model) = record else { return }
        result.categories[model.category.path, default: 0] += 1
        result.efficiencies[(model.efficiency ?? .unrated).rawValue, default: 0] += 1
        result.add(region: common.suppliers.row(try context.supplier(model.supplier), at: seq)?.region)
    }
}

/// The needs of a vshard.
final class SearchedNeeds: SearchedIndex {
    let kind = RecordKind.needs
    let seq: UInt64
    let context: IndexContext
    let changed: Set<UInt64>?
    private let replica: Replica
    private let changedOrdinals: Set<UInt32>
    private var counts = SearchResult()

    init(_ replica: Replica, _ context: IndexContext, at seq: UInt64) {
        self.replica = replica
        self.context = context
        self.seq = seq
        let changed = seq >= replica.floor ? replica.changed(.needs, after: seq) : nil
        self.changed = changed
        changedOrdinals = Set((changed ?? []).compactMap { replica.needOrdinals.ordinal(of: $0) })
    }

    var reading: TransactionHandle { replica.reading }
    var versions: VersionTable { replica.versions }
    var table: TextTable { replica.needText }

    func birth(of ordinal: UInt32) -> UInt64 { replica.needOrdinals.birth(of: ordinal) }
    func ordinal(of birth: UInt64) -> UInt32? { replica.needOrdinals.ordinal(of: birth) }

    /// Needs that are withdrawn are in no list.
    func isLive(_ ordinal: UInt32) -> Bool { !changedOrdinals.contains(ordinal) }

    func document(of record: Record) -> DocumentTerms? {
        guard case .need(let need) = record, need.statusOrDefault != .withdrawn else { return nil }
        return context.documents.document(of: need)
    }

    func count(_ ordinal: UInt32, _ transaction: TransactionHandle) throws {
        counts.add(need: try replica.needs.row(ordinal, transaction).need)
    }

    func addCounts(to result: inout SearchResult) {
        for (path, count) in counts.categories { result.categories[path, default: 0] += count }
        for (region, count) in counts.regions { result.regions[region, default: 0] += count }
    }

    func count(_ record: Record, in result: inout SearchResult) {
        if case .need(let need) = record { result.add(need: need) }
    }
}

extension SearchResult {
    fileprivate mutating func add(need: Need) {
        for path in Set(need.lines.map(\.category.path)) { categories[path, default: 0] += 1 }
        add(region: need.region)
    }
}

/// The suppliers of the registry.
final class SearchedSuppliers: SearchedIndex {
    let kind = RecordKind.suppliers
    let seq: UInt64
    let context: IndexContext
    let changed: Set<UInt64>?
    private let common: CommonStore
    private let suppliers: SupplierView
    private let changedOrdinals: Set<UInt32>
    private var bySupplier: [UInt32] = []

    init(_ common: CommonStore, _ context: IndexContext, _ suppliers: SupplierView, at seq: UInt64) {
        self.common = common
        self.context = context
        self.suppliers = suppliers
        self.seq = seq
        changedOrdinals = common.suppliers.changed(after: seq)
        changed = Set(changedOrdinals.map { common.suppliers.birth(of: $0) })
    }

    var reading: TransactionHandle { common.reading }
    var versions: VersionTable { common.versions }
    var table: TextTable { common.supplierText }

    func birth(of ordinal: UInt32) -> UInt64 { common.suppliers.birth(of: ordinal) }
    func ordinal(of birth: UInt64) -> UInt32? { common.suppliers.ordinal(of: birth) }

    func isLive(_ ordinal: UInt32) -> Bool {
        suppliers.facts[Int(ordinal)].isActive && !changedOrdinals.contains(ordinal)
    }

    func document(of record: Record) -> DocumentTerms? {
        guard case .supplier(let supplier) = record, supplier.isActive else { return nil }
        return context.documents.document(of: supplier)
    }

    func count(_ ordinal: UInt32, _ transaction: TransactionHandle) { bySupplier.append(ordinal) }

    func addCounts(to result: inout SearchResult) {
        for ordinal in bySupplier { result.add(region: common.suppliers.row(ordinal, at: seq)?.region) }
    }

    func count(_ record: Record, in result: inout SearchResult) {
        if case .supplier(let supplier) = record { result.add(region: supplier.region) }
    }
}
