import Client
import Cluster
import DemoData
import Domain
import FoundationEssentials
import Queries
import Records
import TestSupport
import Testing
import Wire

@testable import Coordinator

@Suite struct ServiceTests {
    @Test("a key used again: the same request gets the same reply with its problems, another one is refused")
    func keys() throws {
        let site = try ServiceSite()
        _ = try site.write(.suppliers, ServiceSite.bodies(.suppliers))
        let models = ServiceSite.bodies(.models)
        let bodies = [models[0], Array("{}".utf8), models[1]]
        let first = try site.write(.models, bodies, key: "k")
        #expect(first.import.accepted == 2 && first.import.seq == 5 && !first.import.problems.isEmpty)
        let again = try site.write(.models, bodies, key: "k")
        #expect(again.import == first.import)
        #expect(try site.code(site.write(.models, [models[2]], key: "k")) == "key_reused")
        #expect(try site.code(site.write(.needs, bodies, key: "k")) == "key_reused")
        let fresh = try site.write(.models, [models[2]], key: "other")
        #expect(fresh.import.accepted == 1 && fresh.import.seq == 6)
    }

    @Test("the same within one group: repeats get the problems too, another request is refused and harms none")
    func keysInGroup() throws {
        let site = try ServiceSite()
        _ = try site.write(.suppliers, ServiceSite.bodies(.suppliers))
        let models = ServiceSite.bodies(.models)
        let bodies = [models[0], Array("{}".utf8)]
        var sent: [UInt64] = []
        for (index, list) in [models.suffix(1) + [], bodies, bodies, [models[1]], bodies, [models[2]]].enumerated() {
            let key = index == 0 || index == 5 ? "" : "k"
            sent.append(try site.client.send(ServiceSite.importing(.models, list, key: key)))
        }
        let answers = try sent.map { try site.client.answer(to: $0) }
        #expect(try answers.map { try site.code($0) } == [nil, nil, nil, "key_reused", nil, nil])
        #expect(answers[2].import == answers[1].import && answers[4].import == answers[1].import)
        #expect(answers[1].import.accepted == 1 && !answers[1].import.problems.isEmpty)
        #expect(answers[5].import.accepted == 1)
    }

    @Test("what is too large is refused by its field, what fits exactly is not")
    func limits() throws {
        let site = try ServiceSite()
        func refused(_ request: WireClientRequest) throws -> String? {
            let answer = try site.client.ask(request, timeoutMs: 20_000)
            return try site.code(answer) == "too_large" ? site.field(answer) : nil
        }
        func body(_ bytes: Int) -> [UInt8] { [UInt8](repeating: UInt8(ascii: " "), count: bytes) }
        #expect(try refused(ServiceSite.importing(.models, [body(1 << 20)])) == nil)
        #expect(try refused(ServiceSite.importing(.models, [body((1 << 20) + 1)])) == "bodies")
        let much = [[UInt8]](repeating: body(1 << 20), count: 16)
        #expect(try refused(ServiceSite.importing(.models, much)) == "request")
        func search(_ text: Int, _ filters: [Int]) throws -> String? {
            var request = WireClientRequest()
            request.search.kind = UInt32(RecordKind.models.number)
            request.search.text = String(repeating: "a", count: text)
            request.search.where = filters.map { "name~" + String(repeating: "x", count: $0 - 5) }
            return try refused(request)
        }
        #expect(try search(8_192, [Int](repeating: 256, count: 32)) == nil)
        #expect(try search(8_193, []) == "text")
        #expect(try search(1, [Int](repeating: 10, count: 33)) == "where")
        #expect(try search(1, [257]) == "where")
        var given = WireClientRequest()
        given.assess.need = Data(body((1 << 20) + 1))
        #expect(try refused(given) == "need")
        let several = try site.write(.models, [body(2), body(2)], ifSeq: 3)
        #expect(try site.code(several) == "bad_request")
        #expect(try site.field(several) == "if_seq")
        #expect(!site.hasFailed)
    }

