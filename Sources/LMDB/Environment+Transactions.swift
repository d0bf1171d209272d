import CLMDB
import Glibc

extension Environment {
    /// Begins a snapshot of the last commit. Keep it short: the pages it sees cannot be used again until it ends.
    ///
    /// - Throws: `.readersFull`, `.mapResized`.
    @usableFromInline
    package func beginRead() throws(LMDBError) -> ReadTransaction {
        for attempt in 0... {
            let idle = gate.enterReading()
            var begun = idle
            let code = idle.map(mdb_txn_renew) ?? mdb_txn_begin(raw, nil, UInt32(MDB_RDONLY), &begun)
            if code == MDB_SUCCESS, let begun { return ReadTransaction(begun, self) }
            if let idle { mdb_txn_abort(idle) }
            gate.leave()
            if code == MDB_MAP_RESIZED, attempt == 0 {
                try adoptMapSize()
            } else {
                throw LMDBError.failure(code, "begin reading", #fileID, #line)
            }
        }
        fatalError("unreachable: the loop has no end")
    }

    /// Waits for the write lock, without a limit, and begins to write. The transaction stays on this thread.
    ///
    /// - Throws: `.accessDenied` if read-only, `.mapResized`, `.panic`.
    @usableFromInline
    package func beginWrite() throws(LMDBError) -> WriteTransaction {
        for attempt in 0... {
            gate.enterWriting()
            var begun: OpaquePointer?
            let code = mdb_txn_begin(raw, nil, 0, &begun)
            if code == MDB_SUCCESS, let begun {
                gate.beganWriting()
                return WriteTransaction(begun, self)
            }
            gate.leave()
            if code == MDB_MAP_RESIZED, attempt == 0 {
                try adoptMapSize()
            } else {
                throw LMDBError.failure(code, "begin writing", #fileID, #line)
            }
        }
        fatalError("unreachable: the loop has no end")
    }

    /// Runs `body` over one snapshot.
    @inlinable
    package func read<R: ~Copyable>(_ body: (borrowing ReadTransaction) throws -> R) throws -> R {
        let transaction = try beginRead()
        return try body(transaction)
    }

    /// Runs `body` in a write transaction, commits when it returns, aborts when it throws.
    ///
    /// On `.mapFull` nothing was written: `grow(to:)`, then call again.
    @inlinable
    package func write<R: ~Copyable>(_ body: (inout WriteTransaction) throws -> R) throws -> R {
        var transaction = try beginWrite()
        let result = try body(&transaction)
        try transaction.commit()
        return result
    }

    /// Makes room for `mapBytes` in all; smaller than now is ignored. New transactions wait meanwhile.
    ///
    /// - Parameter patienceMs: how long to wait for the running transactions of this process.
    /// - Throws: `.busy` if they did not end, as when the caller itself holds one; `.noSpace` and others of the system.
    package func grow(to mapBytes: Int, patienceMs: Int = 10_000) throws(LMDBError) {
        let code = gate.exclusively(patienceMs: patienceMs) { () -> Int32 in
            var now = MDB_envinfo()
            mdb_env_info(raw, &now)
            return mapBytes <= now.me_mapsize ? MDB_SUCCESS : mdb_env_set_mapsize(raw, mapBytes)
        }
        guard let code else { throw LMDBError(.busy, "grow \(path): transactions are running") }
        try LMDBError.check(code, "grow map")
    }

    /// Takes over the size another process has set.
    private func adoptMapSize() throws(LMDBError) {
        let code = gate.exclusively(patienceMs: 10_000) { mdb_env_set_mapsize(raw, 0) }
        guard let code else { throw LMDBError(.mapResized, "\(path): transactions are running") }
        try LMDBError.check(code, "adopt map size")
    }
}

extension Environment {
    /// Figures of the whole environment.
    package struct Information: Hashable, Sendable {
        /// Size of the map.
        package let mapBytes: Int
        /// Bytes of the file in use or free for reuse; what `mapBytes` must exceed.
        package let usedBytes: Int
        /// Number of the last committed transaction.
        package let lastTransaction: UInt64
        /// Reader slots taken, over all processes, idle ones included.
        package let readers: Int
        /// Reader slots there are.
        package let maxReaders: Int
    }

    /// The figures now.
    package func information() -> Information {
        var info = MDB_envinfo()
        var stat = MDB_stat()
        mdb_env_info(raw, &info)
        mdb_env_stat(raw, &stat)
        return Information(
            mapBytes: Int(info.me_mapsize),
            usedBytes: (Int(info.me_last_pgno) + 1) * Int(stat.ms_psize),
            lastTransaction: UInt64(info.me_last_txnid),
            readers: Int(info.me_numreaders),
            maxReaders: Int(info.me_maxreaders)
        )
    }

    /// Bytes of a page.
    package var pageBytes: Int {
        var stat = MDB_stat()
        mdb_env_stat(raw, &stat)
        return Int(stat.ms_psize)
    }

    /// Bytes of pages that no record uses any more: the file keeps them for what is written next, and a compact copy
    /// leaves them out.
    package func freeBytes() throws(LMDBError) -> Int {
        let transaction = try beginRead()
        let pages = try transaction.handle.freePages()
        _ = consume transaction
        var stat = MDB_stat()
        mdb_env_stat(raw, &stat)
        return pages * Int(stat.ms_psize)
    }

    /// Frees the reader slots of processes that died; call it every minute.
    ///
    /// - Returns: how many were freed.
    package func readerCheck() throws(LMDBError) -> Int {
        var dead: Int32 = 0
        try LMDBError.check(mdb_reader_check(raw, &dead), "check readers")
        return Int(dead)
    }

    /// Brings all commits to the disk, also with `.noSync` and `.noMetaSync`.
    package func sync() throws(LMDBError) {
        try LMDBError.check(mdb_env_sync(raw, 1), "sync")
    }

    /// Writes a copy of one snapshot into the directory `path`, made (one level) if missing, which must hold no data.
    ///
    /// - Parameters:
    ///   - compact: leave out free pages: smaller, a little slower.
    ///   - isCached: by way of the system's cache, which LMDB writes past: for a copy that is read at once and soon
    ///     removed.
    package func copy(to path: String, compact: Bool = true, isCached: Bool = false) throws(LMDBError) {
        try makeDirectory(path)
        let file = isCached ? open(path + "/data.mdb", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) : -1
        if isCached, file < 0 { try LMDBError.check(errno, "make the file of a copy") }
        defer { if file >= 0 { close(file) } }
        // A copy reads: the map must not move under it.
        let transaction = try beginRead()
        let flags = compact ? UInt32(MDB_CP_COMPACT) : 0
        let code = isCached ? mdb_env_copyfd2(raw, file, flags) : mdb_env_copy2(raw, path, flags)
        _ = consume transaction
        try LMDBError.check(code, "copy")
    }
}
