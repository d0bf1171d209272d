/// A category of equipment with what the product knows of it.
package struct Category: Equatable, Sendable {
    package enum SpecType: String, CaseIterable, Sendable { case number, text, bool }

    package var path: CategoryPath
    package var nameZh, nameEn: String
    package var synonyms: [String]
    /// Declared spec keys with their types; not inherited from wider categories.
    package var specs: [String: SpecType]

    package init(
        path: CategoryPath, nameZh: String = "", nameEn: String = "", synonyms: [String] = [],
        specs: [String: SpecType] = [:]
    ) {
        self.path = path
        self.nameZh = nameZh
        self.nameEn = nameEn
        self.synonyms = synonyms
        self.specs = specs
    }
}

/// The tree of categories by path.
package struct CategoryTree: Equatable, Sendable {
    package private(set) var categories: [CategoryPath: Category]

    package init(_ categories: [Category]) {
        self.categories = Dictionary(categories.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package subscript(path: CategoryPath) -> Category? { categories[path] }
}
