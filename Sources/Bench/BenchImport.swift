import Client
import Domain
import FoundationEssentials
import Intake
import JSON
import OS
import Records
import Wire

/// Imports files as the command line does: checked, sent in batches with several under way, waited for until
/// searchable.
struct BenchImport {
    let cluster: BenchCluster
    let codes: KnownCodes
    private let window = 8

    /// What an import came to.
    struct Result {
        var records: Int
        var seconds: Double
        var seq: UInt64
    }

    /// - Parameter path: a JSON Lines file of that kind.
    func run(_ kind: RecordKind, _ path: String) async throws -> Result {
        CurrentProcess.keepFreedMemory()
        let start = MonotonicClock.now
        let run = IntakeRun([try IntakeSource(path: path, kind: kind)], codes: codes)
        let client = cluster.client
        let counts = try await run.check { kind, ids in
            var request = WireClientRequest()
            request.exists.kind = UInt32(kind.number)
            request.exists.ids = ids
            let answer = try client.ask(request)
            return Set(zip(ids, answer.exists).filter { $0.1 }.map(\.0))
        }
        guard counts.rejected == 0 else {
            throw BenchCluster.Flaw(description: "\(counts.rejected) made-up rows were rejected")
        }
        var underWay: [UInt64] = []
        var seq: UInt64 = 0
        try await run.deliver(batch: 1_000) { batch in
            var request = WireClientRequest()
            request.import.kind = UInt32(kind.number)
            request.import.bodies = batch.map { Data($0.body) }
            request.import.idempotencyKey = Data("\(path):\(batch.first?.row ?? 0)".utf8)
            underWay.append(try client.send(request))
            if underWay.count >= window { seq = max(seq, try take(&underWay)) }
        }
        while !underWay.isEmpty { seq = max(seq, try take(&underWay)) }
        try cluster.waitUntilApplied(seq)
        return Result(records: counts.accepted, seconds: Double(MonotonicClock.now - start) / 1e9, seq: seq)
    }

    private func take(_ underWay: inout [UInt64]) throws -> UInt64 {
        let answer = try cluster.client.answer(to: underWay.removeFirst())
        guard !answer.error, answer.import.problems.allSatisfy({ $0.severity != "critical" }) else {
            throw BenchCluster.Flaw(description: String(decoding: answer.json, as: UTF8.self))
        }
        return answer.import.seq
    }
}
