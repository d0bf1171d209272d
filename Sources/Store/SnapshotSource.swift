package import Cluster
import LMDB
import OS

/// Lends a replica's environment to a thread that makes a copy of it. Let go of it soon: as long as it is there, the
/// environment is not compacted and its file not closed.
package final class SnapshotSource: Sendable {
    package let vshard: VShard
    let vshards: Int
    let incarnation: [UInt8]
    let environment: Environment

    init(_ vshard: VShard, vshards: Int, incarnation: [UInt8], _ environment: Environment) {
        self.vshard = vshard
        self.vshards = vshards
        self.incarnation = incarnation
        self.environment = environment
    }

    /// Bytes a copy may take at most.
    package var byteCount: Int { environment.information().usedBytes }

    /// What speaks against giving that worker a copy; nil = nothing.
    package func objection(to fetch: CopyFetch) -> String? {
        if fetch.vshards != vshards { return "there are \(vshards) vshards here, not \(fetch.vshards)" }
        if fetch.incarnation != incarnation { return "the replica here is of another log" }
        if fetch.format != PositionTable.format { return "the replica here has format \(PositionTable.format)" }
        return nil
    }

    /// Makes a compact copy in a directory that is not there yet, with its manifest beside.
    ///
    /// Called on a thread of its own: takes about as long as it takes to write the file and to read it once.
    ///
    /// - Parameter isDurable: whether it is to outlive a crash of the machine, as one does not that is only sent on.
    package func copy(to directory: String, isDurable: Bool = false) throws -> SnapshotManifest {
        try Files.makeDirectories(Files.directory(of: directory))
        try environment.copy(to: directory, isCached: !isDurable)
        if isDurable { try Files.sync(directory + "/" + SnapshotFile.dataName) }
        var manifest = try SnapshotFile.manifest(of: directory, vshard, vshards: vshards, incarnation: incarnation)
        manifest.fileHash = try SnapshotFile.hash(directory)
        if isDurable {
            try Files.writeAtomically(manifest.text, to: directory + "/" + SnapshotFile.manifestName)
        } else {
            try BlockFile(making: directory + "/" + SnapshotFile.manifestName).write(manifest.text, at: 0)
        }
        return manifest
    }
}

/// A copy of a replica as it lies on the disk: `data.mdb` and `manifest`.
package enum SnapshotFile {
    package static let dataName = "data.mdb"
    package static let manifestName = "manifest"

    private static func options(_ directory: String, isReadOnly: Bool = true) throws -> Environment.Options {
        let bytes = try Files.size(directory + "/" + dataName) ?? 0
        return .init(mapBytes: max(bytes, 1 << 20), maxTables: 32, isReadOnly: isReadOnly)
    }

    /// What a directory has, but for the hash of the file.
    static func manifest(
        of directory: String, _ vshard: VShard, vshards: Int, incarnation: [UInt8]
    ) throws -> SnapshotManifest {
        let bytes = try Files.size(directory + "/" + dataName) ?? 0
        let environment = try Damage.open(directory, options(directory))
        // A handle that is opened within a transaction is not seen by it.
        for name in ["meta", "bodies"] { _ = try environment.openTable(name, create: false) }
        let found = try environment.read { try PositionTable.read(environment, $0) }
        return SnapshotManifest(
            vshard: vshard, vshards: vshards, position: found.position, incarnation: incarnation, format: found.format,
            pageBytes: environment.pageBytes, isLittleEndian: 1.littleEndian == 1,
            versions: UInt64(found.versions), fileBytes: UInt64(bytes), fileHash: 0)
    }

    /// XXH64 of a copy's file.
    static func hash(_ directory: String) throws -> UInt64 {
        let file = try BlockFile(reading: directory + "/" + dataName)
        var stream = XXH64.Stream()
        var offset: UInt64 = 0
        while true {
            let bytes = try file.read(at: offset, count: SnapshotManifest.chunkBytes)
            offset += UInt64(bytes.count)
            guard bytes.count == SnapshotManifest.chunkBytes else {
                return bytes.withUnsafeBytes { stream.finish($0) }
            }
            bytes.withUnsafeBytes { stream.add($0) }
        }
    }

    /// Reads the manifest that lies in a directory.
    package static func manifest(in directory: String) throws -> SnapshotManifest {
        guard let bytes = try Files.read(directory + "/" + manifestName, maxBytes: 1 << 16),
            let manifest = SnapshotManifest(text: bytes)
        else { throw StoreFlaw("\(directory) has no manifest that can be read", isDamage: true) }
        return manifest
    }

    /// Holds the file against the manifest: its length, its hash, and what its own tables say.
    ///
    /// May be called on any thread while nobody has the directory open.
    package static func check(_ directory: String, _ manifest: SnapshotManifest) throws {
        let bytes = try Files.size(directory + "/" + dataName)
        guard bytes.map({ UInt64($0) }) == manifest.fileBytes else {
            throw StoreFlaw("the copy has \(bytes ?? 0) bytes of \(manifest.fileBytes)", isDamage: true)
        }
        guard manifest.isLittleEndian == (1.littleEndian == 1) else {
            throw StoreFlaw("the copy is of a machine of another byte order")
        }
        guard manifest.format == PositionTable.format else {
            throw StoreFlaw("the copy has format \(manifest.format), this build reads \(PositionTable.format)")
        }
        guard try hash(directory) == manifest.fileHash else {
            throw StoreFlaw("the copy is not what was sent: its hash is another", isDamage: true)
        }
        var found = try Self.manifest(
            of: directory, manifest.vshard, vshards: manifest.vshards, incarnation: manifest.incarnation)
        found.fileHash = manifest.fileHash
        guard found == manifest else {
            throw StoreFlaw("the copy has seq \(found.position.seq), not what its manifest says", isDamage: true)
        }
    }
}
