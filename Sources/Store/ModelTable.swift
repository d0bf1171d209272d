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
        var category: Category
        var place: Int
    }

    /// The blocks of one category with their zones, one array beside the other: a search looks at all of them. A class,
    /// for a search holds many and a copy would touch each array.
    final class Category {
        /// Its place in `categories`.
        let number: Int
        let path: CategoryPath
        fileprivate(set) var blocks: [UInt32] = []
        fileprivate(set) var zones: [BlockZone] = []
        fileprivate(set) var states: [ModelBlock.State] = []
        /// Where blocks lie in the map, as far as questions have looked them up since the environment's snapshot was
        /// renewed: a look-up reads the pages of a tree, this a word.
        var bases: [UnsafeRawPointer?] = []
        /// The block that the next model goes to.
        fileprivate(set) var tail: UInt32?
        fileprivate(set) var rows = 0

        init(number: Int, path: CategoryPath) { (self.number, self.path) = (number, path) }
    }

    let blocks, words: Table
    /// By ordinal of the model.
    private(set) var places: [Place] = []
    /// By block; nil where there is none of this number.
    private(set) var entries: [Entry?] = []
    private(set) var categories: [Category] = []
    private var byPath: [CategoryPath: Category] = [:]
    /// By a path that was asked for: the categories within.
    private var within: [CategoryPath: [Category]] = [:]

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
        let category = category(staged.path)
        if let old = entry(number), old.category !== category { drop(number) }
        while entries.count <= Int(number) { entries.append(nil) }
        if let old = entry(number) {
            category.rows += staged.rows.count - category.zones[old.place].rows
            category.zones[old.place] = staged.zone
            category.states[old.place] = staged.state
        } else {
            entries[Int(number)] = Entry(category: category, place: category.blocks.count)
            category.blocks.append(number)
            category.zones.append(staged.zone)
            category.states.append(staged.state)
            category.bases.append(nil)
            category.rows += staged.rows.count
        }
        if staged.state == .tail {
            category.tail = number
        } else if category.tail == number {
            category.tail = nil
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
        let category = entry.category
        category.rows -= category.zones[entry.place].rows
        let last = category.blocks.count - 1
        category.blocks.swapAt(entry.place, last)
        category.zones.swapAt(entry.place, last)
        category.states.swapAt(entry.place, last)
        category.bases.swapAt(entry.place, last)
        entries[Int(category.blocks[entry.place])]?.place = entry.place
        category.blocks.removeLast()
        category.zones.removeLast()
        category.states.removeLast()
        category.bases.removeLast()
        if category.tail == number { category.tail = nil }
        entries[Int(number)] = nil
    }

    /// A commit may have moved any block.
    func forgetBases() {
        for category in categories {
            for place in category.bases.indices { category.bases[place] = nil }
        }
    }

    func entry(_ number: UInt32) -> Entry? { Int(number) < entries.count ? entries[Int(number)] : nil }

    func state(_ number: UInt32) -> ModelBlock.State? { entry(number).map { $0.category.states[$0.place] } }

    func rows(_ number: UInt32) -> Int {
        entry(number).map { $0.category.zones[$0.place].rows } ?? 0
    }

    /// The block of a category that the next model goes to.
    func tail(_ path: CategoryPath) -> UInt32? { byPath[path]?.tail }

    /// The blocks of exactly this category.
    func blocks(_ path: CategoryPath) -> [UInt32] { byPath[path]?.blocks ?? [] }

    private func category(_ path: CategoryPath) -> Category {
        if let known = byPath[path] { return known }
        let category = Category(number: categories.count, path: path)
        categories.append(category)
        byPath[path] = category
        within = [:]
        return category
    }

    /// The categories within a path that have had models.
    func categories(within path: CategoryPath) -> [Category] {
        if let known = within[path] { return known }
        let found = categories.filter { $0.path.isWithin(path) }
        // Paths that nobody stands in are asked for too: what is remembered of them is bounded.
        if within.count >= 4_096 { within = [:] }
        within[path] = found
        return found
    }

    /// Takes in that a supplier has another version: blocks that may have its models can score more.
    func widen(_ supplier: UInt32, _ bounds: SupplierBounds) {
        for category in categories {
            for place in category.zones.indices { category.zones[place].widen(supplier, bounds) }
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
