/// What a server or the way to it said.
package struct PostgreSQLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the caller can do about it.
    package enum Kind: Hashable, Sendable {
        /// No connection came about.
        case notConnected
        /// The connection broke; what was under way may have been done or not.
        case connectionLost
        /// No answer within the time the caller gave; what was under way may yet be done.
        case timeout
        /// The server refused; the code says why.
        case server
    }

    package var kind: Kind
    /// SQLSTATE; empty where no server spoke.
    package var code: String
    package var message: String

    package init(_ kind: Kind, code: String = "", _ message: String) {
        self.kind = kind
        self.code = code
        self.message = message
    }

    /// A row with that key is there already.
    package var isUniqueViolation: Bool { code == "23505" }

    package var description: String {
        let text = message.split(separator: "\n").joined(separator: "; ")
        return code.isEmpty ? "PostgreSQL: \(text)" : "PostgreSQL \(code): \(text)"
    }
}

/// Something the server said beside its answer.
package struct Notice: Hashable, Sendable {
    /// `WARNING`, `NOTICE` and so on, never translated.
    package var severity: String
    package var code: String
    package var message: String

    /// Whether what was done may not be what was asked, such as a commit that waits for no standby any more.
    package var isWarning: Bool { severity == "WARNING" }
}
