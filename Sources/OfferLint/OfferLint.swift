package import Domain

/// Looks for what is wrong with offers before anybody applies by them: rules that nobody can meet, limits that never
/// bind, links that lead nowhere (30-financing.md).
///
///     let findings = OfferLint(offers: offers, jointCaps: caps, asOf: day).findings()
///
/// Pure; the order of offers and caps changes nothing. What is called an error is proven: of a rule that some facts can
/// make true it is never said that none do.
package struct OfferLint: Sendable {
    let registry: OfferRegistry
    private let jointCaps: [JointCap]
    private let about: Set<String>?

    /// - Parameters:
    ///   - offers: all that there are; what an offer refers to is looked up among them.
    ///   - jointCaps: all that there are.
    ///   - about: the offers and joint caps that findings are wanted of; nil = all.
    ///   - asOf: the day by which windows have ended.
    package init(offers: [Offer], jointCaps: [JointCap], about: Set<String>? = nil, asOf: CalendarDay) {
        registry = OfferRegistry(offers, asOf: asOf)
        self.jointCaps = jointCaps
        self.about = about
    }

    /// Everything found: by offer, then errors first, then by field and code. Complexity: O(offers + links), each rule
    /// within `Prover.workMax`.
    package func findings() -> [LintFinding] {
        var findings: [LintFinding] = []
        for offer in registry.all where isWanted(offer.id) {
            findings += RecordLint(offer, asOf: registry.asOf).findings()
            findings += rules(of: offer)
            findings += LinkLint(offer, registry).findings()
        }
        for id in registry.repeated where isWanted(id) {
            let found = LintText(zh: "编号 \(id) 出现不止一次", en: "the id \(id) stands more than once")
            findings.append(LintFinding(id, "id", .duplicateID, .error, found: found))
        }
        for cap in jointCaps where isWanted(cap.id) { findings += JointCapLint(cap, registry).findings() }
        return findings.sortedForReport()
    }

    private func isWanted(_ id: String) -> Bool { about?.contains(id) ?? true }

    private func rules(of offer: Offer) -> [LintFinding] {
        var rule = RuleLint(offer: offer.id)
        let canBeTrue = offer.rule.map { rule.check($0, at: "rule") } ?? true
        let terms = TermsLint(offer).findings()
        // Under a rule that nobody meets every further claim about amounts holds and helps nobody.
        guard canBeTrue else { return rule.findings + terms }
        let context = RuleContext(offer)
        let package = PackageLint(context).findings()
        let shares = ShareTableLint(context)
        var benefit = BenefitLint(context)
        return rule.findings + terms + package + shares.findings() + benefit.findings()
    }
}

/// The offers by id, with what holds of each in all packages.
struct OfferRegistry: Sendable {
    let asOf: CalendarDay
    /// By id in byte order; of several with one id in the order of what they say, so that files may come in any order.
    let all: [Offer]
    /// Ids that stand more than once.
    let repeated: [String]
    private let byID: [String: Offer]
    /// How many offers each group has.
    let sizes: [String: Int]

    init(_ offers: [Offer], asOf: CalendarDay) {
        self.asOf = asOf
        let byID = Dictionary(grouping: offers, by: \.id)
        all = byID.keys.sorted(by: OfferRegistry.precedes).flatMap { id -> [Offer] in
            let offers = byID[id] ?? []
            guard offers.count > 1 else { return offers }
            return offers.map { ($0, String(reflecting: $0)) }
                .sorted { OfferRegistry.precedes($0.1, $1.1) }.map(\.0)
        }
        repeated = byID.filter { $0.value.count > 1 }.keys.sorted(by: OfferRegistry.precedes)
        self.byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        sizes = all.flatMap { Set($0.groups ?? []) }.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    subscript(id: String) -> Offer? { byID[id] }

    static func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }

    /// Why an offer can no longer be had; nil while it can, or may again.
    func end(of offer: Offer) -> LintText? {
        if offer.status == .withdrawn { return LintText(zh: "已终止", en: "is withdrawn") }
        if let to = offer.window?.to, to < asOf {
            return LintText(zh: "已于 \(to.text) 截止", en: "ended on \(to.text)")
        }
        if let from = offer.window?.from, let to = offer.window?.to, to < from {
            return LintText(zh: "没有任何一天开放", en: "is open on no day")
        }
        if let rule = offer.rule, Prover.areImpossible([.isTrue(rule)]) {
            return LintText(zh: "的规则不可能成立", en: "has a rule that can never be true")
        }
        return nil
    }

    /// Whether two offers are never in one package because they share a group.
    func exclude(_ a: Offer, _ b: Offer) -> String? {
        guard a.id != b.id else { return nil }
        return Set(a.groups ?? []).intersection(b.groups ?? []).min(by: OfferRegistry.precedes)
    }
}
