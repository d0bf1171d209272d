import CLMDB
import Glibc

/// A failure of LMDB or of the file system beneath it.
///
/// Not found is never an error: reads answer `nil`. What only a bug can cause (a key of the wrong length, a table of
/// another environment) traps instead.
@usableFromInline
package struct LMDBError: Error, Sendable, CustomStringConvertible {
    /// What failed.
    package let code: Code
    /// The operation and LMDB's own words.
    package let message: String
    /// `#fileID` of the place that noticed.
    package let file: String
    /// Line of the place that noticed.
    package let line: Int

    /// True if the same call may succeed later, or after `Environment.grow(to:)` for `.mapFull`.
    package var isRetriable: Bool {
        [.mapFull, .mapResized, .readersFull, .transactionFull, .busy, .noSpace].contains(code)
    }

    /// One line with code, operation and place.
    @usableFromInline
    package var description: String { "LMDB \(code): \(message) (\(file):\(line))" }

    init(_ code: Code, _ message: String, file: String = #fileID, line: Int = #line) {
        self.code = code
        self.message = message
        self.file = file
        self.line = line
    }
}

extension LMDBError {
    /// Names a kind of failure; unknown numbers of LMDB or errno stay distinguishable by `rawValue`.
    package struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// LMDB's number below 0, errno above 0; own codes are from -1 to -99.
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }

        /// The map is used up: abort, `Environment.grow(to:)`, run the transaction again.
        package static let mapFull = Code(rawValue: MDB_MAP_FULL)
        /// Another process grew the map and this one could not follow in time.
        package static let mapResized = Code(rawValue: MDB_MAP_RESIZED)
        /// Every reader slot is taken.
        package static let readersFull = Code(rawValue: MDB_READERS_FULL)
        /// The transaction changed too many pages: split it.
        package static let transactionFull = Code(rawValue: MDB_TXN_FULL)
        /// An earlier call of this transaction failed; it can only be aborted.
        package static let transactionFailed = Code(rawValue: MDB_BAD_TXN)
        /// More tables were opened than `Options.maxTables`.
        package static let tablesFull = Code(rawValue: MDB_DBS_FULL)
        /// A page is missing or wrong: the file is damaged.
        package static let corrupted = Code(rawValue: MDB_CORRUPTED)
        /// A page number points nowhere: the file is damaged.
        package static let pageNotFound = Code(rawValue: MDB_PAGE_NOTFOUND)
        /// A meta page could not be updated; the environment must be opened again.
        package static let panic = Code(rawValue: MDB_PANIC)
        /// The file was written by another version of the format.
        package static let versionMismatch = Code(rawValue: MDB_VERSION_MISMATCH)
        /// The file is not an LMDB file.
        package static let invalidFile = Code(rawValue: MDB_INVALID)
        /// The table exists with other flags.
        package static let incompatible = Code(rawValue: MDB_INCOMPATIBLE)
        /// An appended key is not above the last one.
        package static let keyOrder = Code(rawValue: MDB_KEYEXIST)
        /// The disk is full.
        package static let noSpace = Code(rawValue: ENOSPC)
        /// The path does not exist.
        package static let noSuchFile = Code(rawValue: ENOENT)
        /// The path may not be used that way, or the environment is read-only.
        package static let accessDenied = Code(rawValue: EACCES)
        /// This process has the environment open already.
        package static let alreadyOpen = Code(rawValue: -1)
        /// Transactions did not end within the patience of `Environment.grow(to:patienceMs:)`.
        package static let busy = Code(rawValue: -2)
        /// The table does not exist and was not to be created.
        package static let noSuchTable = Code(rawValue: -3)

        /// LMDB's or the system's text for the number.
        package var description: String {
            switch self {
            case .alreadyOpen: "already open"
            case .busy: "busy"
            case .noSuchTable: "no such table"
            default: String(cString: mdb_strerror(rawValue))
            }
        }
    }

    /// Returns if `code` means success, throws an operating error, traps on a bug of the caller.
    @inline(__always)
    static func check(
        _ code: Int32,
        _ operation: StaticString,
        file: StaticString = #fileID,
        line: Int = #line
    ) throws(LMDBError) {
        if code != MDB_SUCCESS { throw failure(code, operation, file, line) }
    }

    /// The error for `code`; kept out of line so that the successful path stays small.
    @inline(never)
    static func failure(_ code: Int32, _ operation: StaticString, _ file: StaticString, _ line: Int) -> LMDBError {
        let text = String(cString: mdb_strerror(code))
        switch code {
        case MDB_BAD_DBI, MDB_BAD_RSLOT, MDB_BAD_VALSIZE:
            fatalError("\(operation): \(text)")
        default:
            return LMDBError(Code(rawValue: code), "\(operation): \(text)", file: "\(file)", line: line)
        }
    }
}
