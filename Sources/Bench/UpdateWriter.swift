import Client
import DemoData
import Domain
import FoundationEssentials
import JSON
import OS
import Records
import Synchronization
import Transport
import Wire

/// Sends updates of single models at fixed times, on a thread and a connection of its own.
final class UpdateWriter: Sendable {
    /// One update that was acknowledged; times are of the monotonic clock.
    struct Update {
        /// When it was due.
        var sent: UInt64
        var acknowledged: UInt64
        var seq: UInt64
    }

    /// What the thread leaves behind.
    private final class Outcome: Sendable {
        let result = Mutex<Result<[Update], BenchCluster.Flaw>?>(nil)
    }

    private let outcome: Outcome
    private let thread: OSThread

    /// - Parameter rate: updates a second.
    init(_ address: String, _ bodies: UpdateBodies, rate: Int) throws {
        let outcome = Outcome()
        self.outcome = outcome
        thread = try OSThread.start(name: "updates") {
            let result: Result<[Update], BenchCluster.Flaw>
            do {
                let client = try ClusterClient(TransportContext(), address: address)
                var run = UpdateRun(client, bodies.bodies)
                result = .success(try run.run(interval: UInt64(1_000_000_000 / rate)))
            } catch {
                result = .failure(BenchCluster.Flaw(description: "\(error)"))
            }
            outcome.result.withLock { $0 = result }
        }
    }

    var hasEnded: Bool { outcome.result.withLock { $0 != nil } }

    /// The updates, once all are acknowledged.
    func finish() throws -> [Update] {
        thread.join()
        return try outcome.result.withLock { $0 }?.get() ?? []
    }
}

/// New versions of models, as a client sends them.
struct UpdateBodies: Sendable {
    private(set) var bodies: [[UInt8]] = []

    init(_ demo: DemoData, models: Int, count: Int, seed: UInt64) {
        var random = SplitMix(state: seed &+ 1)
        bodies.reserveCapacity(count)
        while bodies.count < count {
            let record = demo.record(.models, at: Int(random.next() % UInt64(models)))
            guard case .model(var model) = record else { return }
            UpdateBodies.change(&model, &random)
            bodies.append(Record.model(model).json.bytes)
        }
    }

    /// Mostly the price, now and then what is offered at all, or a figure of the machine.
    private static func change(_ model: inout EquipmentModel, _ random: inout SplitMix) {
        model.price = Fen(Int64(random.next() % 1_000_000_000))
        switch random.next() % 10 {
        case 0: model.status = model.isActive ? .withdrawn : .active
        case 1, 2:
            guard var specs = model.specs, !specs.isEmpty else { return }
            let place = Int(random.next() % UInt64(specs.count))
            if case .number = specs[place].value { specs[place].value = .number(Double(random.next() % 10_000) / 10) }
            model.specs = specs
        default: break
        }
    }
}

/// The loop of the thread: what is due goes out, what has come is noted.
private struct UpdateRun {
    private let client: ClusterClient
    private let bodies: [[UInt8]]
    private var underWay: [UInt64: UInt64] = [:]
    /// Answers to more at once would not fit the connection's queue. An update that waits for room counts from when it
    /// was due.
    private static let underWayMax = 800
    private var updates: [UpdateWriter.Update] = []

    init(_ client: ClusterClient, _ bodies: [[UInt8]]) {
        self.client = client
        self.bodies = bodies
    }

    mutating func run(interval: UInt64) throws -> [UpdateWriter.Update] {
        let count = bodies.count
        let start = MonotonicClock.now
        var sent = 0
        while sent < count || !underWay.isEmpty {
            let now = MonotonicClock.now
            while sent < count, underWay.count < UpdateRun.underWayMax, start + UInt64(sent) * interval <= now {
                try send(bodies[sent], due: start + UInt64(sent) * interval)
                sent += 1
            }
            let due = start + UInt64(sent) * interval
            let isFull = sent == count || underWay.count == UpdateRun.underWayMax
            let pause = isFull ? 20 : Int((due > now ? due - now : 0) / 1_000_000)
            for (number, answer) in try client.arrived(waitMs: pause) { try take(number, answer) }
            guard MonotonicClock.now < start + UInt64(count) * interval + 60_000_000_000 else {
                throw BenchCluster.Flaw(description: "\(underWay.count) updates were not acknowledged")
            }
        }
        return updates
    }

    private mutating func send(_ body: [UInt8], due: UInt64) throws {
        var request = WireClientRequest()
        request.import.kind = UInt32(RecordKind.models.number)
        request.import.bodies = [Data(body)]
        underWay[try client.send(request)] = due
    }

    private mutating func take(_ number: UInt64, _ answer: WireClientAnswer) throws {
        guard let sent = underWay.removeValue(forKey: number) else { return }
        guard !answer.error else {
            throw BenchCluster.Flaw(description: String(decoding: answer.json, as: UTF8.self))
        }
        updates.append(.init(sent: sent, acknowledged: MonotonicClock.now, seq: answer.import.seq))
    }
}
