import Client
import DemoData
import Domain
import FoundationEssentials
import JSON
import Records
import TestSupport
import Testing
import Wire

extension IntegrationTests {
    /// Requests that can be read and that no honest client sends: each gets an answer, and the processes stay up.
    @Suite struct HostileInputTests {
        private static let lengths = [0, 1, 64, 65, 255, 256, 480, 504, 510, 511, 512, 5_000, 100_000]

        private func loaded() throws -> (site: HandMadeSite, demo: Demo) {
            let demo = try Demo(seed: 61, .init(enterprises: 8, suppliers: 4, models: 40, needs: 8))
            let site = try HandMadeSite(tcp: false)
            try site.asker.waitForCoverage(try demo.load(into: site.asker))
            return (site, demo)
        }

        @Test("an id of any length is found or said to be unknown")
        func ids() throws {
            let (site, demo) = try loaded()
            for length in Self.lengths {
                let id = String(repeating: "x", count: length)
                for kind in RecordKind.allCases { try expectUnknown(site, kind, id) }
                try expectUnknown(site, id)
            }
            #expect(site.isUp)
            try expectSound(site, demo)
        }

        private func expectUnknown(_ site: HandMadeSite, _ kind: RecordKind, _ id: String) throws {
            let place: Comment = "\(kind), \(id.utf8.count) bytes"
            let shown = try site.asker.raw { request in
                request.show = .init()
                (request.show.kind, request.show.id) = (UInt32(kind.number), id)
            }
            #expect(try Asker.code(shown) == "not_found", place)
            let exists = try site.asker.raw { request in
                request.exists = .init()
                (request.exists.kind, request.exists.ids) = (UInt32(kind.number), [id])
            }
            #expect(exists.exists == [false], place)
            let withdrawn = try site.asker.raw { request in
                request.withdraw = .init()
                (request.withdraw.kind, request.withdraw.id) = (UInt32(kind.number), id)
            }
            #expect(try Asker.code(withdrawn) == "not_found", place)
        }

        private func expectUnknown(_ site: HandMadeSite, _ id: String) throws {
            let asks: [(inout WireClientRequest) -> Void] = [
                { $0.match.needID = id }, { $0.wantedBy.modelID = id }, { $0.assess.needID = id },
                { $0.projects.provider = id },
            ]
            for (number, ask) in asks.enumerated() {
                let answer = try site.asker.raw { ask(&$0) }
                #expect(try Asker.code(answer) == "not_found", "question \(number), \(id.utf8.count) bytes")
            }
            let listed = try site.asker.raw { request in
                request.list.kind = UInt32(RecordKind.models.number)
                request.list.cursor = id
            }
            #expect(!listed.error, "a cursor of \(id.utf8.count) bytes")
        }

        private func expectSound(_ site: HandMadeSite, _ demo: Demo) throws {
            let need = try #require(demo.registry.needs[demo.registry.ids(.needs)[0]])
            let inquiry = Inquiry.match(need, given: false, line: "", top: 10, explain: true)
            inquiry.expect(try inquiry.answer(site.asker), demo.registry, "afterwards")
        }

        @Test("keys that are too long are refused, and do no harm to the writes beside them")
        func keys() throws {
            let (site, demo) = try loaded()
            let ids = demo.registry.ids(.models)
            var sent: [(length: Int, request: UInt64)] = []
            for (index, length) in Self.lengths.enumerated() {
                guard var model = demo.registry.models[ids[index]] else { continue }
                model.price = Fen(Int64(1_000 + index))
                var request = WireClientRequest()
                request.import = Asker.importing(
                    .models, [RecordText.body(.model(model))], key: [UInt8](repeating: 7, count: length))
                sent.append((length, try site.asker.client.send(request)))
            }
            for (length, request) in sent {
                let answer = try site.asker.client.answer(to: request)
                #expect(try Asker.code(answer) == (length > 255 ? "bad_key" : nil), "\(length) bytes")
                if length <= 255 { #expect(answer.import.accepted == 1, "\(length) bytes") }
            }
            #expect(site.isUp)
        }

        @Test("kinds, days and bodies out of range are refused by name, and no limit is passed")
        func ranges() throws {
            let (site, demo) = try loaded()
            let need = Data(RecordText.body(.need(try #require(demo.registry.needs[demo.registry.ids(.needs)[0]]))))
            func code(_ build: (inout WireClientRequest) -> Void) throws -> String? {
                try Asker.code(site.asker.raw(build))
            }
            for kind: UInt32 in [0, 8, 255, 256, .max] {
                #expect(try code { $0.show.kind = kind } == "unknown_kind")
                #expect(try code { $0.list.kind = kind } == "unknown_kind")
                #expect(try code { $0.import.kind = kind } == "unknown_kind")
                #expect(try code { $0.exists.kind = kind } == "unknown_kind")
            }
            for day in ["2026-02-30", "26-01-01", "now", String(repeating: "9", count: 5_000)] {
                let answered = try code { request in
                    request.asOf = day
                    request.match.needID = "n"
                }
                #expect(answered == "bad_date", "\(day.prefix(20))")
            }
            for body in [Data([0xFF]), Data("{}".utf8), Data("[".utf8), Data(repeating: 0x5B, count: 100_000)] {
                #expect(try code { $0.match.need = body } != nil)
                #expect(try code { $0.assess.need = body } != nil)
                let answered = try code { request in
                    request.assess.need = need
                    request.assess.enterprise = body
                }
                #expect(answered != nil && answered != "unavailable", "a bad enterprise is the client's fault")
            }
            let many = try code { request in
                request.import.kind = UInt32(RecordKind.models.number)
                request.import.bodies = [Data](repeating: Data("{}".utf8), count: 5_001)
            }
            #expect(many == "too_many_records")
            for top: UInt32 in [0, 1_000_000, .max] {
                let answer = try site.asker.json { request in
                    request.match.need = need
                    request.match.top = top
                }
                #expect((answer["lines"]?.array?.first?["models"]?.array?.count ?? .max) <= 1_000)
            }
            #expect(site.isUp)
            try expectSound(site, demo)
        }
    }
}
