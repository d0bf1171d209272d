import Client
import Domain
import JSON
import OS
import Records
import TestSupport
import Wire

/// One import request of the kill test, with the key under which it is sent again.
struct Batch {
    var key: [UInt8]
    var bodies: [[UInt8]]
    /// The seqs it was acknowledged with.
    var acknowledged: ClosedRange<UInt64>?
    /// Sent once and never asked about again, as by a client that died.
    var isAbandoned = false
}

/// A client that sends batches of models and sends again what was not answered, until it is.
final class BatchWriter {
    private(set) var batches: [Batch] = []
    private let asker: Asker
    private let templates: [EquipmentModel]
    private var known: [EquipmentModel] = []
    private var number: Int64 = 0

    /// - Parameter templates: models whose suppliers are stored.
    init(_ asker: Asker, templates: [EquipmentModel]) {
        self.asker = asker
        self.templates = templates
    }

    /// New models and new versions of models sent before; no two bodies are the same.
    private func batch(_ random: inout SeededRandom) -> Batch {
        var models: [String: EquipmentModel] = [:]
        for _ in 0..<(1 + random.below(30)) {
            number += 1
            var model = random.one(of: known.isEmpty || random.chance(60) ? templates : known)
            if !known.contains(where: { $0.id == model.id }) { model.id = "kill-\(number)" }
            model.price = Fen(10_000 + number)
            models[model.id] = model
        }
        let list = models.values.sorted { $0.id < $1.id }
        for model in list where !known.contains(where: { $0.id == model.id }) { known.append(model) }
        return Batch(key: Array("batch-\(batches.count)".utf8), bodies: list.map { RecordText.body(.model($0)) })
    }

    /// Sends some batches at once, lets something happen, then sees to it that each is acknowledged, but for those it
    /// abandons.
    func round(_ random: inout SeededRandom, meanwhile: () throws -> Void) throws {
        let first = batches.count
        var sent: [UInt64?] = []
        for _ in 0..<(1 + random.below(4)) {
            batches.append(batch(&random))
            sent.append(try? send(batches.count - 1))
        }
        try meanwhile()
        for index in first..<batches.count {
            if random.chance(15) {
                batches[index].isAbandoned = true
                continue
            }
            var request = sent[index - first]
            try poll("batch \(index) is acknowledged", seconds: 60) {
                if request == nil { request = try? send(index) }
                guard let number = request else { return false }
                request = nil
                return try take(number, index)
            }
        }
    }

    private func send(_ index: Int) throws -> UInt64 {
        var request = WireClientRequest()
        request.import = Asker.importing(.models, batches[index].bodies, key: batches[index].key)
        return try asker.client.send(request, timeoutMs: 1_000)
    }

    /// Waits a moment for the answer; false where none came or the outcome is not known.
    private func take(_ request: UInt64, _ index: Int) throws -> Bool {
        guard let answer = try? asker.client.answer(to: request, timeoutMs: 1_500), !answer.error else { return false }
        let reply = answer.import
        let count = UInt64(batches[index].bodies.count)
        guard reply.accepted == count, reply.problems.isEmpty, reply.seq >= count else {
            throw TestFailure(
                "batch \(index): \(reply.accepted) of \(count) accepted at \(reply.seq), \(reply.problems)")
        }
        batches[index].acknowledged = (reply.seq + 1 - count)...reply.seq
        return true
    }
}
