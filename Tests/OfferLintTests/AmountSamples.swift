import OfferLint

/// Findings about amounts.
enum AmountSamples {
    static let all: [Sample] = zero + caps + floors + tiers + bonuses + payments + bases + terms

    private static func reward(_ benefit: String, _ rule: String = #"{"all":[]}"#) -> String {
        "o|equipment_reward|\"rule\":\(rule),\"benefit\":{\(benefit)}"
    }

    private static let equipment = #""base":"equipment_amount""#
    private static let rate = #""base":"equipment_amount","form":{"rate":0.2}"#
    private static let principal = #""base":"loan_principal","form":{"points":0.015}"#
    private static let toMillion = #"{"fact":"project.equipment_amount_cny","at_most":1000000}"#
    private static let fromMillion = #"{"fact":"project.equipment_amount_cny","at_least":1000000}"#
    private static let small = #"{"fact":"enterprise.size","one_of":["small"]}"#

    private static let zero: [Sample] = [
        .found(.benefitAlwaysZero, .error, "benefit.form", reward(equipment + #","form":{"rate":0}"#)),
        .missed(
            .benefitAlwaysZero,
            reward(equipment + #","form":{"rate":0},"bonus":[{"when":\#(small),"add_rate":0.1}]"#)),
        .found(.benefitAlwaysZero, .error, "benefit.cap_cny", reward(rate + #","cap_cny":0"#)),
        .found(.benefitAlwaysZero, .error, "benefit.form", reward(equipment + #","form":{"flat_cny":0}"#)),
    ]

    private static let caps: [Sample] = [
        .found(.capNeverBinds, .warning, "benefit.cap_cny", reward(equipment + #","form":{"flat_cny":5},"cap_cny":6"#)),
        .found(.capNeverBinds, .note, "benefit.cap_cny", reward(equipment + #","form":{"flat_cny":5},"cap_cny":5"#)),
        .missed(.capNeverBinds, reward(equipment + #","form":{"flat_cny":5},"cap_cny":4"#)),
        .found(.capNeverBinds, .note, "benefit.cap_cny", reward(rate + #","base_cap_cny":100,"cap_cny":20"#)),
        // With the bonus the cap binds, without it the limit of the base.
        .missed(
            .capNeverBinds,
            reward(rate + #","base_cap_cny":100,"cap_cny":20.01,"bonus":[{"when":\#(small),"add_rate":0.1}]"#)),
        // The rule keeps the base under a million.
        .found(.capNeverBinds, .warning, "benefit.cap_cny", reward(rate + #","cap_cny":300000"#, toMillion)),
        .missed(.capNeverBinds, reward(rate + #","cap_cny":199999.99"#, toMillion)),
        .found(.capNeverBinds, .warning, "benefit.base_cap_cny", reward(rate + #","base_cap_cny":2000000"#, toMillion)),
        // The cap is reached long before the base is.
        .found(
            .capNeverBinds, .warning, "benefit.base_cap_cny", reward(rate + #","base_cap_cny":100,"cap_cny":10"#)),
        .found(
            .capNeverBinds, .warning, "benefit.base_cap",
            reward(rate + #","base_cap":{"of":"equipment_amount","share":1}"#)),
        .missed(.capNeverBinds, reward(rate + #","base_cap":{"of":"equipment_amount","share":0.99}"#)),
        .missed(.capNeverBinds, reward(rate + #","base_cap":{"of":"investment_total","share":1}"#)),
        // A loan is never more than the equipment (R41).
        .found(
            .capNeverBinds, .note, "benefit.base_cap",
            reward(principal + #","base_cap":{"of":"equipment_amount","share":1}"#)),
        // 50 million at 1.5 points for 24 months are 1.5 million.
        .found(
            .capNeverBinds, .note, "benefit.cap_cny",
            reward(principal + #","base_cap_cny":50000000,"max_months":24,"cap_cny":1500000"#)),
        .missed(
            .capNeverBinds, reward(principal + #","base_cap_cny":50000000,"max_months":25,"cap_cny":1500000"#)),
        .found(
            .capNeverBinds, .warning, "benefit.cap_cny",
            reward(principal + #","max_months":25,"cap_per_year_cny":100,"cap_cny":301"#)),
        .missed(.capNeverBinds, reward(principal + #","max_months":25,"cap_per_year_cny":100,"cap_cny":299"#)),
        .found(
            .capNeverBinds, .note, "benefit.cap_per_year_cny",
            reward(principal + #","cap_per_year_cny":100,"cap_cny":100"#)),
        .missed(
            .capNeverBinds,
            reward(
                principal + #","cap_per_year_cny":100,"cap_cny":100,"bonus":[{"when":\#(small),"cap_cny":300}]"#)),
        // The down payment may stand outside the first twelve months.
        .missed(
            .capNeverBinds,
            reward(
                #""base":"lease_contract","form":{"rate":0.03},"max_months":12,"cap_per_year_cny":100,"cap_cny":150"#)),
        // Interest is rounded payment by payment: nothing is claimed of equal figures.
        .missed(
            .capNeverBinds,
            reward(#""base":"loan_interest","form":{"rate":0.5},"base_cap_cny":100,"cap_cny":50"#)),
    ]

    private static let floors: [Sample] = [
        .found(.floorAboveCap, .error, "benefit.floor_cny", reward(rate + #","cap_cny":10,"floor_cny":11"#)),
        .missed(.floorAboveCap, reward(rate + #","cap_cny":10,"floor_cny":10"#)),
        .missed(
            .floorAboveCap,
            reward(rate + #","cap_cny":10,"floor_cny":11,"bonus":[{"when":\#(small),"cap_cny":12}]"#)),
        .found(.floorNeverReached, .error, "benefit.floor_cny", reward(rate + #","floor_cny":200000.01"#, toMillion)),
        .missed(.floorNeverReached, reward(rate + #","floor_cny":200000"#, toMillion)),
        .found(.floorNeverBinds, .note, "benefit.floor_cny", reward(rate + #","floor_cny":200000"#, fromMillion)),
        .missed(.floorNeverBinds, reward(rate + #","floor_cny":200000.01"#, fromMillion)),
    ]

    private static func tiers(_ ends: String..., rates: [String], mode: String = "bracket") -> String {
        let list = zip(ends, rates).map { #"{"up_to_cny":\#($0),"rate":\#($1)}"# }.joined(separator: ",")
        return equipment + #","form":{"tiers":[\#(list)],"mode":"\#(mode)"}"#
    }

    private static let two = ["0.1", "0.2"]

    private static let tiers: [Sample] = [
        .found(
            .tiersUnordered, .error, "benefit.form.tiers[1].up_to_cny", reward(tiers("20", "10", rates: two))),
        .missed(.tiersUnordered, reward(tiers("10", "20", rates: two))),
        .found(.tiersOverlap, .error, "benefit.form.tiers[1].up_to_cny", reward(tiers("20", "20", rates: two))),
        .found(.tiersOverlap, .error, "benefit.form.tiers[1]", reward(tiers("null", "null", rates: two))),
        .missed(.tiersOverlap, reward(tiers("20", "20.01", rates: two))),
        .found(.tiersGap, .warning, "benefit.form.tiers[1].up_to_cny", reward(tiers("10", "20", rates: two))),
        .missed(.tiersGap, reward(tiers("10", "null", rates: two))),
        .missed(.tiersGap, reward(tiers("10", "1000000", rates: two), toMillion)),
        .found(
            .tiersEqualRates, .note, "benefit.form.tiers[1].rate", reward(tiers("10", "null", rates: ["0.1", "0.1"]))),
        .missed(.tiersEqualRates, reward(tiers("10", "null", rates: two))),
        .found(
            .tierNeverReached, .note, "benefit.form.tiers[1]", reward(tiers("1000001", "null", rates: two), toMillion)),
        .missed(.tierNeverReached, reward(tiers("999999.99", "null", rates: two), toMillion)),
        .found(
            .tierNeverReached, .note, "benefit.form.tiers[0]", reward(tiers("999999", "null", rates: two), fromMillion)),
        // Slice by slice the first tier counts for any base.
        .missed(
            .tierNeverReached, reward(tiers("999999", "null", rates: two, mode: "marginal"), fromMillion)),
    ]

    private static let bonuses: [Sample] = [
        .found(
            .bonusNeverApplies, .warning, "benefit.bonus[0].when",
            reward(rate + #","bonus":[{"when":\#(fromMillion),"add_rate":0.1}]"#, belowMillion)),
        .missed(
            .bonusNeverApplies, reward(rate + #","bonus":[{"when":\#(fromMillion),"add_rate":0.1}]"#, toMillion)),
        .found(
            .bonusAlwaysApplies, .note, "benefit.bonus[0].when",
            reward(rate + #","bonus":[{"when":\#(fromMillion),"add_rate":0.1}]"#, fromMillion)),
        .missed(
            .bonusAlwaysApplies, reward(rate + #","bonus":[{"when":\#(fromMillion),"add_rate":0.1}]"#, toMillion)),
        .found(.bonusChangesNothing, .warning, "benefit.bonus[0]", reward(rate + #","bonus":[{"when":\#(small)}]"#)),
        .found(
            .bonusChangesNothing, .warning, "benefit.bonus[0].rate",
            reward(rate + #","bonus":[{"when":\#(small),"rate":0.2}]"#)),
        .found(
            .bonusChangesNothing, .warning, "benefit.bonus[0]",
            reward(equipment + #","form":{"flat_cny":5},"bonus":[{"when":\#(small),"rate":0.2}]"#)),
        .missed(.bonusChangesNothing, reward(rate + #","bonus":[{"when":\#(small),"rate":0.21}]"#)),
        .found(
            .bonusLowers, .warning, "benefit.bonus[0].rate", reward(rate + #","bonus":[{"when":\#(small),"rate":0.1}]"#)
        ),
        .found(
            .bonusLowers, .warning, "benefit.bonus[0].cap_cny",
            reward(rate + #","cap_cny":10,"bonus":[{"when":\#(small),"cap_cny":9}]"#)),
        .missed(
            .bonusLowers, reward(rate + #","cap_cny":10,"bonus":[{"when":\#(small),"rate":0.3,"cap_cny":10}]"#)),
    ]
    private static let belowMillion = #"{"fact":"project.equipment_amount_cny","below":1000000}"#

    private static let payments: [Sample] = [
        .found(
            .paidSharesSum, .warning, "benefit.paid",
            reward(rate + #","paid":[{"month":1,"share":0.5},{"month":2,"share":0.4}]"#)),
        .found(
            .paidSharesSum, .warning, "benefit.paid", reward(rate + #","paid":[{"month":1,"share":1},{"month":2}]"#)),
        .missed(
            .paidSharesSum, reward(rate + #","paid":[{"month":1,"share":0.5},{"month":2,"share":0.5}]"#)),
        .missed(.paidSharesSum, reward(rate + #","paid":[{"month":1,"share":0.5},{"month":2}]"#)),
        .found(.maxMonthsWithoutPayments, .warning, "benefit.max_months", reward(rate + #","max_months":12"#)),
        .missed(.maxMonthsWithoutPayments, reward(principal + #","max_months":12"#)),
        .found(
            .observedAboveCeiling, .warning, "benefit.observed[0].rate",
            reward(rate + #","observed":[{"round":"2025","rate":0.21}]"#)),
        .missed(.observedAboveCeiling, reward(rate + #","observed":[{"round":"2025","rate":0.2}]"#)),
    ]

    private static let bases: [Sample] = [
        .found(
            .baseWithoutProduct, .note, "benefit.base", #"o|interest_subsidy|"benefit":{\#(principal)}"#),
        .missed(
            .baseWithoutProduct,
            #"o|interest_subsidy|"benefit":{\#(principal)},"requires":[{"kind":"loan"}]"#),
        .missed(
            .baseWithoutProduct,
            #"o|interest_subsidy|"benefit":{\#(principal)},"rule":{"fact":"package.loan_amount_cny","at_least":1}"#),
        .found(
            .baseWithoutProduct, .note, "benefit.base",
            #"o|insurance_subsidy|"benefit":{"base":"premium","form":{"rate":0.5}}"#),
        .missed(
            .baseWithoutProduct,
            #"o|insurance_subsidy|"benefit":{"base":"premium","form":{"rate":0.5}},"rule":{"fact":"package.insurance_lines","has_any":["x"]}"#
        ),
        .found(
            .baseExcludedByRule, .error, "benefit.base",
            #"o|interest_subsidy|"benefit":{\#(principal)},"rule":{"fact":"package.uses_lease","is":true}"#),
        .missed(
            .baseExcludedByRule,
            #"o|interest_subsidy|"benefit":{\#(principal)},"rule":{"fact":"package.uses_lease","is":false}"#),
    ]

    private static let terms: [Sample] = [
        .found(.noAmount, .note, "benefit", "o|lease_subsidy"),
        .missed(.noAmount, reward(rate)),
        .found(.noAmount, .note, "loan.rate_annual", #"o|loan|"loan":{"tenor_months":{"max":12}}"#),
        .missed(.noAmount, #"o|loan|"loan":{"rate_annual":0.03}"#),
        .found(.noAmount, .note, "insurance.premium_rate", "o|insurance"),
        .found(.noAmount, .note, "guarantee.fee_rate_annual", "o|guarantee"),
        .found(
            .boundsReversed, .error, "loan.amount_cny",
            #"o|loan|"loan":{"rate_annual":0.03,"amount_cny":{"min":2,"max":1}}"#),
        .missed(.boundsReversed, #"o|loan|"loan":{"rate_annual":0.03,"amount_cny":{"min":2,"max":2}}"#),
        .found(
            .boundsReversed, .error, "lease.tenor_months",
            #"o|lease|"lease":{"rate_annual":0.03,"tenor_months":{"min":24,"max":12}}"#),
    ]
}
