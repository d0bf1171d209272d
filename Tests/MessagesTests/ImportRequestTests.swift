import Foundation
import Messages
import SwiftProtobuf
import TestSupport
import Testing
import Wire

@Suite struct ImportRequestTests {
    private func bytes(_ random: inout SeededRandom) -> [UInt8] {
        (0..<random.next() % 300).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }

    private func message(_ random: inout SeededRandom) -> WireClientRequest {
        var message = WireClientRequest()
        message.import.kind = UInt32(truncatingIfNeeded: random.next() >> (random.next() % 64))
        message.import.bodies = (0..<random.next() % 6).map { _ in Data(bytes(&random)) }
        if random.next() % 2 == 0 { message.import.idempotencyKey = Data(bytes(&random)) }
        message.import.dryRun = random.next() % 2 == 0
        if random.next() % 2 == 0 { message.import.ifSeq = random.next() >> (random.next() % 64) }
        return message
    }

    @Test("a request that is written in place reads as the message, and the message as what is received")
    func roundTrip() throws {
        for seed in 0..<500 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            let message = message(&random)
            let request = ImportRequest(message.import)
            #expect(try WireClientRequest(serializedBytes: request.request) == message, "seed \(seed)")
            #expect(ImportRequest(request: message.wireBytes) == request, "seed \(seed)")
        }
    }

    @Test("what is not an import alone is left to the message")
    func others() {
        var message = WireClientRequest()
        #expect(ImportRequest(request: message.wireBytes) == nil)
        message.import.kind = 3
        message.asOf = "2026-01-01"
        #expect(ImportRequest(request: message.wireBytes) == nil)
        message = WireClientRequest()
        message.status = WireClusterStatus()
        #expect(ImportRequest(request: message.wireBytes) == nil)
    }

    @Test("bytes that were damaged are never taken for another request than the message takes them for")
    func damaged() {
        for seed in 0..<2_000 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            var bytes = message(&random).wireBytes
            switch random.next() % 3 {
            case 0: bytes.removeLast(Int(random.next() % UInt64(bytes.count + 1)))
            case 1: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: Int(random.next() % UInt64(bytes.count)))
            default: bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            guard let request = ImportRequest(request: bytes) else { continue }
            let message = try? WireClientRequest(serializedBytes: bytes)
            #expect(message.map { ImportRequest($0.import) } == request, "seed \(seed)")
        }
    }
}
