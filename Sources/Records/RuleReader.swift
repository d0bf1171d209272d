internal import Domain
internal import JSON

extension FieldReader {
    /// A rule under a key; anything wrong in it is one `bad_rule` at the first malformed node (R38).
    mutating func rule(_ key: String, required isRequired: Bool = false) -> RuleTree? {
        guard let value = isRequired ? required(key) : optional(key) else { return nil }
        return row.at(.key(key)) { row.rule(value) }
    }
}

extension RowReport {
    fileprivate func rule(_ value: JSONValue) -> RuleTree? {
        let depth = path.count
        do throws(BadNode) {
            return try node(value)
        } catch {
            // The path was left at the node that threw.
            report(error.flaw, found: error.found)
            path.removeLast(path.count - depth)
            return nil
        }
    }

    /// A node at the current place; where it throws, the path stays at the malformed node.
    private func node(_ value: JSONValue) throws(BadNode) -> RuleTree {
        guard case .object(let object) = value else {
            throw BadNode(value, "all, any, not or a condition, in braces", "write the rule as an object")
        }
        var group: JSONObject.Member?
        var count = 0
        for member in object.members {
            if case .null = member.value { continue }
            count += 1
            if RowReport.isGroup(member.key) { group = member }
        }
        guard let group else { return .condition(try condition(object)) }
        guard count == 1 else {
            throw BadNode(value, "all, any or not alone", "put the parts into one group")
        }
        if group.key == "not" { return .not(try part(group.value, .key("not"))) }
        guard case .array(let parts) = group.value else {
            throw BadNode(value, "\(group.key) with a list", "write the parts in square brackets")
        }
        path.append(.key(group.key))
        var trees: [RuleTree] = []
        trees.reserveCapacity(parts.count)
        for (index, element) in parts.enumerated() { trees.append(try part(element, .index(index))) }
        path.removeLast()
        return group.key == "all" ? .all(trees) : .any(trees)
    }

    private static func isGroup(_ key: String) -> Bool { key == "all" || key == "any" || key == "not" }

    private func part(_ value: JSONValue, _ step: Step) throws(BadNode) -> RuleTree {
        path.append(step)
        let tree = try node(value)
        path.removeLast()
        return tree
    }

    /// A condition: a fact, exactly one test of the fact's kind, and what may go with them.
    private func condition(_ object: JSONObject) throws(BadNode) -> Condition {
        do throws(Flaw) {
            guard let named = object["fact"], let fact = Fact(rawValue: try Scalar.text(named)) else {
                throw Flaw(.badRule, "a condition on a fact of the contract", "correct the fact's name")
            }
            var test: Condition.Test?
            var unknown: Condition.UnknownPolicy?
            var says: String?
            var cite: String?
            for member in object.members {
                switch (member.key, member.value) {
                case ("fact", _), (_, .null): continue
                case ("unknown", let value): unknown = try Scalar.word(value, Condition.UnknownPolicy.self)
                case ("says", let value): says = try Scalar.text(value)
                case ("cite", let value): cite = try Scalar.text(value)
                case (let name, let operand):
                    guard test == nil else { throw Flaw(.badRule, "one test", "make two conditions of it") }
                    test = try TestReader(row: self, fact: fact).test(name, operand)
                }
            }
            guard let test else { throw Flaw(.badRule, "a condition with a test", "add a test such as at_least") }
            return Condition(fact: fact, test: test, unknown: unknown, says: says, cite: cite)
        } catch {
            throw BadNode(.object(object), error.expected, error.advice)
        }
    }
}

/// A node that is no rule.
private struct BadNode: Error {
    var flaw: Flaw
    var found: JSONValue

    init(_ found: JSONValue, _ expected: String, _ advice: String) {
        flaw = Flaw(.badRule, expected, advice)
        self.found = found
    }
}

/// Reads the test of a condition by its name and the kind of its fact (30-financing.md, "Rules": the table of tests).
private struct TestReader {
    let row: RowReport
    let fact: Fact

