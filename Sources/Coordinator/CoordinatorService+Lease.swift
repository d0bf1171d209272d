import Answers
import CatalogueStore
import ChangeLog
import Cluster
import Logging
import Transport

/// One of several coordinators holds the lease and writes; the others follow the log and answer questions
/// (40-cluster.md, sections 2 and 5).
extension CoordinatorService {
    /// What a coordinator is to the log.
    enum Role {
        case follower
        /// It has the lease, and reads what others appended before it takes writes.
        case takingOver(epoch: UInt64)
        case holder(epoch: UInt64)
    }

    var isHolder: Bool {
        if case .holder = role { true } else { false }
    }

    func tickLease() { perform(lease.on(.tick, now: now)) }

    func takeLeaseEvents() {
        for event in leaseThread.takeEvents() { perform(lease.on(event, now: now)) }
    }

    func perform(_ actions: [Lease.Action]) {
        for action in actions {
            switch action {
            case .acquire, .renew, .release: leaseThread.order(action)
            case .becomeHolder(let epoch):
                role = .takingOver(epoch: epoch)
                takeOver()
            case .stepDown: stepDown()
            }
        }
    }

    /// Goes on with taking over: what was appended before is read first, and the table as the last holder left it.
    func takeOver() {
        guard case .takingOver(let epoch) = role else { return }
        do {
            guard try catchUp(records: 5_000) else { return }
            let (table, isNew) = try PlacementRecord.load(log, settings, epoch: epoch)
            perform(membership.on(.head(catalogue.position.seq), now: now))
            role = .holder(epoch: epoch)
            leaseEpoch = epoch
            controller = PlacementController(table, isNew: isNew || isNewCluster, now: now)
            take(table)
            note("this coordinator writes now: epoch \(epoch)")
        } catch {
            // Fenced already, or the log is away: the lease decides who tries again.
            logger.error("the log cannot be taken over", metadata: ["error": "\(error)"])
            clear(after: error)
        }
    }

    /// Takes no writes any more. The group in flight ends by its own outcome; what waits has not begun.
    private func stepDown() {
        if isHolder { note("this coordinator no longer writes") }
        role = .follower
        controller = nil
        let begun = Set((inFlight?.all ?? []) + (stalled?.group.all ?? []))
        for (number, write) in writes where !begun.contains(number) {
            writes[number] = nil
            answer(write, notHolder)
        }
        appender = Appender(isInFlight: inFlight != nil || stalled != nil)
    }

    /// Takes up what others wrote.
    func follow() {
        if let seen = watch.takeSeen() { self.seen = seen }
        guard !isHolder, inFlight == nil, stalled == nil else { return }
        if let bytes = seen.placement, bytes != placementBytes, let table = PlacementRecord.read(bytes) {
            placementBytes = bytes
            leaseEpoch = max(leaseEpoch, seen.holder?.epoch ?? 0)
            take(table)
        }
        guard catalogue.position.seq < seen.head else { return }
        do {
            _ = try catchUp(records: 2_000)
            perform(membership.on(.head(catalogue.position.seq), now: now))
        } catch {
            logger.warning("the log cannot be followed", metadata: ["error": "\(error)"])
            clear(after: error)
        }
    }

    /// Whether there is more of the log to take up at once.
    var isBehindLog: Bool {
        !isHolder && seen.isReachable && inFlight == nil && stalled == nil && catalogue.position.seq < seen.head
    }

    /// The answer to a write that another coordinator takes.
    var notHolder: AnswerError {
        let place = holderAddress
        return AnswerError(
            "not_holder",
            place.isEmpty ? "no coordinator writes at the moment" : "another coordinator writes: \(place)",
            field: "connect",
            hint: place.isEmpty ? "try again in a few seconds" : "connect to \(place)")
    }

    /// Where clients find the holder; empty where it is not known.
    var holderAddress: String {
        seen.holder?.holder.split(separator: " ").first.map(String.init) ?? ""
    }
}

extension WriteGroup {
    /// The numbers of its writes.
    var all: [UInt64] { writes.map(\.number) + unchanged.map(\.number) + repeats.map(\.number) }
}
