import Glibc

/// What stores need of the file system. Paths are UTF-8; modes keep others out, as data of enterprises must be.
package enum Files {
    /// Mode of directories made.
    static let directoryMode: mode_t = 0o700
    /// Mode of files made.
    static let fileMode: mode_t = 0o600

    /// Whether something is at `path`.
    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Makes a directory and those on the way to it, where missing.
    package static func makeDirectories(_ path: String) throws(OSError) {
        if mkdir(path, directoryMode) == 0 { return }
        let code = errno
        if code == EEXIST, isDirectory(path) { return }
        let parent = directory(of: path)
        guard code == ENOENT, parent != path else { throw OSError("make directory", path, errno: code) }
        try makeDirectories(parent)
        if mkdir(path, directoryMode) != 0, errno != EEXIST { throw OSError("make directory", path, errno: errno) }
    }

    /// Whether `path` is a directory, or a link to one.
    package static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Size of a file in bytes; `nil` if there is none.
    package static func size(_ path: String) throws(OSError) -> Int? {
        var status = stat()
        if stat(path, &status) == 0 { return Int(status.st_size) }
        let error = OSError("look at", path, errno: errno)
        if error.isNotFound { return nil }
        throw error
    }

    /// The directory `path` lies in: `/` for `/a`, `.` for `a`.
    package static func directory(of path: String) -> String {
        var bytes = Array(path.utf8)
        while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == 0 ? "/" : String(decoding: bytes[..<slash], as: UTF8.self)
    }

    /// The names in a directory, sorted by their bytes, without `.` and `..`.
    package static func names(in path: String) throws(OSError) -> [String] {
        guard let stream = opendir(path) else { throw OSError("list", path, errno: errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: field.pointee)) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        if errno != 0 { throw OSError("list", path, errno: errno) }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The bytes of a file; `nil` if there is none.
    ///
    /// - Parameter maxBytes: a larger file is an error, `EFBIG`.
    package static func read(_ path: String, maxBytes: Int = 1 << 30) throws(OSError) -> [UInt8]? {
        let file: OpenFile
        do {
            file = try OpenFile(path, O_RDONLY)
        } catch {
            if error.isNotFound { return nil }
            throw error
        }
        return try file.readAll(maxBytes: maxBytes)
    }

    /// Writes a file whole or not at all: a reader sees the old bytes or the new, also after a crash.
    ///
    /// Two writers of the same file must take turns.
    package static func writeAtomically(_ bytes: [UInt8], to path: String) throws(OSError) {
        let draft = "\(path).\(getpid()).tmp"
        do {
            let file = try OpenFile(draft, O_WRONLY | O_CREAT | O_TRUNC)
            try file.writeAll(bytes)
            try file.sync()
            try rename(draft, to: path)
        } catch {
            unlink(draft)
            throw error
        }
    }

    /// Moves a file or directory in place of what is at `target`, in one step, and makes that durable.
    ///
    /// A directory replaces only an empty one.
    package static func rename(_ path: String, to target: String) throws(OSError) {
        try check("rename", path) { Glibc.rename(path, target) }
        let directory = directory(of: target)
        try sync(directory)
        let source = Self.directory(of: path)
        if source != directory { try sync(source) }
    }

    /// Brings a file's bytes, or a directory's names, to the disk.
    package static func sync(_ path: String) throws(OSError) { try OpenFile(path, O_RDONLY).sync() }

    /// Removes a file; not an error if there is none.
    package static func remove(_ path: String) throws(OSError) {
        if unlink(path) == 0 { return }
        let error = OSError("remove", path, errno: errno)
        if !error.isNotFound { throw error }
    }

    /// Removes a directory with all in it, or a file; not an error if there is none. Links are removed, not followed.
    package static func removeTree(_ path: String) throws(OSError) {
        var status = stat()
        if lstat(path, &status) != 0 {
            let error = OSError("look at", path, errno: errno)
            if error.isNotFound { return }
            throw error
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { return try remove(path) }
        for name in try names(in: path) { try removeTree(path + "/" + name) }
        if rmdir(path) != 0, errno != ENOENT { throw OSError("remove directory", path, errno: errno) }
    }

    /// A new empty directory whose name begins with `prefix`, under `TMPDIR` or `/tmp`.
    package static func makeTemporaryDirectory(prefix: String) throws(OSError) -> String {
        let parent = CurrentProcess.environment("TMPDIR") ?? "/tmp"
        var template = Array("\(parent)/\(prefix)XXXXXX".utf8CString)
        if mkdtemp(&template) == nil { throw OSError("make temporary directory in", parent, errno: errno) }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// An open file descriptor, closed when it goes out of scope.
struct OpenFile: ~Copyable {
    let descriptor: Int32
    private let path: String

    init(_ path: String, _ flags: Int32) throws(OSError) {
        descriptor = try check("open", path) { open(path, flags | O_CLOEXEC, Files.fileMode) }
        self.path = path
    }

    deinit { close(descriptor) }

    func sync() throws(OSError) { try check("sync", path) { fsync(descriptor) } }

    func writeAll(_ bytes: [UInt8]) throws(OSError) {
        var written = 0
        while written < bytes.count {
            written += try check("write", path) {
                bytes.withUnsafeBytes { write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written) }
            }
        }
    }

    func readAll(maxBytes: Int) throws(OSError) -> [UInt8] {
        var status = stat()
        try check("look at", path) { fstat(descriptor, &status) }
        // One byte more than the size says, so that the usual file ends in its second read.
        var bytes = [UInt8](repeating: 0, count: min(Int(status.st_size), maxBytes) + 1)
        var count = 0
        while true {
            let got = try check("read", path) {
                bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress?.advanced(by: count), $0.count - count) }
            }
            if got == 0 { break }
            count += got
            if count > maxBytes { throw OSError("read", path, errno: EFBIG) }
            if count == bytes.count { bytes.append(contentsOf: repeatElement(0, count: max(4096, count))) }
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }
}

/// A lock on a file that other processes respect, held until it goes out of scope or the process ends.
package struct FileLock: ~Copyable {
    private let file: OpenFile

    /// Makes the file if it is missing and takes its lock, without waiting.
    ///
    /// - Returns: `nil` if another holder, of this process or another, has it.
    package init?(_ path: String) throws(OSError) {
        let file = try OpenFile(path, O_RDWR | O_CREAT)
        do {
            try check("lock", path) { flock(file.descriptor, LOCK_EX | LOCK_NB) }
        } catch {
            if error.errno == EWOULDBLOCK { return nil }
            throw error
        }
        self.file = file
    }
}