    @Test("on a disk that is nearly full only withdrawals are written")
    func diskFull() throws {
        let site = try ServiceSite()
        _ = try site.write(.suppliers, ServiceSite.bodies(.suppliers))
        let models = ServiceSite.bodies(.models)
        let before = try site.write(.models, [models[0]])
        site.trouble.freeDiskBytes = CoordinatorLimits.diskReserve - 1
        #expect(try site.code(site.write(.models, [models[1]])) == "disk_full")
        let dry = try site.client.ask(ServiceSite.importing(.models, [models[1]], dryRun: true))
        #expect(dry.import.accepted == 1)
        let withdrawn = try site.ask { request in
            request.withdraw.kind = UInt32(RecordKind.models.number)
            request.withdraw.id = ServiceSite.demo.record(.models, at: 0).id
        }
        #expect(!withdrawn.error && withdrawn.import.seq == before.import.seq + 1)
        for free in [CoordinatorLimits.diskReserve, nil] {
            site.trouble.freeDiskBytes = free
            #expect(try site.code(site.write(.models, [models[1]])) == nil)
        }
    }

    @Test("where the catalogue cannot follow the log, writes are refused, reads go on, and it catches up by itself")
    func stall() throws {
        let site = try ServiceSite()
        let seq = try site.write(.suppliers, ServiceSite.bodies(.suppliers)).import.seq
        let models = ServiceSite.bodies(.models)
        site.trouble.readFails = true
        let stuck = try site.client.send(ServiceSite.importing(.models, [models[0]]))
        try poll("writes are refused", seconds: 10) {
            let answer = try? site.client.ask(ServiceSite.importing(.models, [[]], dryRun: true), timeoutMs: 300)
            return try answer.map { try site.code($0) } == "unavailable"
        }
        let exists = try site.ask { request in
            request.exists.kind = UInt32(RecordKind.suppliers.number)
            request.exists.ids = [ServiceSite.demo.record(.suppliers, at: 0).id]
        }
        #expect(exists.exists == [true] && exists.asOfSeq == seq)
        site.trouble.readFails = false
        let answer = try site.client.answer(to: stuck, timeoutMs: 10_000)
        #expect(answer.import.accepted == 1 && answer.import.seq == seq + 1)
        #expect(try site.write(.models, [models[1]]).import.seq == seq + 2)
        #expect(!site.hasFailed)
    }

    @Test("a cursor goes on in its own list only, and never behind what the client has seen")
    func cursor() throws {
        let site = try ServiceSite()
        let seq = try site.write(.suppliers, ServiceSite.bodies(.suppliers)).import.seq
        var list = WireProjects()
        (list.provider, list.offer, list.sort) = ("p", "o", "amount")
        let key = ProjectKey(outcome: 0, fit: 1, amount: 2, submitted: 3, need: "n")
        let cursor = ProjectCursor(seq: seq - 1, list: ProjectCursor.list(list), key: key).text
        func code(_ provider: String, _ offer: String, _ sort: String, minSeq: UInt64 = 0) throws -> String? {
            try site.code(
                site.ask { request in
                    request.minSeq = minSeq
                    request.projects.provider = provider
                    request.projects.offer = offer
                    request.projects.sort = sort
                    request.projects.cursor = cursor
                })
        }
        #expect(try code("p", "o", "amount") == nil)
        #expect(try code("p", "o", "amount", minSeq: seq - 1) == nil)
        #expect(try code("p", "o", "amount", minSeq: seq) == "behind")
        for (provider, offer, sort) in [("q", "o", "amount"), ("p", "", "amount"), ("p", "o", "fit"), ("p", "o", "")] {
            #expect(try code(provider, offer, sort) == "bad_cursor", "\(provider) \(offer) \(sort)")
        }
    }

    @Test(
        "a worker counts as there when it is near the head and has what was asked for",
        arguments: [
            (nil, 0, 0, .unreachable), (0, 0, 1_000, nil), (0, 0, 1_001, .behind), (9_000, 0, 10_000, nil),
            (9_500, 9_501, 10_000, .behind), (10_000, 10_000, 10_000, nil),
        ] as [(UInt64?, UInt64, UInt64, Coverage.Why?)])
    func presence(applied: UInt64?, minSeq: UInt64, head: UInt64, why: Coverage.Why?) {
        #expect(CoordinatorService.absence(applied: applied, minSeq: minSeq, head: head) == why)
    }

    @Test("no question takes longer than 30 seconds", arguments: [(0, 5_000), (1_000, 1), (.max, 30_000)])
    func budget(microseconds: UInt32, milliseconds: UInt64) {
        #expect(CoordinatorLimits.time(microseconds: microseconds) == .milliseconds(milliseconds))
    }
}
