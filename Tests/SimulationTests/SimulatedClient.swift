import Cluster

/// A caller that writes with keys, retries until it knows, and reads back with the newest seq it has seen.
final class SimulatedClient {
    private enum Call {
        case write(SimulatedWrite, begun: UInt64)
        case read(minSeq: UInt64)
    }

    let number: Int
    private let cluster: Simulation
    private var lastRequest: UInt64 = 0
    private var writes = 0
    private var pending: (request: UInt64, call: Call)?
    /// The coordinator that it asks.
    private var asked = 1
    /// The newest seq of its own writes and of the answers it got.
    private(set) var seen: UInt64 = 0
    /// Its newest answer from which nothing was missing.
    private(set) var lastWhole: (at: Instant, seq: UInt64)?

    init(_ cluster: Simulation, number: Int) {
        self.cluster = cluster
        self.number = number
        cluster.network.start(.client(number)) { [weak self] in self?.receive($0) }
        think()
    }

    private func think() {
        let pause = cluster.chance.milliseconds(1, cluster.settings.thinkMs)
        cluster.network.timer(.client(number), after: pause) { [weak self] in self?.next() }
    }

    private func next() {
        guard cluster.timeline.now < cluster.settings.writesUntil, cluster.chance.happens(perMille: 550) else {
            return send(.read(minSeq: seen))
        }
        writes += 1
        var entries: [(id: Int, value: UInt64)] = []
        for _ in 0..<cluster.chance.between(1, cluster.settings.entriesMax) {
            entries.append((cluster.chance.below(cluster.settings.records), cluster.nextValue()))
        }
        send(.write(SimulatedWrite(key: "\(number)-\(writes)", entries: entries), begun: cluster.checkers.newestAck))
    }

    private func send(_ call: Call) {
        lastRequest += 1
        let request = lastRequest
        pending = (request, call)
        let message: Message
        var patience = cluster.settings.budget
        switch call {
        case .write(let write, _):
            message = .write(client: number, request: request, write)
            patience = .milliseconds(400)
        case .read(let minSeq):
            message = .read(client: number, request: request, minSeq: minSeq, budget: cluster.settings.budget)
        }
        cluster.network.send(from: .client(number), to: .coordinator(asked), message)
        cluster.network.timer(.client(number), after: patience + .milliseconds(20)) { [weak self] in
            self?.giveUp(on: request)
        }
    }

    /// No answer: a write goes out again under its key, a read is dropped.
    private func giveUp(on request: UInt64) {
        guard let pending, pending.request == request else { return }
        asked = asked % cluster.settings.coordinators + 1
        if case .write = pending.call { send(pending.call) } else { think() }
    }

    private func receive(_ message: Message) {
        switch message {
        case .written(let request, let first, let last):
            guard let pending, pending.request == request, case .write(let write, let begun) = pending.call else {
                return
            }
            cluster.checkers.acknowledged(write, first: first, last: last, begun: begun)
            seen = max(seen, last)
        case .answer(let request, let answer):
            guard let pending, pending.request == request, case .read(let minSeq) = pending.call else { return }
            cluster.checkers.answered(client: number, minSeq: minSeq, answer)
            seen = max(seen, answer.asOfSeq)
            if answer.coverage.fraction == 1 { lastWhole = (cluster.timeline.now, answer.asOfSeq) }
        case .notHolder(let request, let holder):
            guard let pending, pending.request == request, case .write = pending.call else { return }
            asked = holder ?? asked % cluster.settings.coordinators + 1
            let pause = cluster.chance.milliseconds(5, 50)
            return cluster.network.timer(.client(number), after: pause) { [weak self] in
                guard let self, self.pending?.request == request else { return }
                send(pending.call)
            }
        case .refusedRequest(let request, let refusal):
            guard let pending, pending.request == request else { return }
            cluster.checkers.refused(refusal)
            if case .write = pending.call {
                // Refused or unknown: the same key is safe to retry, after a while.
                let pause = cluster.chance.milliseconds(5, 50)
                cluster.network.timer(.client(number), after: pause) { [weak self] in self?.giveUp(on: request) }
                return
            }
        default: return cluster.fail("a client was sent \(message)")
        }
        pending = nil
        think()
    }
}
