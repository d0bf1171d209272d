import Glibc
import LMDB
import Synchronization
import Testing

/// A directory of its own for one test, removed afterwards.
final class Scratch: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/lmdb-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw LMDBTestFailure.noDirectory }
        path = template.withUnsafeBufferPointer { buffer in
            String(decoding: buffer.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    deinit {
        for directory in ["", "/copy", "/packed"] {
            unlink(path + directory + "/data.mdb")
            unlink(path + directory + "/lock.mdb")
        }
        for directory in ["/copy", "/packed", ""] { rmdir(path + directory) }
    }

    func open(_ options: Environment.Options = .init(mapBytes: 64 << 20, durability: .noSync)) throws -> Environment {
        try Environment(path: path, options: options)
    }
}

enum LMDBTestFailure: Error { case noDirectory, wanted, noThread }

/// Runs `body` on a thread of its own; `join` waits for it.
struct TestThread {
    private let id: pthread_t

    init(_ body: @escaping @Sendable () -> Void) throws {
        let box = Unmanaged.passRetained(Box(body))
        var id = pthread_t()
        let code = pthread_create(
            &id,
            nil,
            { argument in
                if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            },
            box.toOpaque()
        )
        guard code == 0 else { throw LMDBTestFailure.noThread }
        self.id = id
    }

    func join() { pthread_join(id, nil) }

    private final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

extension ReadableTransaction where Self: ~Copyable {
    /// The keys of a scan, as texts.
    func keys(
        _ table: Table,
        _ range: KeyRange = .all,
        _ order: ScanOrder = .ascending
    ) throws -> [String] {
        var found: [String] = []
        try forEach(in: table, keys: range, order: order) { key, _ in
            found.append(String(decoding: key.copy(), as: UTF8.self))
            return .continue
        }
        return found
    }
}
