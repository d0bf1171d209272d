import Glibc
import LMDB
import Testing

@Suite struct TransactionTests {
    @Test("a commit is seen by later readers and by the next opening")
    func commit() throws {
        let scratch = try Scratch()
        do {
            let environment = try scratch.open()
            let table = try environment.openTable("records")
            try environment.write { try $0.put(UInt64(7), value: bytes("seven"), in: table) }
            #expect(try environment.read { try $0.copy(UInt64(7), in: table) } == bytes("seven"))
            #expect(try environment.read { try $0.get(UInt64(7), in: table) { $0.byteCount } } == 5)
        }
        #expect(!Environment.isOpen(scratch.path))
        let again = try scratch.open(.init(mapBytes: 64 << 20, isReadOnly: true))
        let table = try again.openTable("records")
        #expect(try again.read { try $0.copy(UInt64(7), in: table) } == bytes("seven"))
        #expect(#expect(throws: LMDBError.self) { try again.beginWrite().abort() }?.code == .accessDenied)
        #expect(#expect(throws: LMDBError.self) { try again.openTable("other") }?.code == .noSuchTable)
    }

    @Test("an abort, a thrown error and a forgotten transaction change nothing and free the lock")
    func abort() throws {
        let environment = try Scratch().open()
        let table = try environment.openTable("records")
        var aborted = try environment.beginWrite()
        try aborted.put(bytes("a"), value: bytes("1"), in: table)
        aborted.abort()
        do {
            var forgotten = try environment.beginWrite()
            try forgotten.put(bytes("b"), value: bytes("1"), in: table)
        }
        #expect(throws: LMDBTestFailure.wanted) {
            try environment.write { (transaction: inout WriteTransaction) throws in
                try transaction.put(bytes("c"), value: bytes("1"), in: table)
                throw LMDBTestFailure.wanted
            }
        }
        #expect(try environment.read { try $0.count(of: table) } == 0)
    }

    @Test("a reader keeps its snapshot while others commit")
    func isolation() throws {
        let environment = try Scratch().open()
        let table = try environment.openTable("records")
        try environment.write { try $0.put(bytes("a"), value: bytes("old"), in: table) }
        let before = try environment.beginRead()
        try environment.write { (transaction: inout WriteTransaction) throws in
            try transaction.put(bytes("a"), value: bytes("new"), in: table)
            try transaction.put(bytes("b"), value: bytes("new"), in: table)
            #expect(try transaction.copy(bytes("a"), in: table) == bytes("new"))
        }
        #expect(try before.copy(bytes("a"), in: table) == bytes("old"))
        #expect(try before.contains(bytes("b"), in: table) == false)
        let after = try environment.beginRead()
        #expect(after.number == before.number + 1)
        #expect(try after.copy(bytes("a"), in: table) == bytes("new"))
    }

    @Test("a renewed reader sees the newest commit")
    func renewal() throws {
        let environment = try Scratch().open()
        let table = try environment.openTable("records")
        for round in UInt32(0)..<100 {
            try environment.write { try $0.put(bytes("a"), value: round, in: table) }
            #expect(try environment.read { try $0.get(bytes("a"), in: table) { $0.bigEndian(UInt32.self) } } == round)
        }
        #expect(environment.information().readers <= 2)
    }

    @Test("insert leaves a taken key, append refuses an order, reserve writes in place, delete tells what was there")
    func changes() throws {
        let environment = try Scratch().open()
        let table = try environment.openTable("records")
        try environment.write { (transaction: inout WriteTransaction) throws in
            #expect(try transaction.insert(bytes("a"), value: bytes("1"), in: table))
            #expect(try !transaction.insert(bytes("a"), value: bytes("2"), in: table))
            #expect(try transaction.copy(bytes("a"), in: table) == bytes("1"))
            try transaction.append(bytes("b"), value: bytes(""), in: table)
            do {
                try transaction.append(bytes("a"), value: bytes(""), in: table)
                Issue.record("a lower key was appended")
            } catch let error as LMDBError {
                #expect(error.code == .keyOrder)
            }
            try transaction.put(bytes("r"), reserving: 12, in: table) { output in
                output.append(UInt32(5).littleEndian, as: UInt32.self)
                output.append(UInt64(6).littleEndian, as: UInt64.self)
            }
            #expect(try transaction.get(bytes("r"), in: table) { $0.littleEndian(UInt64.self, at: 4) } == 6)
            #expect(try transaction.delete(bytes("a"), in: table))
            #expect(try !transaction.delete(bytes("a"), in: table))
        }
        #expect(try environment.read { try $0.keys(table) } == ["b", "r"])
        try environment.write { try $0.clear(table) }
        #expect(try environment.read { try $0.count(of: table) } == 0)
    }

    @Test("every kind of source gives the same bytes")
    func sources() throws {
        let environment = try Scratch().open()
        let table = try environment.openTable("records")
        let plain: [UInt8] = [0, 0, 0, 9]
        try environment.write { (transaction: inout WriteTransaction) throws in
            try transaction.put(plain, value: plain, in: table)
            #expect(try transaction.contains(UInt32(9), in: table))
            #expect(try transaction.contains(Key(UInt32(9)), in: table))
            #expect(try transaction.contains(plain[...], in: table))
            #expect(try transaction.contains(plain.span.bytes, in: table))
            let raw = plain.withUnsafeBytes { raw in Result { try transaction.contains(raw, in: table) } }
            #expect(try raw.get())
        }
        var key = Key(UInt16(1)).appending(UInt32(2))
        key.append("x")
        #expect(key.bytes == [0, 1, 0, 0, 0, 2, 120])
        key.truncate(to: 2)
        #expect(key == Key([0, 1]) && key < Key(UInt16(2)))
    }

    @Test("a key of no length or of 512 bytes, a foreign table and a nested write are bugs")
    func bugs() async {
        await #expect(processExitsWith: .failure) {
            let environment = try Scratch().open()
            let table = try environment.openTable("records")
            _ = try environment.read { try $0.contains([UInt8](), in: table) }
        }
        await #expect(processExitsWith: .failure) {
            let environment = try Scratch().open()
            let table = try environment.openTable("records")
            _ = try environment.read { try $0.contains([UInt8](repeating: 1, count: 512), in: table) }
        }
        await #expect(processExitsWith: .failure) {
            let environment = try Scratch().open()
            let foreign = try Scratch().open().openTable("records")
            _ = try environment.read { try $0.contains([1], in: foreign) }
        }
        await #expect(processExitsWith: .failure) {
            let environment = try Scratch().open()
            try environment.write { _ in try environment.write { _ in } }
        }
    }
}
