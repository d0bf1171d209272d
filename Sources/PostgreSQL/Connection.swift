import CPostgreSQL
import Glibc

/// One connection to a server, used by one thread at a time. Every wait has an end that the caller sets: a server that
/// stands still must not stop a coordinator.
///
///     let connection = try Connection("host=a,b target_session_attrs=read-write dbname=huanxin")
///     let rows = try connection.execute("SELECT next_seq FROM head", timeoutMs: 1_000)
package final class Connection {
    private let raw: OpaquePointer
    private let notices = NoticeBox()
    /// Statements the server has parsed, by their text.
    private var prepared: [String: String] = [:]

    /// Connects. What the text leaves open: `connect_timeout` 2 s for each host, a dead peer noticed within 5 s.
    ///
    /// - Parameter text: a connection string or URL of libpq.
    package init(_ text: String, application: String = "huanxin") throws(PostgreSQLError) {
        let settings = [
            ("connect_timeout", "2"), ("tcp_user_timeout", "5000"), ("keepalives_idle", "2"),
            ("keepalives_interval", "1"), ("keepalives_count", "3"), ("application_name", application),
            // Later ones win, so the text may say otherwise.
            ("dbname", text), ("client_encoding", "UTF8"),
        ]
        let copies = settings.map { (strdup($0.0), strdup($0.1)) }
        defer {
            for copy in copies {
                free(copy.0)
                free(copy.1)
            }
        }
        let keywords = copies.map { UnsafePointer($0.0) } + [nil]
        let values = copies.map { UnsafePointer($0.1) } + [nil]
        // Not PQconnectPoll: it knows no connect_timeout, and one dead host would hide the living ones behind it.
        guard let raw = PQconnectdbParams(keywords, values, 1) else {
            throw PostgreSQLError(.notConnected, "out of memory")
        }
        self.raw = raw
        guard PQstatus(raw) == CONNECTION_OK else {
            throw PostgreSQLError(.notConnected, Connection.text(PQerrorMessage(raw)))
        }
        PQsetnonblocking(raw, 1)
        _ = PQsetNoticeReceiver(
            raw,
            { box, result in
                guard let box, let result else { return }
                Unmanaged<NoticeBox>.fromOpaque(box).takeUnretainedValue().add(result)
            }, Unmanaged.passUnretained(notices).toOpaque())
    }

    deinit { PQfinish(raw) }

    /// What the server said beside its answers since the last call.
    package func takeNotices() -> [Notice] {
        defer { notices.kept = [] }
        return notices.kept
    }

    /// Whether the server has not said goodbye; a look that sends nothing.
    package var isAlive: Bool {
        // Its last words and the end of the stream come as two reads.
        for _ in 0..<4 where poll(reading: true, writing: false, 0) {
            guard PQconsumeInput(raw) == 1 else { return false }
        }
        return PQstatus(raw) == CONNECTION_OK
    }

    /// Whether the server waits for what belongs to a transaction under way.
    package var isInTransaction: Bool { PQtransactionStatus(raw) != PQTRANS_IDLE }

    /// Runs one statement.
    ///
    /// - Throws: `.timeout` and `.connectionLost` leave open whether it was done, and the connection is of no more use.
    package func execute(
        _ sql: String, _ parameters: Parameters = Parameters(), timeoutMs: Int
    ) throws(PostgreSQLError) -> Rows {
        let deadline = Deadline(timeoutMs)
        let name = try prepare(sql, parameters, deadline)
        let lengths = parameters.values.map { Int32($0.count) }
        let formats = [Int32](repeating: 1, count: lengths.count)
        let isSent = withPointers(parameters.values) { values in
            PQsendQueryPrepared(raw, name, Int32(lengths.count), values, lengths, formats, 1)
        }
        guard isSent == 1 else { throw lost() }
        return try finish(deadline)
    }

    /// Runs statements without parameters one after another, in one transaction unless the text says otherwise.
    package func run(_ sql: String, timeoutMs: Int) throws(PostgreSQLError) {
        guard PQsendQuery(raw, sql) == 1 else { throw lost() }
        _ = try finish(Deadline(timeoutMs))
    }

    /// Sends rows to a `COPY … FROM STDIN`.
    package func copy(_ sql: String, _ rows: CopyRows, timeoutMs: Int) throws(PostgreSQLError) {
        let deadline = Deadline(timeoutMs)
        guard PQsendQuery(raw, sql) == 1 else { throw lost() }
        let begun = try nextResult(deadline)
        guard let begun else { throw lost() }
        let status = PQresultStatus(begun)
        defer { PQclear(begun) }
        guard status == PGRES_COPY_IN else {
            let error = Connection.error(begun)
            _ = try drain(deadline)
            throw error
        }
        var offset = 0
        while offset < rows.bytes.count {
            let count = min(rows.bytes.count - offset, 1 << 16)
            let put = rows.bytes.withUnsafeBytes { bytes in
                PQputCopyData(
                    raw, bytes.baseAddress.map { ($0 + offset).assumingMemoryBound(to: CChar.self) }, Int32(count))
            }
            switch put {
            case 1: offset += count
            case 0: try wait(deadline, writing: true)
            default: throw lost()
            }
        }
        while true {
            let end = PQputCopyEnd(raw, nil)
            if end == 1 { break }
            guard end == 0 else { throw lost() }
            try wait(deadline, writing: true)
        }
        _ = try finish(deadline)
    }

    /// Waits for a `NOTIFY` on a channel this connection listens to.
    ///
    /// - Returns: whether there was one.
    package func waitForNotification(timeoutMs: Int) throws(PostgreSQLError) -> Bool {
        let deadline = Deadline(timeoutMs)
        while true {
            guard PQconsumeInput(raw) == 1 else { throw lost() }
            var isThere = false
            while let notification = PQnotifies(raw) {
                PQfreemem(notification)
                isThere = true
            }
            if isThere { return true }
            guard deadline.leftMs > 0 else { return false }
            _ = poll(reading: true, writing: false, deadline.leftMs)
        }
    }

    private func prepare(
        _ sql: String, _ parameters: Parameters, _ deadline: Deadline
    ) throws(PostgreSQLError) -> String {
        if let known = prepared[sql] { return known }
        let name = "s\(prepared.count)"
        guard PQsendPrepare(raw, name, sql, Int32(parameters.types.count), parameters.types) == 1 else { throw lost() }
        _ = try finish(deadline)
        prepared[sql] = name
        return name
    }

    /// The last result of what was sent; the first error, if there was one.
    private func finish(_ deadline: Deadline) throws(PostgreSQLError) -> Rows {
        guard let rows = try drain(deadline) else { throw lost() }
        return rows
    }

    private func drain(_ deadline: Deadline) throws(PostgreSQLError) -> Rows? {
        var last: Rows?
        var failure: PostgreSQLError?
        while let result = try nextResult(deadline) {
            switch PQresultStatus(result) {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK: last = Rows(result)
            default:
                failure = failure ?? Connection.error(result)
                PQclear(result)
            }
        }
        if let failure {
            // A server that ends tells why and then is gone: the answer to what was under way is as open as ever.
            if PQstatus(raw) != CONNECTION_OK || failure.code.hasPrefix("57P") {
                throw PostgreSQLError(.connectionLost, code: failure.code, failure.message)
            }
            throw failure
        }
        return last
    }

    private func nextResult(_ deadline: Deadline) throws(PostgreSQLError) -> OpaquePointer? {
        while true {
            let unsent = PQflush(raw)
            guard unsent >= 0 else { throw lost() }
            if unsent == 0, PQisBusy(raw) == 0 { return PQgetResult(raw) }
            try wait(deadline, writing: unsent == 1)
        }
    }

    private func wait(_ deadline: Deadline, writing: Bool) throws(PostgreSQLError) {
        guard deadline.leftMs > 0 else { throw PostgreSQLError(.timeout, "no answer in time") }
        guard poll(reading: true, writing: writing, deadline.leftMs) else { return }
        // Also while writing: a server that stops reading because nobody reads its answers would wait for ever.
        guard PQconsumeInput(raw) == 1 else { throw lost() }
    }

    /// Whether there is something to read.
    private func poll(reading: Bool, writing: Bool, _ timeoutMs: Int32) -> Bool {
        var entry = pollfd(
            fd: PQsocket(raw), events: Int16((reading ? POLLIN : 0) | (writing ? POLLOUT : 0)), revents: 0)
        let ready = Glibc.poll(&entry, 1, timeoutMs)
        return ready > 0 && entry.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0
    }

    private func lost() -> PostgreSQLError { PostgreSQLError(.connectionLost, Connection.text(PQerrorMessage(raw))) }

    private static func error(_ result: OpaquePointer) -> PostgreSQLError {
        PostgreSQLError(
            .server, code: field(result, "C"), text(PQresultErrorMessage(result)))
    }

    static func field(_ result: OpaquePointer, _ code: Unicode.Scalar) -> String {
        PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) } ?? ""
    }

    private static func text(_ message: UnsafePointer<CChar>?) -> String {
        guard let message else { return "no message" }
        return String(cString: message).split(separator: "\n").joined(separator: "; ")
    }
}

