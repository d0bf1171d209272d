import CLMDB
import Glibc
import Synchronization

/// One LMDB directory: many snapshot readers on any thread, one writer at a time.
///
///     let environment = try Environment(path: "/var/lib/huanxin/v17", options: .init(mapBytes: 8 << 30))
///     let records = try environment.openTable("records")
///     try environment.write { transaction in
///         try transaction.put(UInt64(7), value: bytes, in: records)
///     }
///     let size = try environment.read { try $0.get(UInt64(7), in: records) { $0.byteCount } }
///
/// The directory is closed when the last reference goes; a running transaction holds one. Not usable after `fork`, nor
/// on a network file system.
// Sendable: `raw` is set once and LMDB's environment calls are thread-safe; the rest guards itself.
@usableFromInline
package final class Environment: @unchecked Sendable {
    /// Longest key, in bytes; the shortest is 1.
    package static let maxKeyBytes = 511

    /// The directory, as given.
    package let path: String
    /// What the environment was opened with.
    package let options: Options
    let raw: OpaquePointer
    let gate = Gate()
    let number: UInt32
    private let identity: FileIdentity
    private let tables = Mutex<[String: Table]>([:])

    /// Opens the directory `path`, which is made (one level) unless read-only, and frees the slots of dead readers.
    ///
    /// - Throws: `.alreadyOpen` if this process has it open; `.noSuchFile`, `.accessDenied`, `.invalidFile`,
    ///   `.versionMismatch`, or another errno.
    package init(path: String, options: Options = Options()) throws(LMDBError) {
        if !options.isReadOnly { try makeDirectory(path) }
        (raw, identity) = try OpenFiles.open(path) { () throws(LMDBError) in try Self.open(path, options) }
        self.path = path
        self.options = options
        number = OpenFiles.nextNumber()
        if !options.isReadOnly { _ = try readerCheck() }
    }

    deinit {
        for reader in gate.takeIdle() { mdb_txn_abort(reader) }
        mdb_env_close(raw)
        OpenFiles.release(identity)
    }

    /// Whether this process has the directory open.
    package static func isOpen(_ path: String) -> Bool {
        OpenFiles.holds(path)
    }

    private static func open(_ path: String, _ options: Options) throws(LMDBError) -> OpaquePointer {
        var created: OpaquePointer?
        try LMDBError.check(mdb_env_create(&created), "create environment")
        guard let environment = created else { fatalError("mdb_env_create gave no environment") }
        do throws(LMDBError) {
            try LMDBError.check(mdb_env_set_mapsize(environment, options.mapBytes), "set map size")
            try LMDBError.check(mdb_env_set_maxdbs(environment, UInt32(options.maxTables)), "set table limit")
            try LMDBError.check(mdb_env_set_maxreaders(environment, UInt32(options.maxReaders)), "set reader limit")
            try LMDBError.check(mdb_env_open(environment, path, options.flags, 0o600), "open")
        } catch {
            mdb_env_close(environment)
            throw error
        }
        return environment
    }

    /// The table `name`, made if it is missing. Open all tables at start; the handle serves until the environment ends.
    ///
    /// Takes the write lock, so it must not be called within a write transaction.
    /// - Throws: `.noSuchTable` if it is missing and `create` is false or the environment is read-only; `.tablesFull`.
    package func openTable(_ name: String, create: Bool = true) throws(LMDBError) -> Table {
        if let known = tables.withLock({ $0[name] }) { return known }
        if options.isReadOnly {
            // Handles are made one at a time, which the write lock ensures elsewhere.
            let result = tables.withLock { known in
                Result { () throws(LMDBError) in
                    let transaction = try beginRead()
                    let table = try Table(name, in: transaction.raw, of: self, flags: 0)
                    try transaction.commit()
                    known[name] = table
                    return table
                }
            }
            return try result.get()
        }
        let transaction = try beginWrite()
        let table = try Table(name, in: transaction.live, of: self, flags: create ? UInt32(MDB_CREATE) : 0)
        try transaction.commit()
        tables.withLock { $0[name] = table }
        return table
    }
}

