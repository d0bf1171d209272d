import AnswerStore
import Answers
import CatalogueStore
import Cluster
import Domain
import FoundationEssentials
import JSON
import JSONParsing
import Logging
import OS
import ServiceKit
import Wire

/// What is kept with an answer beside the answer.
struct Keeping {
    let verb: String
    /// The question but for its day and seq; made only where the answer is saved.
    let question: () -> [(String, JSONValue)]
    let grounds: WireGrounds

    init(
        verb: String, question: @escaping @autoclosure () -> [(String, JSONValue)], grounds: WireGrounds = WireGrounds()
    ) {
        self.verb = verb
        self.question = question
        self.grounds = grounds
    }
}

extension CoordinatorService {
    /// Keeps an answer and sends it with the id it is kept under.
    func keep(_ question: Question, _ answer: JSONValue) {
        guard question.coverage.fraction == 1 else {
            return self.answer(
                question,
                AnswerError(
                    "incomplete", "only an answer with all of the data behind it is saved", field: "save",
                    hint: "see cluster status, or ask again"))
        }
        guard let keeping = question.keeping else {
            return self.answer(
                question,
                AnswerError(
                    "unsupported", "answers to this question are not saved", field: "save",
                    hint: "match, assess, why-not, package and what-if are"))
        }
        guard settings.freeDiskBytes() ?? .max > CoordinatorLimits.diskReserve else {
            return self.answer(
                question,
                AnswerError(
                    "disk_full", "the coordinator's disk is nearly full", field: "save", hint: "free some space"))
        }
        let saved = CoordinatorService.saved(question, keeping, answer)
        let store = answers
        begin(question) {
            .kept(id: try store.put(saved))
        } then: { [self] outcome in
            guard case .kept(let id) = outcome else { return }
            send(question, CoordinatorService.shown(answer, id))
        }
    }

    private static func saved(_ question: Question, _ keeping: Keeping, _ answer: JSONValue) -> SavedAnswer {
        var asked = JSONObject()
        asked.add("as_of", .string(question.asOf.text))
        asked.add("known", .int(question.seq))
        for (key, value) in keeping.question() { asked.add(key, value) }
        return SavedAnswer(
            verb: keeping.verb, question: .object(asked), ruleVersions: versions(keeping.grounds.offers),
            jointCapVersions: versions(keeping.grounds.jointCaps), asOfSeq: question.seq, answer: answer)
    }

    private static func versions(_ versions: [WireRecordVersion]) -> JSONValue {
        .object(JSONObject(versions.map { .init(key: $0.id, value: .int($0.seq)) }))
    }

    /// The answer as it is given: with its id at the end.
    private static func shown(_ answer: JSONValue, _ id: String) -> JSONValue {
        var json = answer.object ?? JSONObject()
        json.add("saved", .string(id))
        return .object(json)
    }

    /// `replay`: a kept answer as it was given, and on demand whether asking again gives the same.
    func replay(_ question: Question, _ ask: WireReplayAnswer) {
        let store = answers
        begin(question) {
            .found(try store.get(ask.id))
        } then: { [self] outcome in
            guard case .found(let saved) = outcome else { return }
            do {
                if ask.check { return try askAgain(question, ask.id, saved) }
                var answer = WireClientAnswer()
                answer.json = Data(CoordinatorService.shown(saved.answer, ask.id).bytes)
                answer.asOfSeq = saved.asOfSeq
                answer.coverage = saved.answer["coverage"]?["fraction"]?.double ?? 0
                answer.verb = saved.verb
                answer.question = Data(saved.question.bytes)
                ended(question)
                reply(question.route, question.request, answer)
            } catch {
                self.answer(question, error)
            }
        }
    }

