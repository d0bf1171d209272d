import Domain

/// The newest changes of a vshard's models, from their receipt until they are in its index, so that a question need
/// not wait for a commit: the memtable of a log-structured merge tree (O'Neil et al., 1996).
///
/// There are few: a question goes through all of them.
struct ModelMemtable {
    /// A version, as it is stored and as a search reads it.
    struct Entry {
        let id: String
        let version: VersionTable.Version
        let row: OlderModel
    }

    /// By seq, ascending.
    private(set) var entries: [Entry] = []

    /// Adds a change of a model; it is above all that are here.
    mutating func add(_ change: Change, _ context: IndexContext) throws {
        let version = VersionTable.Version(
            seq: change.seq, birth: change.birth, timeMs: change.timeMs, body: change.body)
        entries.append(Entry(id: change.id, version: version, row: try OlderModel(version, context)))
    }

    /// Forgets what the index has by now.
    mutating func drop(through seq: UInt64) {
        if let first = entries.firstIndex(where: { $0.version.seq > seq }) {
            entries.removeFirst(first)
        } else {
            entries = []
        }
    }

    /// Of each model that is here, its newest version not after a seq.
    func standing(at seq: UInt64) -> [Entry] {
        var seen: Set<UInt64> = []
        return entries.reversed().filter { $0.version.seq <= seq && seen.insert($0.version.birth).inserted }
    }

    /// The versions of a model not after a seq, newest first.
    func versions(of id: String, at seq: UInt64) -> [VersionTable.Version] {
        entries.reversed().filter { $0.id == id && $0.version.seq <= seq }.map(\.version)
    }
}
