// swift-format-ignore-file
// Made by ops/make-resources; do not edit.

extension Generated {
    /// Caps over several offers, JSON Lines.
    static let jointCaps: String = #"""
{"id": "gz-interest-50", "members": ["gd-2025-manufacturing-loan-interest-35pct", "gd-2025-hightech-loan-interest-35pct", "gz-2024-tech-upgrade-loan-interest-50pct"], "share": 0.5, "of": "loan_interest", "source": {"name": "穗府办规〔2024〕12号，七", "url": "http://www.xjsygy.com/jishugaizao/17081.html"}}
{"id": "sz-2016-premium", "members": ["cn-2019-first-set-insurance-subsidy", "sz-2016-first-set-insurance-match"], "share": 1.0, "of": "premium", "source": {"name": "深经贸信息综合字〔2016〕149号", "url": "http://www.siyu-gx.com/zfbt/show-200.html"}}
{"id": "sz-sci-total", "members": ["sz-sci-loan-interest-50-70", "sz-sci-loan-insurance-premium-50", "sz-sci-loan-insurance-premium-50:guarantee"], "cap_cny": 3000000}
{"id": "sz-sci-year", "members": ["sz-sci-loan-interest-50-70", "sz-sci-loan-insurance-premium-50", "sz-sci-loan-insurance-premium-50:guarantee"], "cap_cny": 1000000, "per_year": true}
{"id": "mz-2020-total", "members": ["gd-2022-tech-upgrade-equipment-reward-old", "mz-2020-expansion-stacked-10pct"], "cap_cny": 55000000, "per_year": true, "source": {"name": "梅州市增资扩产设备更新叠加奖励", "url": "http://m.kcqsx.com/meizhou/202003/880344.html"}}
"""#
}
