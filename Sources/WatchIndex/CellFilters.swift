internal import Domain

/// The filters of a watch that are looked up rather than compared, narrowed by what its rule cannot be true without.
struct CellFilters {
    private(set) var region: Region?
    private(set) var industry: Industry?
    private(set) var category: CategoryPath?
    private(set) var direction: String?

    init(_ watch: Watch) {
        region = watch.region
        industry = watch.industry
        category = watch.category
        direction = watch.direction
        if let rule = watch.rule { narrow(by: rule) }
    }

    /// Of `all` every part is true. What stands under `any` or `not` is left to the rule.
    private mutating func narrow(by tree: RuleTree) {
        switch tree {
        case .all(let parts): for part in parts { narrow(by: part) }
        // With `pass` it is true of an unknown fact too.
        case .condition(let condition) where condition.unknown != .pass: narrow(by: condition)
        case .condition, .any, .not: return
        }
    }

    /// To the narrowest code that all codes of a list are within.
    private mutating func narrow(by condition: Condition) {
        switch (condition.fact, condition.test) {
        case (.projectRegion, .within(let list)):
            let codes = list.compactMap { Region($0) }
            guard codes.count == list.count, let wide = Region.around(codes) else { return }
            if region.map({ wide.isWithin($0) }) ?? true { region = wide }
        case (.enterpriseIndustry, .within(let list)):
            guard let wide = Industry.around(list.map { Industry(code: $0) }) else { return }
            if industry.map({ wide.isWithin($0) }) ?? true { industry = wide }
        case (.projectCategories, .anyWithin(let list)), (.projectCategories, .allWithin(let list)):
            guard let wide = CategoryPath.around(list.map { CategoryPath($0) }) else { return }
            if category.map({ wide.isWithin($0) }) ?? true { category = wide }
        case (.projectDirections, .hasAny(let list)) where list.count == 1, (.projectDirections, .hasAll(let list)):
            if direction == nil { direction = list.first }
        default: return
        }
    }
}

extension Region {
    /// The region and those it is within, narrowest first; at times one twice.
    func forEachAround(_ body: (Region) -> Void) {
        body(self)
        body(Region(code: code / 100 * 100))
        body(Region(code: code / 10_000 * 10_000))
        body(.country)
    }

    /// The narrowest that all are within; nil of none.
    fileprivate static func around(_ codes: [Region]) -> Region? {
        var found: Region?
        codes.first?.forEachAround { wide in
            if found == nil, codes.allSatisfy({ $0.isWithin(wide) }) { found = wide }
        }
        return found
    }
}

extension Industry {
    /// The narrowest that all are within; nil of none, or where that is every industry.
    fileprivate static func around(_ codes: [Industry]) -> Industry? {
        guard var wide = codes.first else { return nil }
        while !codes.allSatisfy({ $0.isWithin(wide) }) { wide = Industry(code: String(wide.code.dropLast())) }
        return wide.code.isEmpty ? nil : wide
    }
}

extension CategoryPath {
    /// The narrowest that all are within; nil where there is none.
    fileprivate static func around(_ codes: [CategoryPath]) -> CategoryPath? {
        guard var wide = codes.first else { return nil }
        while !codes.allSatisfy({ $0.isWithin(wide) }) {
            guard let dot = wide.path.lastIndex(of: ".") else { return nil }
            wide = CategoryPath(String(wide.path[..<dot]))
        }
        return wide
    }
}
