/// Why a workbook cannot be read; the message is plain enough to be shown.
package struct XLSXError: Error, Equatable, Sendable {
    /// What went wrong, for callers that act on it.
    package enum Code: String, Sendable {
        /// The file is not there or may not be read.
        case notReadable
        /// No ZIP archive, or one without a workbook in it.
        case notAWorkbook
        /// A part is cut, its checksum is wrong, or it is not well-formed.
        case damaged
        /// Something is larger than the limits allow.
        case tooLarge
    }

    package var code: Code
    package var message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

/// The limits of reading a workbook; beyond them reading stops with an error, never with a crash.
package struct XLSXLimits: Sendable {
    /// Bytes of text of all shared strings.
    package var sharedStringBytes = 64 << 20
    /// Shared strings.
    package var sharedStrings = 4_000_000
    /// Bytes of text of one row; a longer row is given without its cells.
    package var rowBytes = 1 << 20
    /// Columns: Excel's own limit.
    package var columns = 16_384
    /// The last row: Excel's own limit.
    package var rows = 1_048_576
    /// Bytes of a small part (workbook, relations, styles) when unpacked.
    package var partBytes = 16 << 20
    /// Bytes of the sheet or the shared strings when unpacked.
    package var unpackedBytes = 8 << 30
    /// How many times larger than its packed form a part may be, once it is above `partBytes`.
    package var ratio = 250
    /// Elements inside one another.
    package var depth = 64
    /// Bytes of one tag.
    package var tagBytes = 1 << 20

    package init() {}
}
