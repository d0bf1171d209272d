import OfferLint

/// Findings between offers.
enum LinkSamples {
    static let all: [Sample] = groups + requirements + conflicts + topups + jointCaps

    private static let groups: [Sample] = [
        .found(.groupOfOne, .note, "groups[1]", #"a|gate|"groups":["g","h"]"#, #"b|gate|"groups":["g"]"#),
        .missed(.groupOfOne, #"a|gate|"groups":["g"]"#, #"b|gate|"groups":["g"]"#),
    ]

    private static let requirements: [Sample] = [
        .found(.requiresUnknownOffer, .error, "requires[0].offer", #"a|gate|"requires":[{"offer":"x"}]"#),
        .missed(.requiresUnknownOffer, #"a|gate|"requires":[{"offer":"x"}]"#, "x|gate"),
        // Another alternative can still be met.
        .found(
            .requiresUnknownOffer, .warning, "requires[0].any[0].offer",
            #"a|gate|"requires":[{"any":[{"offer":"x"},{"offer":"b"}]}]"#, "b|gate"),
        .found(
            .requiresUnknownOffer, .error, "requires[0].any[1].offer",
            #"a|gate|"requires":[{"any":[{"offer":"x"},{"offer":"y"}]}]"#),
        // What is over is still to name offers that exist.
        .found(
            .requiresUnknownOffer, .error, "requires[0].offer",
            #"a|gate|"status":"withdrawn","requires":[{"offer":"x"}]"#),
        .found(
            .requiresCycle, .warning, "requires", #"a|gate|"requires":[{"offer":"b"}]"#,
            #"b|gate|"requires":[{"offer":"c"}]"#, #"c|gate|"requires":[{"offer":"a"}]"#),
        .found(.requiresCycle, .warning, "requires", #"a|gate|"requires":[{"offer":"a"}]"#),
        .missed(
            .requiresCycle, #"a|gate|"requires":[{"offer":"b"}]"#,
            #"b|gate|"requires":[{"any":[{"offer":"a"},{"kind":"loan"}]}]"#),
        .found(.requiresKindAbsent, .note, "requires[0]", #"a|gate|"requires":[{"kind":"loan"}]"#),
        .missed(.requiresKindAbsent, #"a|gate|"requires":[{"kind":"loan"}]"#, #"l|loan|"loan":{"rate_annual":0.03}"#),
        .found(
            .requiresKindAbsent, .note, "requires[0]", #"a|gate|"requires":[{"kind":"insurance","line":"x"}]"#,
            #"i|insurance|"insurance":{"line":"y"}"#),
        .missed(
            .requiresKindAbsent, #"a|gate|"requires":[{"kind":"insurance","line":"x"}]"#,
            #"i|insurance|"insurance":{"line":"x"}"#),
    ]

    private static let conflicts: [Sample] = [
        .found(
            .requiresExcluded, .error, "requires[0].offer", #"a|gate|"groups":["g"],"requires":[{"offer":"b"}]"#,
            #"b|gate|"groups":["g"]"#),
        .missed(
            .requiresExcluded, #"a|gate|"groups":["g"],"requires":[{"offer":"b"}]"#, #"b|gate|"groups":["h"]"#),
        .found(
            .requiresExcluded, .error, "requires[1].offer", #"a|gate|"requires":[{"offer":"b"},{"offer":"c"}]"#,
            #"b|gate|"groups":["g"]"#, #"c|gate|"groups":["g"]"#),
        .found(
            .requiresNeverEligible, .error, "requires[0].offer", #"a|gate|"requires":[{"offer":"b"}]"#,
            #"b|gate|"window":{"to":"2026-12-12"}"#),
        .missed(
            .requiresNeverEligible, #"a|gate|"requires":[{"offer":"b"}]"#, #"b|gate|"window":{"to":"2026-12-13"}"#),
        .found(
            .requiresNeverEligible, .error, "requires[0].offer", #"a|gate|"requires":[{"offer":"b"}]"#,
            #"b|gate|"status":"withdrawn""#),
        // Both are over: nothing is to be had, and nothing is wrong.
        .missed(
            .requiresNeverEligible, #"a|gate|"window":{"to":"2026-12-12"},"requires":[{"offer":"b"}]"#,
            #"b|gate|"status":"withdrawn""#),
        .found(
            .requiresNeverTogether, .error, "requires[0].offer",
            #"a|gate|"rule":{"fact":"project.region","within":["440100"]},"requires":[{"offer":"b"}]"#,
            #"b|gate|"rule":{"fact":"project.region","within":["440300"]}"#),
        .missed(
            .requiresNeverTogether,
            #"a|gate|"rule":{"fact":"project.region","within":["440100"]},"requires":[{"offer":"b"}]"#,
            #"b|gate|"rule":{"fact":"project.region","within":["440000"]}"#),
        .found(
            .requiresNeverTogether, .error, "requires[0].offer",
            #"a|gate|"rule":{"fact":"package.uses_lease","is":true},"requires":[{"offer":"b"}]"#,
            #"b|gate|"requires":[{"kind":"loan"}]"#),
    ]

    private static let base = #"b|equipment_reward|"benefit":{"base":"equipment_amount","form":{"rate":0.1}}"#

    private static let topups: [Sample] = [
        .found(
            .topupUnknown, .error, "benefit.base",
            #"a|equipment_reward|"benefit":{"base":"benefit:x","form":{"rate":1}}"#),
        .missed(
            .topupUnknown, #"a|equipment_reward|"benefit":{"base":"benefit:b","form":{"rate":1}}"#, base),
        .found(
            .topupCycle, .error, "benefit.base",
            #"a|equipment_reward|"benefit":{"base":"benefit:c","form":{"rate":1}}"#,
            #"c|equipment_reward|"benefit":{"base":"benefit:a","form":{"rate":1}}"#),
        .missed(
            .topupCycle, #"a|equipment_reward|"benefit":{"base":"benefit:c","form":{"rate":1}}"#,
            #"c|equipment_reward|"benefit":{"base":"benefit:b","form":{"rate":1}}"#, base),
        .found(
            .topupExcluded, .error, "benefit.base",
            #"a|equipment_reward|"groups":["g"],"benefit":{"base":"benefit:b","form":{"rate":1}}"#,
            base + #","groups":["g"]"#),
        .missed(
            .topupExcluded,
            #"a|equipment_reward|"groups":["h"],"benefit":{"base":"benefit:b","form":{"rate":1}}"#,
            base + #","groups":["g"]"#),
        .found(
            .topupWithoutAmount, .warning, "benefit.base",
            #"a|equipment_reward|"benefit":{"base":"benefit:b","form":{"rate":1}}"#, "b|equipment_reward"),
        .missed(
            .topupWithoutAmount, #"a|equipment_reward|"benefit":{"base":"benefit:b","form":{"rate":1}}"#, base),
        .found(
            .baseWithoutProduct, .note, "benefit.base",
            #"a|equipment_reward|"benefit":{"base":"benefit:b","form":{"rate":1}}"#, base),
    ]

    private static func reward(_ id: String, _ cap: Int, _ group: String = "") -> String {
        let groups = group.isEmpty ? "" : ",\"groups\":[\"\(group)\"]"
        return "\(id)|equipment_reward|\"benefit\":{\"base\":\"equipment_amount\",\"form\":{\"rate\":0.1},"
            + "\"cap_cny\":\(cap)}\(groups)"
    }

    private static func cap(_ members: String..., limit: String) -> [String] {
        let list = members.map { "\"\($0)\"" }.joined(separator: ",")
        return ["{\"id\":\"j\",\"members\":[\(list)],\(limit)}"]
    }

    private static let jointCaps: [Sample] = [
        .found(
            .jointCapUnknownMember, .error, "members[1]", reward("a", 5), caps: cap("a", "x", limit: "\"cap_cny\":9")),
        .missed(
            .jointCapUnknownMember, reward("a", 5), reward("x", 5), caps: cap("a", "x", limit: "\"cap_cny\":9")),
        .found(.jointCapOfOne, .warning, "members", reward("a", 5), caps: cap("a", "a", limit: "\"cap_cny\":4")),
        .missed(.jointCapOfOne, reward("a", 5), reward("b", 5), caps: cap("a", "b", limit: "\"cap_cny\":9")),
        .found(
            .jointCapMembersExclude, .warning, "members", reward("a", 5, "g"), reward("b", 5, "g"),
            caps: cap("a", "b", limit: "\"cap_cny\":4")),
        .missed(
            .jointCapMembersExclude, reward("a", 5, "g"), reward("b", 5, "g"), reward("c", 5),
            caps: cap("a", "b", "c", limit: "\"cap_cny\":4")),
        .found(
            .jointCapNeverBinds, .note, "cap_cny", reward("a", 5), reward("b", 5),
            caps: cap("a", "b", limit: "\"cap_cny\":10")),
        .missed(
            .jointCapNeverBinds, reward("a", 5), reward("b", 5), caps: cap("a", "b", limit: "\"cap_cny\":9.99")),
        // Of a group only the larger counts.
        .found(
            .jointCapNeverBinds, .warning, "cap_cny", reward("a", 5, "g"), reward("b", 6, "g"), reward("c", 3),
            caps: cap("a", "b", "c", limit: "\"cap_cny\":10")),
        .found(
            .jointCapNeverBinds, .warning, "share", reward("a", 5), reward("b", 5),
            caps: cap("a", "b", limit: #""share":0.3,"of":"equipment_amount""#)),
        .missed(
            .jointCapNeverBinds, reward("a", 5), reward("b", 5),
            caps: cap("a", "b", limit: #""share":0.19,"of":"equipment_amount""#)),
        .missed(
            .jointCapNeverBinds, reward("a", 5), reward("b", 5),
            caps: cap("a", "b", limit: #""share":0.3,"of":"investment_total""#)),
    ]
}

/// Findings about the record itself.
enum RecordSamples {
    static let all: [Sample] = [
        .found(.duplicateID, .error, "id", "a|gate", "a|relending"),
        .missed(.duplicateID, "a|gate", "b|relending"),
        .found(.missingSource, .warning, "source", #"a|gate|"source":null"#),
        .missed(.missingSource, #"a|gate|"source":{"name":"x"}"#),
        .found(.missingDocument, .note, "source.document", #"a|gate|"source":{"name":"x"}"#),
        .missed(.missingDocument, #"a|gate|"source":{"document":"x"}"#),
        .found(
            .missingSource, .warning, "source", "a|gate", "b|gate",
            caps: [#"{"id":"j","members":["a","b"],"cap_cny":1}"#]),
        .found(.windowEnded, .note, "window.to", #"a|gate|"window":{"to":"2026-12-12"}"#),
        .missed(.windowEnded, #"a|gate|"window":{"to":"2026-12-13"}"#),
        .found(.windowReversed, .error, "window", #"a|gate|"window":{"from":"2027-01-02","to":"2027-01-01"}"#),
        .missed(.windowReversed, #"a|gate|"window":{"from":"2027-01-01","to":"2027-01-01"}"#),
        .found(.quotaUsedUp, .warning, "quota.used_cny", #"a|gate|"quota":{"amount_cny":5,"used_cny":5}"#),
        .missed(.quotaUsedUp, #"a|gate|"quota":{"amount_cny":5,"used_cny":4.99}"#),
        .missed(.quotaUsedUp, #"a|gate|"status":"exhausted","quota":{"amount_cny":5,"used_cny":5}"#),
        .found(.noStatus, .note, "status", #"a|gate|"status":null"#),
        .missed(.noStatus, "a|gate"),
    ]
}
