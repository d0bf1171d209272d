import Answers
import CatalogueStore
import ChangeLog
import Cluster
import Domain
import FoundationEssentials
import JSON
import JSONParsing
import Logging
import Messages
import OS
import ServiceKit
import SwiftProtobuf
import Transport
import Wire

extension CoordinatorService {
    /// A message on the client endpoint.
    func handleClient(_ message: Incoming) {
        guard message.header.type == .clientRequest else {
            return refuse(clients, message, .unsupported, "not a message of the client endpoint")
        }
        if message.body.count <= CoordinatorLimits.requestBytes, let write = ImportRequest(request: message.body) {
            return self.write(message, write)
        }
        guard let ask = try? WireClientRequest(serializedBytes: message.body) else {
            return answer(message, AnswerError("bad_request", "the request cannot be read"))
        }
        do {
            try RequestLimits.check(ask, bytes: message.body.count)
        } catch {
            return answer(message, error)
        }
        switch ask.ask {
        case .import(let write): return self.write(message, ImportRequest(write))
        case .exists(let exists): return answer(message, exists)
        case .status: return answerStatus(message, ask)
        case .order(let order): return operate(message, order)
        default: break
        }
        guard scatters.count < CoordinatorLimits.questions else {
            return answer(
                message, AnswerError("busy", "too many questions are under way", hint: "try again in a second"))
        }
        let cost = cost(of: ask)
        guard cost == 0 || admission.begin(cost, message.header.frameClass.admission) else {
            return answer(
                message,
                AnswerError("busy", "more is asked than can be answered in time", hint: "try again in a second"))
        }
        var begun: Question?
        do {
            let question = try question(message, ask)
            question.cost = cost
            begun = question
            try answer(question)
        } catch let error as AnswerError {
            ended(begun, cost)
            answer(message, error)
        } catch {
            ended(begun, cost)
            logger.error("a question failed", metadata: ["error": "\(error)"])
            answer(message, AnswerError("failed", "the question could not be answered"))
        }
    }

    /// What a question is reckoned at: by how many records it may go through.
    private func cost(of ask: WireClientRequest) -> Double {
        switch ask.ask {
        // Reads and writes never share a limit.
        case .withdraw: 0
        case .match, .wantedBy, .projects, .search, .list, .impact:
            Admission.cost(records: Int(clamping: records().reduce(0, +)))
        default: Admission.cost(records: 0)
        }
    }

    /// A question is answered, or could not be: it makes room for another.
    func ended(_ question: Question) {
        guard question.cost > 0 else { return }
        // What is missing for want of a replica says nothing of the load.
        let isWhole = !question.coverage.reasons.contains { $0.why == .timeout || $0.why == .overload }
        admission.ended(
            question.cost, took: now - question.began, budget: question.deadline - question.began, isWhole: isWhole,
            now: now)
        question.cost = 0
    }

    /// One that failed before it went anywhere.
    private func ended(_ question: Question?, _ cost: Double) {
        if let question { return ended(question) }
        guard cost > 0 else { return }
        admission.ended(cost, took: 0, budget: 1, isWhole: true, now: now)
    }

    private func question(_ message: Incoming, _ ask: WireClientRequest) throws -> Question {
        var asOf = ShanghaiTime.today
        if !ask.asOf.isEmpty {
            guard let day = CalendarDay(ask.asOf) else {
                throw AnswerError(
                    "bad_date", "as_of is no day: \(ask.asOf)", field: "as_of", hint: "write YYYY-MM-DD")
            }
            asOf = day
        }
        let head = catalogue.position.seq
        let seq = try ask.known.isEmpty ? head : self.seq(known: ask.known)
        guard ask.minSeq <= head, ask.known.isEmpty || ask.minSeq <= seq else {
            throw AnswerError(
                "behind", "change \(ask.minSeq) is asked for, \(min(seq, head)) is the newest here", field: "min_seq",
                hint: "try again in a moment")
        }
        let wait = CoordinatorLimits.time(microseconds: message.header.budgetMicroseconds)
        return Question(
            route: message.route, request: message.header.request, ask: ask, asOf: asOf, wait: wait,
            seq: seq, isPinned: !ask.known.isEmpty, now: now)
    }

