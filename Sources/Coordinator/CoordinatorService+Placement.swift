import Answers
import CatalogueStore
import Cluster
import Domain
import FoundationEssentials
import JSON
import Logging
import ServiceKit
import Transport
import Wire

/// The table of replicas: the pure `PlacementController` decides, here it is told what there is and obeyed.
extension CoordinatorService {
    /// One round of the controller.
    func tickPlacement() {
        guard isHolder, lease.mayAppend(now: now), var controller, stalled == nil else { return }
        let actions = controller.tick(
            membership, view(), warmed: warmed, nowMs: ShanghaiTime.milliseconds, now: now)
        self.controller = controller
        for action in actions {
            switch action {
            case .note(let text): note(text)
            case .persist(let table): persist(table)
            }
        }
        if !controller.table.isMoving, !warmed.isEmpty { warmed = [:] }
    }

    /// For the operator: in the log, and for `cluster status`.
    func note(_ text: String) {
        logger.info("placement", metadata: ["what": "\(text)"])
        notes.append((ShanghaiTime.milliseconds, text))
        if notes.count > CoordinatorLimits.notes { notes.removeFirst() }
    }

    private func persist(_ table: Placement) {
        let (log, epoch, number) = (log, leaseEpoch, number())
        let isTaken = disk.begin(number) { .placed(try PlacementRecord.save(table, log, epoch: epoch)) }
        guard isTaken else {
            controller?.notKept()
            return
        }
        diskWork[number] = { [self] outcome in
            switch outcome {
            case .success(.placed(true)):
                controller?.kept(table)
                take(table)
            case .success:
                controller?.notKept()
                perform(lease.on(.fenced(epoch: epoch), now: now))
            case .failure(let error):
                logger.error("the placement table cannot be kept", metadata: ["error": "\(error)"])
                controller?.notKept()
            }
        }
    }

    /// Takes up a version of the table.
    func take(_ table: Placement) {
        placement = table
        epoch = leaseEpoch << 32 | UInt64(table.version)
        isAnythingWarming = table.replicas.contains { $0.contains { $0.state == .warming } }
        perform(membership.on(.placed(table), now: now))
    }

    /// How many workers the load asks for.
    var sizing: Sizing {
        let load = view().load.values.reduce(0, +)
        var cores: [String: Double] = [:]
        for member in membership.members.values { cores[member.ready.host] = Double(member.ready.cores) }
        return Sizing(
            busyCores: load, cores: cores.values.reduce(0, +),
            questionsPerSecond: questionRate.rate(of: router.counters.questions, now: now),
            workers: membership.members.count, copies: placement.copies)
    }

    /// What the planner is told: who spends how much, and what lies where.
    func view() -> Planner.View {
        var load: [Planner.Place: Double] = [:]
        var bytes: [VShard: UInt64] = [:]
        for (worker, member) in membership.members {
            for (vshard, report) in member.progress.replicas {
                let place = Planner.Place(vshard, worker)
                load[place] = loads.rate(of: place, busy: report.busyMicroseconds, life: member.joined, now: now)
                bytes[vshard] = max(bytes[vshard] ?? 0, report.bytes)
            }
        }
        return Planner.View(present: [], load: load, bytes: bytes, records: records())
    }

    /// An operator's order.
    func operate(_ message: Incoming, _ ask: WireClusterOrder) {
        do {
            let request = try CoordinatorService.request(ask)
            guard controller != nil else {
                throw notHolder
            }
            do {
                try controller?.take(request, present: Set(membership.members.keys))
            } catch {
                throw AnswerError("refused", error.message, field: ask.verb, hint: error.hint)
            }
            note("asked for: \(ask.verb) \(ask.worker)")
            var answer = WireClientAnswer()
            answer.json = Data(
                Envelope(asOf: ShanghaiTime.today, asOfSeq: catalogue.position.seq, coverage: wholeCoverage).answer([
                    ("verb", .string(ask.verb)), ("accepted", .bool(true)),
                ]).bytes)
            answer.asOfSeq = catalogue.position.seq
            answer.coverage = 1
            reply(message.route, message.header.request, answer)
        } catch let error as AnswerError {
            answer(message, error)
        } catch {
            answer(message, AnswerError("failed", "the order could not be carried out"))
        }
    }

    private var wholeCoverage: Coverage {
        Coverage(
            shards: placement.vshards, answered: placement.vshards, covered: 0, expected: 0, reasons: [])
    }

    private static func request(_ ask: WireClusterOrder) throws -> PlacementController.Request {
        switch ask.verb {
        case "drain": .drain(ask.worker, force: ask.force)
        case "undrain": .undrain(ask.worker)
        case "maintenance": .maintenance(ask.worker, untilMs: ShanghaiTime.milliseconds + Int64(clamping: ask.forMs))
        case "move": .move(VShard(rawValue: ask.shard), from: ask.from, to: ask.worker)
        case "remove": .remove(ask.worker)
        case "copies": .copies(Int(ask.copies))
        case "rebalance": .rebalance
        default:
            throw AnswerError(
                "unsupported", "this coordinator does not know the order \(ask.verb)", field: "verb", hint: "upgrade it"
            )
        }
    }
}