extension Environment {
    /// Settings of an environment.
    package struct Options: Sendable {
        /// What a commit survives.
        package enum Durability: Sendable {
            /// A commit is on the disk.
            case full
            /// The last commits may be missing after a crash of the machine; what is there is whole.
            case noMetaSync
            /// The file may be damaged by a crash of the machine: for data that can be rebuilt.
            case noSync
        }

        /// Most the data may take, in bytes; only an address range until it is used.
        package var mapBytes: Int
        /// Most tables that can be opened.
        package var maxTables: Int
        /// Most readers at a time, over all processes.
        package var maxReaders: Int
        /// What a commit survives.
        package var durability: Durability
        /// Open without the right to write.
        package var isReadOnly: Bool
        /// Leave out the kernel's read-ahead: for data larger than memory, read at random.
        package var hasNoReadAhead: Bool

        package init(
            mapBytes: Int = 1 << 30,
            maxTables: Int = 64,
            maxReaders: Int = 254,
            durability: Durability = .full,
            isReadOnly: Bool = false,
            hasNoReadAhead: Bool = false
        ) {
            precondition(mapBytes > 0 && maxTables > 0 && maxReaders > 0, "limits of an environment are above 0")
            self.mapBytes = mapBytes
            self.maxTables = maxTables
            self.maxReaders = maxReaders
            self.durability = durability
            self.isReadOnly = isReadOnly
            self.hasNoReadAhead = hasNoReadAhead
        }

        var flags: UInt32 {
            // MDB_NOTLS: a reader belongs to its transaction, not to a thread.
            var flags = MDB_NOTLS
            switch durability {
            case .full: break
            case .noMetaSync: flags |= MDB_NOMETASYNC
            case .noSync: flags |= MDB_NOSYNC
            }
            if isReadOnly { flags |= MDB_RDONLY }
            if hasNoReadAhead { flags |= MDB_NORDAHEAD }
            return UInt32(flags)
        }
    }
}

/// A named table of one environment; valid while the environment is open.
@usableFromInline
package struct Table: Hashable, Sendable {
    let handle: UInt32
    let environment: UInt32

    init(
        _ name: String,
        in transaction: OpaquePointer,
        of environment: Environment,
        flags: UInt32
    ) throws(LMDBError) {
        precondition(!name.isEmpty && !name.utf8.contains(0), "a table has a name")
        var handle: MDB_dbi = 0
        let code = mdb_dbi_open(transaction, name, flags, &handle)
        if code == MDB_NOTFOUND { throw LMDBError(.noSuchTable, "table \(name) of \(environment.path)") }
        try LMDBError.check(code, "open table")
        self.handle = handle
        self.environment = environment.number
    }
}

/// Device and inode of a data file: the same by whatever path, and not given to another file while it is open.
struct FileIdentity: Hashable, Sendable {
    private let device: UInt
    private let inode: UInt

    /// The data file of the directory `path`, or `nil` if it is not there.
    init?(in path: String) {
        var status = stat()
        guard stat(path + "/data.mdb", &status) == 0 else { return nil }
        device = UInt(status.st_dev)
        inode = UInt(status.st_ino)
    }
}

/// The environments of this process. Opening a lock file twice breaks the locks of the first opening (`lmdb.h`,
/// caveats).
enum OpenFiles {
    private static let known = Mutex<Set<FileIdentity>>([])
    private static let count = Atomic<UInt32>(0)

    /// Opens by `body` unless the directory is open already; one opening at a time.
    static func open(
        _ path: String,
        _ body: () throws(LMDBError) -> OpaquePointer
    ) throws(LMDBError) -> (OpaquePointer, FileIdentity) {
        let result = known.withLock { known in
            Result { () throws(LMDBError) -> Opened in
                if let found = FileIdentity(in: path), known.contains(found) { throw LMDBError(.alreadyOpen, path) }
                let environment = try body()
                guard let identity = FileIdentity(in: path) else {
                    mdb_env_close(environment)
                    throw LMDBError(.noSuchFile, path + "/data.mdb")
                }
                known.insert(identity)
                return Opened(environment: environment, identity: identity)
            }
        }
        let opened = try result.get()
        return (opened.environment, opened.identity)
    }

    static func release(_ file: FileIdentity) {
        known.withLock { _ = $0.remove(file) }
    }

    static func holds(_ path: String) -> Bool {
        guard let identity = FileIdentity(in: path) else { return false }
        return known.withLock { $0.contains(identity) }
    }

    static func nextNumber() -> UInt32 { count.add(1, ordering: .relaxed).newValue }

    // Sendable: handed over once, from the lock to the environment that owns it.
    private struct Opened: @unchecked Sendable {
        let environment: OpaquePointer
        let identity: FileIdentity
    }
}
