import CZeroMQ
import Glibc

/// A failure of ZeroMQ or of the network beneath it.
///
/// Nothing to receive, a full pipe and an absent peer are answers, not errors. What only a bug can cause (a socket used
/// by two threads, a closed context) traps instead.
package struct ZeroMQError: Error, Sendable, CustomStringConvertible {
    /// What failed.
    package let code: Code
    /// The operation and the system's words.
    package let message: String
    /// `#fileID` of the place that noticed.
    package let file: String
    /// Line of the place that noticed.
    package let line: Int

    /// True if the same call may succeed later.
    package var isRetriable: Bool { [.addressInUse, .addressNotAvailable, .tooManySockets].contains(code) }

    /// One line with code, operation and place.
    package var description: String { "ZeroMQ \(code): \(message) (\(file):\(line))" }
}

extension ZeroMQError {
    /// Names a kind of failure by its errno.
    package struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// The errno.
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }

        /// The context was shut down: close the sockets and leave the thread.
        package static let terminated = Code(rawValue: Int32(ZMQ_HAUSNUMERO + 53))
        /// Another socket is bound there.
        package static let addressInUse = Code(rawValue: EADDRINUSE)
        /// The interface or the directory is not there.
        package static let addressNotAvailable = Code(rawValue: EADDRNOTAVAIL)
        /// The endpoint cannot be read.
        package static let invalidEndpoint = Code(rawValue: EINVAL)
        /// The transport is unknown.
        package static let unknownTransport = Code(rawValue: EPROTONOSUPPORT)
        /// Nothing is bound or connected under that name.
        package static let noSuchEndpoint = Code(rawValue: ENOENT)
        /// The limit of the context or of the process.
        package static let tooManySockets = Code(rawValue: EMFILE)
        /// A path may not be used that way, or keys are missing.
        package static let accessDenied = Code(rawValue: EACCES)

        /// ZeroMQ's text for the number.
        package var description: String { String(cString: zmq_strerror(rawValue)) }
    }

    /// The error for an errno; traps on what only a bug can cause.
    @inline(never)
    static func failure(
        _ code: Int32,
        _ operation: StaticString,
        _ detail: String = "",
        file: String = #fileID,
        line: Int = #line
    ) -> ZeroMQError {
        if [ENOTSOCK, EFAULT, EBADF, wrongState].contains(code) {
            fatalError("\(operation) \(detail): \(String(cString: zmq_strerror(code)))")
        }
        return ZeroMQError(
            code: Code(rawValue: code),
            message: "\(operation) \(detail): \(String(cString: zmq_strerror(code)))",
            file: file,
            line: line
        )
    }

    /// What this program does not do, whatever libzmq would.
    static func refused(
        _ operation: StaticString, _ endpoint: String, _ reason: String, file: String = #fileID, line: Int = #line
    ) -> ZeroMQError {
        ZeroMQError(code: .accessDenied, message: "\(operation) \(endpoint): \(reason)", file: file, line: line)
    }

    private static var wrongState: Int32 { Int32(ZMQ_HAUSNUMERO + 51) }
}

/// Repeats `call` while a signal interrupts it.
@inline(__always)
func uninterrupted(_ call: () -> Int32) -> Int32 {
    while true {
        let result = call()
        if result != -1 || zmq_errno() != EINTR { return result }
    }
}