    /// Puts a kept question again, as of its day and at its seq, and holds the answer against the kept one.
    private func askAgain(_ question: Question, _ id: String, _ saved: SavedAnswer) throws {
        guard let request = SavedQuestion.request(saved.verb, saved.question), let day = CalendarDay(request.asOf)
        else {
            throw AnswerError(
                "unsupported", "the question of saved answer \(id) cannot be asked by this coordinator", field: "id",
                hint: "upgrade it")
        }
        guard saved.asOfSeq <= catalogue.position.seq else {
            throw AnswerError(
                "behind", "the answer is of change \(saved.asOfSeq), \(catalogue.position.seq) is the newest here",
                field: "id", hint: "it was given before the cluster was restored to an earlier point")
        }
        let again = Question(
            route: question.route, request: question.request, ask: request, asOf: day,
            wait: question.deadline - min(question.deadline, now), seq: saved.asOfSeq, isPinned: true, now: now)
        // It is held by what it waits for; holding itself, it would never go.
        again.done = { [self, unowned again] outcome in
            do {
                let now = try outcome.get()
                guard again.coverage.fraction == 1 else {
                    throw AnswerError(
                        "incomplete", "the question could not be asked again of all of the data", field: "id",
                        hint: "see cluster status, or ask again")
                }
                ended(question)
                compare(again, id, saved, now)
            } catch {
                answer(question, error)
            }
        }
        try answer(again)
    }

    private func compare(_ again: Question, _ id: String, _ saved: SavedAnswer, _ now: JSONValue) {
        let bytes = now.bytes
        let isSame = bytes == saved.answer.bytes
        // What workers rendered is read, to name the places.
        let parsed = (try? JSONParser.parse(bytes)) ?? now
        let differences =
            isSame
            ? []
            : AnswerDifference.list(saved: saved.answer, now: parsed, limit: CoordinatorLimits.differences)
        var answer = WireClientAnswer()
        answer.json = Data(
            again.envelope.answer([
                ("saved", .string(id)), ("verb", .string(saved.verb)), ("same", .bool(isSame)),
                ("differences", .array(differences.map(\.json))), ("answer", saved.answer),
            ]).bytes)
        answer.asOfSeq = saved.asOfSeq
        answer.coverage = again.coverage.fraction
        answer.verb = saved.verb
        answer.question = Data(saved.question.bytes)
        reply(again.route, again.request, answer)
    }

    /// Does a piece of work on the disk's thread, and goes on here with what it came to; what fails is answered.
    private func begin(
        _ question: Question, _ work: @escaping @Sendable () throws -> DiskThread.Outcome,
        then: @escaping (DiskThread.Outcome) -> Void
    ) {
        let number = number()
        guard disk.begin(number, work) else {
            return answer(
                question, AnswerError("busy", "too many answers are being saved", hint: "try again in a second"))
        }
        diskWork[number] = { [self] outcome in
            do {
                then(try outcome.get())
            } catch let failure as AnswerStore.Failure {
                answer(question, AnswerError(failure))
            } catch {
                logger.error("a saved answer failed", metadata: ["error": "\(error)"])
                answer(question, AnswerError("failed", "the disk refused", hint: "see the coordinator's log"))
            }
        }
    }

    /// Goes on with what the disk's thread has finished.
    func finishDiskWork() {
        for finished in disk.takeFinished() { diskWork.removeValue(forKey: finished.number)?(finished.outcome) }
    }
}

extension AnswerError {
    init(_ failure: AnswerStore.Failure) {
        switch failure.code {
        case .badID: self.init("bad_request", failure.message, field: "id", hint: "copy the id that --save printed")
        case .notFound:
            self.init("not_found", failure.message, field: "id", hint: "copy the id that --save printed")
        case .damaged:
            self.init(
                "damaged", failure.message, field: "id",
                hint: "take it from a backup, or ask the question again with --save")
        case .tooLarge: self.init("too_large", failure.message, field: "save", hint: "ask for less")
        case .unfit: self.init("failed", failure.message, field: "save", hint: "report it with the question")
        case .full: self.init("disk_full", failure.message, field: "save", hint: "remove old ones")
        }
    }
}
