import Client
import Domain
import Intake
import OS
import Records
import ServiceKit
import Wire

/// Imports files as the command line does: checked, sent in batches with several under way, waited for until
/// searchable.
struct BenchImport {
    let cluster: BenchCluster
    let codes: KnownCodes

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
        let upload = Uploader(client, key: ProcessFacts.randomBytes(16)) { _, _ in }
        try await run.deliver(batch: Uploader.batchRecords) { try upload.add($0) }
        try upload.finish()
        guard upload.rejected == 0 else {
            throw BenchCluster.Flaw(description: "the cluster rejected \(upload.rejected) made-up rows")
        }
        try cluster.waitUntilApplied(upload.seq)
        return Result(records: counts.accepted, seconds: Double(MonotonicClock.now - start) / 1e9, seq: upload.seq)
    }
}
