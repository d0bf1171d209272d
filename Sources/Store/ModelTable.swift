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

    /// A block as the search sees it before it reads it.
    struct Entry {
        var zone: BlockZone
        var category: Int
        var state: ModelBlock.State
    }

    /// The blocks of one category.
    struct Category {
        var path: CategoryPath
        var blocks: [UInt32] = []
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
    /// Places in `categories`, by path in byte order.
    private var sortedCategories: [Int] = []

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
        if let old = entry(number) {
            categories[old.category].rows -= Int(old.zone.rows)
            if old.category != category { leave(number, old.category) }
        } else {
            while entries.count <= Int(number) { entries.append(nil) }
        }
        if entry(number)?.category != category { categories[category].blocks.append(number) }
        entries[Int(number)] = Entry(zone: staged.zone, category: category, state: staged.state)
        categories[category].rows += staged.rows.count
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

    private func drop(_ number: UInt32) {
        guard let old = entry(number) else { return }
        categories[old.category].rows -= Int(old.zone.rows)
        leave(number, old.category)
        entries[Int(number)] = nil
    }

    private func leave(_ number: UInt32, _ category: Int) {
        categories[category].blocks.removeAll { $0 == number }
        if categories[category].tail == number { categories[category].tail = nil }
    }

    func entry(_ number: UInt32) -> Entry? { Int(number) < entries.count ? entries[Int(number)] : nil }

    /// The category of a path, without making it.
    func category(_ path: CategoryPath) -> Category? { categoryPlaces[path].map { categories[$0] } }

    /// The category that a model stands in; nil for an ordinal that is not here.
    func category(ofModel ordinal: UInt32) -> CategoryPath? {
        guard Int(ordinal) < places.count else { return nil }
        return entry(places[Int(ordinal)].block).map { categories[$0.category].path }
    }

    private func place(of path: CategoryPath) -> Int {
        if let known = categoryPlaces[path] { return known }
        let place = categories.count
        categories.append(Category(path: path))
        categoryPlaces[path] = place
        let at = sortedCategories.firstIndex { path < categories[$0].path } ?? sortedCategories.count
        sortedCategories.insert(place, at: at)
        return place
    }

    /// Calls `body` with every category within a path: they stand together in the order of paths.
    func forEachCategory(within path: CategoryPath, _ body: (Category) -> Void) {
        var (low, high) = (0, sortedCategories.count)
        while low < high {
            let middle = (low + high) / 2
            if categories[sortedCategories[middle]].path < path { low = middle + 1 } else { high = middle }
        }
        let prefix = path.path.utf8
        while low < sortedCategories.count {
            let category = categories[sortedCategories[low]]
            guard category.path.path.utf8.starts(with: prefix) else { return }
            // `a.b-c` stands between `a.b` and `a.b.c`.
            if category.path.isWithin(path) { body(category) }
            low += 1
        }
    }

    /// Takes in that a supplier has another version: blocks that may have its models can score more.
    func widen(_ supplier: UInt32, _ bounds: SupplierBounds) {
        for index in entries.indices { entries[index]?.zone.widen(supplier, bounds) }
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
