internal import Domain

/// What is wrong inside one rule: contradictions, parts that never or always hold.
struct RuleLint {
    let offer: String
    private(set) var findings: [LintFinding] = []

    init(offer: String) { self.offer = offer }

    /// The whole rule of an offer; whether it can be true at all.
    mutating func check(_ tree: RuleTree, at path: String) -> Bool {
        guard !Prover.areImpossible([.isTrue(tree)]) else {
            reportContradiction(in: tree, at: path)
            return false
        }
        checkParts(of: tree, at: path, within: [])
        return true
    }

    /// A rule that is judged only where others are true: a bonus, a row of a share table.
    mutating func checkParts(of tree: RuleTree, at path: String, within context: [Formula]) {
        if case .condition = tree {
            checkTogether([Part(tree: tree, path: path, isNegated: false)], within: context)
        } else {
            walk(Part(tree: tree, path: path, isNegated: false), within: context)
        }
    }
}

/// A part of a rule with its place; negated under an odd number of `not`.
private struct Part {
    let tree: RuleTree
    let path: String
    let isNegated: Bool

    var isTrue: Formula { .isTrue(tree, isNegated: isNegated) }
    var isNotTrue: Formula { .isNotTrue(tree, isNegated: isNegated) }
    var words: String { Wording.text(tree, isNegated: isNegated) }

    /// The parts of a group; nil for a condition.
    var parts: [Part]? {
        switch tree {
        case .all(let trees): below(trees, "all")
        case .any(let trees): below(trees, "any")
        case .not, .condition: nil
        }
    }

    /// Whether all parts must be true, as `not` over `any` wants too.
    var isTogether: Bool {
        if case .all = tree { !isNegated } else { isNegated }
    }

    private func below(_ trees: [RuleTree], _ key: String) -> [Part] {
        trees.enumerated().map { index, tree in
            Part(tree: tree, path: "\(path).\(key)[\(index)]", isNegated: isNegated)
        }
    }
}

extension RuleLint {
    private mutating func walk(_ part: Part, within context: [Formula]) {
        if case .not(let inner) = part.tree {
            return walk(Part(tree: inner, path: part.path + ".not", isNegated: !part.isNegated), within: context)
        }
        guard let parts = part.parts else { return }
        if part.isTogether {
            checkTogether(parts, within: context)
        } else {
            checkAlternatives(parts, within: context)
        }
    }

    /// Parts that must all be true: each must say something that the others and the context do not.
    ///
    /// From the last to the first, so that of two that say the same the later one is told.
    private mutating func checkTogether(_ parts: [Part], within context: [Formula]) {
        var kept = parts
        for index in parts.indices.reversed() {
            let part = parts[index]
            let others = kept.filter { $0.path != part.path }
            if let same = others.first(where: { $0.says(theSameAs: part) }) {
                report(
                    part, .conditionRepeated, .note, zh: "“\(part.words)”已写在 \(same.path)",
                    "the same stands at \(same.path)")
            } else if Prover.areImpossibleWhenKnown(context + others.map(\.isTrue) + [part.isNotTrue]) {
                let reason = others.first { Prover.areImpossibleWhenKnown([$0.isTrue, part.isNotTrue]) }
                let from = reason.map { "“\($0.words)” (\($0.path))" }
                report(
                    part, .conditionAlwaysTrue, .note,
                    zh: from.map { "由\($0)已可推出" } ?? "总是成立",
                    from.map { "follows from \($0)" } ?? "always holds where the rest of the rule does"
                )
            } else {
                continue
            }
            kept = others
        }
        for part in kept {
            walk(part, within: context + kept.filter { $0.path != part.path }.map(\.isTrue))
        }
    }

    /// Alternatives: each must be possible, and hold somewhere where no other does.
    private mutating func checkAlternatives(_ parts: [Part], within context: [Formula]) {
        var kept = parts
        for index in parts.indices.reversed() {
            let part = parts[index]
            let others = kept.filter { $0.path != part.path }
            if Prover.areImpossible(context + [part.isTrue]) {
                report(
                    part, .conditionNeverTrue, .warning, zh: "与规则其余部分矛盾，不可能成立",
                    "can never hold beside the rest of the rule")
            } else if let same = others.first(where: { $0.says(theSameAs: part) }) {
                report(
                    part, .conditionRepeated, .note, zh: "“\(part.words)”已写在 \(same.path)",
                    "the same stands at \(same.path)")
            } else if !others.isEmpty,
                Prover.areImpossibleWhenKnown(context + [part.isTrue] + others.map(\.isNotTrue))
            {
                let wider = others.first { Prover.areImpossibleWhenKnown([part.isTrue, $0.isNotTrue]) }
                report(
                    part, .conditionCovered, .note,
                    zh: wider.map { "被“\($0.words)” (\($0.path)) 覆盖" } ?? "被其他可选项合起来覆盖",
                    wider.map { "is taken in by “\($0.words)” (\($0.path))" } ?? "is taken in by the others together"
                )
            } else {
                continue
            }
            kept = others
        }
        for part in kept { walk(part, within: context) }
    }

    /// Names the two parts that contradict each other, where two do.
    private mutating func reportContradiction(in tree: RuleTree, at path: String) {
        let root = Part(tree: tree, path: path, isNegated: false)
        let parts = conjuncts(of: root)
        for (index, part) in parts.enumerated() {
            guard Prover.areImpossible(parts[...index].map(\.isTrue)) else { continue }
            if Prover.areImpossible([part.isTrue]) {
                report(part, .ruleNeverTrue, .error, zh: "任何值都不能使其成立", "no value makes it true")
            } else if let other = parts[..<index].first(where: { Prover.areImpossible([$0.isTrue, part.isTrue]) }) {
                let text = "“\(other.words)” (\(other.path))"
                report(part, .ruleNeverTrue, .error, zh: "与\(text) 不能同时成立", "contradicts \(text)")
            } else {
                report(part, .ruleNeverTrue, .error, zh: "与前面各条件合起来不能成立", "contradicts the parts before it together")
            }
            return
        }
        report(root, .ruleNeverTrue, .error, zh: "不可能成立", "can never be true")
    }

    /// The parts that must all be true, groups of groups taken apart.
    private func conjuncts(of part: Part) -> [Part] {
        if case .not(let inner) = part.tree {
            return conjuncts(of: Part(tree: inner, path: part.path + ".not", isNegated: !part.isNegated))
        }
        guard let parts = part.parts, part.isTogether else { return [part] }
        return parts.flatMap(conjuncts)
    }

    private mutating func report(
        _ part: Part, _ code: LintCode, _ severity: LintFinding.Severity, zh: String, _ en: String
    ) {
        let found = LintText(zh: "“\(part.words)”\(zh)", en: "“\(part.words)” \(en)")
        findings.append(LintFinding(offer, part.path, code, severity, found: found))
    }
}

extension Part {
    /// Whether both are the same but for their words and citation.
    func says(theSameAs other: Part) -> Bool {
        isNegated == other.isNegated && tree.withoutWords == other.tree.withoutWords
    }
}

extension RuleTree {
    /// Without what people read.
    fileprivate var withoutWords: RuleTree {
        switch self {
        case .all(let parts): return .all(parts.map(\.withoutWords))
        case .any(let parts): return .any(parts.map(\.withoutWords))
        case .not(let part): return .not(part.withoutWords)
        case .condition(var condition):
            condition.says = nil
            condition.cite = nil
            condition.unknown = condition.unknown ?? .ask
            return .condition(condition)
        }
    }
}
