package import Domain

/// A rule made ready to be judged many times: the tree as a flat list, codes parsed, facts by index
/// (30-financing.md, "Rules").
///
/// ```swift
/// let rule = CompiledRule(offer.rule)          // once per offer
/// let truth = rule.evaluate(facts)             // for each need
/// ```
///
/// Pure and immutable; evaluation allocates nothing. The recursion is as deep as the tree.
package struct CompiledRule: Sendable {
    /// One group or condition; the children of a group follow it.
    struct Node: Sendable {
        enum Kind: UInt8, Sendable { case all, any, not, condition }

        var kind: Kind
        /// The node after the last one below this.
        var end: Int32
        /// Of a condition, its place among the conditions.
        var leaf: Int32
    }

    /// The tree from the root down, each group before its parts.
    let nodes: [Node]
    /// The conditions in rule order, made ready.
    let leaves: [Leaf]
    /// The conditions in rule order, as written.
    package let conditions: [Condition]
    /// The facts that the conditions read.
    package let reads: FactSet

    /// Nil, an offer without a rule, is true.
    package init(_ tree: RuleTree?) {
        var builder = Builder()
        builder.add(tree ?? .all([]), isNegated: false)
        nodes = builder.nodes
        leaves = builder.leaves
        conditions = builder.conditions
        reads = FactSet(builder.conditions.flatMap(\.reads))
    }

    /// True, false or unknown for these facts. Complexity: O(conditions), stopping where a group is decided.
    package func evaluate(_ facts: FactTable) -> Truth { verdict(facts).truth }

    /// As `evaluate`, and whether anything but the package is asked.
    ///
    /// Spans, not arrays: three quarters of the time went into retaining and releasing the arrays at every node.
    func verdict(_ facts: FactTable) -> Verdict {
        let leaves = leaves.span
        let slots = facts.slots.span
        let figures = facts.figures
        let hasPackage = facts.hasPackage
        return CompiledRule.verdict(of: 0, nodes.span) { leaves[$0].verdict(slots, figures, hasPackage: hasPackage) }
    }

    /// What a node comes to, given what each condition comes to.
    func verdict(of index: Int, _ verdicts: [Verdict]) -> Verdict {
        let verdicts = verdicts.span
        return CompiledRule.verdict(of: index, nodes.span) { verdicts[$0] }
    }

    private static func verdict(of index: Int, _ nodes: Span<Node>, _ leaf: (Int) -> Verdict) -> Verdict {
        let node = nodes[index]
        switch node.kind {
        case .condition: return leaf(Int(node.leaf))
        case .not: return verdict(of: index + 1, nodes, leaf).negated
        case .all: return verdict(ofGroup: index, nodes, empty: .true, deciding: .false, leaf)
        case .any: return verdict(ofGroup: index, nodes, empty: .false, deciding: .true, leaf)
        }
    }

    /// One deciding part decides; else any unknown part makes the group unknown, and the highest is what it is.
    private static func verdict(
        ofGroup index: Int,
        _ nodes: Span<Node>,
        empty: Verdict,
        deciding: Verdict,
        _ leaf: (Int) -> Verdict
    ) -> Verdict {
        var result = empty
        var child = index + 1
        let end = Int(nodes[index].end)
        while child < end {
            let part = verdict(of: child, nodes, leaf)
            if part == deciding { return deciding }
            if part.isUnknown, part > result { result = part }
            child = Int(nodes[child].end)
        }
        return result
    }
}

extension CompiledRule {
    /// Writes a tree as a list.
    private struct Builder {
        var nodes: [Node] = []
        var leaves: [Leaf] = []
        var conditions: [Condition] = []

        mutating func add(_ tree: RuleTree, isNegated: Bool) {
            switch tree {
            case .all(let parts): add(.all, parts, isNegated: isNegated)
            case .any(let parts): add(.any, parts, isNegated: isNegated)
            case .not(let part): add(.not, [part], isNegated: !isNegated)
            case .condition(let condition):
                let leaf = Int32(leaves.count)
                nodes.append(Node(kind: .condition, end: Int32(nodes.count + 1), leaf: leaf))
                leaves.append(Leaf(condition, isNegated: isNegated))
                conditions.append(condition)
            }
        }

        private mutating func add(_ kind: Node.Kind, _ parts: [RuleTree], isNegated: Bool) {
            let index = nodes.count
            nodes.append(Node(kind: kind, end: 0, leaf: -1))
            for part in parts { add(part, isNegated: isNegated) }
            nodes[index].end = Int32(nodes.count)
        }
    }
}

extension Condition {
    /// Its fact, and the other of `at_most_share_of`.
    fileprivate var reads: [Fact] {
        if case .atMostShareOf(let other, _) = test { [fact, other] } else { [fact] }
    }
}
