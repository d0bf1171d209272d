internal import Domain

/// An offer with what is certain wherever its benefit counts: its rule is true, and it stands in a package.
struct RuleContext: Sendable {
    let offer: Offer
    /// "The rule is true."
    let rule: [Formula]

    init(_ offer: Offer) {
        self.offer = offer
        rule = offer.rule.map { [.isTrue($0)] } ?? []
    }

    /// What holds in every package: one backbone, and nothing of what is not used (30-financing.md, "Facts", R15).
    static let package: [Formula] = {
        let noMonths = Formula.holds(.packageLoanTenorMonths, .atMost(0))
        let noLoan = Formula.all([.holds(.packageLoanAmount, .atMostFen(.zero)), noMonths])
        let noLease = Formula.holds(.packageLeaseAmount, .atMostFen(.zero))
        return [
            .any([.holds(.packageUsesLoan, .isEqual(false)), .holds(.packageUsesLease, .isEqual(false))]),
            .any([.holds(.packageUsesLoan, .isEqual(true)), noLoan]),
            .any([.holds(.packageUsesLease, .isEqual(true)), noLease]),
        ]
    }()

    /// What the offer's mandatory requirements say of the package: it rests on a loan, or on a lease.
    var required: [Formula] {
        (offer.requires ?? []).compactMap { requirement in
            switch requirement {
            case .kind(.loan, _): Formula.holds(.packageUsesLoan, .isEqual(true))
            case .kind(.lease, _): Formula.holds(.packageUsesLease, .isEqual(true))
            case .kind, .offer, .any: nil
            }
        }
    }

    /// The least amount at or under which the rule keeps a known fact; nil where it keeps it under none.
    func max(of fact: Fact) -> Fen? {
        bounds(on: fact).sorted().first { bound in
            Prover.areImpossible(rule + [.holds(fact, .aboveFen(bound))])
        }
    }

    /// The largest amount at or above which the rule keeps a known fact; nil where it keeps it above none but 0.
    func min(of fact: Fact) -> Fen? {
        bounds(on: fact).sorted(by: >).first { bound in
            bound > .zero && Prover.areImpossible(rule + [.holds(fact, .belowFen(bound))])
        }
    }

    /// Every bound that the rule names for the fact, with the fen beside it.
    private func bounds(on fact: Fact) -> [Fen] {
        (offer.rule?.conditions ?? []).filter { $0.fact == fact }.compactMap(\.test.fen).flatMap { bound in
            [bound, Fen(bound.rawValue - 1), Fen(bound.rawValue + 1)]
        }
    }
}

extension RuleTree {
    /// Every condition in rule order.
    var conditions: [Condition] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.conditions)
        case .not(let part): part.conditions
        case .condition(let condition): [condition]
        }
    }
}

/// Whether an offer can stand in a package at all.
struct PackageLint {
    private let context: RuleContext

    init(_ context: RuleContext) { self.context = context }

    func findings() -> [LintFinding] {
        let offer = context.offer
        if Prover.areImpossible(RuleContext.package + context.required + context.rule) {
            let found = LintText(
                zh: "规则与要求合起来，没有任何方案能满足", en: "no package meets the rule together with what is required")
            let isRequired = Prover.areImpossible(RuleContext.package + context.required)
            return [
                LintFinding(offer.id, isRequired ? "requires" : "rule", .neverInPackage, .error, found: found)
            ]
        }
        guard Prover.areImpossible(RuleContext.package + backbone(offer) + context.rule) else { return [] }
        let found = LintText(zh: "以它为主的方案不满足规则", en: "a package that rests on it does not meet the rule")
        return [LintFinding(offer.id, "rule", .productExcludesItself, .error, found: found)]
    }

    /// What is known of a package that rests on this loan or lease.
    private func backbone(_ offer: Offer) -> [Formula] {
        switch offer.kind {
        case .loan:
            return [
                .holds(.packageUsesLoan, .isEqual(true)), .holds(.packageLender, .oneOf([offer.provider.id])),
            ]
                + some(offer.loan?.type) { .holds(.packageLoanType, .oneOf([$0.rawValue])) }
                + some(offer.loan?.amount?.min) { .holds(.packageLoanAmount, .atLeastFen($0)) }
                + some(offer.loan?.amount?.max) { .holds(.packageLoanAmount, .atMostFen($0)) }
                + some(offer.provider.region) { .holds(.packageLenderRegion, .within([$0.text])) }
                + some(offer.provider.classes) { .holds(.packageLenderClasses, .hasAll($0)) }
        case .lease:
            return [
                .holds(.packageUsesLease, .isEqual(true)), .holds(.packageLessor, .oneOf([offer.provider.id])),
            ]
                + some(offer.lease?.mode) { .holds(.packageLeaseMode, .oneOf([$0.rawValue])) }
                + some(offer.provider.region) { .holds(.packageLessorRegion, .within([$0.text])) }
        default: return []
        }
    }

    private func some<Value>(_ value: Value?, _ formula: (Value) -> Formula) -> [Formula] {
        value.map { [formula($0)] } ?? []
    }
}

/// The table of who bears a lender's loss: the first row that holds.
struct ShareTableLint {
    private let context: RuleContext

    init(_ context: RuleContext) { self.context = context }

    func findings() -> [LintFinding] {
        let rows = context.offer.shareTable ?? []
        var parts = RuleLint(offer: context.offer.id)
        var findings: [LintFinding] = []
        for (index, row) in rows.enumerated() {
            let path = "share_table[\(index)]"
            if let when = row.when, Prover.areImpossible(context.rule + [.isTrue(when)]) {
                let found = LintText(zh: "条件与规则矛盾", en: "its condition contradicts the rule")
                findings.append(
                    LintFinding(context.offer.id, path + ".when", .shareRowNeverApplies, .warning, found: found))
            } else if let earlier = rows[..<index].firstIndex(where: { $0.takes(all: row, context) }) {
                let found = LintText(
                    zh: "share_table[\(earlier)] 已包括它的全部情形", en: "share_table[\(earlier)] takes all its cases")
                findings.append(LintFinding(context.offer.id, path, .shareRowNeverApplies, .warning, found: found))
            } else if let when = row.when {
                parts.checkParts(of: when, at: path + ".when", within: context.rule)
            }
        }
        return findings + parts.findings
    }
}

extension Offer.LossShare {
    /// Whether this row holds wherever the later one does.
    fileprivate func takes(all later: Offer.LossShare, _ context: RuleContext) -> Bool {
        if let upTo, later.upTo.map({ $0 > upTo }) ?? true { return false }
        guard let when else { return true }
        return Prover.areImpossibleWhenKnown(
            context.rule + (later.when.map { [.isTrue($0)] } ?? []) + [.isNotTrue(when)])
    }
}
