import Answers
import Bodies
import Cluster
import Domain
import FoundationEssentials
import JSON
import Messages
import Packaging
import Records
import Scenarios
import Wire

extension CoordinatorService {
    /// `package`: the best legal packages of a need (30-financing.md, "The package").
    func packages(_ question: Question, _ ask: WirePackageNeed) throws {
        let options = try PackageOptions(ask)
        let enterprise = try given(ask.enterprise)
        try withNeed(question, id: ask.needID, given: ask.need) { [self] need in
            try withPicks(question, need, asked: ask.picks, best: !ask.noPicks) { [self] picks in
                var sub = WireSubRequest()
                sub.packages = WirePackage(need, enterprise, picks, options)
                sub.packages.grounds = question.ask.save
                scatter(sub, to: .anyWorker, of: question) { [self] scatter in
                    question.heed(coverage(scatter))
                    attempt(question) { try answer(question, ask, options, need, picks, scatter) }
                }
            }
        }
    }

    private func answer(
        _ question: Question, _ ask: WirePackageNeed, _ options: PackageOptions, _ need: Need, _ picks: LinePicks,
        _ scatter: Scatter
    ) throws {
        guard let reply = scatter.replies.first?.packages else { throw CoordinatorService.silence }
        try CoordinatorService.check(reply.suspended, picks)
        guard reply.refused.isEmpty else { throw PackageAnswer.refusal(fields: reply.refused) }
        question.keeping = Keeping(
            verb: "package",
            question: SavedQuestion.package(
                ask, options, need: need, enterprise: CoordinatorService.json(reply.grounds.enterprise)),
            grounds: reply.grounds)
        answer(
            question,
            [
                ("need", .string(need.id)), ("enterprise_known", .bool(reply.enterpriseKnown)),
                ("objective", .string(options.objective.rawValue)), ("discount_rate", .rate(options.discountRate)),
                ("picks", picks.json), ("equipment_amount_cny", .money(Fen(reply.equipmentAmountFen))),
                ("packages", .raw([UInt8](reply.packages))),
            ])
    }

    /// `what-if`: what changes in outcomes and in the best package where facts are others.
    func whatIf(_ question: Question, _ ask: WireWhatIfNeed) throws {
        let options = try PackageOptions(ask.package)
        let given = try given(ask.package.enterprise)
        let edit: FactEdit
        do {
            edit = try FactEdit(ask.facts)
        } catch {
            throw AnswerError(error)
        }
        guard !edit.setsEquipmentAmount || ask.package.picks.isEmpty else {
            throw AnswerError(
                "bad_pick", "with models picked, their prices make the equipment amount, and it is set too",
                field: "pick",
                hint: "leave out --pick, or project.equipment_amount_cny")
        }
        try withNeed(question, id: ask.package.needID, given: ask.package.need) { [self] need in
            try withEnterprise(question, need, given) { [self] enterprise in
                let before = Project(need: need, enterprise: enterprise)
                let after: Project
                do throws(FactFlaw) {
                    after = try edit.apply(to: before, asOf: question.asOf, codes: settings.codes)
                } catch {
                    throw AnswerError(error)
                }
                try compare(
                    question, ask, options, EditedFact.list(edit, before: before, after: after, asOf: question.asOf),
                    before, after, best: !ask.package.noPicks && !edit.setsEquipmentAmount)
            }
        }
    }

    /// Each side takes the models that match it best: where a project stands decides who delivers.
    private func compare(
        _ question: Question, _ ask: WireWhatIfNeed, _ options: PackageOptions, _ facts: [EditedFact],
        _ before: Project, _ after: Project, best: Bool
    ) throws {
        try withPicks(question, before.need, asked: ask.package.picks, best: best) { [self] old in
            let coverage = question.coverage
            try withPicks(question, after.need, asked: ask.package.picks, best: best) { [self] new in
                question.heed(coverage)
                var sub = WireSubRequest()
                sub.whatIf.before = WirePackage(before.need, before.enterprise, old, options)
                sub.whatIf.after = WirePackage(after.need, after.enterprise, new, options)
                sub.whatIf.before.grounds = question.ask.save
                scatter(sub, to: .anyWorker, of: question) { [self] scatter in
                    question.heed(self.coverage(scatter))
                    attempt(question) {
                        try answer(question, ask, options, facts, before, (old, new), scatter)
                    }
                }
            }
        }
    }

