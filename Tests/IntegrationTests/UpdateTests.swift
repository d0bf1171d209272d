import Client
import DemoData
import Domain
import JSON
import Records
import Rules
import TestSupport
import Testing
import Wire

extension IntegrationTests {
    /// Versions of records, and questions at past seqs.
    @Suite struct UpdateTests {
        private static let sizes = DemoData.Sizes(enterprises: 30, suppliers: 10, models: 240, inventory: 20, needs: 40)

        /// A loaded cluster, and the registry at every seq that a test looks at again.
        private final class Course {
            let demo: Demo
            let site: SingleSite
            private(set) var registry: Registry
            private(set) var past: [(seq: UInt64, registry: Registry)] = []

            init(seed: UInt64) throws {
                demo = try Demo(seed: seed, UpdateTests.sizes)
                site = try SingleSite(workers: 2, shards: 5)
                registry = demo.registry
                past.append((try demo.load(into: site.asker), registry))
            }

            /// Writes records, and holds text scores against the new state at once.
            func step(_ what: String, _ records: [Record]) throws {
                var seq: UInt64 = 0
                for record in records {
                    seq = try site.asker.write(record)
                    registry.put(record)
                }
                past.append((seq, registry))
                try expect(registry, known: nil, "after \(what)")
            }

            /// Matches, searches and projects at a seq equal brute force.
            func expect(_ registry: Registry, known: UInt64?, _ place: String) throws {
                var inquiries: [Inquiry] = registry.ids(.needs).prefix(5).compactMap { registry.needs[$0] }.map {
                    .match($0, given: false, line: "", top: 8, explain: false)
                }
                inquiries += registry.ids(.models).prefix(3).map { .wantedBy($0, top: 20) }
                inquiries += [RecordKind.models, .suppliers, .needs].map {
                    .search($0, "数控 高效 装备 更新", where: [], top: 15)
                }
                if let offer = registry.offers[registry.ids(.offers)[0]]?.offer {
                    var projects = WireListProjects()
                    (projects.provider, projects.limit) = (offer.provider.id, 15)
                    inquiries.append(.projects(projects))
                }
                for inquiry in inquiries {
                    let pages = try inquiry.answer(site.asker, known: known)
                    if let known { #expect(pages.allSatisfy { $0["as_of_seq"]?.int == Int(known) }) }
                    inquiry.expect(pages, registry, "\(place): \(inquiry.label)")
                }
            }
        }

        private func model(_ course: Course, _ index: Int, _ change: (inout EquipmentModel) -> Void) -> Record {
            guard var model = course.registry.models[course.registry.ids(.models)[index]] else {
                preconditionFailure("no such model")
            }
            change(&model)
            return .model(model)
        }

        private func supplier(_ course: Course, _ status: Supplier.Status) -> Record {
            let id = course.registry.models[course.registry.ids(.models)[0]]?.supplier ?? ""
            guard var supplier = course.registry.suppliers[id] else { preconditionFailure("no such supplier") }
            supplier.status = status
            return .supplier(supplier)
        }

        private func need(_ course: Course, _ index: Int, _ status: Need.Status) -> Record {
            guard var need = course.registry.needs[course.registry.ids(.needs)[index]] else {
                preconditionFailure("no such need")
            }
            need.status = status
            return .need(need)
        }

        @Test(
            "after each kind of change answers and text statistics are those counted from scratch, now and in the past")
        func changes() throws {
            let course = try Course(seed: 21)
            let other = course.registry.models[course.registry.ids(.models)[9]]?.category ?? CategoryPath("")
            try course.step("a price change", [model(course, 0) { $0.price = Fen(1_234_500) }])
            try course.step("a new text", [model(course, 1) { $0.name = "数控 数控 高效 laser" }])
            try course.step("a new category", [model(course, 0) { $0.category = other }])
            try course.step("a withdrawn model", [model(course, 2) { $0.status = .withdrawn }])
            try course.step("a suspended supplier", [supplier(course, .suspended)])
            try course.step("a model of a suspended supplier changed", [model(course, 0) { $0.name = "更新 高效 装备" }])
            try course.step("its supplier active again", [supplier(course, .active)])
            try course.step("a model back", [model(course, 2) { $0.status = .active }])
            try course.step("a closed need", [need(course, 0, .done), need(course, 1, .withdrawn)])
            try course.step("a need open again", [need(course, 1, .open)])
            for (seq, registry) in course.past { try course.expect(registry, known: seq, "at the past seq \(seq)") }
            #expect(!course.site.hasFailed)
        }

