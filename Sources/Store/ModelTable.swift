import Documents
import Domain
import LMDB
import ModelIndex

/// The models of a vshard as the search reads them.
///
///     model-blocks   block u32 → ModelBlock
///     model-words    block u32 → OwnWords of the same rows
///
/// What is known of each block (its zone, its category) and where each model stands is held in memory: it is made from
/// the blocks when they are opened.
final class ModelTable {
    /// Where a model stands, and what counts of search results read of it.
    struct Place {
        var block = UInt32.max
        var supplier = UInt32.max
        var efficiencyRank: UInt8 = 0
        var flags: UInt8 = 0

        var isActive: Bool { flags & ModelBlock.active != 0 }
    }

    /// Where a block stands among those of its category.
    struct Entry {
        var category, place: Int
    }

    /// The blocks of one category with their zones, one array beside the other: a search looks at all of them.
    struct Category {
        var path: CategoryPath
        var blocks: [UInt32] = []
        var zones: [BlockZone] = []
        var states: [ModelBlock.State] = []
        /// The block that the next model goes to.
        var tail: UInt32?
        var rows = 0
    }

    let blocks, words: Table
    /// By ordinal of the model.
    private(set) var places: [Place] = []
    /// By block; nil where there is none of this number.
    private(set) var entries: [Entry?] = []
    private(set) var categories: [Category] = []
    private var categoryPlaces: [CategoryPath: Int] = [:]
    /// By a path that was asked for: the places of the categories within.
    private var within: [CategoryPath: [Int]] = [:]

    /// - Parameter bounds: of a supplier by ordinal.
    init(_ environment: Environment, _ bounds: (UInt32) -> SupplierBounds) throws {
        blocks = try environment.openTable("model-blocks")
        words = try environment.openTable("model-words")
        let table = blocks
        try environment.read { transaction in
            try transaction.forEach(in: table) { key, value in
                try value.withUnsafeBytes { bytes in
                    guard let block = ModelBlock(checking: bytes) else {
                        throw StoreFlaw("a block of models is damaged", isDamage: true)
                    }
                    take(StagedBlock(block, bounds), at: key.bigEndian(UInt32.self))
                }
                return .continue
            }
        }
    }

    /// Takes the blocks of a batch up in memory, after its commit.
    func commit(_ stage: ModelStage) {
        for (number, staged) in stage.blocks {
            if let staged { take(staged, at: number) } else { drop(number) }
        }
    }

    private func take(_ staged: StagedBlock, at number: UInt32) {
        let category = place(of: staged.path)
        if let old = entry(number), old.category != category { drop(number) }
        while entries.count <= Int(number) { entries.append(nil) }
        if let old = entry(number) {
            categories[category].rows += staged.rows.count - Int(categories[category].zones[old.place].rows)
            categories[category].zones[old.place] = staged.zone
            categories[category].states[old.place] = staged.state
        } else {
            entries[Int(number)] = Entry(category: category, place: categories[category].blocks.count)
            categories[category].blocks.append(number)
            categories[category].zones.append(staged.zone)
            categories[category].states.append(staged.state)
            categories[category].rows += staged.rows.count
        }
        if staged.state == .tail {
            categories[category].tail = number
        } else if categories[category].tail == number {
            categories[category].tail = nil
        }
        for row in staged.rows {
            while places.count <= Int(row.ordinal) { places.append(Place()) }
            places[Int(row.ordinal)] = Place(
                block: number, supplier: row.supplier, efficiencyRank: row.efficiencyRank, flags: row.flags)
        }
    }

    /// Takes a block out; the last of its category takes its place.
    private func drop(_ number: UInt32) {
        guard let entry = entry(number) else { return }
        var category = categories[entry.category]
        categories[entry.category].blocks = []
        category.rows -= Int(category.zones[entry.place].rows)
        let last = category.blocks.count - 1
        category.blocks.swapAt(entry.place, last)
        category.zones.swapAt(entry.place, last)
        category.states.swapAt(entry.place, last)
        entries[Int(category.blocks[entry.place])]?.place = entry.place
        category.blocks.removeLast()
        category.zones.removeLast()
        category.states.removeLast()
        if category.tail == number { category.tail = nil }
        categories[entry.category] = category
        entries[Int(number)] = nil
    }

    func entry(_ number: UInt32) -> Entry? { Int(number) < entries.count ? entries[Int(number)] : nil }

    func state(_ number: UInt32) -> ModelBlock.State? { entry(number).map { categories[$0.category].states[$0.place] } }

    func rows(_ number: UInt32) -> Int {
        entry(number).map { Int(categories[$0.category].zones[$0.place].rows) } ?? 0
    }

    /// The block of a category that the next model goes to.
    func tail(_ path: CategoryPath) -> UInt32? { categoryPlaces[path].flatMap { categories[$0].tail } }

    /// The blocks of exactly this category.
    func blocks(_ path: CategoryPath) -> [UInt32] { categoryPlaces[path].map { categories[$0].blocks } ?? [] }

    private func place(of path: CategoryPath) -> Int {
        if let known = categoryPlaces[path] { return known }
        let place = categories.count
        categories.append(Category(path: path))
        categoryPlaces[path] = place
        within = [:]
        return place
    }

    /// The places of the categories within a path, in `categories`.
    func categories(within path: CategoryPath) -> [Int] {
        if let known = within[path] { return known }
        let places = categories.indices.filter { categories[$0].path.isWithin(path) }
        // Paths that nobody stands in are asked for too: what is remembered of them is bounded.
        if within.count >= 4_096 { within = [:] }
        within[path] = places
        return places
    }

    /// Takes in that a supplier has another version: blocks that may have its models can score more.
    func widen(_ supplier: UInt32, _ bounds: SupplierBounds) {
        for category in categories.indices {
            for place in categories[category].zones.indices {
                categories[category].zones[place].widen(supplier, bounds)
            }
        }
    }
}

/// A block that a batch wrote, as memory takes it up after the commit.
struct StagedBlock {
    struct Row {
        var ordinal, supplier: UInt32
        var efficiencyRank, flags: UInt8
    }

    var path: CategoryPath
    var state: ModelBlock.State
    var zone: BlockZone
    var rows: [Row]

    init(_ block: ModelBlock, _ bounds: (UInt32) -> SupplierBounds) {
        path = CategoryPath(block.path)
        state = block.state
        zone = BlockZone(block, bounds)
        rows = (0..<block.count).map {
            Row(
                ordinal: block.ordinal($0), supplier: block.supplier($0), efficiencyRank: block.efficiencyRank($0),
                flags: block.flags($0))
        }
    }
}
