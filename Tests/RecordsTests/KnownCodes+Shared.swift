import Domain
import JSON
import JSONParsing
import Records
import SharedFiles

/// Codes for tests: the shared lists where they are, and the category tree a case brings.
enum TestCodes {
    /// Regions and industries of the shared lists, the shared tree of categories.
    static let shared: KnownCodes? = try? load()

    /// A handful of codes, for tests that need no files.
    static let few = KnownCodes(
        regions: Set(["100000", "440000", "440100", "440106", "440300", "441900"].compactMap { Region($0) }),
        industries: Set(["C", "C34", "C342", "C3421", "G59"].map { Industry(code: $0) }),
        categories: CategoryTree([
            Category(path: CategoryPath("machine-tool")),
            Category(
                path: CategoryPath("machine-tool.lathe"),
                specs: ["power_kw": .number, "cnc": .bool, "spindle": .text]
            ),
        ])
    )

    private static func load() throws -> KnownCodes {
        func list(_ file: String) throws -> [JSONValue] {
            try JSONParser.parse(SharedFiles.contents("data/\(file).json"))[file]?.array ?? []
        }
        return KnownCodes(
            regions: Set(try list("regions").compactMap { $0["code"]?.string.flatMap { Region($0) } }),
            industries: Set(try list("industries").compactMap { $0["code"]?.string.map { Industry(code: $0) } }),
            categories: tree(try list("categories"))
        )
    }

    /// The tree of categories as JSON gives it.
    static func tree(_ categories: [JSONValue]) -> CategoryTree {
        CategoryTree(
            categories.map { category in
                let specs = category["specs"]?.object?.members ?? []
                let types = specs.compactMap { spec in
                    (spec.value["type"]?.string).flatMap { Category.SpecType(rawValue: $0) }.map { (spec.key, $0) }
                }
                return Category(
                    path: CategoryPath(category["path"]?.string ?? ""),
                    specs: Dictionary(types, uniquingKeysWith: { first, _ in first })
                )
            }
        )
    }
}
