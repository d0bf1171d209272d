package import Cluster
import LMDB
import OS

/// Copies of replicas, from one worker to another (40-cluster.md, section 9).
extension WorkerStore {
    /// Where copies are made and received; what is there at a start is worth nothing.
    package var snapshotDirectory: String { WorkerStore.snapshots(in: rootDirectory) }

    static func snapshots(in root: String) -> String { root + "/snapshots" }

    /// The format of this build's environments: copies of another cannot be taken up.
    package static var format: UInt32 { PositionTable.format }

    /// Lends the replica of a vshard for a copy; nil where it is not here.
    package func snapshotSource(of vshard: VShard) -> SnapshotSource? {
        guard isAdopted, let replica = replicas[vshard] else { return nil }
        let information = replica.environment.information()
        // A map cannot grow while somebody copies: who asked for more room would wait. So there is some beforehand;
        // where that fails, it is no worse than without.
        if information.usedBytes > information.mapBytes / 4 * 3 { try? replica.grow() }
        let source = SnapshotSource(vshard, vshards: vshards, incarnation: incarnation, replica.environment)
        lent = lent.filter { $0.source != nil } + [Lent(source: source)]
        return source
    }

    /// Whether a replica is being copied: its file cannot be closed.
    func isLent(_ vshard: VShard) -> Bool { lent.contains { $0.source?.vshard == vshard } }

    struct Lent {
        weak var source: SnapshotSource?
    }

    /// Whether a copy of a vshard could be taken up here.
    ///
    /// - Returns: what speaks against it; nil = nothing.
    package func objection(to vshard: VShard) -> String? {
        guard isAdopted else { return "no coordinator has said yet what to hold" }
        guard Int(vshard.rawValue) < vshards else { return "there are \(vshards) vshards" }
        if parked.contains(vshard) { return "a copy is here already" }
        if let replica = replicas[vshard], replica.position.seq > 0 {
            return "a replica at seq \(replica.position.seq) is here already"
        }
        return nil
    }

    /// Takes up a copy that `SnapshotFile.check` found whole, from a directory on the same disk, as the replica of its
    /// vshard; `positions` has it from then on. Where it throws, the caller removes what is left of the directory.
    ///
    /// Where the vshard is assigned, its changes are to come from the copy's position on: what was received and is not
    /// indexed is forgotten, and the caller asks for the stream from `position`. Where it is not assigned yet, it waits
    /// for the `adopt` that does so, and the stream goes on as before. No task may be under way.
    /// - Throws: `StoreFlaw` where a replica is here, or the copy is of another log, format or cluster.
    package func install(_ vshard: VShard, from directory: String) throws {
        if let objection = objection(to: vshard) { throw StoreFlaw("vshard \(vshard.rawValue): \(objection)") }
        let manifest = try SnapshotFile.manifest(in: directory)
        guard manifest.vshard == vshard, manifest.vshards == vshards else {
            throw StoreFlaw("the copy is of vshard \(manifest.vshard.rawValue) of \(manifest.vshards)")
        }
        guard manifest.incarnation == incarnation else { throw StoreFlaw("the copy is of another log") }
        guard manifest.format == PositionTable.format else {
            throw StoreFlaw("the copy has format \(manifest.format), this build reads \(PositionTable.format)")
        }
        let isAssigned = replicas[vshard] != nil || awaited.contains(vshard)
        if isAssigned { forgetBacklog() }
        try replace(vshard, by: directory)
        do {
            try open(vshard)
            guard replicas[vshard]?.position == manifest.position else {
                throw StoreFlaw("the copy is not at the seq of its manifest", isDamage: true)
            }
        } catch {
            try remove(vshard)
            if isAssigned, !awaited.contains(vshard) { try open(vshard) }
            throw error
        }
        awaited.remove(vshard)
        if isAssigned { forgetBacklog() } else { parked.insert(vshard) }
    }

    /// Puts a directory in the place of a vshard's, which is empty or not there.
    private func replace(_ vshard: VShard, by directory: String) throws {
        let place = self.directory(of: vshard)
        try remove(vshard)
        try Files.remove(directory + "/lock.mdb")
        try Files.sync(directory + "/" + SnapshotFile.dataName)
        try Files.remove(directory + "/" + SnapshotFile.manifestName)
        try Files.sync(directory)
        try Files.rename(directory, to: place)
    }

    /// Gives up a copy that was taken up and not assigned, or one that was waited for.
    package func discard(_ vshard: VShard) throws {
        awaited.remove(vshard)
        guard parked.contains(vshard) else { return }
        try remove(vshard)
    }

    /// Applied through here by the common environment and by these vshards.
    package func position(of vshards: [VShard]) -> Position {
        var lowest = commonPosition
        for vshard in vshards {
            let position = replicas[vshard]?.position ?? .start
            if position.seq < lowest.seq { lowest = position }
        }
        return lowest
    }
}
