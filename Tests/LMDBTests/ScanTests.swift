import LMDB
import Testing

@Suite struct ScanTests {
    @Test("scans run in key order, both ways, within their range")
    func order() throws {
        let environment = try Scratch().open()
        let table = try environment.openTable("records")
        try environment.write { (transaction: inout WriteTransaction) throws in
            for key in ["b", "a", "ab", "abc", "c", "ba"].shuffled() {
                try transaction.put(bytes(key), value: bytes(key), in: table)
            }
        }
        try environment.read { (snapshot: borrowing ReadTransaction) throws in
            #expect(try snapshot.keys(table) == ["a", "ab", "abc", "b", "ba", "c"])
            #expect(try snapshot.keys(table, .all, .descending) == ["c", "ba", "b", "abc", "ab", "a"])
            #expect(try snapshot.keys(table, .prefix(bytes("ab"))) == ["ab", "abc"])
            #expect(try snapshot.keys(table, .prefix(bytes("ab")), .descending) == ["abc", "ab"])
            #expect(try snapshot.keys(table, .from(bytes("abd"))) == ["b", "ba", "c"])
            #expect(try snapshot.keys(table, .below(bytes("b")), .descending) == ["abc", "ab", "a"])
            #expect(try snapshot.keys(table, .through(bytes("b")), .descending) == ["b", "abc", "ab", "a"])
            #expect(try snapshot.keys(table, .between(bytes("ab"), bytes("ba"))) == ["ab", "abc", "b"])
            #expect(try snapshot.keys(table, .prefix(bytes("d"))) == [])
            #expect(try snapshot.keys(table, .prefix(bytes("d")), .descending) == [])
            #expect(try snapshot.first(in: table) { key, _ in key.copy() } == bytes("a"))
            #expect(try snapshot.last(in: table) { key, _ in key.copy() } == bytes("c"))
            #expect(
                try snapshot.last(in: table, keys: .prefix(bytes("a"))) { _, value in value.copy() } == bytes("abc")
            )
            #expect(try snapshot.first(in: table, keys: .prefix(bytes("x"))) { _, _ in 1 } == nil)
        }
    }

    @Test("every range over every small key set gives what sorting and filtering gives")
    func everyRange() throws {
        let environment = try Scratch().open()
        let table = try environment.openTable("records")
        let alphabet: [UInt8] = [0, 1, 255]
        let keys = alphabet.map { [$0] } + alphabet.flatMap { first in alphabet.map { [first, $0] } }
        let bounds = [nil] + (keys + [[]]).map(Optional.some)
        for chosen in [keys, keys.enumerated().filter { $0.offset % 2 == 0 }.map(\.element), []] {
            try environment.write { (transaction: inout WriteTransaction) throws in
                try transaction.clear(table)
                for key in chosen { try transaction.put(key, value: key, in: table) }
            }
            let sorted = chosen.sorted { $0.lexicographicallyPrecedes($1) }
            try environment.read { (snapshot: borrowing ReadTransaction) throws in
                for lower in bounds {
                    for upper in bounds {
                        let wanted = sorted.filter { key in
                            !(lower.map { key.lexicographicallyPrecedes($0) } ?? false)
                                && (upper.map { key.lexicographicallyPrecedes($0) } ?? true)
                        }
                        for order in [ScanOrder.ascending, .descending] {
                            var found: [[UInt8]] = []
                            try snapshot.forEach(in: table, keys: .init(lower: lower, upper: upper), order: order) {
                                key,
                                value in
                                #expect(key.copy() == value.copy())
                                found.append(key.copy())
                                return .continue
                            }
                            #expect(found == (order == .ascending ? wanted : wanted.reversed()))
                        }
                    }
                }
            }
        }
        #expect(KeyRange.prefix([1, 255]) == .between([1, 255], [2]))
        #expect(KeyRange.prefix([255, 255]) == .from([255, 255]))
    }

    @Test("a cursor seeks, moves both ways and stops at the ends")
    func cursor() throws {
        let environment = try Scratch().open()
        let table = try environment.openTable("records")
        try environment.write { (transaction: inout WriteTransaction) throws in
            for number in UInt32(0)..<1000 { try transaction.append(number * 2, value: number, in: table) }
        }
        try environment.read { (snapshot: borrowing ReadTransaction) throws in
            try snapshot.withCursor(in: table) { (cursor: inout Cursor) throws in
                #expect(cursor.isOnRecord == false)
                #expect(try cursor.seek(UInt32(7)))
                #expect(cursor.withCurrent { key, _ in key.bigEndian(UInt32.self) } == 8)
                let prefixes = (cursor.hasPrefix([0, 0, 0]), cursor.hasPrefix([1]))
                #expect(prefixes == (true, false))
                #expect(try cursor.next())
                #expect(cursor.withCurrent { _, value in value.bigEndian(UInt32.self) } == 5)
                #expect(try cursor.previous())
                #expect(cursor.withCurrent { key, _ in key.bigEndian(UInt32.self) } == 8)
                #expect(try cursor.seek(exactly: UInt32(10)))
                #expect(try !cursor.seek(exactly: UInt32(11)))
                #expect(cursor.isOnRecord == false)
                #expect(try !cursor.seek(UInt32(1999)))
                #expect(try cursor.last())
                #expect(try !cursor.next())
                #expect(try cursor.first())
                #expect(try !cursor.previous())
            }
        }
    }

    @Test("a range is deleted, in parts if there is a limit")
    func deleteRange() throws {
        let environment = try Scratch().open()
        let table = try environment.openTable("records")
        try environment.write { (transaction: inout WriteTransaction) throws in
            for term in UInt16(0)..<10 {
                for record in UInt32(0)..<500 {
                    try transaction.put(Key(term).appending(record), value: record, in: table)
                }
            }
        }
        let range = KeyRange.prefix(Key(UInt16(4)).bytes)
        #expect(try environment.write { try $0.delete(range, in: table, limit: 300) } == 300)
        #expect(try environment.write { try $0.delete(range, in: table, limit: 300) } == 200)
        try environment.read { (snapshot: borrowing ReadTransaction) throws in
            #expect(try snapshot.count(of: table) == 4500)
            #expect(
                try snapshot.first(in: table, keys: .from(range.lower ?? [])) { key, _ in
                    key.bigEndian(UInt16.self)
                } == 5
            )
        }
        #expect(try environment.write { try $0.delete(.all, in: table) } == 4500)
    }
}
