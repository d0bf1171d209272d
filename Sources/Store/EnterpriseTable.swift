import Bodies
import Domain
import LMDB
import NeedIndex

/// The enterprises as what needs join to.
///
///     firm-rows   birth u64 → FirmRow, of the newest version
///
/// In memory they are columns, read from the rows by the first question that needs them; so are the words that the
/// columns of all vshards have in common.
final class EnterpriseTable {
    private let rows: Table
    private let reader = BodyReader()
    let words: FactWords
    let firms: FirmColumns
    let lineWords = LineWords()
    /// Births by number of the enterprise; 0 of one that is not stored.
    private var births: [UInt64] = []
    /// Enterprises of a lower birth were read.
    private var readBelow: UInt64 = 0
    private var isWhole = false
    private var pending: [(enterprise: Enterprise, previous: Enterprise?, change: Change)] = []
    /// Enterprises changed lately, by seq, as `Replica.recent`.
    private var recent: [(seq: UInt64, id: String)] = []
    /// Questions at this seq or later know which enterprises are too new for them.
    private(set) var floor: UInt64
    private static let recentMax = 200_000
    var rules = RuleCache()

    init(_ environment: Environment, floor: UInt64) throws {
        rows = try environment.openTable("firm-rows")
        words = FactWords()
        firms = FirmColumns(words)
        self.floor = floor
    }

    /// Puts the changes of a batch, in the order of the log. May run twice where the map was full: what is in memory
    /// changes in `commit`.
    func apply(_ changes: [Change], _ transaction: inout WriteTransaction) throws {
        pending = []
        for change in changes where change.kind == .enterprises {
            let enterprise = try reader.enterprise(change.body)
            let key = Key(change.birth)
            let previous = try transaction.get(key, in: rows) { try EnterpriseTable.enterprise($0) }
            pending.append((enterprise, previous, change))
            try transaction.put(key, value: FirmRow.bytes(enterprise), in: rows)
        }
    }

    /// Takes the changes of `apply` up in memory, after the commit.
    func commit() {
        for (enterprise, previous, change) in pending {
            recent.append((change.seq, change.id))
            if isWhole || change.birth < readBelow { put(enterprise, change.birth, replacing: previous) }
        }
        pending = []
        if recent.count > EnterpriseTable.recentMax {
            let cut = recent.count - EnterpriseTable.recentMax / 2
            floor = recent[cut - 1].seq
            recent.removeFirst(cut)
        }
    }

    private func put(_ enterprise: Enterprise, _ birth: UInt64, replacing previous: Enterprise?) {
        firms.put(enterprise, replacing: previous)
        let number = Int(firms.number(of: enterprise.id))
        while births.count <= number { births.append(0) }
        births[number] = birth
    }

    /// Reads what is not read yet. Where the time of the question is over, the next one goes on from there.
    func load<T: ReadableTransaction & ~Copyable>(pace: Pace, _ transaction: borrowing T) throws {
        guard !isWhole else { return }
        try transaction.forEach(in: rows, keys: .from(Key(readBelow).bytes)) { key, value in
            try pace.step()
            let birth = key.bigEndian(UInt64.self)
            put(try EnterpriseTable.enterprise(value), birth, replacing: nil)
            readBelow = birth + 1
            return .continue
        }
        isWhole = true
    }

    /// The ids of enterprises that have a version after `seq`.
    func changed(after seq: UInt64) -> Set<String> {
        var ids: Set<String> = []
        for change in recent.reversed() {
            if change.seq <= seq { break }
            ids.insert(change.id)
        }
        return ids
    }

    /// The newest version of an enterprise; nil where it is not stored.
    func newest<T: ReadableTransaction & ~Copyable>(_ id: String, _ transaction: borrowing T) throws -> Enterprise? {
        guard let number = firms.known(id), Int(number) < births.count, births[Int(number)] > 0 else { return nil }
        return try transaction.get(Key(births[Int(number)]), in: rows) { try EnterpriseTable.enterprise($0) }
    }

    private static func enterprise(_ bytes: RawSpan) throws -> Enterprise {
        guard let enterprise = bytes.withUnsafeBytes({ FirmRow.enterprise($0) }) else {
            throw StoreFlaw("the row of an enterprise cannot be read", isDamage: true)
        }
        return enterprise
    }
}

/// Rules made ready for columns, by versions of offers and day; the longest unused go first.
struct RuleCache {
    private var rules: [StandingKey: (rules: ProjectRules, lastUse: Int)] = [:]
    private var uses = 0
    private static let max = 512

    mutating func rules(_ key: StandingKey, _ make: () -> ProjectRules) -> ProjectRules {
        var key = key
        key.filter = nil
        uses += 1
        if let kept = rules[key]?.rules {
            rules[key]?.lastUse = uses
            return kept
        }
        if rules.count >= RuleCache.max {
            let old = rules.values.map(\.lastUse).sorted()[rules.count / 2]
            rules = rules.filter { $0.value.lastUse > old }
        }
        let made = make()
        rules[key] = (made, uses)
        return made
    }
}