        @Test("a record imported again is unchanged and writes nothing; all of its versions are shown, newest first")
        func versions() throws {
            let course = try Course(seed: 22)
            let asker = course.site.asker
            let id = course.registry.ids(.models)[4]
            let bodies = course.registry.ids(.models).prefix(50).compactMap { course.registry.models[$0] }.map {
                RecordText.body(.model($0))
            }
            let head = course.past[0].seq
            let again = try asker.reply(.models, bodies)
            #expect(again.unchanged == 50 && again.accepted == 0 && again.seq == head && again.problems.isEmpty)
            var seqs: [Int] = []
            for price in [1_00, 2_00, 3_00] as [Int64] {
                seqs.append(Int(try asker.write(model(course, 4) { $0.price = Fen(price) })))
            }
            let shown = try asker.json { request in
                request.show = .init()
                (request.show.kind, request.show.id, request.show.versions) = (
                    UInt32(RecordKind.models.number), id, true
                )
            }
            let versions = shown["versions"]?.array ?? []
            #expect(versions.compactMap { $0["record"]?["price_cny"]?.double }.prefix(3) == [3, 2, 1])
            #expect(versions.count == 4 && versions.compactMap { $0["seq"]?.int }.prefix(3) == seqs.reversed()[...])
            #expect(versions.last?["record"] == course.registry.record(.models, id).map(RecordText.json))
            #expect(shown["seq"]?.int == seqs[2] && shown["record"]?["price_cny"]?.double == 3)
            for (index, seq) in seqs.enumerated() {
                let then = try Inquiry.show(.models, id, versions: true).answer(asker, known: UInt64(seq))[0]
                #expect(then["record"]?["price_cny"]?.double == Double(index + 1))
                #expect(then["versions"]?.array?.count == index + 2, "newer versions are not there yet")
            }
        }

        @Test("min_seq beyond the head, if_seq of another version, keys used again, dry runs")
        func promises() throws {
            let course = try Course(seed: 23)
            let asker = course.site.asker
            let head = course.past[0].seq
            let behind = try asker.raw(minSeq: head + 1) { $0.show = .init() }
            #expect(try Asker.code(behind) == "behind")
            let future = try asker.raw(known: head + 1) { $0.show = .init() }
            #expect(try Asker.code(future) == "out_of_range")

            let seqOf = try Inquiry.show(.models, course.registry.ids(.models)[0], versions: false).answer(asker)[0][
                "seq"]
            let version = UInt64(seqOf?.int ?? 0)
            let changed = RecordText.body(model(course, 0) { $0.price = Fen(11_00) })
            let conflict = try asker.reply(.models, [changed], ifSeq: version + 1)
            #expect(conflict.accepted == 0 && conflict.problems.count == 1 && conflict.seq == head)
            let dry = try asker.reply(.models, [changed], dryRun: true)
            #expect(dry.accepted == 1 && dry.seq == head, "a dry run writes nothing")
            let right = try asker.reply(.models, [changed], key: [1, 2, 3], ifSeq: version)
            #expect(right.accepted == 1 && right.seq == head + 1)
            let replay = try asker.reply(.models, [changed], key: [1, 2, 3], ifSeq: version)
            #expect(replay.accepted == 1 && replay.seq == head + 1, "the same seq, not a conflict")
            let stolen = RecordText.body(model(course, 1) { $0.price = Fen(12_00) })
            let reused = try asker.raw { $0.import = Asker.importing(.models, [stolen], key: [1, 2, 3]) }
            #expect(try Asker.code(reused) == "key_reused", "the key stands for its first use")
            #expect(try asker.status()["as_of_seq"]?.int == Int(head + 1), "and nothing more was written")
            let read = try asker.json(minSeq: head + 1) { request in
                request.match = .init()
                request.match.needID = course.registry.ids(.needs)[0]
            }
            #expect(read["as_of_seq"]?.int == Int(head + 1))
        }

        @Test(
            "the same write twice at once: one is the write, the other its replay or unchanged, both after it is durable"
        )
        func twiceAtOnce() throws {
            let course = try Course(seed: 25)
            let asker = course.site.asker
            let head = course.past[0].seq
            for round in 0..<20 {
                // While this one is in flight the others gather, and are judged together.
                let before = try send(asker, model(course, 5) { $0.price = Fen(Int64(70_000 + round)) })
                let key: [UInt8] = round % 2 == 0 ? [9, UInt8(round)] : []
                let changed = model(course, 3) { $0.price = Fen(Int64(50_000 + round)) }
                let sent = try (0..<4).map { _ in try send(asker, changed, key: key) }
                #expect(try asker.client.answer(to: before).import.seq == head + UInt64(2 * round) + 1)
                for number in sent {
                    let reply = try asker.client.answer(to: number).import
                    #expect(reply.seq == head + UInt64(2 * round) + 2, "round \(round): no answer names an older seq")
                    #expect(reply.accepted + reply.unchanged == 1)
                }
            }
            #expect(try asker.status()["as_of_seq"]?.int == Int(head) + 40)
        }

        private func send(_ asker: Asker, _ record: Record, key: [UInt8] = []) throws -> UInt64 {
            var request = WireClientRequest()
            request.import = Asker.importing(record.kind, [RecordText.body(record)], key: key)
            return try asker.client.send(request)
        }
    }
}
