import Domain
import NeedIndex
import TestSupport
import Testing
import TextAnalysis

@Suite("Stored rows")
struct RowTests {
    @Test("a need comes back with all that is read of it")
    func needs() {
        var random = Generator(seed: 31)
        var scanner = LineScanner()
        for index in 0..<500 {
            let need = random.need(index)
            let row = NeedRow(need, with: &scanner)
            let bytes = row.bytes
            let back = bytes.withUnsafeBytes { NeedRow($0) }
            // A number that is none equals nothing.
            if need.progressShare?.isNaN != true { #expect(back == row, "need \(index)") }
            #expect(back?.bytes == bytes, "need \(index)")
            #expect(row.terms.map(\.count) == need.lines.map { $0.text.map { TermCounts($0).tokens.count } ?? 0 })
            for count in 0..<bytes.count {
                #expect(bytes[..<count].withUnsafeBytes { NeedRow($0) } == nil, "need \(index) cut at \(count)")
                if count > 40 { break }
            }
        }
    }

    @Test("an enterprise comes back with all that is read of it")
    func enterprises() {
        var random = Generator(seed: 32)
        for index in 0..<500 {
            let firm = random.enterprise(index)
            let bytes = FirmRow.bytes(firm)
            let back = bytes.withUnsafeBytes { FirmRow.enterprise($0) }
            #expect(back.map { FirmRow.bytes($0) } == bytes, "enterprise \(index)")
            let numbers = [firm.employees, firm.debtRatio, firm.rdShare, firm.figures == nil ? nil : 0]
            if !numbers.contains(where: { $0?.isNaN == true }), firm.figures == nil {
                #expect(back == FirmRow.reduced(firm), "enterprise \(index)")
            }
            #expect(bytes.dropLast().withUnsafeBytes { FirmRow.enterprise($0) } == nil)
        }
    }
}
