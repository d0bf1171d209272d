import Glibc
import LMDB
import Synchronization
import Testing

@Suite struct EnvironmentTests {
    @Test("a directory is opened once in a process, under whatever name")
    func doubleOpen() throws {
        let scratch = try Scratch()
        let first = try scratch.open()
        #expect(Environment.isOpen(scratch.path))
        let error = #expect(throws: LMDBError.self) { try Environment(path: scratch.path + "/../" + leaf(scratch)) }
        #expect(error?.code == .alreadyOpen)
        withExtendedLifetime(first) {}
    }

    private func leaf(_ scratch: Scratch) -> String {
        String(scratch.path.split(separator: "/").last ?? "")
    }

    @Test("what is not there cannot be opened")
    func missing() throws {
        let error = #expect(throws: LMDBError.self) { try Environment(path: "/nonexistent/a/b") }
        #expect(error?.code == .noSuchFile)
        #expect(error?.isRetriable == false)
    }

    @Test("a full map is an error that growing resolves, with readers about")
    func growth() throws {
        let environment = try Scratch().open(.init(mapBytes: 1 << 20, durability: .noSync))
        let table = try environment.openTable("records")
        let value = [UInt8](repeating: 1, count: 3000)
        try environment.write { try $0.put(UInt32(0), value: value, in: table) }
        #expect(try environment.read { try $0.contains(UInt32(0), in: table) })
        func fill() throws {
            try environment.write { (transaction: inout WriteTransaction) throws in
                for number in UInt32(0)..<1000 { try transaction.put(number, value: value, in: table) }
            }
        }
        let error = #expect(throws: LMDBError.self) { try fill() }
        #expect(error?.code == .mapFull && error?.isRetriable == true)
        #expect(try environment.read { try $0.count(of: table) } == 1)
        do {
            let snapshot = try environment.beginRead()
            #expect(
                #expect(throws: LMDBError.self) { try environment.grow(to: 16 << 20, patienceMs: 5) }?.code == .busy
            )
            #expect(try snapshot.contains(UInt32(0), in: table))
        }
        try environment.grow(to: 16 << 20)
        try fill()
        try environment.grow(to: 1 << 20)
        let information = environment.information()
        #expect(information.mapBytes == 16 << 20)
        #expect(information.usedBytes > 3_000_000 && information.usedBytes < 16 << 20)
        #expect(try environment.read { try $0.statistics(of: table) }.entries == 1000)
    }

    @Test("growing waits for a reader on another thread")
    func growthWaits() throws {
        let environment = try Scratch().open()
        let table = try environment.openTable("records")
        try environment.write { try $0.put(bytes("a"), value: bytes("1"), in: table) }
        let state = SharedState()
        let reader = try TestThread {
            _ = try? environment.read { (snapshot: borrowing ReadTransaction) throws in
                state.reads.store(1, ordering: .releasing)
                for _ in 0..<20_000 { _ = try snapshot.contains(bytes("a"), in: table) }
                state.isDone.store(true, ordering: .releasing)
            }
        }
        while state.reads.load(ordering: .acquiring) == 0 { sched_yield() }
        try environment.grow(to: 128 << 20)
        let hasEnded = state.isDone.load(ordering: .acquiring)
        #expect(hasEnded)
        reader.join()
    }

    @Test("two threads read whole commits while one writes")
    func concurrency() throws {
        let environment = try Scratch().open()
        let table = try environment.openTable("records")
        let keys = UInt32(0)..<50
        func commit(_ round: UInt32) throws {
            try environment.write { (transaction: inout WriteTransaction) throws in
                for key in keys { try transaction.put(key, value: round, in: table) }
            }
        }
        try commit(0)
        let state = SharedState()
        let readers = try (0..<2).map { _ in
            try TestThread {
                do {
                    var last: UInt32 = 0
                    while !state.isDone.load(ordering: .acquiring) {
                        try environment.read { (snapshot: borrowing ReadTransaction) throws in
                            var seen: Set<UInt32> = []
                            try snapshot.forEach(in: table) { _, value in
                                seen.insert(value.bigEndian(UInt32.self))
                                return .continue
                            }
                            guard seen.count == 1, let round = seen.first, round >= last else {
                                throw LMDBTestFailure.wanted
                            }
                            last = round
                        }
                        state.reads.add(1, ordering: .relaxed)
                    }
                } catch {
                    state.failures.add(1, ordering: .relaxed)
                }
            }
        }
        for round in UInt32(1)...500 { try commit(round) }
        while state.reads.load(ordering: .relaxed) < 100, state.failures.load(ordering: .relaxed) == 0 { sched_yield() }
        state.isDone.store(true, ordering: .releasing)
        readers.forEach { $0.join() }
        let failures = state.failures.load(ordering: .relaxed)
        #expect(failures == 0)
        #expect(try environment.read { try $0.get(UInt32(9), in: table) { $0.bigEndian(UInt32.self) } } == 500)
    }

    @Test("a copy holds the snapshot, and a compact one less")
    func copy() throws {
        let scratch = try Scratch()
        let environment = try scratch.open()
        let table = try environment.openTable("records")
        let value = [UInt8](repeating: 7, count: 1000)
        try environment.write { (transaction: inout WriteTransaction) throws in
            for number in UInt32(0)..<2000 { try transaction.put(number, value: value, in: table) }
        }
        try environment.write { _ = try $0.delete(.from(Key(UInt32(10)).bytes), in: table) }
        try environment.sync()
        #expect(try environment.readerCheck() == 0)
        try environment.copy(to: scratch.path + "/copy", compact: false)
        try environment.copy(to: scratch.path + "/packed", compact: true)
        let whole = try Environment(path: scratch.path + "/copy", options: .init(mapBytes: 64 << 20))
        let packed = try Environment(path: scratch.path + "/packed", options: .init(mapBytes: 64 << 20))
        for each in [whole, packed] {
            let table = try each.openTable("records", create: false)
            #expect(try each.read { try $0.count(of: table) } == 10)
        }
        #expect(packed.information().usedBytes * 10 < whole.information().usedBytes)
    }

    @Test("more tables than the limit is an error")
    func tableLimit() throws {
        let environment = try Scratch().open(.init(mapBytes: 1 << 20, maxTables: 2, durability: .noSync))
        _ = try environment.openTable("a")
        _ = try environment.openTable("b")
        #expect(try environment.openTable("a") == environment.openTable("a"))
        #expect(#expect(throws: LMDBError.self) { try environment.openTable("c") }?.code == .tablesFull)
    }
}

/// What the threads of a test share.
private final class SharedState: Sendable {
    let isDone = Atomic<Bool>(false)
    let reads = Atomic<Int>(0)
    let failures = Atomic<Int>(0)
}
