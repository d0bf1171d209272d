import OS
import Synchronization
import Testing

@Suite struct FileTests {
    /// Runs `body` in a directory of its own, removed afterwards.
    private func withDirectory(_ body: (String) throws -> Void) throws {
        let path = try Files.makeTemporaryDirectory(prefix: "os-tests-")
        defer { try? Files.removeTree(path) }
        try body(path)
    }

    @Test("a file is written whole, read back, replaced and removed")
    func write() throws {
        try withDirectory { path in
            let file = path + "/a"
            #expect(try Files.read(file) == nil)
            #expect(try Files.size(file) == nil)
            let large = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
            for bytes in [large, [], [1, 2, 3]] {
                try Files.writeAtomically(bytes, to: file)
                #expect(try Files.read(file) == bytes)
                #expect(try Files.size(file) == bytes.count)
            }
            #expect(try Files.names(in: path) == ["a"])
            #expect(#expect(throws: OSError.self) { try Files.read(file, maxBytes: 2) } != nil)
            #expect(try Files.read(file, maxBytes: 3) == [1, 2, 3])
            try Files.remove(file)
            try Files.remove(file)
            #expect(!Files.exists(file))
        }
    }

    @Test("a write that fails leaves no draft and the old bytes")
    func failedWrite() throws {
        try withDirectory { path in
            try Files.makeDirectories(path + "/target/full")
            #expect(throws: OSError.self) { try Files.writeAtomically([1], to: path + "/target") }
            #expect(try Files.names(in: path) == ["target"])
            let error = #expect(throws: OSError.self) { try Files.writeAtomically([1], to: path + "/none/a") }
            #expect(error?.isNotFound == true)
        }
    }

    @Test("a file without a size, as of the kernel, is read to its end")
    func sizeless() throws {
        let bytes = try #require(try Files.read("/proc/self/status"))
        #expect(bytes.starts(with: Array("Name:".utf8)))
    }

    @Test("directories are made on the way, listed in order, renamed and removed with all in them")
    func directories() throws {
        try withDirectory { path in
            let deep = path + "/x/y/z"
            try Files.makeDirectories(deep + "/")
            try Files.makeDirectories(deep)
            #expect(Files.isDirectory(deep))
            for name in ["b", "a", "B"] { try Files.writeAtomically([1], to: "\(deep)/\(name)") }
            #expect(try Files.names(in: deep) == ["B", "a", "b"])
            try Files.rename(deep, to: path + "/w")
            #expect(try Files.names(in: path) == ["w", "x"])
            #expect(throws: OSError.self) { try Files.makeDirectories(path + "/w/a/b") }
            try Files.removeTree(path + "/w")
            try Files.removeTree(path + "/w")
            #expect(try Files.names(in: path) == ["x"])
        }
        #expect(Files.directory(of: "/a") == "/")
        #expect(Files.directory(of: "a") == ".")
        #expect(Files.directory(of: "/a/b//") == "/a")
    }

    @Test("a lock is held by one, until it is let go")
    func lock() throws {
        try withDirectory { path in
            let file = path + "/lock"
            do {
                let first = try FileLock(file)
                let second = try FileLock(file)
                let taken = (first != nil, second != nil)
                #expect(taken == (true, false))
            }
            let third = try FileLock(file)
            let isTaken = third != nil
            #expect(isTaken)
        }
    }
}

@Suite struct ThreadTests {
    @Test("a thread runs its body under its name, and joining waits for the end")
    func run() throws {
        let box = Box()
        let thread = try OSThread.start(name: "a-name-longer-than-15") {
            let name = try? Files.read("/proc/thread-self/comm")
            box.name.withLock { $0 = name }
        }
        thread.join()
        thread.join()
        let name = box.name.withLock { $0 }
        #expect(name == Array("a-name-longer-t\n".utf8))
    }

    @Test("the clock does not run backwards, and the process knows itself")
    func process() throws {
        let first = MonotonicClock.now
        #expect(MonotonicClock.now >= first)
        #expect(WallClock.nowMs > 1_700_000_000_000)
        #expect(CurrentProcess.id > 0)
        #expect(CurrentProcess.environment("PATH") != nil)
        #expect(CurrentProcess.environment("NO_SUCH_VARIABLE_HERE") == nil)
        #expect(CurrentProcess.coreCount >= 1)
        #expect(CurrentProcess.memoryBytes > 1 << 20)
        #expect(try CurrentProcess.freeDiskBytes(at: "/") > 0)
    }
}

private final class Box: Sendable {
    let name = Mutex<[UInt8]?>(nil)
}
