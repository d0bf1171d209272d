import DemoData
import Domain
import FoundationEssentials
import JSON
import OS
import Records
import Rules
import TestSupport
import Testing
import Wire

extension IntegrationTests {
    /// The command line's own output: tables, JSON, CSV, exit statuses.
    @Suite struct CommandLineTests {
        private static let day = "2026-11-23"
        private let site: SingleSite
        private let demo: Demo
        private let huanxin: CommandLineProgram

        init() throws {
            demo = try Demo(seed: 11, .init(enterprises: 12, suppliers: 8, models: 150, needs: 12))
            site = try SingleSite(workers: 2, shards: 4)
            let seq = try demo.load(into: site.asker)
            try site.asker.waitForCoverage(seq)
            huanxin = try CommandLineProgram(options: ["--data", site.directory, "--lang", "en"])
        }

        /// A need with a best match and a package that has support, so that all columns have something.
        private func need() throws -> Need {
            for id in demo.registry.ids(.needs) {
                guard let need = demo.registry.needs[id] else { continue }
                let found = demo.registry.packages(
                    need, enterprise: nil, asked: [:], best: true, objective: "cost", top: 1, asOf: Asker.asOf,
                    schedule: false)
                let best = found.packages?.array?.first
                if !found.picks.isEmpty, best?["support_cny"]?.double ?? 0 > 0 { return need }
            }
            throw TestFailure("no need of the made-up registry has what the test needs")
        }

        @Test("package: a card with the comparison, JSON with every field, CSV by package and by flow")
        func package() throws {
            let id = try need().id
            let table = try huanxin("package", id, "--as-of", Self.day)
            #expect(table.status == 0 && table.err.isEmpty)
            for words in [
                "packages for \(id)", "equipment amount: ", "the best: ", "net present cost: ", "support: ",
                "best match", "beside the other packages", "An estimate", "as of \(Self.day)",
            ] {
                #expect(table.out.contains(words), "\(words) in \(table.out)")
            }
            let json = try huanxin("package", id, "--as-of", Self.day, "--schedule", "--format", "json")
            #expect(json.status == 0)
            let packages = json.json["packages"]?.array ?? []
            #expect(packages.count >= 2 && json.json["picks"]?.array?.isEmpty == false)
            for package in packages {
                for key in [
                    "backbone", "offers", "net_present_cost_cny", "yearly_cost_rate", "upfront_cny", "support_cny",
                    "support_by_provider_type", "own_cash_by_month", "net_present_cost_certain_cny", "rests_on_unknown",
                    "gap", "flows", "schedule",
                ] {
                    #expect(package[key] != nil, "\(key)")
                }
                if let tenor = package["backbone"]?["tenor_months"]?.int {
                    #expect(package["schedule"]?.array?.count == tenor)
                    #expect(package["schedule"]?.array?.last?["balance_cny"]?.double == 0)
                }
            }
            let csv = try huanxin("package", id, "--as-of", Self.day, "--format", "csv")
            #expect(csv.rows.map { $0["package"] } == (1...packages.count).map { String($0) })
            #expect(csv.rows.map { $0["backbone.kind"] } == packages.map { $0["backbone"]?["kind"]?.string })
            let flows = try huanxin("package", id, "--as-of", Self.day, "--schedule", "--format", "csv")
            #expect(flows.rows.count == packages.reduce(0) { $0 + ($1["flows"]?.array?.count ?? 0) })
            let month = try huanxin(
                "package", id, "--as-of", Self.day, "--schedule", "--top", "1", "--lang", "zh", "--data",
                site.directory, plain: true)
            #expect(month.status == 0 && month.out.contains("逐月现金流") && month.out.contains("自有资金"))
        }

        @Test("package: models picked make the amount, and say who chose them")
        func picks() throws {
            let need = try need()
            let best = try huanxin("package", need.id, "--as-of", Self.day, "--format", "json").json
            let pick = try #require(best["picks"]?.array?.first)
            #expect(pick["chosen"]?.string == "best_match")
            let (line, model) = (pick["line"]?.string ?? "", pick["model"]?.string ?? "")
            let asked = try huanxin(
                "package", need.id, "--as-of", Self.day, "--pick", "\(line)=\(model)", "--format", "json")
            #expect(asked.json["picks"]?.array?.first?["chosen"]?.string == "asked")
            #expect(asked.json["packages"]?.text == best["packages"]?.text)
            let none = try huanxin("package", need.id, "--as-of", Self.day, "--no-picks", "--format", "json")
            #expect(none.json["picks"]?.array?.isEmpty == true)
        }

