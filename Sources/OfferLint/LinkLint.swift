internal import Domain

/// What one offer says of others: groups, requirements, top-ups.
struct LinkLint {
    private let offer: Offer
    private let registry: OfferRegistry

    init(_ offer: Offer, _ registry: OfferRegistry) {
        self.offer = offer
        self.registry = registry
    }

    func findings() -> [LintFinding] { groups() + requirements() + cycle() + topup() }

    private func groups() -> [LintFinding] {
        (offer.groups ?? []).enumerated().compactMap { index, group in
            guard registry.sizes[group] == 1 else { return nil }
            return finding(
                "groups[\(index)]", .groupOfOne, .note, "组 \(group) 只有这一项", "the group \(group) has no other offer")
        }
    }

    private func finding(
        _ field: String, _ code: LintCode, _ severity: LintFinding.Severity, _ zh: String, _ en: String
    ) -> LintFinding {
        LintFinding(offer.id, field, code, severity, found: LintText(zh: zh, en: en))
    }
}

/// Why something required cannot be in the package.
private struct Obstacle {
    let field: String
    let code: LintCode
    let zh: String
    let en: String
}

/// Requirements.
extension LinkLint {
    private func requirements() -> [LintFinding] {
        // What is over needs nothing any more.
        guard registry.end(of: offer) == nil else { return unknownOffers() }
        var findings = (offer.requires ?? []).enumerated().flatMap { index, requirement in
            self.findings(requirement, "requires[\(index)]")
        }
        findings += excludedPairs()
        return findings
    }

    /// An alternative that cannot be met is a warning while another can; then it is an error.
    private func findings(_ requirement: Offer.Requirement, _ path: String) -> [LintFinding] {
        let obstacles = obstacles(requirement, path)
        let isMet = canBeMet(requirement, path)
        return obstacles.map { obstacle in
            let severity: LintFinding.Severity =
                obstacle.code == .requiresKindAbsent ? .note : isMet ? .warning : .error
            return finding(obstacle.field, obstacle.code, severity, obstacle.zh, obstacle.en)
        }
    }

    private func canBeMet(_ requirement: Offer.Requirement, _ path: String) -> Bool {
        switch requirement {
        // A product may still be imported.
        case .kind: true
        case .offer: obstacles(requirement, path).isEmpty
        case .any(let parts): parts.contains { canBeMet($0, path) }
        }
    }

    private func obstacles(_ requirement: Offer.Requirement, _ path: String) -> [Obstacle] {
        switch requirement {
        case .any(let parts):
            return parts.enumerated().flatMap { index, part in obstacles(part, "\(path).any[\(index)]") }
        case .kind(let kind, let line):
            let isThere = registry.all.contains { other in
                other.kind == kind && line.map { other.insurance?.line == $0 } ?? true
                    && registry.end(of: other) == nil
            }
            let name = kind.rawValue + (line.map { " (\($0))" } ?? "")
            return isThere
                ? []
                : [
                    Obstacle(
                        field: path, code: .requiresKindAbsent, zh: "没有可用的 \(name)", en: "there is no \(name) to be had"
                    )
                ]
        case .offer(let id):
            return obstacle(to: id, path + ".offer").map { [$0] } ?? []
        }
    }

    private func obstacle(to id: String, _ field: String) -> Obstacle? {
        guard let other = registry[id] else {
            return Obstacle(field: field, code: .requiresUnknownOffer, zh: "没有政策 \(id)", en: "there is no offer \(id)")
        }
        if let group = registry.exclude(offer, other) {
            return Obstacle(
                field: field, code: .requiresExcluded, zh: "\(id) 与本政策同在组 \(group)",
                en: "\(id) is in the group \(group) with this offer")
        }
        if let end = registry.end(of: other) {
            return Obstacle(field: field, code: .requiresNeverEligible, zh: "\(id) \(end.zh)", en: "\(id) \(end.en)")
        }
        guard areNeverTogether(offer, other) else { return nil }
        return Obstacle(
            field: field, code: .requiresNeverTogether, zh: "\(id) 的规则与本政策矛盾",
            en: "the rule of \(id) contradicts this offer's")
    }

