internal import Synchronization

/// Standard output or standard error: buffered, whole writes, quiet when the reader has gone.
///
/// Writing does not throw; a failure (a full disk) is kept, later writes are dropped, and `flush()` throws it. Who
/// writes ends with `flush()`, and a command's success depends on it. When the reader of a pipe has gone
/// (`huanxin list models | head`) the process ends without a message and with status 141, as if the signal had.
///
/// Any thread may write; each `write` stays in one piece.
package final class Output: Sendable {
    /// Standard output.
    package static let standard = Output(descriptor: 1, environment: environment)
    /// Standard error, written through at once.
    package static let error = Output(descriptor: 2, environment: environment, bufferSize: 1)

    /// The environment variables that a terminal is judged by.
    package static let variables = ["COLUMNS", "NO_COLOR", "TERM"]

    /// Whether people read it: a terminal.
    package let isTerminal: Bool
    /// Whether to style: a terminal that is not `dumb`, and `NO_COLOR` is not set (no-color.org: or is empty).
    package let isStyled: Bool

    private let descriptor: Int32
    private let fixedWidth: Int?
    /// The bytes at which the buffer is written out; on a terminal each write is.
    private let bufferSize: Int
    private let pending = Mutex(PendingOutput())

    /// An output over an open descriptor, which stays the caller's.
    ///
    /// - Parameters:
    ///   - descriptor: where the bytes go.
    ///   - environment: of which `variables` are read.
    ///   - bufferSize: bytes kept at most before they are written; 1 writes at once.
    package init(descriptor: Int32, environment: [String: String], bufferSize: Int = 65_536) {
        self.descriptor = descriptor
        isTerminal = SystemCalls.isTerminal(descriptor)
        let wantsNoColor = !(environment["NO_COLOR"] ?? "").isEmpty
        isStyled = isTerminal && !wantsNoColor && environment["TERM"] != "dumb"
        fixedWidth = environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        self.bufferSize = isTerminal ? 1 : bufferSize
    }

    /// The columns: `COLUMNS` if it is a number above 0, else what the terminal says now, else 80.
    package var width: Int { fixedWidth ?? SystemCalls.columns(of: descriptor) ?? 80 }

    /// How a table is laid out here.
    package var layout: TextTable.Layout {
        isTerminal ? .terminal(width: width, isStyled: isStyled) : .plain
    }

    /// Appends text.
    package func write(_ text: String) { append(text.utf8) }

    /// Appends text and a line feed.
    package func line(_ text: String = "") { append((text + "\n").utf8) }

    /// Appends bytes.
    package func write(_ bytes: [UInt8]) { append(bytes) }

    /// Writes out what is buffered.
    ///
    /// - Throws: the first failure since the output was made, again each time.
    package func flush() throws(OutputError) {
        let (isAbandoned, failure) = pending.withLock { pending in
            pending.drain(to: descriptor)
            return (pending.isAbandoned, pending.failure)
        }
        if isAbandoned { SystemCalls.leave(status: Self.brokenPipeStatus) }
        if let failure { throw failure }
    }

    /// The variables of this process that this module reads: for `Output` and `Language.preferred`.
    package static var environment: [String: String] {
        SystemCalls.environment(variables + Language.variables)
    }

    /// What a shell reports for a process ended by SIGPIPE: 128 + 13.
    package static let brokenPipeStatus: Int32 = 141

    private func append(_ bytes: some Sequence<UInt8>) {
        let isAbandoned = pending.withLock { pending in
            pending.append(bytes)
            if pending.count >= bufferSize { pending.drain(to: descriptor) }
            return pending.isAbandoned
        }
        if isAbandoned { SystemCalls.leave(status: Self.brokenPipeStatus) }
    }
}

/// What an output still has to write and how it fared.
private struct PendingOutput: Sendable {
    private var bytes: [UInt8] = []
    private(set) var failure: OutputError?
    private(set) var isAbandoned = false

    var count: Int { bytes.count }

    mutating func append(_ more: some Sequence<UInt8>) {
        if failure == nil { bytes.append(contentsOf: more) }
    }

    mutating func drain(to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty, failure == nil, !isAbandoned {
            switch SystemCalls.write(rest, to: descriptor) {
            case .bytes(let count): rest = rest.dropFirst(count)
            case .brokenPipe: isAbandoned = true
            case .failed(let code): failure = OutputError(errno: code)
            }
        }
        bytes.removeAll(keepingCapacity: true)
    }
}

/// Why output was lost.
package struct OutputError: Error, Equatable, Sendable {
    /// What went wrong.
    package enum Code: String, Sendable {
        /// The disk or the quota is full.
        case noSpace = "no_space"
        /// Any other failure of the system.
        case writeFailed = "write_failed"
    }

    /// What to tell apart.
    package let code: Code
    /// The system's number of the failure.
    package let errno: Int32

    init(errno: Int32) {
        self.errno = errno
        code = SystemCalls.isNoSpace(errno) ? .noSpace : .writeFailed
    }

    /// What happened and what to do.
    package var message: Text {
        switch code {
        case .noSpace:
            Text(
                zh: "输出不完整：磁盘已满。请腾出空间或换一个位置后重试。",
                en: "the output is incomplete: the disk is full. Free some space or write elsewhere, then run it again."
            )
        case .writeFailed:
            Text(
                zh: "输出不完整：写入失败（errno \(errno)）。请检查输出位置后重试。",
                en: "the output is incomplete: a write failed (errno \(errno)). Check where it goes, then run it again."
            )
        }
    }
}
