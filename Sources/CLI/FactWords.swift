import JSON
import Terminal

/// Outcomes, kinds and facts in plain words.
enum Words {
    static let outcomes: [String: Text] = [
        "eligible": Text(zh: "可以申请", en: "can be claimed"),
        "eligible_with_package": Text(zh: "配合方案可申请", en: "can be claimed with a package"),
        "needs_facts": Text(zh: "需补充信息", en: "needs facts"),
        "does_not_fit": Text(zh: "金额不合", en: "amount does not fit"),
        "not_yet_open": Text(zh: "尚未开放", en: "not yet open"),
        "exhausted": Text(zh: "额度用完", en: "used up"),
        "paused": Text(zh: "暂停受理", en: "paused"),
        "expired": Text(zh: "已过期", en: "expired"),
        "not_eligible": Text(zh: "条件不符", en: "conditions not met"),
        "withdrawn": Text(zh: "已撤销", en: "withdrawn"),
    ]

    /// ✓ can be claimed, ? not decided, ✗ no.
    static func mark(outcome: String) -> String {
        switch outcome {
        case "eligible": "✓"
        case "eligible_with_package", "needs_facts", "not_yet_open": "?"
        default: "✗"
        }
    }

    static let offerKinds: [String: Text] = [
        "loan": Text(zh: "贷款", en: "loan"), "lease": Text(zh: "融资租赁", en: "lease"),
        "guarantee": Text(zh: "担保", en: "guarantee"), "insurance": Text(zh: "保险", en: "insurance"),
        "equipment_reward": Text(zh: "设备奖励", en: "equipment reward"),
        "interest_subsidy": Text(zh: "贷款贴息", en: "interest subsidy"),
        "lease_subsidy": Text(zh: "租赁贴息", en: "lease subsidy"),
        "insurance_subsidy": Text(zh: "保费补贴", en: "insurance subsidy"),
        "guarantee_subsidy": Text(zh: "担保费补贴", en: "guarantee subsidy"),
        "risk_compensation": Text(zh: "风险补偿", en: "risk compensation"), "relending": Text(zh: "再贷款", en: "relending"),
        "gate": Text(zh: "名单", en: "list to be on"),
    ]

    static let efficiencies: [String: Text] = [
        "advanced": Text(zh: "先进", en: "advanced"), "saving": Text(zh: "节能", en: "saving"),
        "entry": Text(zh: "准入", en: "entry"), "below": Text(zh: "低于准入", en: "below entry"),
        "unrated": Text(zh: "未评级", en: "unrated"),
    ]

    static let hardTests: [String: Text] = [
        "category": Text(zh: "类别", en: "category"), "live": Text(zh: "在售", en: "on sale"),
        "price": Text(zh: "价格", en: "price"), "efficiency": Text(zh: "能效", en: "efficiency"),
        "delivery": Text(zh: "交期", en: "delivery"), "capacity": Text(zh: "产能", en: "capacity"),
        "service": Text(zh: "服务区域", en: "service region"), "specs": Text(zh: "规格", en: "specs"),
    ]

    /// A fact in words, with its name where it has none.
    static func fact(_ name: String, _ language: Language) -> String { facts[name]?[language] ?? name }

    /// A list of facts in words.
    static func facts(_ value: JSONValue?, _ language: Language) -> String {
        let names = (value?.array ?? []).compactMap(\.string)
        if names.isEmpty { return Display.none }
        return names.map { fact($0, language) }.joined(separator: language == .zh ? "、" : ", ")
    }

    private static let facts: [String: Text] = Dictionary(
        uniqueKeysWithValues: table.split(separator: "\n").map { line in
            let cells = line.split(separator: "|").map(String.init)
            return (cells[0], Text(zh: cells[1], en: cells[2]))
        })

    private static let table = """
        enterprise.id|企业信用代码|enterprise's credit code
        enterprise.region|企业注册地|enterprise's region
        enterprise.industry|企业行业|enterprise's industry
        enterprise.size|企业规模|enterprise's size
        enterprise.above_scale|是否规上|above designated scale
        enterprise.designations|企业资质|designations
        enterprise.ownership|所有制|ownership
        enterprise.annual_revenue_cny|年营业收入|annual revenue
        enterprise.employees|职工人数|employees
        enterprise.debt_ratio|资产负债率|debt ratio
        enterprise.credit_grade|信用等级|credit grade
        enterprise.blacklists|失信与处罚名单|blacklists
        enterprise.age_years|成立年数|years since founding
        enterprise.zones|企业所在园区|enterprise's zones
        enterprise.lists|企业所在名单|lists the enterprise is on
        enterprise.attested|企业声明事项|enterprise's statements
        enterprise.received|已获支持|support received
        enterprise.revenue_growth|营收增长率|revenue growth
        enterprise.output_growth|产值增长率|output growth
        enterprise.rd_share|研发投入占比|R&D share
        project.region|项目所在地|project's region
        project.action|更新行动|action
        project.directions|更新方向|directions
        project.categories|设备类别|equipment categories
        project.investment_total_cny|项目总投资|total investment
        project.fixed_asset_investment_cny|固定资产投资|fixed-asset investment
        project.plant_investment_cny|厂房投资|plant investment
        project.equipment_amount_cny|设备投资额|equipment amount
        project.started_on|开工日期|start date
        project.completed_on|完工日期|completion date
        project.filed|技改备案|project filed
        project.contract_signed_on|合同签订日|contract date
        project.submitted_on|提交日期|submission date
        project.status|项目状态|project's status
        project.site_status|场地状态|site status
        project.progress_share|完成进度|progress
        project.zones|项目所在园区|project's zones
        project.lists|项目所在名单|lists the project is on
        project.attested|项目声明事项|project's statements
        financing.amount_cny|融资金额|financing amount
        financing.tenor_months|融资期限（月）|financing tenor (months)
        financing.banks|意向银行|banks named
        package.uses_loan|使用贷款|uses a loan
        package.uses_lease|使用融资租赁|uses a lease
        package.loan_amount_cny|贷款金额|loan amount
        package.loan_tenor_months|贷款期限（月）|loan tenor (months)
        package.loan_type|贷款类型|loan type
        package.lease_amount_cny|租赁金额|lease amount
        package.lease_mode|租赁方式|lease mode
        package.lender|贷款机构|lender
        package.lender_region|贷款机构所在地|lender's region
        package.lender_classes|贷款机构类别|lender's classes
        package.lessor|租赁公司|lessor
        package.lessor_region|租赁公司所在地|lessor's region
        package.insurance_lines|投保险种|insurance lines
        package.supplier_regions|供应商所在地|suppliers' regions
        package.first_set|首台（套）|first set
        package.listings|设备目录|listings
        package.domestic_share|国产化率|domestic share
        """
}
