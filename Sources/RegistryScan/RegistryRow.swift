package import Domain

/// A company registration as read from a file; every field is text and may be empty.
package struct RegistryRow: Equatable, Sendable {
    /// The physical line, the header being 1.
    package var row: Int
    package var name, uscc, regDate, entityType, regCapital, businessScope, province, city, address: String

    package init(
        row: Int,
        name: String,
        uscc: String,
        regDate: String = "",
        entityType: String = "",
        regCapital: String = "",
        businessScope: String = "",
        province: String = "",
        city: String = "",
        address: String = ""
    ) {
        self.row = row
        self.name = name
        self.uscc = uscc
        self.regDate = regDate
        self.entityType = entityType
        self.regCapital = regCapital
        self.businessScope = businessScope
        self.province = province
        self.city = city
        self.address = address
    }
}

/// A region the scanner knows, with its Chinese name (`广州市`).
package struct ScanRegion: Sendable {
    package var region: Region
    package var zh: String

    package init(region: Region, zh: String) {
        self.region = region
        self.zh = zh
    }
}

/// A category the scanner looks for: its name, its synonyms and examples in any language.
package struct ScanCategory: Sendable {
    package var path: CategoryPath
    package var name: String
    package var synonyms, examples: [String]

    package init(path: CategoryPath, name: String, synonyms: [String] = [], examples: [String] = []) {
        self.path = path
        self.name = name
        self.synonyms = synonyms
        self.examples = examples
    }
}

/// An industry the scanner may name, with its Chinese name (`金属切削机床制造`).
package struct ScanIndustry: Sendable {
    package var industry: Industry
    package var zh: String

    package init(industry: Industry, zh: String) {
        self.industry = industry
        self.zh = zh
    }
}
