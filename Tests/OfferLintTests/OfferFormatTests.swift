import Domain
import Foundation
import JSON
import JSONParsing
import OfferLint
import Records
import ReferenceData
import Terminal
import Testing
import WorkedCases

/// The blocks of `ops/offer-format.md`, so that what it shows can be imported and comes out as it says.
private enum FormatDocument {
    static let root: URL = {
        var folder = URL(fileURLWithPath: #filePath)
        while !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
            precondition(folder.path != "/", "no Package.swift above \(#filePath)")
            folder.deleteLastPathComponent()
        }
        return folder
    }()

    static func text(_ path: String = "ops/offer-format.md") throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The blocks fenced with ` ```json ` and that word.
    static func blocks(_ mark: String) throws -> [String] {
        var blocks: [String] = []
        var open: String?
        for line in try text().split(separator: "\n", omittingEmptySubsequences: false) {
            if let block = open {
                if line == "```" {
                    blocks.append(block)
                    open = nil
                } else {
                    open = block + line + "\n"
                }
            } else if line == "```json \(mark)" {
                open = ""
            }
        }
        return blocks
    }

    static func offers() throws -> [Offer] { try blocks("offer").map(Fixtures.read) }
}

@Suite struct OfferFormatTests {
    @Test("every offer and joint cap of the document is imported without a problem, and comes out as it went in")
    func records() throws {
        let kinds: [(mark: String, kind: RecordKind, least: Int)] = [
            ("offer", .offers, 10), ("joint_cap", .jointCaps, 2),
        ]
        for (mark, kind, least) in kinds {
            let blocks = try FormatDocument.blocks(mark)
            #expect(blocks.count >= least)
            for block in blocks {
                let decoding = Fixtures.decoder.decode(kind, try JSONParser.parse(block))
                #expect(decoding.problems.isEmpty, "\(decoding.problems.map(\.message)) in \(block)")
                let record = try #require(decoding.record)
                #expect(Fixtures.decoder.decode(kind, record.json).record == record)
            }
        }
    }

    @Test("the offers of the document have no error and no warning")
    func lint() throws {
        let caps = try FormatDocument.blocks("joint_cap").map(Fixtures.jointCap)
        let findings = OfferLint(offers: try FormatDocument.offers(), jointCaps: caps, asOf: Fixtures.day).findings()
        #expect(findings.allSatisfy { $0.severity == .note }, "\(findings)")
    }

    @Test("every case comes out as it says, as far as its question can be asked here")
    func cases() async throws {
        let runners = AskRunners.all(codes: ReferenceData.codes)
        let blocks = try FormatDocument.blocks("case")
        let values = try blocks.map { try JSONParser.parse($0) }
        #expect(values.compactMap { $0["ask"]?.string } == ["amounts", "assess", "package"])
        for (block, value) in zip(blocks, values) where runners.asks.contains(value["ask"]?.string ?? "") {
            let file = try CaseFile(name: "offer-format.md", bytes: [UInt8]("[\(block)]".utf8))
            let report = await CaseEngine(runners).run([file])
            #expect(report.failed == 0, "\(report.text(.en))")
        }
    }

    @Test("an offer of a case says what the document's offer of that id says")
    func sameOffers() throws {
        let offers = Dictionary(uniqueKeysWithValues: try FormatDocument.offers().map { ($0.id, $0) })
        let caps = Dictionary(
            uniqueKeysWithValues: try FormatDocument.blocks("joint_cap").map(Fixtures.jointCap).map { ($0.id, $0) })
        var compared = 0
        for block in try FormatDocument.blocks("case") {
            let value = try JSONParser.parse(block)
            for element in value["offers"]?.array ?? [] {
                guard var expected = offers[element["id"]?.string ?? ""] else { continue }
                expected.source = nil
                expected.quota = nil
                #expect(try Fixtures.read(element.text) == expected)
                compared += 1
            }
            for element in value["joint_caps"]?.array ?? [] {
                let cap = try Fixtures.jointCap(element.text)
                var expected = try #require(caps[cap.id])
                expected.source = nil
                #expect(cap == expected)
            }
        }
        #expect(compared == 5)
    }

    @Test("nothing of the format is left out")
    func complete() throws {
        let text = try FormatDocument.text() + FormatDocument.text("ops/offer-format-extensions.md")
        var words = Fact.allCases.map(\.rawValue) + Offer.Kind.allCases.map(\.rawValue)
        words += LintCode.allCases.map(\.rawValue) + BenefitBase.Quantity.allCases.map(\.rawValue)
        words += Offer.Status.allCases.map(\.rawValue) + Offer.Delivery.allCases.map(\.rawValue)
        words += Offer.Beneficiary.allCases.map(\.rawValue) + Offer.Provider.Kind.allCases.map(\.rawValue)
        words += LoanTerms.Repayment.allCases.map(\.rawValue) + LoanTerms.Kind.allCases.map(\.rawValue)
        words += LeaseTerms.Mode.allCases.map(\.rawValue) + Condition.UnknownPolicy.allCases.map(\.rawValue)
        words += Benefit.TierMode.allCases.map(\.rawValue) + Enterprise.Designation.allCases.map(\.rawValue)
        words += OfferFormatTests.tests
        let missing = words.filter { !text.contains("`\($0)`") }
        #expect(missing.isEmpty, "\(missing)")
    }

    private static let tests = [
        "one_of", "none_of", "has_any", "has_all", "has_none", "within", "not_within", "any_within", "all_within",
        "at_least", "at_most", "above", "below", "on_or_after", "on_or_before", "is", "at_most_share_of",
    ]

    @Test("both front pages lead to it", arguments: ["README.md", "README.zh-CN.md"])
    func linked(page: String) throws {
        #expect(try FormatDocument.text(page).contains("(ops/offer-format.md)"))
    }
}
