import ReferenceData
import Terminal

extension Words {
    /// A code of a fact in words: the closed lists of the data model, and the open codes of the shipped offers.
    static func code(_ code: String, of fact: String, _ language: Language) -> String {
        if let words = closed[code] { return words[language] }
        guard language == .zh else { return code }
        let kinds = [fact, String(fact.drop { $0 != "." }.dropFirst())]
        return open.first { $0.code == code && (kinds.contains($0.kind) || fact.hasSuffix($0.kind)) }?.zh ?? code
    }

    private static let open = ReferenceData.openCodes

    private static let closed: [String: Text] = Dictionary(
        uniqueKeysWithValues: closedTable.split(separator: "\n").map { line in
            let cells = line.split(separator: "|").map(String.init)
            return (cells[0], Text(zh: cells[1], en: cells[2]))
        })

    private static let closedTable = """
        large|大型|large
        medium|中型|medium
        small|小型|small
        micro|微型|micro
        srdi_province|省级专精特新|provincial SRDI
        little_giant|专精特新小巨人|little giant
        champion_province|省级单项冠军|provincial champion
        champion_national|国家单项冠军|national champion
        chain_leader|链主|chain leader
        green_factory|绿色工厂|green factory
        innovative_sme|创新型中小企业|innovative SME
        high_tech|高新技术企业|high-tech enterprise
        tech_sme|科技型中小企业|technology SME
        private|民营|private
        state|国有|state-owned
        foreign|外资|foreign
        mixed|混合|mixed
        dishonest|失信|dishonest
        environment|环保不良|environment
        safety|安全|safety
        abnormal|经营异常|abnormal
        expand_capacity|扩能增量|expand capacity
        improve_quality|提质增品|improve quality
        reduce_cost|降本增利|reduce cost
        raise_value|提效增值|raise value
        advanced_equipment|先进设备|advanced equipment
        digital|数字化|digital
        green|绿色装备|green
        planned|计划中|planned
        ready|场地就绪|ready
        building|建设中|building
        finished|已完工|finished
        """
}
