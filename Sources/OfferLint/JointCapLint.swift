internal import Domain

/// What is wrong with a cap over several offers (R2).
struct JointCapLint {
    private let cap: JointCap
    private let registry: OfferRegistry

    init(_ cap: JointCap, _ registry: OfferRegistry) {
        self.cap = cap
        self.registry = registry
    }

    func findings() -> [LintFinding] { members() + sum() + source() }

    /// Each once, in the order given.
    private var distinct: [String] {
        var seen: Set<String> = []
        return cap.members.filter { seen.insert($0).inserted }
    }

    private var known: [Offer] { distinct.compactMap { registry[$0] } }

    private func members() -> [LintFinding] {
        var findings = cap.members.enumerated().compactMap { index, id -> LintFinding? in
            guard registry[id] == nil else { return nil }
            return finding(
                "members[\(index)]", .jointCapUnknownMember, .error, "没有政策 \(id)", "there is no offer \(id)")
        }
        if distinct.count == 1 {
            findings.append(
                finding("members", .jointCapOfOne, .warning, "成员只有 \(distinct[0])", "its only member is \(distinct[0])")
            )
        } else if known.count == distinct.count, excludeEachOther {
            findings.append(
                finding("members", .jointCapMembersExclude, .warning, "成员两两同组", "every two members share a group"))
        }
        return findings
    }

    private var excludeEachOther: Bool {
        known.indices.allSatisfy { later in
            known[..<later].allSatisfy { registry.exclude($0, known[later]) != nil }
        }
    }

    private func sum() -> [LintFinding] {
        guard distinct.count > 1, known.count == distinct.count else { return [] }
        switch cap.limit {
        case .amount(let limit):
            guard let most = mostAmount, most <= limit else { return [] }
            let (bound, text) = (Wording.text(most), Wording.text(limit))
            return [
                finding(
                    "cap_cny", .jointCapNeverBinds, most == limit ? .note : .warning,
                    "成员合计最多 \(bound) 元，共同上限 \(text) 元",
                    "the members come to \(bound) CNY at most, and the cap is \(text)")
            ]
        case .share(let limit, let base):
            guard let most = mostShare(of: base), most <= limit else { return [] }
            let (bound, text) = (Wording.text(most), Wording.text(limit))
            return [
                finding(
                    "share", .jointCapNeverBinds, most == limit ? .note : .warning,
                    "成员合计最多为基数的 \(bound)，共同上限 \(text)",
                    "the members come to \(bound) of the base at most, and the cap is \(text)")
            ]
        }
    }

    /// The most that all members come to by their own terms; nil where one has no end.
    private var mostAmount: Fen? {
        most { offer in
            guard let benefit = offer.benefit else { return 0 }
            let limits = BenefitLimits(benefit, RuleContext(offer))
            let most = cap.perYear == true ? limits.mostOfYear : limits.mostOfAll
            return most.map { Int128($0.rawValue) }
        }.flatMap { Int64(exactly: $0) }.map { Fen($0) }
    }

    /// The most that all members come to as a share of one base; nil where one is computed from another base.
    ///
    /// Payments are rounded one by one, so of a base that goes by payments nothing is claimed.
    private func mostShare(of base: BenefitBase) -> Rate? {
        if base.goesByPayments { return nil }
        return most { offer in
            guard let benefit = offer.benefit else { return 0 }
            guard benefit.base == base, case .rate(let rate) = benefit.form else { return nil }
            return Int128(BenefitLimits(benefit, RuleContext(offer)).rates(from: rate).max.rawValue)
        }.flatMap { Int64(exactly: $0) }.map { Rate(rawValue: $0) }
    }

    /// The sum over members; of those with one first group only the largest, for one of a group is in a package.
    private func most(_ amount: (Offer) -> Int128?) -> Int128? {
        var sum: Int128 = 0
        var byGroup: [String: Int128] = [:]
        for offer in known {
            guard let amount = amount(offer) else { return nil }
            if let group = offer.groups?.first {
                byGroup[group] = max(byGroup[group] ?? 0, amount)
            } else {
                sum += amount
            }
        }
        return byGroup.values.reduce(sum, +)
    }

    private func source() -> [LintFinding] {
        guard cap.source == nil else { return [] }
        return [finding("source", .missingSource, .warning, "没有来源", "no source is given")]
    }

    private func finding(
        _ field: String, _ code: LintCode, _ severity: LintFinding.Severity, _ zh: String, _ en: String
    ) -> LintFinding {
        LintFinding(cap.id, field, code, severity, found: LintText(zh: zh, en: en))
    }
}
