import Glibc

/// Bytes that can be read more than once: a file that stays open, or memory.
final class ByteSource {
    private enum Storage {
        case memory([UInt8])
        case file(Int32)
    }

    let name: String
    let size: Int
    private let storage: Storage

    init(name: String, bytes: [UInt8]) {
        self.name = name
        size = bytes.count
        storage = .memory(bytes)
    }

    /// Opens a file; what cannot be read twice (a pipe, a terminal) is first copied to a temporary file.
    init(name: String, path: String) throws(IntakeError) {
        let opened = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { throw .system(.cannotOpen, file: name, errno: errno) }
        let descriptor = try ByteSource.rereadable(opened, name: name)
        self.name = name
        size = try ByteSource.status(of: descriptor, name: name).st_size
        storage = .file(descriptor)
    }

    /// Standard input, copied to a temporary file that has no name any more.
    init(standardInput name: String) throws(IntakeError) {
        let descriptor = try ByteSource.spool(from: STDIN_FILENO, name: name)
        self.name = name
        size = try ByteSource.status(of: descriptor, name: name).st_size
        storage = .file(descriptor)
    }

    deinit {
        if case .file(let descriptor) = storage { close(descriptor) }
    }

    /// Fills the buffer from `offset` on; the number of bytes, 0 at the end.
    func read(at offset: Int, into buffer: inout [UInt8]) throws(IntakeError) -> Int {
        switch storage {
        case .memory(let bytes):
            let count = min(buffer.count, bytes.count - offset)
            guard count > 0 else { return 0 }
            buffer.replaceSubrange(0..<count, with: bytes[offset..<(offset + count)])
            return count
        case .file(let descriptor):
            while true {
                let count = buffer.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, offset) }
                if count >= 0 { return count }
                let number = errno
                guard number == EINTR else { throw .system(.cannotRead, file: name, errno: number) }
            }
        }
    }

    /// The first bytes, at most so many.
    func head(_ count: Int) throws(IntakeError) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        return Array(buffer[..<(try read(at: 0, into: &buffer))])
    }

    /// A path under which the bytes can be opened while the returned object lives.
    func openablePath() throws(IntakeError) -> (path: String, owner: ByteSource) {
        switch storage {
        case .file(let descriptor): return ("/proc/self/fd/\(descriptor)", self)
        case .memory(let bytes):
            let descriptor = try ByteSource.unnamedFile(name: name)
            let copy = ByteSource(name: name, size: bytes.count, descriptor: descriptor)
            try ByteSource.write(bytes[...], to: descriptor, name: name)
            return ("/proc/self/fd/\(descriptor)", copy)
        }
    }

    /// Whether both are the same file.
    func isSameFile(as other: stat) -> Bool {
        guard case .file(let descriptor) = storage, let mine = try? ByteSource.status(of: descriptor, name: name) else {
            return false
        }
        return mine.st_dev == other.st_dev && mine.st_ino == other.st_ino
    }

    private init(name: String, size: Int, descriptor: Int32) {
        self.name = name
        self.size = size
        storage = .file(descriptor)
    }

    private static func rereadable(_ descriptor: Int32, name: String) throws(IntakeError) -> Int32 {
        let mode: mode_t
        do throws(IntakeError) {
            mode = try status(of: descriptor, name: name).st_mode & S_IFMT
        } catch {
            close(descriptor)
            throw error
        }
        if mode == S_IFREG { return descriptor }
        defer { close(descriptor) }
        guard mode != S_IFDIR else { throw IntakeError(.cannotOpen, file: name, "it is a folder") }
        return try spool(from: descriptor, name: name)
    }

    private static func status(of descriptor: Int32, name: String) throws(IntakeError) -> stat {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(.cannotRead, file: name, errno: errno) }
        return status
    }

    private static func spool(from descriptor: Int32, name: String) throws(IntakeError) -> Int32 {
        let target = try unnamedFile(name: name)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        do throws(IntakeError) {
            while true {
                let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
                if count == 0 { return target }
                let number = errno
                if count < 0, number == EINTR { continue }
                guard count > 0 else { throw IntakeError.system(.cannotRead, file: name, errno: number) }
                try write(buffer[..<count], to: target, name: name)
            }
        } catch {
            close(target)
            throw error
        }
    }

    private static func unnamedFile(name: String) throws(IntakeError) -> Int32 {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array((folder + "/huanxin-XXXXXX").utf8CString)
        let descriptor = template.withUnsafeMutableBufferPointer { buffer -> Int32 in
            guard let path = buffer.baseAddress else { return -1 }
            let descriptor = mkstemp(path)
            if descriptor >= 0 { unlink(path) }
            return descriptor
        }
        guard descriptor >= 0 else { throw .system(.cannotWrite, file: name, errno: errno) }
        return descriptor
    }

    /// Writes all of the bytes, however often the system takes only some of them.
    static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32, name: String) throws(IntakeError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            let number = errno
            if count < 0, number == EINTR { continue }
            guard count > 0 else { throw .system(.cannotWrite, file: name, errno: number) }
            rest = rest.dropFirst(count)
        }
    }
}