    func test(_ name: String, _ operand: JSONValue) throws(Flaw) -> Condition.Test {
        switch (name, fact.kind) {
        case ("one_of", .text): .oneOf(try texts(operand))
        case ("none_of", .text): .noneOf(try texts(operand))
        case ("has_any", .set), ("has_any", .regionSet), ("has_any", .categorySet): .hasAny(try texts(operand))
        case ("has_all", .set), ("has_all", .regionSet), ("has_all", .categorySet): .hasAll(try texts(operand))
        case ("has_none", .set), ("has_none", .regionSet), ("has_none", .categorySet): .hasNone(try texts(operand))
        case ("within", .region), ("within", .industry): .within(try texts(operand))
        case ("not_within", .region), ("not_within", .industry): .notWithin(try texts(operand))
        case ("any_within", .regionSet), ("any_within", .categorySet): .anyWithin(try texts(operand))
        case ("all_within", .regionSet), ("all_within", .categorySet): .allWithin(try texts(operand))
        case ("at_least", .number): .atLeast(try number(operand))
        case ("at_most", .number): .atMost(try number(operand))
        case ("above", .number): .above(try number(operand))
        case ("below", .number): .below(try number(operand))
        case ("at_least", .money): .atLeastFen(try Scalar.money(operand))
        case ("at_most", .money): .atMostFen(try Scalar.money(operand))
        case ("above", .money): .aboveFen(try Scalar.money(operand))
        case ("below", .money): .belowFen(try Scalar.money(operand))
        case ("on_or_after", .date): .onOrAfter(try Scalar.date(operand))
        case ("on_or_before", .date): .onOrBefore(try Scalar.date(operand))
        case ("is", .bool): .isEqual(try Scalar.bool(operand))
        case ("at_most_share_of", .money): try share(operand)
        default:
            throw Flaw(
                .badRule,
                "a test that goes with \(fact.rawValue)",
                "\(name) is not one; see the contract's table of tests"
            )
        }
    }

    private func number(_ operand: JSONValue) throws(Flaw) -> Double {
        try Scalar.number(operand, -Double.infinity...Double.infinity)
    }

    /// `{"fact": another amount, "share": s}`.
    private func share(_ operand: JSONValue) throws(Flaw) -> Condition.Test {
        let flaw = Flaw(.badRule, "at_most_share_of with another amount and a share", "name a fact in CNY and a share")
        guard case .object(let object) = operand else { throw flaw }
        var other: Fact?
        var share: Rate?
        for member in object.members {
            switch (member.key, member.value) {
            case (_, .null): continue
            case ("fact", .string(let name)): other = Fact(rawValue: name)
            case ("share", let value): share = try Scalar.rate(value, Rate(rawValue: 0)...Rate(rawValue: .max))
            default: throw flaw
            }
        }
        guard let other, other.kind == .money, let share else { throw flaw }
        return .atMostShareOf(other, share)
    }

    /// A list of texts; in an import a code or word that cannot be is malformed, for it would never hold.
    private func texts(_ operand: JSONValue) throws(Flaw) -> [String] {
        guard case .array(let elements) = operand else {
            throw Flaw(.badRule, "a test with a list", "write the values in square brackets")
        }
        var texts: [String] = []
        texts.reserveCapacity(elements.count)
        for element in elements { texts.append(try text(element)) }
        return texts
    }

    private func text(_ element: JSONValue) throws(Flaw) -> String {
        switch fact.kind {
        case .region, .regionSet: try Scalar.region(element, known: row.knownRegions).text
        case .industry: try Scalar.industry(element, known: row.knownIndustries).code
        case .categorySet: try Scalar.category(element, known: row.knownCategories).path
        default: row.isStrict ? try word(element) : try Scalar.text(element)
        }
    }

    /// A word of the closed list of the fact, or any text where its list is open.
    private func word(_ element: JSONValue) throws(Flaw) -> String {
        switch fact {
        case .enterpriseSize: try Scalar.word(element, Enterprise.Size.self).rawValue
        case .enterpriseDesignations: try Scalar.word(element, Enterprise.Designation.self).rawValue
        case .enterpriseOwnership: try Scalar.word(element, Enterprise.Ownership.self).rawValue
        case .enterpriseCreditGrade: try Scalar.word(element, Enterprise.CreditGrade.self).rawValue
        case .enterpriseBlacklists: try Scalar.word(element, Enterprise.Blacklist.self).rawValue
        case .projectAction: try Scalar.word(element, Need.Action.self).rawValue
        case .projectDirections: try Scalar.word(element, Need.Direction.self).rawValue
        case .projectStatus: try Scalar.word(element, Need.Status.self).rawValue
        case .projectSiteStatus: try Scalar.word(element, Need.SiteStatus.self).rawValue
        case .packageLoanType: try Scalar.word(element, LoanTerms.Kind.self).rawValue
        case .packageLeaseMode: try Scalar.word(element, LeaseTerms.Mode.self).rawValue
        default: try Scalar.text(element)
        }
    }
}
