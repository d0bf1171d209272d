import Domain

/// Words of made-up names.
enum DemoWords {
    static let ownerships: [Enterprise.Ownership] = [.private, .state, .foreign, .mixed]
    static let grades: [Enterprise.CreditGrade] = [.a, .b, .c, .d]
    static let sizes: [Enterprise.Size] = [.micro, .small, .medium, .large]
    /// Sorted, as sets of codes are kept.
    static let certifications = ["ccc", "ce", "iso14001", "iso45001", "iso50001", "iso9001"]
    /// Lists of first sets that published offers name; sorted.
    static let listings = ["first_set_2024", "first_set_gd", "first_set_national"]
    static let offices = ["融资对接", "贷款审查", "租赁尽调", "担保审查"]

    private static let first = "恒锐华晟嘉启天远宏泰鼎博力凌正德新盛联东南粤海安金永诚智云铭信创合佳万顺"
    private static let second = "锐达峰源腾科诺翔丰驰凯瑞拓辉成旭邦捷威龙益昌川图林业纬航胜宁远能尚泽川"
    private static let firstWords = first.map { String($0) }
    private static let secondWords = second.map { String($0) }
    private static let letters = "ABCDEFGHJKLMNPQRTUWXY".map { String($0) }

    /// Two characters.
    static func brand(_ source: inout DemoRandom) -> String { source.pick(firstWords) + source.pick(secondWords) }

    /// `佛山恒锐（示例000123）塑料零件有限公司`.
    static func company(city: String, goods: String, number: Int, _ source: inout DemoRandom) -> String {
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
        return city + brand(&source) + "（示例" + padded + "）" + goods + "有限公司"
    }

    /// `HR-6140`: letters and digits of a model.
    static func modelNumber(_ source: inout DemoRandom) -> String {
        source.pick(letters) + source.pick(letters) + "-" + String(source.int(100...9999))
    }

    /// What an industry makes: its name without 制造 or 加工 and what follows a list sign.
    static func goods(_ industry: String) -> String {
        var name = Substring(industry)
        for ending in ["制造", "加工", "生产"] where name.hasSuffix(ending) { name = name.dropLast(2) }
        if let sign = name.firstIndex(where: { $0 == "、" || $0 == "，" || $0 == "（" }), sign > name.startIndex {
            name = name[..<sign]
        }
        return String(name)
    }
}
