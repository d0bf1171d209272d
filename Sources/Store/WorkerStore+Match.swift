import Answers
import Bodies
package import Cluster
import Documents
package import Domain
import JSON
import LMDB
import Matching
import ModelIndex
package import Queries
package import TextAnalysis

extension WorkerStore {
    /// The best models of these vshards for each line of a need (20-matching.md).
    ///
    /// - Parameters:
    ///   - tokens: of each line's text, where they came with the question.
    ///   - statistics: one a line, over the whole registry at `seq`.
    ///   - count: whether all that pass are counted, however wide the category.
    ///   - seq: the change answered at, not after `position`.
    package func match(
        need: Need, tokens: [[String]]? = nil, statistics: [TextStatistics], asOf: CalendarDay, top: Int,
        count: Bool = false, explain: Bool, bodies: Bool = false, vshards: [VShard], at seq: UInt64, pace: Pace = Pace()
    ) throws -> [LineMatch] {
        let parts = try vshards.map { try replica($0) }
        let suppliers = common.suppliers.view(at: seq)
        var cost = LineScan.Cost()
        let readers = parts.map { ReplicaReader($0, at: seq) }
        var searches = zip(need.lines.indices, statistics).map { index, statistics in
            let query = LineQuery(need: need, line: need.lines[index], asOf: asOf, tokens: tokens?[index])
            let scan = LineScan(query, statistics: statistics, suppliers: suppliers, top: top)
            return LineSearch(scan, readers, context, count: count, pace)
        }
        // Older versions are read once for all lines.
        for reader in readers {
            try reader.forEachOlder(context, pace) { version in
                for index in searches.indices { searches[index].offer(version) }
            }
        }
        let matches = try searches.indices.map { index in
            let match = try searches[index].run { self.common.suppliers.id(of: $0) }
            cost.add(searches[index].scan.cost)
            return match
        }
        lastCost = cost
        guard explain || bodies else { return matches }
        return try zip(need.lines, matches).map { line, match in
            var match = match
            let query = LineQuery(need: need, line: line, asOf: asOf)
            if explain { match.tests = try match.hits.map { try tests(query, $0, at: seq, pace) } }
            if bodies { match.bodies = try match.hits.map { try body(of: $0, at: seq, pace) } }
            return match
        }
    }

    func replica(_ vshard: VShard) throws -> Replica {
        guard let replica = replicas[vshard] else { throw StoreFlaw("vshard \(vshard.rawValue) is not here") }
        return replica
    }

    /// The record of a hit, as it was scored.
    private func body(of hit: Hit, at seq: UInt64, _ pace: Pace) throws -> [UInt8] {
        try pace.step()
        let home = VShard(id: hit.model, count: vshards)
        guard let replica = replicas[home], let version = try replica.version(.models, id: hit.model, at: seq) else {
            throw StoreFlaw("model \(hit.model) is in the index and has no version")
        }
        return version.body
    }

    private func tests(_ query: LineQuery, _ hit: Hit, at seq: UInt64, _ pace: Pace) throws -> JSONValue {
        let model = try BodyReader().model(try body(of: hit, at: seq, pace))
        let supplier = try common.supplierOrdinal(model.supplier).flatMap {
            common.suppliers.row($0, at: seq)?.supplier
        }
        return MatchAnswer.tests(Evaluator.tests(query, model: model, supplier: supplier))
    }
}

/// The search of several vshards for one line: the blocks of all of them, those that can score most first.
struct LineSearch {
    /// The blocks of one category in one vshard.
    private struct Group {
        var reader: ReplicaReader
        var category: ModelTable.Category
    }

    /// A block whose turn comes soon.
    private struct Coming {
        var bound: Int64
        var group, place: Int
        var base: UnsafeRawPointer
    }

    private(set) var scan: LineScan
    private let readers: [ReplicaReader]
    private let context: IndexContext
    private let pace: Pace
    private let isCounting: Bool
    /// Models in the category, whatever their state.
    private var rows = 0
    private var groups: [Group] = []
    /// A place is that of the group, then, in the low bits, that of the block in it.
    private var order = VisitOrder()
    private static let blockBits = 24
    /// Blocks that are fetched from memory while one is visited.
    private static let lookahead = 4
    /// By category: how often its words have each token.
    private var shared: [CategoryPath: [Int]] = [:]
    private let older = OlderBlocks()

