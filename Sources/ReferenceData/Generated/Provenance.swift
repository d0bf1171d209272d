// swift-format-ignore-file
// Made by ops/make-resources; do not edit.

extension Generated {
    /// Marks of the offers and the open codes in words.
    static let provenance: String = #"""
offer	cn-2024-equipment-loan-interest-1pt	exact	high	superseded	
offer	cn-2024-equipment-loan-interest-1-5pt	exact	high	superseded	
offer	cn-2026-equipment-loan-interest-1-5pt	exact	high	current	
offer	cn-2026-sme-loan-interest-1-5pt	exact	high	current	单户贷款规模上限5000万元跨贷款累计
offer	cn-2026-private-investment-guarantee	exact	high	current	费率1%为上限，担保比例未见（按全额）|基金分险由20%提高至不超过40%
offer	cn-2024-scitech-guarantee	exact	high	current	费率1%为目标上限，担保体系分险不超过80%（按80%）
offer	cn-2024-pbc-relending-tech-upgrade	exact	high	superseded	利率1.75%为央行对银行利率
offer	cn-2026-pbc-relending-1-2tn	generous	high	current	本轮条件、利率未见；新增支持研发投入水平较高的民营中小企业
offer	cn-2024-miit-relending-list-batch1	exact	high	expired	
offer	cn-2024-miit-relending-list-batch2	exact	high	expired	
offer	cn-2024-ndrc-mlt-manufacturing-loan	exact	high	unknown	
offer	cn-2025-first-set-insurance-subsidy	exact	high	current	先资格审定后资金申请
offer	cn-2019-first-set-insurance-subsidy	exact	high	superseded	首年度关键零部件、小型关键装备
offer	cn-first-set-comprehensive-insurance	unpublished	medium	current	费率未见|目录内装备制造企业投保，用户受益|责任限额不低于装备价值1倍（关键零部件2倍）
offer	cn-2026-special-treasury-bond-equipment-industry	exact	medium	expired	按核定的固定资产投资
offer	cn-2025-special-treasury-bond-electronics	exact	medium	unknown	按核定的固定资产投资
offer	cn-2024-new-tech-upgrade-city-pilot:guangzhou	exact	high	current	中央奖补资金首年拨付城市50%，考核通过拨付其余；对项目的拨付时间未见|形式可为投资补助、贷款贴息、担保费补贴
offer	cn-2024-new-tech-upgrade-city-pilot:shenzhen	exact	high	current	中央奖补资金首年拨付城市50%，考核通过拨付其余；对项目的拨付时间未见|形式可为投资补助、贷款贴息、担保费补贴
offer	gd-2023-tech-upgrade-equipment-reward-prd	exact	high	current	地市自主确定实际比例
offer	gd-2023-tech-upgrade-equipment-reward-east-west-north	exact	high	current	
offer	gd-2026-tech-upgrade-round-qingyuan	unpublished	high	expired	本轮比例、上限未见
offer	gd-2025-manufacturing-loan-interest-35pct	exact	high	current	
offer	gd-2025-hightech-loan-interest-35pct	exact	high	current	额度先到先得（额度数未见）
offer	gd-2026-srdi-sme-loan-interest-50pct	exact	high	expired	评审：主营收入增长、研发占比4%以上、重点集群
offer	gd-2025-gov-guarantee-fee-subsidy	exact	high	current	再担保0.2%|代偿补偿
offer	gd-2023-first-set-rd-reward	generous	high	unknown	按单台（套）售价30%
offer	gd-2025-inclusive-manufacturing-investment-reward	exact	high	current	按核实的新增实际固定资产投资
offer	gz-2024-tech-upgrade-equipment-reward	exact	high	current	分期付款购置的按已付额、单台最长连续3年
offer	gz-2024-tech-upgrade-equipment-reward:plant	exact	high	current	
offer	gz-2024-srdi-bonus-2pct	exact	medium	current	
offer	gz-2024-small-tech-upgrade	exact	medium	current	
offer	gz-2024-tech-upgrade-loan-interest-50pct	exact	medium	current	
offer	gz-2024-lease-subsidy-3pct	exact	medium	current	
offer	gz-2025-credit-risk-compensation	exact	high	current	银行年度不良损失超3%暂缓补偿|担保模式20%
offer	gz-2025-new-tech-upgrade-pilot-point	unpublished	medium	unknown	比例、上限未见|事前事中补助、完工验收后多退少补
offer	gz-2022-manufacturing-investment-1to1	exact	high	unknown	
offer	gz-2015-policy-loan-guarantee-insurance	exact	high	expired	费率3%为上限，年数未见
offer	sz-2023-major-tech-upgrade-10pct	exact	high	current	
offer	sz-2024-equipment-update-project	unpublished	medium	current	比例、上限未见
offer	sz-2024-tech-upgrade-loan-lease-interest	unpublished	medium	current	比例、上限未见
offer	sz-longhua-tiered-tech-upgrade:under-100m	exact	high	unknown	超预算按比例下调
offer	sz-longhua-tiered-tech-upgrade:from-100m	exact	high	unknown	超预算按比例下调
offer	sz-longhua-2024-equipment-upgrade-guideline:to-10m	exact	high	unknown	自制或购置用于生产、质检的设备费用
offer	sz-longhua-2024-equipment-upgrade-guideline:to-200m	exact	high	unknown	自制或购置用于生产、质检的设备费用
offer	sz-longhua-2024-equipment-upgrade-guideline:over-200m	exact	high	unknown	自制或购置用于生产、质检的设备费用
offer	sz-2024-sme-loan-risk-pool	exact	high	current	最高50%风险补偿，资金池50亿元
offer	sz-2020-financing-guarantee-fund	exact	high	current	再担保分险20%—50%
offer	sz-2016-first-set-buyer-seller-reward:buyer	generous	high	expired	只计该首台（套）设备的购买价格（此处要求所选设备全部符合）
offer	sz-2016-first-set-buyer-seller-reward:seller	generous	high	expired	只计该首台（套）设备的销售价格（此处要求所选设备全部符合）
offer	sz-2016-first-set-insurance-match	exact	high	expired	
offer	sz-sci-loan-interest-50-70	exact	high	unknown	上限按企业跨贷款累计
offer	sz-sci-loan-insurance-premium-50	exact	high	unknown	
offer	sz-sci-loan-insurance-premium-50:guarantee	exact	high	unknown	
offer	dg-2024-cluster-core-small-upgrade:food	exact	high	expired	
offer	dg-2024-cluster-core-small-upgrade:textile	exact	high	expired	
offer	dg-2025-digital-loan-interest-3pct	generous	high	expired	利息期2024-03-02至2025-06-30，一年期
offer	dg-2016-lease-interest-8pct	exact	high	expired	
offer	dg-2016-lease-risk-compensation	exact	high	expired	每年不超过新增融资（担保）余额的10%|履约保函补贴：担保金额3%，每家银行每年200万元
offer	dg-2019-scitech-loan-interest-and-risk:risk	exact	high	unknown	限额内坏账损失100%补偿（限额未见）
offer	dg-2019-scitech-loan-interest-and-risk:interest	exact	high	unknown	
offer	fs-2022-lease-interest-4-6pct	exact	high	expired	基数上限2000万元按企业每年累计|实际比例视预算与申报数
offer	fs-2023-tech-upgrade-measures	unpublished	medium	current	比例、上限未见
offer	fs-2023-digital-loan-risk-50pct	exact	high	unknown	50%为最高
offer	fs-2023-digital-loan-full-interest	generous	high	unknown	期限、上限未见
offer	fs-chancheng-2023-loan-interest-lpr-spread	exact	high	expired	
offer	zh-2023-tech-upgrade-equipment-reward	exact	high	superseded	
offer	zh-2023-tech-upgrade-equipment-reward:plant	exact	high	superseded	
offer	zh-2024-tech-upgrade-rules	unpublished	high	current	比例、上限未见；事后奖补
offer	zh-2020-key-project-loan-interest-tiered	generous	high	expired	每年4000万元、2000万元按百亿级、十亿级之序读作两类企业的上限|超预算同比例下调
offer	zh-2025-four-in-one-platform	unpublished	high	current	信贷风险补偿、贷款利息补贴、转贷过桥三类，比例未见
offer	hq-2022-lease-interest-5pct	exact	high	unknown	贴息的年数、150万元按企业累计的期间未见，只计首年
offer	hq-2022-guarantee-fee-50pct	exact	high	unknown	
offer	jm-2026-equipment-reward-srdi-15-other-10	exact	high	current	实际比例按预算确定
offer	zs-2022-equipment-reward-leading-20pct	exact	high	unknown	其他类别企业的比例未见
offer	zs-2017-tech-upgrade-loan-interest-50pct	exact	high	superseded	
offer	hz-2022-sme-loan-risk-compensation	unpublished	high	unknown	补偿比例未见
offer	mz-2024-provincial-tech-upgrade-actual-17-9pct	exact	high	expired	按评审打分排序，入库项目18个获支持
offer	mz-2020-expansion-stacked-10pct	exact	high	expired	
offer	jy-stacked-10pct-on-provincial	exact	high	unknown	市县1:1分担
offer	jy-city-tech-upgrade-25pct	exact	high	unknown	
offer	jy-capacity-increase-5pct	exact	high	unknown	
offer	st-2025-zhengyinbao	unpublished	high	current	合作保险（或融资担保）机构增信，费率、保额未见
offer	st-haojiang-2024-loan-reward-and-risk	exact	high	unknown	
offer	st-haojiang-2024-loan-reward-and-risk:risk	exact	high	unknown	区级承担本金10%，担保机构60%—80%|不良率3%以上暂停
offer	st-2025-ccb-shantou-inclusive-credit:scitech	unpublished	high	current	利率“同期最优惠”未给数，期限、还款方式未见
offer	st-2025-ccb-shantou-inclusive-credit:scitech-ip	unpublished	high	current	利率“同期最优惠”未给数，期限、还款方式未见
offer	st-2025-ccb-shantou-inclusive-credit:scitech-ip-mortgage	unpublished	high	current	利率“同期最优惠”未给数，期限、还款方式未见
offer	st-2025-ccb-shantou-inclusive-credit:general	unpublished	high	current	利率“同期最优惠”未给数，期限、还款方式未见
offer	st-2025-ccb-shantou-inclusive-credit:member	unpublished	high	current	利率“同期最优惠”未给数，期限、还款方式未见
offer	st-2016-equipment-update-10-15pct	exact	high	expired	比例10%—15%，本地区须一致
offer	zj-2022-investment-reward-2pct	exact	high	unknown	总投资100亿元以上分梯次（梯次未见）
offer	zq-2024-investment-reward-2pct	exact	high	expired	
offer	js-2026-manufacturing-loan-interest-2pt:2pt	exact	high	current	单企业每年1000万元、与租赁贴息合计2000万元（跨项目）
offer	js-2026-manufacturing-loan-interest-2pt:1pt	exact	high	current	单企业每年1000万元、与租赁贴息合计2000万元（跨项目）
offer	js-2025-transport-lease-interest-1-5pt	generous	high	unknown	计息基数未述，按逐月剩余融资额|预算与“交运贷”共享
offer	sd-2025-tech-upgrade-loan-interest-35pct-lpr	generous	high	unknown	同一法人每年限1个
offer	sd-2023-tech-upgrade-guarantee-fee-0-5pct	exact	high	unknown	
offer	zj-2024-first-set-insurance-tiered	generous	high	expired	次年度起退坡（比例未见；此处只计首年）|首批次最多50台，保险起期2023-09-01至2024-08-31
offer	ccb-tech-upgrade-loan	unpublished	high	unknown	利率、还款方式未见
offer	ccb-equipment-asset-purchase-loan	unpublished	high	unknown	利率、还款方式未见|评估价低于设备价格时以评估价为准
offer	lease-market-guide-2026	unpublished	low	unknown	费率、期限未见|直租须有采购合同并送达，回租发票占比30%以上
offer	cn-2022-equipment-purchase-loan-interest-2-5pt	generous	medium	expired	条件、投放期未见
offer	gd-2022-tech-upgrade-equipment-reward-old	exact	high	superseded	
offer	gd-2023-tech-upgrade-lease-subsidy	unpublished	medium	current	工具存在，比例、上限未见
offer	gd-2023-tech-upgrade-insurance-subsidy	unpublished	medium	current	工具存在，比例、上限未见
offer	gd-2023-tech-upgrade-risk-compensation	unpublished	medium	current	工具存在，比例、上限未见
offer	gz-huangpu-2021-major-equipment-12pct	exact	medium	expired	分期给予（期次未见）
offer	gz-huadu-2025-expansion-5pct	exact	medium	unknown	
offer	sz-2017-tech-upgrade-multiplier	generous	high	superseded	智能化部分20%、重大项目固定资产投资20%（上限未见），不计
offer	sz-futian-2023-loan-interest	generous	high	expired	不超过企业年度综合指标
offer	sz-pingshan-2026-sme-loan-risk-pool	unpublished	high	current	补偿比例未见|资金池1000万元
offer	gd-2014-zhengyinbao-premium-50pct	exact	medium	expired	
code	project.attested	built_within_36_months	建设期最长36个月
code	project.attested	completed_within_filing_period	完工日期在备案证建设期内
code	project.attested	completion_evaluated	通过完工评价
code	project.attested	domestic_equipment_at_least_80pct	国产设备比例不低于80%
code	project.attested	energy_review_passed	应办的节能审查已办理并通过
code	project.attested	feasibility_or_design_approved	项目获可研或初步设计批准
code	project.attested	filed_qiguanjia_by_2024_12_31	2024-12-31前在“企莞家”备案
code	project.attested	first_loan	首次获得贷款
code	project.attested	fits_energy_environment_policy	符合节能环保政策
code	project.attested	fits_industry_policy	符合国家产业政策
code	project.attested	fits_region_policy	符合区域政策
code	project.attested	fixed_assets_in_2022	固定资产投资发生在2022年内
code	project.attested	fixed_assets_in_batch_period	固定资产投资发生在本批统计期内（2025年批广州口径2021-01-01至2023-12-31）
code	project.attested	funds_used_this_year	年内使用贷款资金
code	project.attested	grant_loan_linkage	拨贷联动项目
code	project.attested	guarantee_fee_at_most_1pct	担保费率不超过1%
code	project.attested	guarantor_average_fee_at_most_1pct	担保机构平均年化担保费率不超过1%
code	project.attested	guarantor_of_hengqin_zone	担保机构为合作区融资担保公司
code	project.attested	in_industrial_investment_statistics	纳入工业投资统计
code	project.attested	in_tech_upgrade_statistics	纳入技术改造投资统计
code	project.attested	invention_patent_granted	核心技术已授权发明专利
code	project.attested	investment_deviation_within_20pct	投资偏差在20%以内
code	project.attested	investment_without_civil_works_at_least_70m	预计总投入不少于7000万元（不含土建）
code	project.attested	invoices_2021_to_2023	设备发票在2021-01-01至2023-12-31
code	project.attested	ip_pledge	知识产权质押
code	project.attested	lender_risk_pool_partner	风险补偿资金合作银行
code	project.attested	lessor_in_pilot	试点金融租赁公司
code	project.attested	lessor_of_hengqin_zone	出租人为合作区金融租赁或融资租赁公司
code	project.attested	loan_not_refinancing_or_land	贷款不借新还旧、不购买土地
code	project.attested	loan_only_for_equipment	贷款专项用于设备更新和技术改造，不偿还其他债务
code	project.attested	loan_repaid_2020_to_2022	贷款于2020-01-01至2022-12-31结清
code	project.attested	loan_repaid_before_application	贷款申请前已结清
code	project.attested	localisation_at_least_70pct	本地化率不低于70%
code	project.attested	matches_supported_upgrade	与技术改造投资支持方向的项目对应
code	project.attested	monetary_tool_loan	获货币政策工具支持的贷款
code	project.attested	mortgage_added	追加抵押
code	project.attested	new_equipment_only	全部为新设备
code	project.attested	no_duplicate_application	未向市有关主管部门多头或重复申报
code	project.attested	no_filing_change_after_notice	申报通知印发后未办理备案变更
code	project.attested	no_municipal_tech_upgrade_fund	项目未获市级技术改造类扶持资金
code	project.attested	no_national_equipment_loan_subsidy	未享受国家设备更新贷款财政贴息
code	project.attested	no_other_interest_subsidy	未在其他政府部门申请过贷款贴息
code	project.attested	no_other_pilot_application	点、线、面三选一，同一单位仅申报一个项目
code	project.attested	no_other_provincial_fund_same_project	未获省工业和信息化领域其他财政资金支持
code	project.attested	no_same_level_fund	未获同级财政专项资金
code	project.attested	not_government_invested	非政府投资建设项目
code	project.attested	not_new_build_or_relocation	非新建、原厂搬迁、异地新建、房地产开发、楼堂馆所
code	project.attested	not_on_negative_list	贷款投向不属负面清单
code	project.attested	not_phase_out_capacity	非淘汰类和落后产能
code	project.attested	not_restricted_or_phase_out	不属产业结构调整指导目录限制类、淘汰类（禁止类）
code	project.attested	preconditions_complete	核准备案、规划、用地、能评、环评、安评等前期条件齐备
code	project.attested	production_equipment_only	生产及生产配套设备，不含家具电器、办公耗材、车辆、非专用电脑
code	project.attested	project_of_14th_five_year_plan	“十四五”期间项目
code	project.attested	retired_equipment_owned_and_depreciated	淘汰设备已完成折旧、产权属项目单位、非二手，淘汰后不再使用
code	project.attested	retired_value_at_least_10pct_of_new	淘汰设备与新购设备价值比不低于10%
code	project.attested	supplier_no_other_project_this_year	同一单位当年仅支持一个项目
code	project.attested	supplier_unrelated_by_equity	已实现销售，用户与申报单位无股权控制关系
code	project.attested	transport_equipment	交通运输工具、转运接驳设施设备
code	project.attested	unsecured_credit_loan	无抵押的信用贷款
code	enterprise.attested	chamber_executive_member	商会会长、副会长、常委、执委企业
code	enterprise.attested	encouraged_main_business	主营业务属产业结构调整指导目录（2024年本）鼓励类
code	enterprise.attested	in_key_industry_chain	属重点产业链及上下游等政策列举的领域
code	enterprise.attested	innovation_points_sme	创新积分制科技型中小企业
code	enterprise.attested	interest_paid_300k_2024_05_to_2025_04	2024-05-01至2025-04-30支付利息30万元及以上
code	enterprise.attested	invoiced_at_least_3m	年开票额不低于300万元
code	enterprise.attested	legal_representative_age_20_to_65	法定代表人20至65岁
code	enterprise.attested	national_science_project	承担国家科技项目
code	enterprise.attested	net_assets_at_least_50m	净资产5000万元以上
code	enterprise.attested	no_major_quality_accident_3y	近三年无重大质量事故
code	enterprise.attested	no_tax_evasion_3y	近三年无偷漏税
code	enterprise.attested	not_restricted_industry	非限制、禁止类产业，非金融、房地产
code	enterprise.attested	not_restricted_or_phase_out_products	产品或服务不属国家禁止、限制、淘汰类
code	enterprise.attested	operates_in_guangzhou	在广州市经营
code	enterprise.attested	output_value_at_least_100m	上年产值1亿元以上
code	enterprise.attested	strategic_emerging_industry	战略性新兴产业企业
code	enterprise.attested	technology_enterprise_by_guide	科技企业（申报指南规定）
code	enterprise.attested	within_10x_tax_paid	额度不超过纳税额的10倍
code	lists	cn-2024-miit-relending-list-batch1	工业领域技术改造和设备更新专项再贷款项目(第一批)申报条件
code	lists	cn-2024-miit-relending-list-batch2	工业领域技术改造和设备更新专项再贷款项目(第二批)申报条件
code	lists	cn-2024-ndrc-mlt-manufacturing-loan	制造业中长期贷款(技术改造再贷款项目)备选项目申报
code	lists	cn-2024-new-tech-upgrade-city-pilot-projects	试点城市遴选的点、线、面项目
code	lists	cn-2024-scitech-guarantee-list	科技、工信部门确定的担保企业名单
code	lists	cn-2026-key-industry-chains	重点产业链企业名单
code	lists	cn-relending-candidates	国家发展改革委、工业和信息化部、交通运输部、农业农村部等部门确定的备选项目清单
code	lists	dg-scitech-startups	科技型初创型中小微企业名单
code	lists	dg-sme-digital-pilot	中小企业数字化转型城市试点拟改造企业
code	lists	gd-tech-upgrade-pool	省级技改项目库
code	lists	gz-key-support	广州重点支持名录
code	lists	js-transport-lease-pool	“交运租”储备清单
code	lists	jy-8plus3-clusters	揭阳8+3战略性产业集群关联企业
code	lists	key-tech-upgrade-pool	省市重点技改项目库
code	lists	miit-shared-enterprises	工业和信息化部共享的优质企业
code	lists	sd-tech-upgrade-guide	山东省级技改导向目录项目库
code	lists	sme-financing-mechanism	小微企业融资协调工作机制推荐
code	lists	zh-10bn-leaders	百亿级龙头培育清单
code	lists	zh-1bn-backbones	十亿级骨干培育清单
code	lists	zs-backbone	中山制造业龙头骨干企业
code	lists	zs-headquarters	中山工业总部企业
code	lists	zs-leading	中山领军企业
code	lists	zs-tech-upgrade-pool	中山技术改造入库项目
code	zones	dg-chashan	东莞茶山镇
code	zones	dg-dalang	东莞大朗镇
code	zones	dg-daojiao	东莞道滘镇
code	zones	dg-humen	东莞虎门镇
code	zones	dg-machong	东莞麻涌镇
code	zones	hengqin	横琴粤澳深度合作区
code	classes	equipment_interest_bank	设备更新贷款贴息经办银行（媒体口径26家）
code	classes	gd_city_commercial_5	广东5家地方城商行
code	classes	gd_rural_commercial	广东省农商行
code	classes	national_21	21家全国性银行在粤分支机构
code	classes	relending_21	科技创新和技术改造再贷款的21家金融机构
code	listings	first_set_2024	首台（套）重大技术装备推广应用指导目录（2024年版）
code	listings	first_set_domestic	国内首台（套）
code	listings	first_set_gd	广东省首台（套）推广应用指导目录
code	listings	first_set_international	国际首台（套）
code	listings	first_set_national	国家首台（套）重大技术装备推广应用指导目录（任一版）
code	listings	zj_first_set_2024	浙江省首台（套）产品目录（2024年版）
code	lines	first_set	首台（套）综合险
code	lines	loan_guarantee	小额贷款保证保险
code	enterprise.figures	interest_paid_2024_05_to_2025_04_cny	2024-05-01至2025-04-30支付的贷款利息
code	enterprise.figures	tech_upgrade_investment_last_year_cny	上年度实际完成的技术改造投资额
code	enterprise.figures	output_value_last_year_cny	上年产值
code	enterprise.figures	settled_loan_interest_longest_12_months_cny	已结清贷款最长连续12个月实际支付的利息
code	project.figures	settled_loan_interest_above_lpr_to_100bp_cny	已结清贷款所付利息中高于LPR的加点部分，加点最高计100个基点
code	project.figures	lpr_of_loan_tenor	贷款同期限的LPR（小数，3.5%写作0.035）
code	project.figures	lpr_1y	一年期LPR（小数，3.0%写作0.03）
code	project.figures	fixed_asset_investment_added_in_year_cny	年度新增实际固定资产投资额
"""#
}
