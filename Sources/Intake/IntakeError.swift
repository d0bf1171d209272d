import Glibc

/// Why a run cannot go on; what is wrong with a row is a `RowProblem` instead.
package struct IntakeError: Error, Equatable, Sendable {
    /// What went wrong, for callers that act on it.
    package enum Code: String, Sendable {
        case cannotOpen, cannotRead, cannotWrite
        /// A file is not what it was when the run first read it.
        case changed
    }

    package var code: Code
    package var file: String
    package var message: String

    package init(_ code: Code, file: String, _ message: String) {
        self.code = code
        self.file = file
        self.message = message
    }

    /// An error with what the system says of `errno`.
    static func system(_ code: Code, file: String, errno number: Int32) -> IntakeError {
        IntakeError(code, file: file, String(cString: strerror(number)))
    }
}

/// The limits of an import, in one place (10-data-model.md, "Import").
package enum IntakeLimits {
    /// Bytes of a line, or of a record of a table, without the line end (R34).
    package static let lineBytes = 1_048_576
    /// Columns of a table.
    package static let columns = 16_384
    /// Rows of one need that are kept: one more than it may have lines, so that too many are seen.
    package static let linesKept = 201
    /// Bytes of an id that can be stored at all.
    package static let idBytes = 64
    /// Ids asked about at a time.
    package static let idsPerQuestion = 10_000
}