    init(_ scan: LineScan, _ readers: [ReplicaReader], _ context: IndexContext, count: Bool, _ pace: Pace) {
        self.scan = scan
        self.readers = readers
        self.context = context
        self.pace = pace
        isCounting = count
    }

    /// - Parameter supplierID: the id of a supplier by its ordinal.
    mutating func run(_ supplierID: (UInt32) -> String) throws -> LineMatch {
        for reader in readers { consider(reader) }
        let isCounting = isCounting || rows <= LineMatch.countedRows
        var queue: [Coming] = []
        var turn = 0
        while true {
            while queue.count < turn + LineSearch.lookahead, let coming = try next() { queue.append(coming) }
            guard turn < queue.count, isCounting || !scan.isSettled(queue[turn].bound) else { break }
            try visit(queue[turn], isCounting)
            turn += 1
        }
        return withExtendedLifetime(older) {
            LineMatch(
                line: scan.query.line.line, candidates: scan.candidates, isExact: isCounting, rows: rows,
                hits: scan.hits(supplierID))
        }
    }

    /// Takes the blocks of a vshard in that may have a row that passes.
    private mutating func consider(_ reader: ReplicaReader) {
        let models = reader.replica.models
        for category in models.categories(within: scan.query.line.category) {
            rows += category.rows
            guard reader.isIndexed else { continue }
            let group = groups.count << LineSearch.blockBits
            category.zones.withUnsafeBufferPointer { zones in
                for block in zones.indices {
                    if let bound = scan.bound(zones[block]) { order.add(bound: bound, place: group | block) }
                }
            }
            groups.append(Group(reader: reader, category: category))
        }
    }

    /// The next block to visit; what is read of it first is asked for.
    private mutating func next() throws -> Coming? {
        guard let (bound, place) = order.popFirst() else { return nil }
        let (group, block) = (place >> LineSearch.blockBits, place & ((1 << LineSearch.blockBits) - 1))
        let base = try groups[group].reader.block(block, of: groups[group].category)
        ModelBlock.prefetch(base)
        return Coming(bound: bound, group: group, place: block, base: base)
    }

    private mutating func visit(_ coming: Coming, _ isCounting: Bool) throws {
        let block = ModelBlock(trusted: coming.base)
        try pace.step(block.count)
        var words: LineScan.Words?
        if !scan.terms.isEmpty {
            let number = groups[coming.group].category.blocks[coming.place]
            let own = try groups[coming.group].reader.words(number, rows: block.count)
            words = LineScan.Words(own: own, shared: shared(groups[coming.group].category.path))
        }
        scan.visit(
            block, groups[coming.group].category.zones[coming.place], words,
            skipped: groups[coming.group].reader.changed, isCounting: isCounting)
    }

    private mutating func shared(_ path: CategoryPath) -> [Int] {
        if let known = shared[path] { return known }
        let words = context.documents.words(of: path)
        let counts = scan.terms.map { term in words?.terms.first { $0.term == term }.map { Int($0.count) } ?? 0 }
        shared[path] = counts
        return counts
    }

    /// Takes a version that stood at the seq and is in no block any more, as a block of its own.
    mutating func offer(_ version: OlderModel) {
        guard version.category.isWithin(scan.query.line.category) else { return }
        let block = ModelBlock(trusted: older.keep(version.block))
        let own = OwnWords(trusted: older.keep(version.words))
        let words = LineScan.Words(own: own, shared: scan.terms.isEmpty ? [] : shared(version.category))
        scan.visit(block, nil, scan.terms.isEmpty ? nil : words, skipped: [], isCounting: true)
        older.drop()
        if !scan.keeps(block) { older.drop() }
    }
}

/// The bytes of blocks made for one question; they stand as long as this does.
private final class OlderBlocks {
    private var blocks: [UnsafeMutableRawPointer] = []

    /// Keeps a copy of the bytes at an address that does not change.
    func keep(_ bytes: [UInt8]) -> UnsafeRawPointer {
        let copy = UnsafeMutableRawPointer.allocate(byteCount: bytes.count, alignment: 8)
        bytes.withUnsafeBytes { if let from = $0.baseAddress { copy.copyMemory(from: from, byteCount: bytes.count) } }
        blocks.append(copy)
        return UnsafeRawPointer(copy)
    }

    /// Gives the last one back.
    func drop() { blocks.popLast()?.deallocate() }

    deinit { for block in blocks { block.deallocate() } }
}
