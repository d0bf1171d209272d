import Cluster
import Foundation
import Messages
import SwiftProtobuf
import TestSupport
import Testing
import Wire

@Suite struct RecordsFrameTests {
    private func number(_ random: inout SeededRandom) -> UInt64 { random.next() >> (random.next() % 64) }

    private func bytes(_ random: inout SeededRandom) -> [UInt8] {
        (0..<random.next() % 300).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }

    private func message(_ random: inout SeededRandom) -> WireRecords {
        var message = WireRecords()
        message.from = number(&random)
        message.through = number(&random)
        message.chain = Data(bytes(&random))
        for _ in 0..<random.next() % 6 {
            var record = WireLogRecord()
            record.seq = number(&random)
            record.birth = number(&random)
            record.kind = UInt32(random.next() % 256)
            record.id = String(repeating: "机a", count: Int(random.next() % 40))
            record.body = Data(bytes(&random))
            record.timeMs = Int64(bitPattern: number(&random))
            message.records.append(record)
        }
        return message
    }

    @Test("a frame that is written in place reads as the message, and the message as what is received")
    func roundTrip() throws {
        for seed in 0..<500 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            let message = message(&random)
            var frame = RecordsFrame(from: message.from, capacity: 64)
            for record in message.records {
                Array(record.id.utf8).withUnsafeBytes { id in
                    [UInt8](record.body).withUnsafeBytes { body in
                        frame.add(
                            seq: record.seq, birth: record.birth, kind: UInt8(record.kind), id: id, body: body,
                            timeMs: record.timeMs)
                    }
                }
            }
            let through = Position(seq: message.through, chain: Chain(bytes: [UInt8](message.chain)))
            #expect(try WireRecords(serializedBytes: frame.end(through)) == message, "seed \(seed)")
            let received = try #require(ReceivedRecords(message.wireBytes), "seed \(seed)")
            #expect(received.from == message.from && received.through == message.through)
            #expect(received.chain == [UInt8](message.chain))
            let records = message.records.map {
                var record = ReceivedRecords.Record()
                (record.seq, record.birth, record.kind) = ($0.seq, $0.birth, UInt64($0.kind))
                (record.id, record.body, record.timeMs) = ($0.id, [UInt8]($0.body), $0.timeMs)
                return record
            }
            #expect(received.records == records, "seed \(seed)")
        }
    }

    @Test("a cut or damaged frame is refused or read, never a crash")
    func damage() {
        for seed in 0..<2_000 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            var bytes = message(&random).wireBytes
            if !bytes.isEmpty { bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: seed) }
            _ = ReceivedRecords(Array(bytes.prefix(Int(random.next() % UInt64(bytes.count + 1)))))
        }
    }
}
