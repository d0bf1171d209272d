import Cluster
import Domain
import FoundationEssentials
import Logging
import Messages
import OS
import Queries
import ServiceKit
import Store
import SwiftProtobuf
import Transport
import Wire

/// A sub-request with what is left of its time.
struct Question {
    /// Over which it came.
    let link: CoordinatorLink
    var message: Incoming
    /// Nobody waits for the answer after this: its budget, counted from when it was read off the socket.
    var deadline: Instant
    /// It waits this long for a change that is not here yet.
    var patience: Instant
    /// Nil where it cannot be read.
    var request: WireSubRequest?

    init(_ message: Incoming, over link: CoordinatorLink, now: Instant) {
        self.link = link
        self.message = message
        if message.header.type == .subRequest { request = try? WireSubRequest(serializedBytes: message.body) }
        let budget = Instant(message.header.budgetMicroseconds) * 1_000
        deadline = now + budget
        // Half of what remains (40-cluster.md, section 8).
        patience = now + budget / 2
    }

    /// Whether a CANCEL means this one.
    func isMeant(by cancel: Incoming, over link: CoordinatorLink) -> Bool {
        self.link === link && message.header.request == cancel.header.request
            && message.header.attempt == cancel.header.attempt
    }
}

extension WorkerService {
    /// Questions read off the socket ahead of their turn; more stay in the socket.
    private static let inboxMax = 1_024
    /// Most bytes of one answer; the receiver's limit of a message is twice that.
    static let replyBytesMax = 32 << 20

    /// Reads what has come, so that the time of each question counts from now, and answers for one turn.
    func receiveQueries() {
        readQueries()
        let end = now + WorkerService.turn
        while now < end, !inbox.isEmpty { handleQuery(inbox.removeFirst()) }
    }

    private func readQueries() {
        for link in links {
            while inbox.count < WorkerService.inboxMax, let message = link.queries.receive() {
                if message.header.type == .cancel {
                    cancel(message, over: link)
                } else {
                    lastQuestion = now
                    inbox.append(Question(message, over: link, now: now))
                }
            }
        }
    }

    /// Nobody waits for that answer any longer. It is refused all the same: the coordinator counts it against this
    /// worker's credit until it hears of it.
    private func cancel(_ message: Incoming, over link: CoordinatorLink) {
        for question in inbox + behind where question.isMeant(by: message, over: link) { refuseCancelled(question) }
        inbox.removeAll { $0.isMeant(by: message, over: link) }
        behind.removeAll { $0.isMeant(by: message, over: link) }
        if let current, current.isMeant(by: message, over: link) { isCancelled = true }
    }

    /// A sub-request: refused on its header alone where it is late or early, else answered.
    private func handleQuery(_ question: Question) {
        let message = question.message
        guard message.header.type == .subRequest else {
            if message.header.type != .heartbeat {
                refuse(question, .unsupported, "not a message of the query endpoint")
            }
            return
        }
        guard store.isAdopted, question.link.link.isKnown else {
            return refuse(question, .notReady, "not joined yet")
        }
        guard now < question.deadline else { return refuseLate(question) }
        guard !isAnswerable(question) else { return answer(question) }
        guard behind.count < WorkerService.behindMax else { return refuse(question, .busy, "too many questions wait") }
        behind.append(question)
    }

    /// Answers what waited for a change that is there now; gives up what waited too long.
    func answerWaiting() {
        let waiting = behind
        behind = []
        let end = now + WorkerService.turn
        for question in waiting {
            if now >= question.deadline {
                refuseLate(question)
            } else if now >= end {
                behind.append(question)
            } else if isAnswerable(question) {
                answer(question)
            } else if now >= question.patience {
                refuse(question, .behind, "change \(question.message.header.seq) is not here yet")
            } else {
                behind.append(question)
            }
        }
    }

    /// Called in the middle of a scan: a worker at work says that it lives, and leaves off what nobody waits for.
    private func pace(until deadline: Instant) -> Pace {
        Pace { [self] in
            if links.contains(where: { $0.link.isBeatDue(now: now) }) { beat() }
            for link in links { link.hear() }
            readQueries()
            if now >= deadline || isCancelled { throw Pace.Late() }
        }
    }

