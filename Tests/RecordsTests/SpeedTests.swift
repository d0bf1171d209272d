import Domain
import Foundation
import JSON
import JSONParsing
import Records
import SharedFiles
import Testing

/// Figures, not verdicts: run with `HUANXIN_BENCH=1 swift test -c release --filter SpeedTests`.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["HUANXIN_BENCH"] != nil)) struct SpeedTests {
    /// Seconds of processor time for one repetition, the best of five rounds.
    private func seconds(_ repetitions: Int, _ body: () throws -> Void) rethrows -> Double {
        var best = Double.infinity
        for _ in 0..<5 {
            let start = clock()
            for _ in 0..<repetitions { try body() }
            best = min(best, Double(clock() - start) / Double(CLOCKS_PER_SEC))
        }
        return best / Double(repetitions)
    }

    @Test("a typical model", .enabled(if: SharedFiles.isThere))
    func model() throws {
        let text = """
            {"id":"m-48","supplier":"914452220860004730","category":"machine-tool.lathe.cnc","name":"Delta２轴数控车床","brand":"力劲",\
            "model_number":"CK-9790","description":"高精度 节能 伺服驱动","price_cny":"1234567.50","efficiency":"saving",\
            "lead_time_days":15,"monthly_capacity":28,"warranty_months":12,"first_set":true,"listings":["advanced-2024"],\
            "specs":{"spindle_power_kw":15.5,"max_turning_diameter_mm":500,"cnc":true,"positioning_accuracy_mm":0.008},\
            "service_regions":["440000","450000"],"valid_until":"2026-05-16","status":"active","domestic_share":0.87}
            """
        let bytes = Array(text.utf8)
        let value = try JSONParser.parse(bytes)
        let codes = try #require(TestCodes.shared)
        let decoder = RecordDecoder(codes: codes, mode: .strict)
        let record = try #require(decoder.decode(.models, value).record)
        let parse = try seconds(20_000) { _ = try JSONParser.parse(bytes) }
        let decode = seconds(20_000) { _ = decoder.decode(.models, value) }
        let encode = seconds(20_000) { _ = record.json }
        let write = seconds(20_000) { _ = record.json.bytes }
        print(
            "model of \(bytes.count) bytes: parse \(parse * 1e6) µs, decode \(decode * 1e6) µs,",
            "encode \(encode * 1e6) µs, encode and write \(write * 1e6) µs; \(Double(bytes.count) / parse / 1e6) MB/s"
        )
    }

    @Test("the shared data, a line at a time", .enabled(if: SharedFiles.isThere))
    func sharedData() throws {
        let lines = try SharedFiles.lines("data/offers.jsonl")
        let size = Double(lines.reduce(0) { $0 + $1.count })
        let parse = try seconds(50) { for line in lines { _ = try JSONParser.parse(line) } }
        let whole = try SharedFiles.contents("cases/matching.json")
        let once = try seconds(20) { _ = try JSONParser.parse(whole) }
        let codes = try #require(TestCodes.shared)
        let decoder = RecordDecoder(codes: codes, mode: .strict)
        let values = try lines.map { try JSONParser.parse($0) }
        let decode = seconds(50) { for value in values { _ = decoder.decode(.offers, value) } }
        print(
            "offers: \(size / parse / 1e6) MB/s, decode \(decode / Double(lines.count) * 1e6) µs an offer;",
            "matching.json: \(Double(whole.count) / once / 1e6) MB/s"
        )
    }
}