/// What the server said, until somebody asks.
private final class NoticeBox {
    var kept: [Notice] = []

    func add(_ result: OpaquePointer) {
        // A server that talks without end must not fill memory.
        if kept.count >= 100 { kept.removeFirst() }
        kept.append(
            Notice(
                severity: Connection.field(result, "V"), code: Connection.field(result, "C"),
                message: Connection.field(result, "M")))
    }
}

/// The end of a wait, by the monotonic clock.
private struct Deadline {
    private let end: Int64

    init(_ timeoutMs: Int) { end = Deadline.now + Int64(max(0, timeoutMs)) }

    var leftMs: Int32 { Int32(clamping: max(0, end - Deadline.now)) }

    private static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}

/// Lends the arrays as an array of C pointers.
private func withPointers<R>(_ values: [[UInt8]], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> R) -> R {
    // One block with all values: libpq wants them at once, and copies them into its own.
    var starts: [Int] = []
    var all: [UInt8] = []
    all.reserveCapacity(values.reduce(0) { $0 + $1.count } + 1)
    for value in values {
        starts.append(all.count)
        all.append(contentsOf: value)
    }
    all.append(0)
    return all.withUnsafeBytes { bytes in
        let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        let pointers: [UnsafePointer<CChar>?] = starts.map { start in base.map { $0 + start } } + [nil]
        return pointers.withUnsafeBufferPointer { pointers in
            guard let start = pointers.baseAddress else { fatalError("an array with an element has a start") }
            return body(start)
        }
    }
}
