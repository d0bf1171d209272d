import Glibc

/// A failure of a system call.
package struct OSError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The call's purpose, such as `open`.
    package let operation: String
    /// The file it was about.
    package let path: String
    /// The errno.
    package let errno: Int32

    package init(_ operation: String, _ path: String, errno: Int32) {
        self.operation = operation
        self.path = path
        self.errno = errno
    }

    /// Whether the file or a directory on the way to it does not exist.
    package var isNotFound: Bool { errno == ENOENT || errno == ENOTDIR }
    /// Whether the disk or the quota is used up.
    package var isNoSpace: Bool { errno == ENOSPC || errno == EDQUOT }
    /// Whether the same call may succeed later.
    package var isRetriable: Bool { isNoSpace || errno == EMFILE || errno == ENFILE || errno == EAGAIN }

    /// One line with operation, file and the system's words.
    package var description: String { "\(operation) \(path): \(String(cString: strerror(errno)))" }
}

/// Repeats `call` while a signal interrupts it; throws its errno if it fails.
@discardableResult
func check<T: FixedWidthInteger & SignedInteger>(
    _ operation: String,
    _ path: String,
    _ call: () -> T
) throws(OSError) -> T {
    while true {
        let result = call()
        if result != -1 { return result }
        let code = errno
        if code != EINTR { throw OSError(operation, path, errno: code) }
    }
}