    /// Of an offer that is over, at least the ids must be right.
    private func unknownOffers() -> [LintFinding] {
        (offer.requires ?? []).enumerated().flatMap { index, requirement in
            findings(requirement, "requires[\(index)]").filter { $0.code == .requiresUnknownOffer }
        }
    }

    /// Two offers that are both demanded and exclude each other.
    private func excludedPairs() -> [LintFinding] {
        let demanded = (offer.requires ?? []).enumerated().compactMap { index, requirement -> (Int, Offer)? in
            guard case .offer(let id) = requirement, let other = registry[id] else { return nil }
            return (index, other)
        }
        return demanded.indices.compactMap { later in
            let (index, other) = demanded[later]
            guard let earlier = demanded[..<later].first(where: { registry.exclude($0.1, other) != nil }) else {
                return nil
            }
            let group = registry.exclude(earlier.1, other) ?? ""
            return finding(
                "requires[\(index)].offer", .requiresExcluded, .error,
                "\(other.id) 与同样要求的 \(earlier.1.id) 同在组 \(group)",
                "\(other.id) is in the group \(group) with \(earlier.1.id), which is required too")
        }
    }

    /// Whether no project makes both rules true in one package.
    private func areNeverTogether(_ a: Offer, _ b: Offer) -> Bool {
        let (first, second) = (RuleContext(a), RuleContext(b))
        return Prover.areImpossible(
            RuleContext.package + first.required + second.required + first.rule + second.rule)
    }
}

/// Cycles and top-ups.
extension LinkLint {
    /// Whether the offer comes back to itself by what is demanded without an alternative.
    private func cycle() -> [LintFinding] {
        guard let path = loop({ LinkLint.demanded(by: $0) }) else { return [] }
        let text = path.joined(separator: " → ")
        return [
            finding("requires", .requiresCycle, .warning, "要求成环：\(text)", "the requirements form a circle: \(text)")
        ]
    }

    private static func demanded(by offer: Offer) -> [String] {
        (offer.requires ?? []).compactMap { requirement in
            switch requirement {
            case .offer(let id): id
            case .any(let parts) where parts.count == 1: if case .offer(let id) = parts[0] { id } else { nil }
            case .any, .kind: nil
            }
        }
    }

    /// The shortest way from the offer back to itself, the first in byte order; nil where there is none.
    private func loop(_ next: (Offer) -> [String]) -> [String]? {
        var seen: Set<String> = []
        var paths = [[offer.id]]
        while !paths.isEmpty {
            var longer: [[String]] = []
            for path in paths {
                guard let last = path.last, let from = registry[last] else { continue }
                for id in next(from).sorted(by: OfferRegistry.precedes) {
                    if id == offer.id { return path + [id] }
                    if seen.insert(id).inserted { longer.append(path + [id]) }
                }
            }
            paths = longer
        }
        return nil
    }

    private func topup() -> [LintFinding] {
        if let path = loop({ LinkLint.bases(of: $0).map(\.id) }) {
            let text = path.joined(separator: " → ")
            return [finding("benefit.base", .topupCycle, .error, "基数成环：\(text)", "the bases form a circle: \(text)")]
        }
        return LinkLint.bases(of: offer).compactMap { base in
            guard let other = registry[base.id] else {
                return finding(base.field, .topupUnknown, .error, "没有政策 \(base.id)", "there is no offer \(base.id)")
            }
            if other.benefit == nil {
                return finding(
                    base.field, .topupWithoutAmount, .warning, "\(base.id) 没有金额", "\(base.id) has no amount")
            }
            let group = registry.exclude(offer, other)
            guard group != nil || areNeverTogether(offer, other) else { return nil }
            return finding(
                base.field, .topupExcluded, .error,
                group.map { "\(base.id) 与本政策同在组 \($0)" } ?? "\(base.id) 的规则与本政策矛盾",
                group.map { "\(base.id) is in the group \($0) with this offer" }
                    ?? "the rule of \(base.id) contradicts this offer's")
        }
    }

    /// The benefits that the amount hangs on.
    private static func bases(of offer: Offer) -> [(field: String, id: String)] {
        var bases: [(field: String, id: String)] = []
        if case .benefit(let id)? = offer.benefit?.base { bases.append(("benefit.base", id)) }
        if case .benefit(let id)? = offer.benefit?.baseCapShare?.of { bases.append(("benefit.base_cap.of", id)) }
        return bases
    }
}
