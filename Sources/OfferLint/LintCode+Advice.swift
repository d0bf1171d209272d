extension LintCode {
    /// Why it matters and what to do.
    package var advice: LintText {
        LintCode.rules[self] ?? LintCode.amounts[self] ?? LintCode.links[self] ?? LintCode.records[self]
            ?? LintText(zh: "", en: "")
    }

    private static let rules: [LintCode: LintText] = [
        .ruleNeverTrue: LintText(
            zh: "无论事实取何值，规则都不会为真，任何项目都不可能符合。请对照文件更正条件",
            en: "No values of the facts make the rule true, so no project is ever eligible: correct the conditions by "
                + "the document"),
        .conditionNeverTrue: LintText(
            zh: "这一可选项永远不起作用。请更正或删除",
            en: "This alternative never does anything: correct it, or leave it out"),
        .conditionAlwaysTrue: LintText(
            zh: "事实已知时，它不再增加任何限制，可能有数字或代码写错。请核对；只为询问该事实则可保留",
            en: "Once the facts are known it adds nothing; a figure or code may be mistaken: check it against the "
                + "document, and keep it only if it is there to ask for the fact"),
        .conditionCovered: LintText(
            zh: "这一可选项被同组其他可选项覆盖，不再增加任何情形。请核对数字和代码，或删除",
            en: "The other alternatives take in every case of this one, so it adds nothing: check its figures and "
                + "codes, or leave it out"),
        .conditionRepeated: LintText(
            zh: "同一条件写了两次，申请人会看到两遍。请删除一处",
            en: "The same condition stands twice and is shown twice: leave one out"),
        .neverInPackage: LintText(
            zh: "方案只能以自有资金、一笔贷款或一项租赁为主，因此它永远进不了任何方案。请更正规则或所要求的产品",
            en: "A package rests on own cash, one loan or one lease, so this offer can be in none: correct the rule "
                + "or what is required"),
        .productExcludesItself: LintText(
            zh: "以该产品为主的方案不满足它自己的规则，因此永远不会采用。请更正规则或产品条款",
            en: "A package that rests on this product does not meet its own rule, so it is never used: correct the "
                + "rule or the terms"),
        .shareRowNeverApplies: LintText(
            zh: "取第一条成立的行，因此该行从不采用。请更正条件、金额上限或行的次序",
            en: "The first row that holds is taken, so this row is never used: correct its condition, its limit or the "
                + "order of the rows"),
    ]

    private static let amounts: [LintCode: LintText] = [
        .benefitAlwaysZero: LintText(
            zh: "任何情况下金额都为 0。请填写公布的数字；未公布金额的，去掉 benefit",
            en: "The amount is 0 in every case: give the published figure, or leave out benefit where none is "
                + "published"),
        .capNeverBinds: LintText(
            zh: "该上限不改变任何金额，可能多写或少写了零。请对照文件核对；文件同时写明两项且一致的，可以保留",
            en: "The limit changes no amount; a digit may be missing or too many: check it against the document, and "
                + "keep it if the document states both"),
        .floorAboveCap: LintText(
            zh: "低于起付金额的一律为 0，因此金额总是 0。请更正其中一个数字",
            en: "What is under the floor counts 0, so the amount is always 0: correct one of the figures"),
        .floorNeverReached: LintText(
            zh: "低于起付金额的一律为 0，因此金额总是 0。请更正起付金额、比例或限额",
            en: "What is under the floor counts 0, so the amount is always 0: correct the floor, the rate or the "
                + "limits"),
        .floorNeverBinds: LintText(
            zh: "符合规则的项目都高于起付金额，它不起作用。请核对门槛和比例；文件同时写明的，可以保留",
            en: "Whatever meets the rule is above the floor already: check threshold and rate, and keep the floor if "
                + "the document states it"),
        .tiersUnordered: LintText(
            zh: "各档按次序取用，次序错乱会取错比例。请按金额上限从小到大排列",
            en: "Tiers are taken in order, so a wrong rate would be used: order them by their ends"),
        .tiersOverlap: LintText(
            zh: "后一档没有任何金额可取。请更正各档上限，只有最后一档可以没有上限",
            en: "The later tier is left without any amount: correct the ends; only the last tier may have none"),
        .tiersGap: LintText(
            zh: "规则没有说明超出部分如何计算。请加一档没有上限的档次，比例按文件填写，不再支持的填 0",
            en: "Nothing says what a larger base gets: add a last tier without an end, with the document's rate, or 0 "
                + "where more is not supported"),
        .tiersEqualRates: LintText(
            zh: "两档比例相同，分开没有意义，可能有一个写错。请核对，或合为一档",
            en: "Two tiers of one rate are one tier; a rate may be mistaken: check it, or make one tier of them"),
        .tierNeverReached: LintText(
            zh: "符合规则的项目不会落入该档。请核对规则的门槛和各档上限",
            en: "No project that meets the rule comes into this tier: check the rule's thresholds and the tier's end"),
        .bonusNeverApplies: LintText(
            zh: "加成条件与规则不能同时成立，加成从不适用。请更正其中之一",
            en: "The bonus and the rule never hold together, so nobody gets it: correct one of them"),
        .bonusAlwaysApplies: LintText(
            zh: "符合规则的项目都享受加成，基本比例从不单独适用。请核对条件，或直接写入比例",
            en: "Everybody who meets the rule gets it, so the figure without it is never used: check the condition, or "
                + "write the figure itself"),
        .bonusChangesNothing: LintText(
            zh: "加成不改变金额。请填写它设定或增加的比例或上限",
            en: "The bonus changes no amount: give the rate or cap it sets or adds"),
        .bonusLowers: LintText(
            zh: "满足条件反而得到更少。请核对数字；若确为扣减，可以保留",
            en: "Who meets the condition gets less: check the figure, and keep it if it is meant as a reduction"),
        .paidSharesSum: LintText(
            zh: "最后一次支付余下全部，不看它自己的份额。请更正份额，或去掉最后一次的份额",
            en: "The last part takes the rest whatever its share says: correct the shares, or leave out the last one"),
        .maxMonthsWithoutPayments: LintText(
            zh: "该基数是一次性金额，没有逐月支付，月数不起作用。请更正基数，或去掉 max_months",
            en: "This base is one sum and has no months, so the number of months does nothing: correct the base, or "
                + "leave out max_months"),
        .observedAboveCeiling: LintText(
            zh: "实际比例不应高于公布的上限，二者之一有误。请对照文件核对",
            en: "What was paid should not be above the published ceiling, so one of them is mistaken: check both "
                + "against the documents"),
        .baseWithoutProduct: LintText(
            zh: "没有该产品的方案中金额为 0。文件要求须有该产品的，请在 requires 中写明",
            en: "In a package without it the amount is 0: where the document demands it, say so under requires"),
        .baseExcludedByRule: LintText(
            zh: "规则排除了计算基数所依据的产品，金额总是 0。请更正规则或基数",
            en: "The rule excludes what the amount is computed from, so it is always 0: correct the rule or the base"),
        .noAmount: LintText(
            zh: "它会被评估并展示，但不进入任何合计。公布之后请补充",
            en: "It is assessed and shown, and never in a sum or a package: add it once it is published"),
        .boundsReversed: LintText(
            zh: "没有任何数值落在其间，产品永远不适合。请对调两个数字",
            en: "Nothing lies between them, so the product never fits: exchange the two"),
    ]

    private static let links: [LintCode: LintText] = [
        .groupOfOne: LintText(
            zh: "同组政策最多取一项，只有一项的组不起作用，可能组名写错。请核对组名",
            en: "At most one offer of a group is in a package, so a group of one does nothing; the name may be "
                + "misspelt: check it"),
        .requiresUnknownOffer: LintText(
            zh: "要求的政策不存在，该要求无法满足。请更正编号，或补充该政策",
            en: "What is required does not exist and cannot be met: correct the id, or add that offer"),
        .requiresCycle: LintText(
            zh: "它们只能同时采用，没有说明谁在先。请对照文件去掉其中一项要求",
            en: "They can only come together and nothing says which is first: leave out one of the requirements, by "
                + "the documents"),
        .requiresExcluded: LintText(
            zh: "同组最多取一项，要求与互斥相矛盾，无法满足。请更正组或要求",
            en: "Of a group at most one is in a package, so this can never be met: correct the groups or the "
                + "requirement"),
        .requiresNeverEligible: LintText(
            zh: "要求的政策已不可能获得。请改为现行政策，或将本政策标为已终止",
            en: "What is required can no longer be had: name the policy in force, or mark this offer as withdrawn"),
        .requiresNeverTogether: LintText(
            zh: "两项政策的规则不能同时成立，该要求无法满足。请更正其中一条规则",
            en: "The two rules never hold together, so this can never be met: correct one of them"),
        .requiresKindAbsent: LintText(
            zh: "所给政策中没有这种产品，目前无法满足。请导入产品，或核对险种名称",
            en: "No offer given here can meet it yet: import such a product, or check the name of its line"),
        .topupUnknown: LintText(
            zh: "基数所指的政策不存在，金额为 0。请更正编号，或补充该政策",
            en: "The amount is computed from nothing and is 0: correct the id, or add that offer"),
        .topupCycle: LintText(
            zh: "各自以对方为基数，无法计算。请对照文件更正基数",
            en: "Each is computed from the other, so neither can be: correct a base by the documents"),
        .topupExcluded: LintText(
            zh: "两项不能同时进入方案，追加金额总是 0。请更正组或规则",
            en: "The two are never in one package, so the amount is always 0: correct the groups or the rules"),
        .topupWithoutAmount: LintText(
            zh: "被追加的政策没有金额，追加金额为 0。请补充其金额",
            en: "What it tops up has no amount, so this is 0 too: add the amount there"),
        .jointCapUnknownMember: LintText(
            zh: "不存在的政策不计入上限，合计可能偏高。请更正编号，或补充该政策",
            en: "It does not count, so the sum may come out too high: correct the id, or add that offer"),
        .jointCapOfOne: LintText(
            zh: "共同上限至少应有两项政策。请补充成员，或改写为该政策自己的上限",
            en: "A joint cap is over several offers: add the others, or write it as that offer's own cap"),
        .jointCapMembersExclude: LintText(
            zh: "成员两两互斥，方案中最多一项，共同上限只是单项上限。请核对组和成员",
            en: "At most one of the members is in a package, so there is nothing to add up: check groups and members"),
        .jointCapNeverBinds: LintText(
            zh: "各成员自身的限额之和不超过共同上限，它不起作用。请对照文件核对数字",
            en: "The members' own limits keep their sum at or under it, so it does nothing: check the figures against "
                + "the document"),
    ]

    private static let records: [LintCode: LintText] = [
        .duplicateID: LintText(
            zh: "同一编号只能有一条记录，导入时后一条会被拒绝。请改用不同编号",
            en: "An id names one record, and an import rejects the second: choose another id"),
        .missingSource: LintText(
            zh: "任何人都无法核对。请在 source 中填写文件名称、文号和网址",
            en: "Nobody can check it: give the document and its address under source"),
        .missingDocument: LintText(
            zh: "没有文件名称或文号，申请人找不到依据。请填写 source.document",
            en: "An applicant is shown no document: give source.document"),
        .windowEnded: LintText(
            zh: "判断日起一律评为已截止。有后续政策的请另行录入；仍在执行的请更正日期",
            en: "From then on it is assessed as expired: add the policy that followed, or correct the day if it is "
                + "still in force"),
        .windowReversed: LintText(
            zh: "没有任何一天开放。请对调或更正日期",
            en: "It is open on no day: exchange or correct the two"),
        .quotaUsedUp: LintText(
            zh: "一律评为额度已用完。请核对已用金额，或将 status 设为 exhausted",
            en: "It is assessed as exhausted whatever the status says: check the amount used, or set the status to "
                + "exhausted"),
        .noStatus: LintText(
            zh: "各处标为未核实，按“确定”目标计算时不计其金额。核实后请填写 status",
            en: "It is shown as unverified and counts nothing under the objective certain: set the status once it is "
                + "verified"),
    ]
}