    /// Whether the change that a question is about has come.
    private func isAnswerable(_ question: Question) -> Bool {
        let seq = question.message.header.seq
        if seq <= store.position.seq { return true }
        // One vshard may lag behind the others, as one that has just been copied.
        if let request = question.request, seq <= store.position(of: request.vshards.map(VShard.init)).seq {
            return true
        }
        return seq <= store.visible && question.request?.needsIndex != true
    }

    private func answer(_ question: Question) {
        let begin = ThreadClock.busy
        current = question
        isCancelled = false
        reply(to: question)
        current = nil
        busy.spent(ThreadClock.busy - begin, on: question.request?.vshards.map(VShard.init) ?? [])
    }

    private func reply(to question: Question) {
        let message = question.message
        let seq = message.header.seq
        do {
            guard let request = question.request else {
                throw SubRequestHandler.Flaw(refusal: .failed, message: "the request cannot be read")
            }
            let reply = try handler.answer(request, at: seq, pace: pace(until: question.deadline)).wireBytes
            guard reply.count <= WorkerService.replyBytesMax else {
                return refuse(question, .failed, "the answer is too large: ask for less")
            }
            var header = FrameHeader(
                .subReply, request: message.header.request, epoch: epoch, seq: seq,
                credit: UInt32(WorkerService.queryCredit))
            header.attempt = message.header.attempt
            if question.link.queries.send(header, reply) != .sent { logger.warning("an answer could not be sent") }
        } catch let flaw as SubRequestHandler.Flaw {
            refuse(question, flaw.refusal, flaw.message)
        } catch is Pace.Late {
            isCancelled ? refuseCancelled(question) : refuseLate(question)
        } catch {
            logger.error("a sub-request failed", metadata: ["error": "\(error)"])
            refuse(question, .failed, "the worker could not answer")
            if Damage.isDamage(error) { rebuild(after: error, question) }
        }
    }

    /// Finds by asking vshard for vshard what a question found damaged, and begins that anew.
    private func rebuild(after error: any Error, _ question: Question) {
        guard let request = question.request else { return }
        do {
            try finishTask()
            // A snapshot in which a read has failed fails from then on.
            try store.renewSnapshots()
        } catch { return fail(error) }
        var isFound = false
        for number in request.vshards {
            var one = request
            one.vshards = [number]
            do {
                _ = try handler.answer(one, at: question.message.header.seq, pace: pace(until: .max))
            } catch  where Damage.isDamage(error) {
                isFound = true
                do { try store.rebuild(VShard(rawValue: number), error) } catch { return fail(error) }
            } catch {}
        }
        if !isFound {
            do { try store.rebuildCommon(error) } catch { return fail(error) }
        }
        fallBack()
    }

    func fail(_ error: any Error) {
        logger.critical("what is damaged cannot be built anew", metadata: ["error": "\(error)"])
        stop.raise(failed: true)
    }

    private func refuseCancelled(_ question: Question) { refuse(question, .noRetry, "nobody waits for the answer") }

    private func refuseLate(_ question: Question) { refuse(question, .behind, "the time of the question is over") }

    private func refuse(_ question: Question, _ refusal: Refusal, _ text: String) {
        let asked = question.message.header
        var header = FrameHeader(.refuse, request: asked.request, epoch: epoch, seq: asked.seq)
        header.attempt = asked.attempt
        _ = question.link.queries.send(header, WireRefuse(refusal, text).wireBytes)
    }
}

extension WireSubRequest {
    /// Whether it can be answered only once the index has all changes up to its seq: what goes through all models sees
    /// nothing of those that are not in the tables yet.
    fileprivate var needsIndex: Bool {
        let models = UInt32(RecordKind.models.number)
        switch ask {
        case .list(let ask): return ask.kind == models
        case .statistics(let ask): return ask.family == TextFamily.models.rawValue
        default: return false
        }
    }
}
