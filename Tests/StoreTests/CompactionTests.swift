import Cluster
import Domain
import Glibc
import LMDB
import OS
import TestSupport
import Testing

@testable import Store

@Suite struct CompactionTests {
    /// An environment with many free pages, closed.
    private func sparse(_ path: String, marker: UInt8 = 1) throws {
        let environment = try Environment(path: path, options: .init(mapBytes: 64 << 20, maxTables: 4))
        let table = try environment.openTable("rows")
        for round in 0..<4 {
            try environment.write { transaction in
                for key in 0..<UInt64(2_000) {
                    let value = [UInt8](repeating: round == 3 ? marker : 9, count: round == 3 ? 8 : 1_000)
                    try transaction.put(key, value: value, in: table)
                }
            }
        }
    }

    /// The first byte of a row; each must be there.
    private func marker(_ path: String) throws -> UInt8? {
        let environment = try Environment(path: path, options: .init(mapBytes: 64 << 20, maxTables: 4))
        let table = try environment.openTable("rows")
        return try environment.read { transaction in
            for key in 0..<UInt64(2_000) { try #require(try transaction.contains(key, in: table)) }
            return try transaction.copy(UInt64(77), in: table)?.first
        }
    }

    private func wait(_ compaction: Compaction) {
        while !compaction.isFinished { Pause.milliseconds(1) }
    }

    @Test("an environment with more than half of its pages free is copied, and the copy takes its place")
    func swap() throws {
        let scratch = try Scratch()
        let path = scratch.path + "/e"
        try sparse(path)
        let before = try #require(try Files.size(path + "/data.mdb"))
        do {
            let environment = try Environment(path: path, options: .init(mapBytes: 64 << 20, maxTables: 4))
            #expect(try environment.freeBytes() > environment.information().usedBytes / 2)
            #expect(try Compaction.isDue(environment, leastBytes: 1 << 20))
            #expect(try !Compaction.isDue(environment), "a small one is left alone")
            let compaction = try Compaction(environment)
            wait(compaction)
            #expect(try compaction.finish(environment))
        }
        try Compaction.swap(path)
        let after = try #require(try Files.size(path + "/data.mdb"))
        #expect(after < before / 2)
        #expect(try marker(path) == 1)
        #expect(try Files.names(in: scratch.path) == ["e"])
        let environment = try Environment(path: path, options: .init(mapBytes: 64 << 20, maxTables: 4))
        #expect(try !Compaction.isDue(environment, leastBytes: 1))
    }

    @Test("a copy of an environment that went on is thrown away")
    func overtaken() throws {
        let scratch = try Scratch()
        let path = scratch.path + "/e"
        try sparse(path)
        let environment = try Environment(path: path, options: .init(mapBytes: 64 << 20, maxTables: 4))
        let table = try environment.openTable("rows")
        let compaction = try Compaction(environment)
        wait(compaction)
        try environment.write { try $0.put(UInt64(77), value: [5], in: table) }
        #expect(try !compaction.finish(environment))
        #expect(try Files.names(in: scratch.path) == ["e"])
    }

    @Test("what a crash leaves at any step becomes one whole environment, the newest there is")
    func crashes() throws {
        // What stands where, and whose rows are there in the end. The environment's are 1, the copy's 2.
        let states: [(left: [String: UInt8], wanted: UInt8)] = [
            (["e": 1, "e.copying": 2], 1), (["e": 1, "e.compact": 2], 1), (["e.replaced": 1, "e.compact": 2], 2),
            (["e.replaced": 1, "e": 2], 2), (["e.replaced": 1], 1), (["e": 1, "e.copying": 2, "e.compact": 3], 1),
        ]
        for (left, wanted) in states {
            let scratch = try Scratch()
            for (name, marker) in left { try sparse(scratch.path + "/" + name, marker: marker) }
            if left["e.copying"] != nil { #expect(truncate(scratch.path + "/e.copying/data.mdb", 5_000) == 0) }
            try Compaction.tidy(scratch.path)
            #expect(try Files.names(in: scratch.path) == ["e"], "\(left)")
            #expect(try marker(scratch.path + "/e") == wanted, "\(left)")
            try Compaction.tidy(scratch.path)
            #expect(try marker(scratch.path + "/e") == wanted, "\(left): again")
        }
    }

    @Test("a store answers the same after each of its environments was compacted, and after a crash in the middle")
    func store() throws {
        var random = SeededRandom(seed: 41)
        let history = History.random(vshards: 3, updates: 60, &random)
        let site = try StoreSite(vshards: 3)
        try site.store.apply(history.changes, through: history.position(history.seq))
        try site.store.settle()
        for turn in 0..<4 {
            let vshard = try begin(site, turn)
            wait(vshard.compaction)
            #expect(try site.store.take(vshard.compaction, of: vshard.vshard))
        }
        try expectAnswers(site, history.states[Int(history.seq)], at: history.seq, "compacted")
        for turn in 0..<4 {
            let target = try begin(site, turn)
            wait(target.compaction)
            let directory = site.store.directory(of: target.vshard)
            try site.reopen {
                if turn % 2 == 0 { try Files.rename(directory, to: directory + ".replaced") }
            }
            #expect(site.reports.isEmpty, "turn \(turn)")
            #expect(site.store.position == history.position(history.seq), "turn \(turn)")
        }
        try expectAnswers(site, history.states[Int(history.seq)], at: history.seq, "after the crashes")
    }

    /// Apart, so that no reference to the environment is left.
    private func begin(_ site: StoreSite, _ turn: Int) throws -> (compaction: Compaction, vshard: VShard?) {
        let target = try #require(site.store.compactionTarget(turn))
        return (try Compaction(target.environment), target.vshard)
    }
}
