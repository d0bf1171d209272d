import Glibc
import OS
import Terminal

/// A file that is written from its start to its end in large pieces, and takes its name only when it is whole.
final class FileWriter {
    private let path: String
    private let draft: String
    private var descriptor: Int32
    private var buffer: [UInt8] = []
    private static let bufferSize = 1 << 18
    /// Bytes taken so far.
    private(set) var bytes = 0

    /// Begins a file; what is at `path` stays until `finish`.
    init(_ path: String) throws {
        self.path = path
        draft = path + ".part"
        descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileWriter.failure(path, errno) }
        buffer.reserveCapacity(FileWriter.bufferSize + 4_096)
    }

    deinit {
        if descriptor >= 0 {
            close(descriptor)
            unlink(draft)
        }
    }

    /// Appends a line and its end.
    func line(_ line: some Sequence<UInt8>) throws {
        buffer.append(contentsOf: line)
        buffer.append(0x0A)
        if buffer.count >= FileWriter.bufferSize { try flush() }
    }

    /// Writes what is left and gives the file its name.
    func finish() throws {
        try flush()
        let closed = close(descriptor)
        descriptor = -1
        guard closed == 0, rename(draft, path) == 0 else {
            let code = errno
            unlink(draft)
            throw FileWriter.failure(path, code)
        }
    }

    private func flush() throws {
        var rest = buffer[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            let code = errno
            if count < 0, code == EINTR { continue }
            guard count > 0 else { throw FileWriter.failure(path, code) }
            rest = rest.dropFirst(count)
        }
        bytes += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }

    private static func failure(_ path: String, _ code: Int32) -> CommandFailure {
        let why = String(cString: strerror(code))
        return CommandFailure(
            "file", Text(zh: "写不了文件 \(path)：\(why)", en: "\(path) cannot be written: \(why)"), field: "file",
            hint: Text(zh: "请检查目录、权限和磁盘空间", en: "check the directory, its permissions and the disk's space"))
    }
}
