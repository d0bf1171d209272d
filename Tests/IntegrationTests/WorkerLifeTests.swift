import DemoData
import Domain
import Glibc
import LocalCluster
import OS
import TestSupport
import Testing
import Wire

extension IntegrationTests {
    /// Workers outlive what happens to their coordinator, to their files and to each other.
    @Suite struct WorkerLifeTests {
        @Test("after a coordinator that stood still for 3 s all workers are back within 3 s")
        func stopped() throws {
            let site = try ProcessSite(workers: 2, shards: 6)
            try site.start(detach: false)
            let asker = try Asker(site.layout.clientAddress)
            let coordinator = try #require(site.pid(of: "coordinator"))
            for _ in 0..<2 {
                site.signal(coordinator, SIGSTOP)
                Pause.milliseconds(3_000)
                site.signal(coordinator, SIGCONT)
                let start = MonotonicClock.now
                // What was said before the silence may still count: whole for a while, not for a moment.
                Pause.milliseconds(300)
                try poll("all workers are back", seconds: 10) { try asker.raw { $0.status = .init() }.coverage == 1 }
                #expect(MonotonicClock.now - start < 3_500_000_000, "\(site.logTails)")
                Pause.milliseconds(500)
                #expect(try asker.raw { $0.status = .init() }.coverage == 1, "and stay")
            }
            #expect(site.pid(of: "coordinator") == coordinator)
            try site.stop()
        }

        @Test("a question asked while the coordinator starts again waits for the workers and is answered whole")
        func restarted() throws {
            let demo = try Demo(seed: 6, .init(enterprises: 5, suppliers: 3, models: 20, inventory: 2, needs: 5))
            let site = try ProcessSite(workers: 2, shards: 4)
            try site.start(detach: false)
            let asker = try Asker(site.layout.clientAddress)
            try asker.waitForCoverage(demo.load(into: asker))
            for _ in 0..<3 {
                let old = try #require(site.pid(of: "coordinator"))
                site.signal(old, SIGKILL)
                try poll("another starts", seconds: 20) { site.pid(of: "coordinator").map { $0 != old } ?? false }
                let answer = try asker.raw(minCoverage: 1) { $0.list.kind = UInt32(RecordKind.models.number) }
                let text = String(decoding: answer.json.prefix(300), as: UTF8.self)
                #expect(!answer.error && answer.coverage == 1, "\(text)\n\(site.logTails)")
                // The next kill is of a coordinator that has run a while: its pause is the shortest again.
                Pause.milliseconds(3_200)
            }
            try site.stop()
        }

        @Test("workers join a coordinator of a new log, whose epoch is lower, and take up its records")
        func newLog() throws {
            let demo = try Demo(seed: 7, .init(enterprises: 5, suppliers: 3, models: 20, inventory: 2, needs: 5))
            let site = try ProcessSite(workers: 2, shards: 4)
            try site.start(detach: false)
            let asker = try Asker(site.layout.clientAddress)
            try asker.waitForCoverage(demo.load(into: asker))
            // Each start of a coordinator takes a higher epoch.
            for _ in 0..<2 {
                site.signal(try #require(site.pid(of: "coordinator")), SIGKILL)
                try poll("another starts", seconds: 20) { site.pid(of: "coordinator") != nil }
                try asker.waitForCoverage()
            }
            let workers = ["w1", "w2"].map { site.pid(of: $0) }
            let supervisor = try #require(site.pid(of: "supervisor"))
            site.signal(supervisor, SIGSTOP)
            site.signal(try #require(site.pid(of: "coordinator")), SIGKILL)
            Pause.milliseconds(200)
            try Files.removeTree(site.layout.coordinator)
            try Files.makeDirectories(site.layout.coordinator)
            site.signal(supervisor, SIGCONT)
            let other = try Demo(seed: 8, .init(enterprises: 4, suppliers: 2, models: 10, inventory: 1, needs: 3))
            try poll("the new coordinator answers", seconds: 20) { site.pid(of: "coordinator") != nil }
            try asker.waitForCoverage()
            try asker.waitForCoverage(other.load(into: asker))
            #expect(["w1", "w2"].map { site.pid(of: $0) } == workers, "the same processes")
            try site.stop()
        }

        @Test("a worker whose files were damaged builds them anew and answers", arguments: ["common", "vshard-1"])
        func damaged(_ name: String) throws {
            let demo = try Demo(seed: 9, .init(enterprises: 5, suppliers: 3, models: 60, inventory: 2, needs: 20))
            let site = try ProcessSite(workers: 1, shards: 2)
            try site.start(detach: false)
            let asker = try Asker(site.layout.clientAddress)
            let seq = try demo.load(into: asker)
            try asker.waitForCoverage(seq)
            let supervisor = try #require(site.pid(of: "supervisor"))
            site.signal(supervisor, SIGSTOP)
            site.signal(try #require(site.pid(of: "w1")), SIGKILL)
            Pause.milliseconds(200)
            #expect(truncate(site.layout.worker("w1") + "/\(name)/data.mdb", 12_288) == 0)
            site.signal(supervisor, SIGCONT)
            try asker.waitForCoverage(seq)
            #expect(site.logTails.contains("built anew"))
            try site.stop()
        }

        @Test("a second worker on a directory waits for the first, and ends with a clear word where that goes on")
        func twoOnOneDirectory() throws {
            let site = try ProcessSite(workers: 1, shards: 2)
            try site.start(detach: false)
            let directory = site.layout.worker("w1")
            let log = site.layout.log("second")
            let second = try DetachedProcess(
                Executable.directory + "/match-worker",
                [
                    "--name", "w1", "--data", directory, "--query", site.layout.queryAddress, "--apply",
                    site.layout.applyAddress,
                ], log: log)
            try poll("the second gives up", seconds: 20) { second.hasEnded }
            let text = String(decoding: try #require(try Files.read(log)), as: UTF8.self)
            #expect(text.contains("another worker runs on"))
            let asker = try Asker(site.layout.clientAddress)
            try asker.waitForCoverage()
            try site.stop()
        }
    }
}