    private func answer(
        _ question: Question, _ ask: WireWhatIfNeed, _ options: PackageOptions, _ facts: [EditedFact],
        _ before: Project, _ picks: (old: LinePicks, new: LinePicks), _ scatter: Scatter
    ) throws {
        guard let reply = scatter.replies.first?.whatIf else { throw CoordinatorService.silence }
        try CoordinatorService.check(reply.suspended, picks.old)
        question.keeping = Keeping(
            verb: "what-if",
            question: SavedQuestion.whatIf(
                ask, options, need: before.need, enterprise: CoordinatorService.json(reply.grounds.enterprise)),
            grounds: reply.grounds)
        answer(
            question,
            [
                ("need", .string(before.need.id)), ("enterprise_known", .bool(reply.enterpriseKnown)),
                ("objective", .string(options.objective.rawValue)), ("discount_rate", .rate(options.discountRate)),
                ("changed", WhatIfAnswer.changed(facts)), ("outcomes", .raw([UInt8](reply.outcomes))),
                ("picks_before", picks.old.json), ("picks_after", picks.new.json),
                ("before", .raw([UInt8](reply.before))), ("after", .raw([UInt8](reply.after))),
                ("difference", .raw([UInt8](reply.difference))),
            ])
    }

    /// The enterprise that came with a question, else the one stored; nil where there is none.
    private func withEnterprise(
        _ question: Question, _ need: Need, _ given: Enterprise?, then: @escaping (Enterprise?) throws -> Void
    ) throws {
        if let given { return try then(given) }
        var sub = WireSubRequest()
        sub.fetch.kind = UInt32(RecordKind.enterprises.number)
        sub.fetch.id = need.enterprise
        scatter(sub, to: .anyWorker, of: question) { [self] scatter in
            question.coverage = coverage(scatter)
            attempt(question) {
                guard let reply = scatter.replies.first?.fetch else { throw CoordinatorService.silence }
                try then(try reply.versions.first.map { try BodyReader().enterprise([UInt8]($0.body)) })
            }
        }
    }

    /// The enterprise of a request, checked like an import; nil where it came with none.
    func given(_ body: Data) throws -> Enterprise? {
        guard !body.isEmpty else { return nil }
        guard case .enterprise(let enterprise) = try checked(body, .enterprises, field: "enterprise") else {
            throw AnswerError("failed", "the enterprise could not be read")
        }
        return enterprise
    }

    /// No worker answered a question that any could have.
    static var silence: AnswerError {
        AnswerError("unavailable", "no worker answered", hint: "see cluster status, or ask again")
    }

    /// A record as it is kept; null where it is not known.
    static func json(_ body: Data) -> JSONValue { body.isEmpty ? .null : .raw([UInt8](body)) }

    /// No model of a supplier whose models may not be offered.
    static func check(_ suspended: [String], _ picks: LinePicks) throws(AnswerError) {
        guard let pick = picks.picks.first(where: { suspended.contains($0.line) }) else { return }
        throw LinePicks.flaw(
            "model \(pick.model.id) is of supplier \(pick.model.supplier), which is suspended",
            hint: "huanxin match shows the models for line \(pick.line)")
    }
}

extension LinePicks {
    /// As answers show them.
    var json: JSONValue {
        .array(
            picks.map { pick in
                [
                    "line": .string(pick.line), "model": .string(pick.model.id), "name": .string(pick.model.name),
                    "supplier": .string(pick.model.supplier), "price_cny": .money(pick.model.price),
                    "chosen": .string(pick.isAsked ? "asked" : "best_match"),
                ]
            })
    }
}

extension WirePackage {
    init(_ need: Need, _ enterprise: Enterprise?, _ picks: LinePicks, _ options: PackageOptions) {
        self.init()
        self.need = Data(Record.need(need).json.bytes)
        if let enterprise { self.enterprise = Data(Record.enterprise(enterprise).json.bytes) }
        self.picks = picks.wire
        objective = options.objective.rawValue
        discountRate = options.discountRate.rawValue
        top = UInt32(options.top)
        schedule = options.schedule
    }
}

extension AnswerError {
    init(_ flaw: FactFlaw) { self.init(flaw.code, flaw.message, field: flaw.field, hint: flaw.hint) }
}
