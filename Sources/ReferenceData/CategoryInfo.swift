package import Domain

/// A spec key as categories declare it; a key has one type, unit and name everywhere.
package struct SpecInfo: Equatable, Sendable {
    package let key: String
    package let type: Category.SpecType
    /// Nil for counts, classes, texts and yes or no.
    package let unit: String?
    package let nameZh, nameEn: String
}

/// When installed equipment of a category is due for renewal, as the plan or a standard says.
package struct RenewalTrigger: Equatable, Sendable {
    /// An entry of 产业结构调整指导目录（2024年本）, 淘汰类; a hand-made copy.
    package struct PhaseOut: Equatable, Sendable {
        package let id, zh: String
        package let condition: String?
    }
    /// A document the trigger rests on.
    package struct Citation: Equatable, Sendable {
        package let document: String
        /// The plan's item, row or task, and the clause of another document.
        package let ref, clause: String?
    }

    /// Due when in service for more than so many years.
    package fileprivate(set) var ageYears: Int?
    /// Due when at this tier.
    package fileprivate(set) var efficiency: Efficiency?
    package fileprivate(set) var phaseOut: [PhaseOut] = []
    package fileprivate(set) var citations: [Citation] = []
}

/// A category of equipment with all that is known of it.
package struct CategoryInfo: Equatable, Sendable {
    package let path: CategoryPath
    package let nameZh, nameEn: String
    package let isLeaf: Bool
    /// Chinese first, then English.
    package let synonyms: [String]
    /// Ids of the plan's items, rows or tasks that name it.
    package let plan: [String]
    /// Whether `plan` is its nearest named ancestor's.
    package let isPlanInherited: Bool
    /// Of the plan's rows that name it.
    package let industries: [Industry]
    package let directions: [Need.Direction]
    /// Declared keys in the order of the tree; not inherited from wider categories.
    package let specs: [SpecInfo]
    /// Type designations or product terms as written in the trade.
    package let examples: [String]
    package fileprivate(set) var trigger: RenewalTrigger?
}

/// The categories in the order of the tree, with lookup by path.
package struct CategoryTable: Sendable {
    /// Every category, parents before children.
    package let all: [CategoryInfo]
    /// Every spec key, sorted.
    package let specKeys: [SpecInfo]
    private let places: [CategoryPath: Int]

    /// The category of that path; nil where the tree has none.
    package subscript(path: CategoryPath) -> CategoryInfo? { places[path].map { all[$0] } }

    /// The category of that path given as text.
    package subscript(path: String) -> CategoryInfo? { self[CategoryPath(path)] }

    /// The same as the domain's tree.
    package var tree: CategoryTree {
        CategoryTree(
            all.map { info in
                Category(
                    path: info.path,
                    nameZh: info.nameZh,
                    nameEn: info.nameEn,
                    synonyms: info.synonyms,
                    specs: Dictionary(uniqueKeysWithValues: info.specs.map { ($0.key, $0.type) })
                )
            }
        )
    }

    init(_ text: String) {
        var keys: [SpecInfo] = []
        var byKey: [String: SpecInfo] = [:]
        var all: [CategoryInfo] = []
        for cells in Table.rows(text) {
            switch cells[0] {
            case "K":
                let spec = CategoryTable.spec(cells)
                keys.append(spec)
                byKey[spec.key] = spec
            case "N": all.append(CategoryTable.category(cells, specs: byKey))
            default: CategoryTable.add(cells, to: &all[all.count - 1].trigger)
            }
        }
        self.all = all
        specKeys = keys
        places = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.path, $0) })
    }

    /// K, key, type, unit, zh, en.
    private static func spec(_ cells: [Substring]) -> SpecInfo {
        guard cells.count == 6, let type = Category.SpecType(rawValue: String(cells[2])) else {
            preconditionFailure("not a spec key: \(cells)")
        }
        return SpecInfo(
            key: String(cells[1]),
            type: type,
            unit: Table.optional(cells[3]),
            nameZh: String(cells[4]),
            nameEn: String(cells[5])
        )
    }

    /// N, path, zh, en, leaf, synonyms, plan, inherited, industries, directions, spec keys, examples.
    private static func category(_ cells: [Substring], specs: [String: SpecInfo]) -> CategoryInfo {
        precondition(cells.count == 12, "not a category: \(cells)")
        return CategoryInfo(
            path: CategoryPath(String(cells[1])),
            nameZh: String(cells[2]),
            nameEn: String(cells[3]),
            isLeaf: cells[4] == "1",
            synonyms: Table.list(cells[5]),
            plan: Table.list(cells[6]),
            isPlanInherited: cells[7] == "1",
            industries: Table.list(cells[8]).map { Industry(code: $0) },
            directions: Table.list(cells[9]).compactMap { Need.Direction(rawValue: $0) },
            specs: Table.list(cells[10]).compactMap { specs[$0] },
            examples: Table.list(cells[11])
        )
    }

    /// A years; E tier; P id, zh, condition; C document, ref, clause.
    private static func add(_ cells: [Substring], to trigger: inout RenewalTrigger?) {
        var changed = trigger ?? RenewalTrigger()
        switch cells[0] {
        case "A": changed.ageYears = Int(cells[1])
        case "E": changed.efficiency = Efficiency(rawValue: String(cells[1]))
        case "P":
            changed.phaseOut.append(
                .init(id: String(cells[1]), zh: String(cells[2]), condition: Table.optional(cells[3]))
            )
        case "C":
            changed.citations.append(
                .init(
                    document: String(cells[1]),
                    ref: Table.optional(cells[2]),
                    clause: Table.optional(cells[3])
                )
            )
        default: preconditionFailure("not a line of a category: \(cells)")
        }
        trigger = changed
    }
}
