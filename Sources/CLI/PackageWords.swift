import Terminal

/// What packages consist of, in plain words.
extension Words {
    static let objectives: [String: Text] = [
        "cost": Text(zh: "总成本最低", en: "least cost"), "upfront": Text(zh: "首期自有资金最少", en: "least own cash in month 0"),
        "certain": Text(zh: "只计确定支持的成本最低", en: "least cost with certain support only"),
    ]

    static let backbones: [String: Text] = [
        "cash": Text(zh: "自有资金", en: "own cash"), "loan": Text(zh: "贷款", en: "loan"),
        "lease": Text(zh: "融资租赁", en: "lease"),
    ]

    static let chosen: [String: Text] = [
        "asked": Text(zh: "指定", en: "picked"), "best_match": Text(zh: "最佳匹配", en: "best match"),
    ]

    static let providerTypes: [String: Text] = [
        "bank": Text(zh: "银行", en: "banks"), "lessor": Text(zh: "租赁公司", en: "lessors"),
        "guarantor": Text(zh: "担保机构", en: "guarantors"), "insurer": Text(zh: "保险公司", en: "insurers"),
        "government": Text(zh: "政府", en: "government"),
    ]

    static let caps: [String: Text] = [
        "base_cap_cny": Text(zh: "基数上限", en: "cap on the base"),
        "base_cap": Text(zh: "基数比例上限", en: "share of another base"),
        "cap": Text(zh: "比例上限", en: "cap by share"),
        "cap_per_year": Text(zh: "年度比例上限", en: "cap a year by share"),
        "cap_per_year_cny": Text(zh: "年度上限", en: "cap a year"), "cap_cny": Text(zh: "单项上限", en: "cap"),
        "floor_cny": Text(zh: "未达起点", en: "floor not reached"),
        "subsidised": Text(zh: "不超过被补贴的费用", en: "what is subsidised"),
        "equipment_amount": Text(zh: "不超过设备金额", en: "equipment amount"),
    ]
}
