import Domain
import Packaging
import Rules

/// Rules on the enterprise, the project and the package, known and unknown.
extension RandomPackages {
    mutating func rule(depth: Int) -> RuleTree {
        if depth == 0 || random.chance(60) { return .condition(condition()) }
        if random.chance(20) { return .not(rule(depth: depth - 1)) }
        let parts = (0..<(1 + random.below(2))).map { _ in rule(depth: depth - 1) }
        return random.chance(40) ? .all(parts) : .any(parts)
    }

    private mutating func condition() -> Condition {
        let (fact, test) = random.chance(45) ? project() : package()
        return Condition(fact: fact, test: test, unknown: random.one(of: [nil, .ask, .fail, .pass, .pass, .pass]))
    }

    private mutating func project() -> (Fact, Condition.Test) {
        switch random.below(8) {
        case 0, 1: (.enterpriseSize, .oneOf(["small"]))
        case 2: (.enterpriseAboveScale, .isEqual(true))
        case 3: (.enterpriseLists, .hasAny(["list-1"]))
        case 4: (.projectDirections, .hasNone(["green"]))
        case 5: (.projectInvestmentTotal, .atLeastFen(amount(about: equipment)))
        case 6:
            (.projectEquipmentAmount, .atMostShareOf(.projectInvestmentTotal, rate([500, 1000])))
        default: (.projectFiled, .isEqual(true))
        }
    }

    private mutating func package() -> (Fact, Condition.Test) {
        switch random.below(14) {
        case 0: (.packageUsesLoan, .isEqual(random.chance(70)))
        case 1: (.packageUsesLease, .isEqual(random.chance(50)))
        case 2: (.packageLoanAmount, .atLeastFen(amount(about: equipment / 2)))
        case 3: (.packageLoanAmount, .atMostShareOf(.projectInvestmentTotal, rate([300, 500])))
        case 4: (.packageLoanTenorMonths, .atLeast(Double(random.one(of: [1, 6, 12]))))
        case 5: (.packageLoanType, .oneOf(["fixed_asset", "working_capital"]))
        case 6: (.packageLenderClasses, .hasAny(["policy_bank"]))
        case 7: (.packageLender, .oneOf(["bank:a"]))
        case 8: (.packageLenderRegion, .within(["440100"]))
        case 9: (.packageLeaseMode, .oneOf(["direct"]))
        case 10, 11: insuranceLines()
        case 12: (.packageLeaseAmount, .atMostFen(amount(about: equipment)))
        default: picked()
        }
    }

    private mutating func insuranceLines() -> (Fact, Condition.Test) {
        let lines = random.some(of: ["property", "quality"])
        return (.packageInsuranceLines, random.one(of: [.hasAny(lines), .hasAll(lines), .hasNone(lines)]))
    }

    private mutating func picked() -> (Fact, Condition.Test) {
        random.one(of: [
            (.packageFirstSet, .isEqual(true)), (.packageListings, .hasAny(["list-a"])),
            (.packageDomesticShare, .atLeast(0.8)), (.packageSupplierRegions, .allWithin(["440000"])),
        ])
    }
}