        @Test("wrong input says which field, what was found and what to do, with the status of its kind")
        func wrong() throws {
            let need = try need()
            let line = need.lines[0]
            let other = try #require(
                demo.registry.models.values.first { !$0.category.isWithin(line.category) && $0.isActive })
            let unpriced = try huanxin.file("unpriced.json", unpricedNeed(need))
            let cases: [(words: [String], code: String, field: String, status: Int32)] = [
                (["package", "nobody"], "not_found", "id", 1),
                (["package", need.id, "--pick", "\(line.line)=nothing"], "bad_pick", "pick", 2),
                (["package", need.id, "--pick", "no-line=\(other.id)"], "bad_pick", "pick", 2),
                (["package", need.id, "--pick", "\(line.line)=\(other.id)"], "bad_pick", "pick", 2),
                (["package", need.id, "--rate", "1.01"], "bad_rate", "rate", 2),
                (["package", need.id, "--rate", "0.0000000001"], "bad_rate", "rate", 2),
                (["package", need.id, "--objective", "cheap"], "unknown_objective", "objective", 2),
                (["package", "--file", unpriced, "--no-picks"], "needs_facts", "equipment_amount_cny", 1),
                (["package", "--file", "/nowhere.json"], "file", "file", 2),
                (["what-if", need.id, "enterprise.size=tiny"], "out_of_range", "enterprise.size", 2),
                (["what-if", need.id, "enterprise.sise=small"], "unknown_fact", "facts", 2),
                (["what-if", need.id, "package.uses_loan=true"], "fixed_fact", "package.uses_loan", 2),
                (["assess", need.id, "--offer", "nothing"], "not_found", "id", 1),
                (["ask-next", "nobody"], "not_found", "id", 1),
                (["ask-next", need.id, "--objective", "cheap"], "unknown_objective", "objective", 2),
                (["ask-next", need.id, "--rate", "x"], "bad_rate", "rate", 2),
                (["impact", "/nowhere.json"], "file", "file", 2),
                (["impact", try huanxin.file("empty.jsonl", "\n")], "bad_json", "file", 2),
                (["replay", "0123456789abcdef"], "not_found", "id", 1),
                (["replay", "../../../passwd"], "bad_request", "id", 2),
            ]
            for (words, code, field, status) in cases {
                let run = try huanxin.run(words + ["--format", "json"])
                #expect(run.status == status, "\(words): \(run.out)")
                #expect(run.json["error"]?["code"]?.string == code, "\(words): \(run.out)")
                #expect(run.json["error"]?["field"]?.string == field, "\(words): \(run.out)")
                #expect(run.json["error"]?["hint"]?.string?.isEmpty == false, "\(words): \(run.out)")
                let table = try huanxin.run(words)
                #expect(table.status == status && table.out.isEmpty && table.err.hasPrefix("huanxin: "), "\(words)")
            }
            for words in [
                ["package"], ["package", need.id, "--top", "0"], ["package", need.id, "--pick", "1"],
                ["package", need.id, "--file", unpriced], ["ask-next"], ["ask-next", need.id, "--file", unpriced],
                ["ask-next", need.id, "--pick", "1"], ["impact"], ["impact", unpriced, "--limit", "0"],
                ["impact", unpriced, "--as-of", "soon"], ["what-if", need.id], ["what-if", "project.filed=true"],
                ["what-if", need.id, "project.filed"], ["replay"],
            ] {
                let run = try huanxin.run(words)
                #expect(run.status == 2 && run.out.isEmpty && !run.err.isEmpty, "\(words)")
            }
            let away = try huanxin("package", need.id, "--data", site.directory + "/none", plain: true)
            #expect(away.status == 3)
        }

        private func unpricedNeed(_ need: Need) -> String {
            var need = need
            need.equipmentAmount = nil
            for index in need.lines.indices { need.lines[index].maxUnitPrice = nil }
            return RecordText.json(.need(need)).text
        }

