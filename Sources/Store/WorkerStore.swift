package import Cluster
import Documents
package import Domain
import LMDB
package import ModelIndex
import OS

/// All that one worker holds: the broadcast kinds and its vshards, applied in step.
///
/// Used from one thread, but for the write transactions, which go out as `IndexTask`s.
package final class WorkerStore {
    /// Sizes and places.
    package struct Settings: Sendable {
        package var directory: String
        package var commonMapBytes = 4 << 30
        package var replicaMapBytes = 16 << 30

        package init(directory: String) { self.directory = directory }
    }

    private let settings: Settings
    private let report: (String) -> Void
    package let categories: CategoryTree
    package private(set) var incarnation: [UInt8] = []
    private var opened: CommonStore?
    /// For questions and, apart, for who writes: each remembers what it has looked up.
    private var openedContexts: (reading: IndexContext, writing: IndexContext)?
    package private(set) var replicas: [VShard: Replica] = [:]
    /// What the last `match` touched, for benches.
    package internal(set) var lastCost = LineScan.Cost()
    /// The vshards of the cluster; 0 before the first adoption.
    package private(set) var vshards = 0
    var backlog = Backlog()
    /// The part of the backlog that is being indexed.
    var run: IndexRun?
    /// Tasks that did not fit the map, to be run again.
    var unfinished: [IndexTask] = []
    /// Environments whose positions are still to be written down.
    var settling: [StorePart] = []
    /// Whether a list of words may still be settled this time.
    var hasTimeToSettle = false
    /// Replicas that were copied here and are not assigned yet: no changes come for them.
    package internal(set) var parked: Set<VShard> = []
    /// Vshards that are assigned and whose copy is still to come.
    package internal(set) var awaited: Set<VShard> = []
    /// Environments that are being copied.
    var lent: [Lent] = []

    /// Opens what is on the disk; nothing is created before a coordinator said what to hold.
    ///
    /// - Parameter report: told in a sentence what is dropped because it is damaged or of no known log.
    package init(
        settings: Settings, categories: CategoryTree, report: @escaping (String) -> Void = { _ in }
    ) throws {
        self.settings = settings
        self.categories = categories
        self.report = report
        try Files.makeDirectories(settings.directory)
        try openAll()
    }

    private func openAll() throws {
        try Compaction.tidy(settings.directory)
        try Files.removeTree(WorkerStore.snapshots(in: settings.directory))
        do {
            if Files.exists(path("common")) { try openCommon(incarnation: []) }
        } catch  where Damage.isDamage(error) {
            // Only the common environment says which log the vshards are of.
            report("the common environment is damaged, all is built anew: \(error)")
            return try drop()
        }
        for vshard in try held() {
            do {
                try openReplica(vshard)
            } catch  where Damage.isDamage(error) { try rebuild(vshard, error) }
        }
        let isStarted = commonPosition.seq > 0 || replicas.values.contains { $0.position.seq > 0 }
        if incarnation.isEmpty, isStarted {
            report("what is in \(settings.directory) is of no known log, all is built anew")
            try drop()
        }
    }

    private func path(_ name: String) -> String { settings.directory + "/" + name }

    private func path(_ vshard: VShard) -> String { path("vshard-\(vshard.rawValue)") }

    /// The vshards that have a directory.
    private func held() throws -> [VShard] {
        try Files.names(in: settings.directory).compactMap { name in
            guard name.utf8.starts(with: "vshard-".utf8) else { return nil }
            return UInt32(name.dropFirst(7)).map { VShard(rawValue: $0) }
        }
    }

    var common: CommonStore {
        guard let opened else { fatalError("the store answers before it was adopted") }
        return opened
    }

    /// Of the thread that answers.
    var context: IndexContext { contexts.reading }

    /// Of the task that writes.
    var writingContext: IndexContext { contexts.writing }

    private var contexts: (reading: IndexContext, writing: IndexContext) {
        guard let openedContexts else { fatalError("the store applies before it was adopted") }
        return openedContexts
    }

    /// Whether a coordinator has said what to hold.
    package var isAdopted: Bool { opened != nil && vshards > 0 }

    private func openCommon(incarnation: [UInt8]) throws {
        let common = try CommonStore(
            directory: path("common"), incarnation: incarnation, mapBytes: settings.commonMapBytes)
        opened = common
        let contexts = (0..<2).map { _ in
            IndexContext(
                common: common, documents: DocumentMaker(categories: categories), categories: categories)
        }
        openedContexts = (reading: contexts[0], writing: contexts[1])
        self.incarnation = common.incarnation
    }

    private func openReplica(_ vshard: VShard) throws {
        replicas[vshard] = try Replica(
            vshard: vshard, directory: path(vshard), mapBytes: settings.replicaMapBytes,
            bounds: opened.map { common in { common.suppliers.bounds($0) } } ?? { _ in SupplierBounds() })
    }

    /// Takes up the vshards a coordinator assigned and drops the others, but for copies that were taken up and are not
    /// assigned yet; drops everything first where it is of another log. What was received and is not indexed is
    /// forgotten: the stream starts again from the index.
    ///
    /// - Parameter awaiting: those of `assigned` that do not begin empty, for a copy will come.
    package func adopt(
        incarnation: [UInt8], vshards: Int, assigned: [VShard], awaiting: Set<VShard> = [], rebuild: Bool
    ) throws {
        let isOfAnother = !self.incarnation.isEmpty && self.incarnation != incarnation
        if rebuild || isOfAnother { try drop() }
        if opened == nil { try openCommon(incarnation: incarnation) }
        try common.take(incarnation)
        self.incarnation = incarnation
        self.vshards = vshards
        parked.subtract(assigned)
        for vshard in replicas.keys where !assigned.contains(vshard) && !parked.contains(vshard) { try remove(vshard) }
        awaited = awaiting.filter { vshard in
            assigned.contains(vshard) && replicas[vshard].map { $0.position.seq == 0 } ?? true
        }
        for vshard in awaited { try remove(vshard) }
        for vshard in assigned where replicas[vshard] == nil && !awaited.contains(vshard) { try openReplica(vshard) }
        forgetBacklog()
    }

    /// The common environment goes last: it says which log the rest is of.
    private func drop() throws {
        replicas = [:]
        parked = []
        awaited = []
        openedContexts = nil
        opened = nil
        incarnation = []
        for vshard in try held() { try Files.removeTree(path(vshard)) }
        try Files.removeTree(path("common"))
    }

    /// Begins a damaged vshard anew, empty: the log has all of it.
    package func rebuild(_ vshard: VShard, _ error: any Error) throws {
        report("vshard \(vshard.rawValue) is damaged and built anew: \(error)")
        forgetBacklog()
        replicas[vshard] = nil
        try Files.removeTree(path(vshard))
        try openReplica(vshard)
        forgetBacklog()
    }

    /// Begins a damaged common environment anew, of the same log.
    package func rebuildCommon(_ error: any Error) throws {
        report("the common environment is damaged and built anew: \(error)")
        forgetBacklog()
        let incarnation = incarnation
        openedContexts = nil
        opened = nil
        try Files.removeTree(path("common"))
        try openCommon(incarnation: incarnation)
        forgetBacklog()
    }

    /// Closes a vshard and removes its files.
    func remove(_ vshard: VShard) throws {
        replicas[vshard] = nil
        parked.remove(vshard)
        try Files.removeTree(path(vshard))
    }

    /// Opens what is in a vshard's directory, empty where there is none.
    func open(_ vshard: VShard) throws { try openReplica(vshard) }

    /// Where all of it lies.
    var rootDirectory: String { settings.directory }

    /// Calls `body` while a vshard is closed, and opens what is in its directory then.
    func reopen(_ vshard: VShard, _ body: () throws -> Void) throws {
        replicas[vshard] = nil
        try body()
        try openReplica(vshard)
    }

    /// Calls `body` while the common environment is closed, and opens what is in its directory then.
    func reopenCommon(_ body: () throws -> Void) throws {
        let incarnation = incarnation
        openedContexts = nil
        opened = nil
        try body()
        try openCommon(incarnation: incarnation)
    }

    /// The directory of a vshard, or of the common environment.
    func directory(of vshard: VShard?) -> String { vshard.map { path($0) } ?? path("common") }

    /// Where each replica stands.
    package var positions: [VShard: Position] { replicas.mapValues(\.position) }
    package var commonPosition: Position { opened?.position ?? .start }

    /// Bytes of each replica on the disk.
    package var sizes: [VShard: UInt64] { replicas.mapValues { UInt64($0.environment.information().usedBytes) } }

    /// Applied through here by everything that is held and assigned: what reads may ask for.
    package var position: Position { position(of: assignedHere) }

    /// The vshards that are held and that changes come for, by number.
    var assignedHere: [VShard] { replicas.keys.filter { !parked.contains($0) }.sorted() }
}