    /// `--known`: a seq, or a time as `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss` in Asia/Shanghai.
    private func seq(known text: String) throws -> UInt64 {
        let head = catalogue.position.seq
        if let seq = UInt64(text) {
            guard seq <= head else {
                throw AnswerError(
                    "out_of_range", "change \(seq) is not there yet; the newest is \(head)", field: "known")
            }
            return seq
        }
        guard let time = ShanghaiTime.milliseconds(of: text) else {
            throw AnswerError(
                "bad_date", "known is neither a change nor a time: \(text)", field: "known",
                hint: "write a number, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss")
        }
        return min(try log.seq(at: time), head)
    }

    func answer(_ question: Question) throws {
        switch question.ask.ask {
        case .show(let ask): try show(question, ask)
        case .withdraw(let ask): try withdraw(question, ask)
        case .list(let ask): try list(question, ask)
        case .search(let ask): try search(question, ask)
        case .match(let ask): try match(question, ask)
        case .wantedBy(let ask): try wantedBy(question, ask)
        case .assess(let ask): try assess(question, ask)
        case .projects(let ask): try projects(question, ask)
        case .packages(let ask): try packages(question, ask)
        case .whatIf(let ask): try whatIf(question, ask)
        case .askNext(let ask): try askNext(question, ask)
        case .impact(let ask): try impact(question, ask)
        case .replay(let ask): replay(question, ask)
        case .import, .exists, .status, .order, nil:
            throw AnswerError("unsupported", "this coordinator does not know the question", hint: "upgrade it")
        }
    }

    private func answer(_ message: Incoming, _ ask: WireExists) {
        guard let kind = UInt8(exactly: ask.kind).flatMap(RecordKind.init(number:)),
            let exists = try? catalogue.exist(kind, ask.ids)
        else {
            return answer(message, AnswerError("unknown_kind", "kind \(ask.kind) is not known here", field: "kind"))
        }
        var answer = WireClientAnswer()
        answer.exists = exists
        answer.asOfSeq = catalogue.position.seq
        answer.coverage = 1
        reply(message.route, message.header.request, answer)
    }

    /// Sends an answer with its envelope, or an error where less stood behind it than the client asked for.
    func answer(_ question: Question, _ fields: [(String, JSONValue)]) {
        let fraction = question.coverage.fraction
        if fraction < question.ask.minCoverage {
            let isTime = question.coverage.reasons.contains { $0.why == .timeout }
            return answer(
                question,
                AnswerError(
                    isTime ? "timeout" : "incomplete",
                    "coverage \(fraction) is below the \(question.ask.minCoverage) asked for", field: "min_coverage",
                    hint: "see cluster status, or ask again"))
        }
        let json = question.envelope.answer(fields)
        if let done = question.done { return done(.success(json)) }
        if question.ask.save { return keep(question, json) }
        send(question, json)
    }

    func send(_ question: Question, _ json: JSONValue) {
        ended(question)
        var answer = WireClientAnswer()
        answer.json = Data(json.bytes)
        answer.asOfSeq = question.seq
        answer.coverage = question.coverage.fraction
        reply(question.route, question.request, answer)
    }

    func answer(_ question: Question, _ error: any Error) {
        if let done = question.done { return done(.failure(error)) }
        ended(question)
        if !(error is AnswerError) { logger.error("a question failed", metadata: ["error": "\(error)"]) }
        var answer = WireClientAnswer(
            error as? AnswerError ?? AnswerError("failed", "the question could not be answered"))
        answer.coverage = question.coverage.fraction
        reply(question.route, question.request, answer)
    }

    func answer(_ message: Incoming, _ error: AnswerError) {
        reply(message.route, message.header.request, wire(error))
    }

    /// An error as an answer, with where to go where another coordinator writes.
    func wire(_ error: AnswerError) -> WireClientAnswer {
        var answer = WireClientAnswer(error)
        if error.code == "not_holder" { answer.holder = holderAddress }
        return answer
    }
}

extension FrameClass {
    fileprivate var admission: Admission.Class {
        switch self {
        case .interactive: .interactive
        case .batch: .batch
        case .internal: .internal
        }
    }
}

extension WireClientAnswer {
    init(_ error: AnswerError) {
        self.init()
        json = Data(error.json.bytes)
        self.error = true
    }
}