        @Test("ask-next: the question with the interval each answer leaves; without an amount, the amount")
        func askNext() throws {
            let registry = demo.registry
            let need = try #require(
                registry.ids(.needs).compactMap { registry.needs[$0] }.first { need in
                    registry.askNext(need, enterprise: nil, objective: "cost", asOf: Asker.asOf)?
                        .facts.array?.isEmpty == false
                })
            let words = ["ask-next", need.id, "--no-picks", "--as-of", Self.day]
            let json = try huanxin.run(words + ["--format", "json"])
            #expect(json.status == 0 && json.json["next"] == json.json["facts"]?.array?.first)
            let next = try #require(json.json["next"])
            let answers = next["answers"]?.array ?? []
            #expect(!answers.isEmpty && next["moves_cny"]?.double != nil && next["offers"]?.array?.isEmpty == false)
            let table = try huanxin.run(words + ["--all"])
            #expect(table.status == 0 && table.out.contains("find out: ") && table.out.contains("the cost now is"))
            #expect(table.out.contains(next["fact"]?.string ?? "-") && table.out.contains("An estimate"))
            let csv = try huanxin.run(words + ["--format", "csv"])
            #expect(csv.out.hasPrefix("fact,moves_cny,value,least_cny,most_cny,offers"))
            let unpriced = try huanxin.file("unpriced.json", unpricedNeed(need))
            let open = try huanxin("ask-next", "--file", unpriced, "--no-picks", "--format", "json")
            #expect(open.status == 0 && open.json["interval"] == .null)
            #expect(open.json["next"]?["fact"]?.string == "project.equipment_amount_cny")
            let told = try huanxin("ask-next", "--file", unpriced, "--no-picks")
            #expect(told.status == 0 && told.out.contains("find out: equipment amount"))
        }

        @Test("impact: a draft from a file, drafts line by line, and a draft that cannot be imported")
        func impact() throws {
            var draft = Offer(id: "draft", kind: .equipmentReward)
            draft.name = "草案"
            draft.provider = Offer.Provider(id: "gov:440000:gxt")
            draft.provider.name = "省工信厅"
            draft.provider.type = .government
            draft.status = .open
            draft.benefit = Benefit(base: .quantity(.equipmentAmount), form: .rate(Rate(rawValue: 200_000_000)))
            let text = RecordText.json(.offer(draft)).text
            // One object over several lines.
            let file = try huanxin.file("draft.json", text.split(separator: ",").joined(separator: ",\n"))
            let json = try huanxin("impact", file, "--as-of", Self.day, "--format", "json")
            #expect(json.status == 0, "\(json.out) \(json.err)")
            let expected = demo.registry.impact(of: draft, asOf: Asker.asOf).all
            #expect(json.json["gain"]?.int == expected.gain && expected.gain > 0)
            #expect(json.json["support_after_cny"]?.double == Double(expected.supportAfter) / 100)
            #expect(json.json["stored"]?.bool == false && json.json["coverage"]?["fraction"]?.double == 1)
            let table = try huanxin("impact", file, "--as-of", Self.day)
            #expect(table.status == 0 && table.out.contains("newly claimable: \(expected.gain)"))
            #expect(table.out.contains("support, up to: ") && table.out.contains("Amounts are ceilings"))
            let csv = try huanxin("impact", file, "--as-of", Self.day, "--format", "csv")
            #expect(csv.rows.count == json.json["by_city"]?.array?.count)
            #expect(csv.rows.allSatisfy { $0["offer"] == "draft" })
            var other = draft
            other.id = "draft-2"
            let lines = try huanxin.file("drafts.jsonl", text + "\n" + RecordText.json(.offer(other)).text + "\n")
            let two = try huanxin("impact", lines, "--format", "json")
            #expect(two.status == 0 && two.out.split(separator: "\n").count == 2)
            let first = try huanxin("impact", lines, "--limit", "1", "--format", "json")
            #expect(first.json["offer"]?.string == "draft" && first.err.contains("--limit"))
            #expect(try huanxin("show", "offers", "draft").status == 1, "nothing is stored")
            draft.requires = [.offer("nothing")]
            let lost = try huanxin.file("lost.json", RecordText.json(.offer(draft)).text)
            let rejected = try huanxin("impact", lost, "--format", "json")
            #expect(rejected.status == 1 && rejected.json["rejected"]?.int == 1, "\(rejected.out)")
            let problem = rejected.json["problems"]?.array?.first
            #expect(problem?["code"]?.string == "unknown_reference")
            #expect(problem?["field"]?.string?.hasPrefix("requires") == true)
            let wrong = try huanxin.file("wrong.jsonl", "{\"id\": \"x\", \"kind\": \"gift\"}\n")
            let refused = try huanxin("impact", wrong)
            #expect(refused.status == 1 && refused.out.contains("kind") && refused.out.contains("nothing was asked"))
            // A client that does not check first is told the same.
            let raw = try site.asker.raw { $0.impact.offer = Data(RecordText.body(.offer(draft))) }
            #expect(try Asker.code(raw) == "unknown_reference")
        }

        @Test("what-if: what was set, whose outcome changes, and what the package then costs")
        func whatIf() throws {
            let need = try need()
            let words = ["what-if", need.id, "project.filed=\(!need.isFiled)", "enterprise.size=", "--as-of", Self.day]
            let json = try huanxin.run(words + ["--format", "json"])
            #expect(json.status == 0)
            let changed = json.json["changed"]?.array ?? []
            #expect(changed.map { $0["fact"]?.string } == ["project.filed", "enterprise.size"])
            #expect(changed.first?["to"]?.bool == !need.isFiled && changed.last?["to"] == .null)
            let outcomes = json.json["outcomes"]?.array ?? []
            #expect(!outcomes.isEmpty && outcomes.allSatisfy { $0["from"] != $0["to"] })
            for outcome in outcomes {
                // The outcome before is the one that assess gives.
                let id = outcome["id"]?.string ?? ""
                let assessed = demo.registry.assess(
                    need, enterprise: nil, offer: id, asOf: Asker.asOf, explain: false)
                #expect(assessed.first?["outcome"] == outcome["from"], "\(id)")
            }
            let csv = try huanxin.run(words + ["--format", "csv"])
            #expect(csv.rows.count == outcomes.count)
            let table = try huanxin.run(words)
            #expect(table.status == 0 && table.out.contains("what if") && table.out.contains("best after: "))
            let same = try huanxin(
                "what-if", need.id, "project.filed=\(need.isFiled)", "--as-of", Self.day, "--format", "json")
            #expect(same.json["outcomes"]?.array?.isEmpty == true)
            #expect(same.json["before"] == same.json["after"])
            #expect(same.json["difference"]?["net_present_cost_cny"]?.double == 0)
        }

        @Test("an answer that was saved comes back to the byte, also after the offers and the need have changed")
        func replay() throws {
            let need = try need()
            let file = try huanxin.file("need.json", RecordText.json(.need(need)).text)
            let offer = demo.registry.ids(.offers)[0]
            let questions: [[String]] = [
                ["match", need.id, "--explain", "--top", "2"], ["assess", need.id],
                ["assess", need.id, "--offer", offer],
                ["why-not", need.id, offer], ["package", need.id, "--schedule"],
                ["package", "--file", file, "--no-picks"],
                ["what-if", need.id, "enterprise.size=small"],
            ]
            var saved: [(id: String, out: String, table: String)] = []
            for words in questions {
                let run = try huanxin.run(words + ["--as-of", Self.day, "--save", "--format", "json"])
                let id = run.json["saved"]?.string ?? ""
                #expect(run.status == 0 && id.utf8.count == 16, "\(words): \(run.out)")
                let table = try huanxin.run(words + ["--as-of", Self.day, "--save"])
                #expect(table.out.contains("saved as \(id)"), "\(words)")
                saved.append((id, run.out, table.out))
            }
            for (id, compiled) in demo.registry.offers {
                var changed = compiled.offer
                changed.status = .withdrawn
                #expect(try site.asker.write(.offer(changed)) > 0, "\(id)")
            }
            var gone = need
            gone.status = .withdrawn
            gone.lines[0].quantity += 1
            try site.asker.waitForCoverage(try site.asker.write(.need(gone)))
            for (words, (id, out, table)) in zip(questions, saved) {
                #expect(try huanxin("replay", id, "--format", "json").out == out, "\(words)")
                #expect(try huanxin("replay", id).out == table, "\(words)")
                let check = try huanxin("replay", id, "--check", "--format", "json")
                #expect(check.status == 0 && check.json["same"]?.bool == true, "\(words): \(check.out)")
                let shown = try huanxin("replay", id, "--check")
                #expect(shown.status == 0 && shown.out.contains("the same to the byte"), "\(words)")
            }
            let newest = try huanxin("package", need.id, "--as-of", Self.day, "--no-picks", "--format", "json")
            #expect(newest.json["packages"]?.array?.first?["support_cny"]?.double == 0)
            try damaged(saved[4].id)
        }

        private func damaged(_ id: String) throws {
            let path = "\(site.directory)/coordinator/answers/\(id).json"
            var bytes = try #require(try Files.read(path))
            bytes[bytes.count / 2] ^= 1
            try Files.writeAtomically(bytes, to: path)
            let run = try huanxin("replay", id, "--format", "json")
            #expect(run.status == 1 && run.json["error"]?["code"]?.string == "damaged")
        }

        @Test("assess and match: tables, JSON, CSV")
        func others() throws {
            let need = try need()
            let assess = try huanxin("assess", need.id, "--as-of", Self.day, "--format", "csv")
            #expect(assess.status == 0 && assess.out.hasPrefix("id,kind,name,outcome,"))
            let table = try huanxin("assess", need.id, "--as-of", Self.day)
            #expect(table.status == 0 && table.out.contains("conditions not met"))
            let match = try huanxin("match", need.id, "--as-of", Self.day, "--top", "1", "--format", "csv")
            #expect(match.status == 0 && match.out.hasPrefix("line,id,name,price_cny,score"))
            let help = try huanxin("package", "--help", plain: true)
            #expect(help.status == 0 && help.out.contains("huanxin package demo-n-0000008"))
        }
    }
}
