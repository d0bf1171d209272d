import OfferLint

/// Findings inside rules.
enum RuleSamples {
    static let all: [Sample] = never + contradictions + branches + repeats + packages + shares

    private static func rule(_ parts: String...) -> String {
        "o|gate|\"rule\":{\"all\":[\(parts.joined(separator: ","))]}"
    }

    private static let atLeast5 = #"{"fact":"project.investment_total_cny","at_least":5}"#
    private static let filed = #"{"fact":"project.filed","is":true}"#
    private static let region = #""fact":"project.region""#

    private static func contradiction(_ a: String, _ b: String) -> Sample {
        .found(.ruleNeverTrue, .error, "rule.all[1]", rule("{\(a)}", "{\(b)}"))
    }

    private static func agreement(_ a: String, _ b: String) -> Sample {
        .missed(.ruleNeverTrue, rule("{\(a)}", "{\(b)}"))
    }

    private static let never: [Sample] = [
        .found(.ruleNeverTrue, .error, "rule", #"o|gate|"rule":{"any":[]}"#),
        .missed(.ruleNeverTrue, #"o|gate|"rule":{"all":[]}"#),
        .found(.ruleNeverTrue, .error, "rule.not", #"o|gate|"rule":{"not":{"all":[]}}"#),
        .found(.ruleNeverTrue, .error, "rule.all[0]", rule(#"{"fact":"enterprise.size","one_of":[]}"#)),
        .found(
            .ruleNeverTrue, .error, "rule.all[0]",
            rule(#"{"fact":"enterprise.size","none_of":["large","medium","small","micro"]}"#)),
        .missed(.ruleNeverTrue, rule(#"{"fact":"enterprise.size","none_of":["large","medium","small"]}"#)),
        // Months are whole: nothing lies between 12 and 13.
        contradiction(
            #""fact":"financing.tenor_months","above":12"#, #""fact":"financing.tenor_months","below":13"#),
        agreement(#""fact":"financing.tenor_months","above":12"#, #""fact":"financing.tenor_months","below":14"#),
        // Staff are not: 10-data-model.md says number.
        agreement(#""fact":"enterprise.employees","above":12"#, #""fact":"enterprise.employees","below":13"#),
        .found(
            .ruleNeverTrue, .error, "rule.all[0]",
            rule(#"{"fact":"project.investment_total_cny","below":0}"#)),
        // An unknown fact passes, whatever its bound.
        .missed(.ruleNeverTrue, rule(#"{"fact":"project.investment_total_cny","below":0,"unknown":"pass"}"#)),
    ]

    private static let contradictions: [Sample] = [
        contradiction(
            #""fact":"project.investment_total_cny","at_least":5"#, #""fact":"project.investment_total_cny","below":5"#),
        agreement(
            #""fact":"project.investment_total_cny","at_least":5"#,
            #""fact":"project.investment_total_cny","at_most":5"#
        ),
        contradiction(
            #""fact":"project.started_on","on_or_after":"2026-01-02""#,
            #""fact":"project.started_on","on_or_before":"2026-01-01""#),
        agreement(
            #""fact":"project.started_on","on_or_after":"2026-01-01""#,
            #""fact":"project.started_on","on_or_before":"2026-01-01""#),
        contradiction("\(region),\"within\":[\"440100\"]", "\(region),\"not_within\":[\"440000\"]"),
        agreement("\(region),\"within\":[\"440000\"]", "\(region),\"not_within\":[\"440100\"]"),
        contradiction("\(region),\"within\":[\"440100\",\"440300\"]", "\(region),\"within\":[\"440600\"]"),
        agreement("\(region),\"within\":[\"440100\",\"440300\"]", "\(region),\"within\":[\"440106\"]"),
        // A province is undecided against its city, and the policy passes it (R54).
        agreement(
            "\(region),\"within\":[\"440100\"],\"unknown\":\"pass\"",
            "\(region),\"not_within\":[\"440106\"],\"unknown\":\"pass\""
        ),
        contradiction(
            #""fact":"project.attested","has_all":["a","b"]"#, #""fact":"project.attested","has_none":["b"]"#),
        agreement(#""fact":"project.attested","has_any":["a","b"]"#, #""fact":"project.attested","has_none":["b"]"#),
        contradiction(
            #""fact":"project.categories","all_within":["machine-tool"]"#,
            #""fact":"project.categories","has_any":["robot"]"#),
        agreement(
            #""fact":"project.categories","any_within":["machine-tool"]"#,
            #""fact":"project.categories","has_any":["robot"]"#),
        .found(.ruleNeverTrue, .error, "rule.all[1].not", rule(filed, "{\"not\":\(filed)}")),
        // Only three together contradict each other.
        .found(
            .ruleNeverTrue, .error, "rule.all[2]",
            rule(
                #"{"fact":"project.attested","has_any":["a","b"]}"#, #"{"fact":"project.attested","has_none":["a"]}"#,
                #"{"fact":"project.attested","has_none":["b"]}"#)),
        // A share of another amount is not decided, one of the amount itself is.
        .missed(
            .ruleNeverTrue,
            rule(
                atLeast5,
                #"{"fact":"project.investment_total_cny","at_most_share_of":{"fact":"financing.amount_cny","share":0}}"#
            )),
        .found(
            .ruleNeverTrue, .error, "rule.all[1]",
            rule(
                atLeast5,
                #"{"fact":"project.investment_total_cny","at_most_share_of":{"fact":"project.investment_total_cny","share":0.5}}"#
            )),
    ]

    private static let branches: [Sample] = [
        .found(
            .conditionNeverTrue, .warning, "rule.all[1].any[1]",
            rule(atLeast5, "{\"any\":[\(filed),{\"fact\":\"project.investment_total_cny\",\"below\":5}]}")),
        .missed(
            .conditionNeverTrue,
            rule(atLeast5, "{\"any\":[\(filed),{\"fact\":\"project.investment_total_cny\",\"below\":6}]}")),
        .found(
            .conditionAlwaysTrue, .note, "rule.all[0]",
            rule(atLeast5, #"{"fact":"project.investment_total_cny","at_least":100}"#)),
        .missed(
            .conditionAlwaysTrue, rule(atLeast5, #"{"fact":"project.investment_total_cny","at_most":100}"#)),
        .found(
            .conditionAlwaysTrue, .note, "rule.all[0]",
            rule("{\(region),\"within\":[\"440000\"]}", "{\(region),\"within\":[\"440106\"]}")),
        // A city is inside its province, but a province is not inside its city.
        .missed(
            .conditionAlwaysTrue,
            rule("{\(region),\"within\":[\"440000\"]}", "{\(region),\"not_within\":[\"440106\"]}")),
        .found(.conditionAlwaysTrue, .note, "rule", #"o|gate|"rule":{"fact":"financing.amount_cny","at_least":0}"#),
        .found(
            .conditionCovered, .note, "rule.any[1]",
            "o|gate|\"rule\":{\"any\":[\(atLeast5),{\"fact\":\"project.investment_total_cny\",\"at_least\":6}]}"),
        .missed(
            .conditionCovered,
            "o|gate|\"rule\":{\"any\":[\(atLeast5),{\"fact\":\"project.investment_total_cny\",\"at_most\":6}]}"),
    ]

    private static let repeats: [Sample] = [
        .found(
            .conditionRepeated, .note, "rule.all[1]", rule(filed, #"{"fact":"project.filed","is":true,"says":"x"}"#)),
        // The policy for unknown facts differs.
        .missed(.conditionRepeated, rule(filed, #"{"fact":"project.filed","is":true,"unknown":"fail"}"#)),
        .found(.conditionRepeated, .note, "rule.any[1]", "o|gate|\"rule\":{\"any\":[\(filed),\(filed)]}"),
    ]

    private static let usesLoan = #"{"fact":"package.uses_loan","is":true}"#
    private static let usesLease = #"{"fact":"package.uses_lease","is":true}"#

    private static let packages: [Sample] = [
        .found(.neverInPackage, .error, "rule", rule(usesLoan, usesLease)),
        .missed(.neverInPackage, "o|gate|\"rule\":{\"any\":[\(usesLoan),\(usesLease)]}"),
        .found(.neverInPackage, .error, "requires", #"o|gate|"requires":[{"kind":"loan"},{"kind":"lease"}]"#),
        .missed(.neverInPackage, #"o|gate|"requires":[{"any":[{"kind":"loan"},{"kind":"lease"}]}]"#),
        .found(.neverInPackage, .error, "rule", rule(usesLease) + #","requires":[{"kind":"loan"}]"#),
        .found(.neverInPackage, .error, "rule", rule(#"{"fact":"package.loan_amount_cny","at_least":1}"#, usesLease)),
        .found(
            .productExcludesItself, .error, "rule",
            #"o|loan|"loan":{"rate_annual":0.03,"type":"fixed_asset"},"rule":{"fact":"package.loan_type","one_of":["working_capital"]}"#
        ),
        .missed(
            .productExcludesItself,
            #"o|loan|"loan":{"rate_annual":0.03},"rule":{"fact":"package.loan_type","one_of":["working_capital"]}"#),
        .found(.productExcludesItself, .error, "rule", "o|lease|\"lease\":{},\"rule\":\(usesLoan)"),
    ]

    private static let shares: [Sample] = [
        .found(
            .shareRowNeverApplies, .warning, "share_table[1]",
            #"o|relending|"share_table":[{"share":0.5},{"when":{"fact":"project.filed","is":true},"share":0.6}]"#),
        .missed(
            .shareRowNeverApplies,
            #"o|relending|"share_table":[{"up_to_cny":5,"share":0.5},{"up_to_cny":6,"share":0.6},{"share":0.1}]"#),
        .found(
            .shareRowNeverApplies, .warning, "share_table[0].when",
            rule(filed).replacing("gate", with: "relending")
                + #","share_table":[{"when":{"fact":"project.filed","is":false},"share":0.6}]"#),
    ]
}
