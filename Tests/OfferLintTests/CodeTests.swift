import OfferLint
import Testing

/// Every code with offers that show it and offers that nearly do.
@Suite struct CodeTests {
    static let samples = RuleSamples.all + AmountSamples.all + LinkSamples.all + RecordSamples.all

    @Test("an offer shows the finding at its place, or nearly does and shows none", arguments: samples)
    func sample(_ sample: Sample) throws {
        let findings = try sample.findings().filter { $0.code == sample.code }
        guard let field = sample.field else {
            #expect(findings.isEmpty, "\(findings.map { "\($0.offer) \($0.field): \($0.message.en)" })")
            return
        }
        #expect(findings.contains { $0.field == field && $0.severity == sample.severity }, "\(findings)")
    }

    @Test("every code has a sample, a near miss and advice in both languages", arguments: LintCode.allCases)
    func complete(_ code: LintCode) {
        #expect(CodeTests.samples.contains { $0.code == code && $0.field != nil })
        #expect(CodeTests.samples.contains { $0.code == code && $0.field == nil })
        #expect(!code.advice.zh.isEmpty && !code.advice.en.isEmpty)
    }
}
