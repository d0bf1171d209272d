import Domain
import JSON
import JSONParsing
import OfferLint
import Records
import ReferenceData
import Testing

/// Offers and joint caps from short JSON, read as an import reads them.
enum Fixtures {
    static let day = CalendarDay(number: 20_800)  // 2026-12-13
    static let decoder = RecordDecoder(codes: ReferenceData.codes, mode: .strict)

    /// An offer that has everything but what the members say.
    static func offer(_ id: String, _ kind: String, _ members: String = "") throws -> Offer {
        let status = members.contains("\"status\"") ? "" : ",\"status\":\"open\""
        let source = members.contains("\"source\"") ? "" : ",\"source\":{\"document\":\"粤函〔2026〕1号\"}"
        return try read(
            """
            {"id":"\(id)","kind":"\(kind)","name":"甲","provider":{"id":"gov:a","name":"乙","type":"government"}\
            \(status)\(source)\(members.isEmpty ? "" : "," + members)}
            """)
    }

    /// An offer as it stands.
    static func read(_ text: String) throws -> Offer {
        guard case .offer(let offer)? = try record(.offers, text) else { throw Unreadable(text: text) }
        return offer
    }

    static func jointCap(_ text: String) throws -> JointCap {
        guard case .jointCap(let cap)? = try record(.jointCaps, text) else { throw Unreadable(text: text) }
        return cap
    }

    static func rule(_ text: String) throws -> RuleTree {
        guard let rule = try offer("o", "gate", "\"rule\":\(text)").rule else { throw Unreadable(text: text) }
        return rule
    }

    private static func record(_ kind: RecordKind, _ text: String) throws -> Record? {
        let decoding = decoder.decode(kind, try JSONParser.parse(text))
        if decoding.record == nil { Issue.record("\(text): \(decoding.problems.map(\.message))") }
        return decoding.record
    }

    /// Everything shipped.
    static func shipped() throws -> (offers: [Offer], caps: [JointCap]) {
        (
            try (ReferenceData.offers + ReferenceData.incompleteOffers).map(read),
            try ReferenceData.jointCaps.map(jointCap)
        )
    }

    struct Unreadable: Error { var text: String }
}

/// Offers that show a finding, or nearly do.
struct Sample: CustomTestStringConvertible, Sendable {
    var code: LintCode
    /// Where the finding is expected; nil = the offers are a near miss.
    var field: String?
    var severity: LintFinding.Severity?
    /// `id|kind|members`, one each.
    var offers: [String]
    var caps: [String] = []

    var testDescription: String { "\(code.rawValue) \(field ?? "none"): \((offers + caps).joined(separator: " "))" }

    static func found(
        _ code: LintCode, _ severity: LintFinding.Severity, _ field: String, _ offers: String..., caps: [String] = []
    ) -> Sample {
        Sample(code: code, field: field, severity: severity, offers: offers, caps: caps)
    }

    static func missed(_ code: LintCode, _ offers: String..., caps: [String] = []) -> Sample {
        Sample(code: code, offers: offers, caps: caps)
    }

    func findings() throws -> [LintFinding] {
        let offers = try offers.map { text in
            let parts = text.split(separator: "|", maxSplits: 2).map(String.init)
            return try Fixtures.offer(parts[0], parts[1], parts.count > 2 ? parts[2] : "")
        }
        let caps = try caps.map(Fixtures.jointCap)
        return OfferLint(offers: offers, jointCaps: caps, asOf: Fixtures.day).findings()
    }
}
