package import Domain

/// The rows of a block while it is changed: columns as arrays, made from a block's bytes and made into them again.
package struct BlockBuilder {
    /// What a row holds.
    package struct Row {
        var ordinal, supplier: UInt32
        var model: EquipmentModel
        var length: UInt32

        /// - Parameters:
        ///   - ordinal: of the model in its vshard.
        ///   - supplier: of the supplier among all; `.max` of a stranger.
        ///   - length: tokens of the document, repeats counted.
        package init(ordinal: UInt32, supplier: UInt32, model: EquipmentModel, length: UInt32) {
            self.ordinal = ordinal
            self.supplier = supplier
            self.model = model
            self.length = length
        }
    }

    let path: [UInt8]
    private var figures = ModelBlock.Fixed.allCases.map { _ in RankColumnBuilder(rows: 0) }
    package private(set) var ordinals: [UInt32] = []
    private var suppliers: [UInt32] = []
    private var lengths: [UInt32] = []
    private var services: [UInt8] = []
    private var efficiencies: [UInt8] = []
    private var flags: [UInt8] = []
    private var ids = TextHeap()
    private var names = TextHeap()
    private var specs = SpecRows()
    private var lists: [[UInt32]] = []

    package init(path: CategoryPath) { self.path = Array(path.path.utf8) }

    package var count: Int { ordinals.count }

    /// The rows of a block.
    package init(_ block: ModelBlock) {
        path = Array(UnsafeRawBufferPointer(start: block.base + ModelBlock.headerBytes, count: block.pathLength))
        figures = ModelBlock.Fixed.allCases.map { RankColumnBuilder(block.column($0), rows: block.count) }
        for row in 0..<block.count { appendOthers(block, row: row) }
        specs = SpecRows(block)
    }

    /// The order in which rows make clusters: what a bound needs alike stands together.
    package static func precedes(_ a: (ModelBlock, Int), _ b: (ModelBlock, Int)) -> Bool {
        let (aFavoured, bFavoured) = (a.0.flags(a.1) & ModelBlock.favoured, b.0.flags(b.1) & ModelBlock.favoured)
        if aFavoured != bFavoured { return aFavoured > bFavoured }
        let (aRank, bRank) = (a.0.efficiencyRank(a.1), b.0.efficiencyRank(b.1))
        if aRank != bRank { return aRank > bRank }
        let (aPrice, bPrice) = (a.0.priceFen(a.1), b.0.priceFen(b.1))
        if aPrice != bPrice { return aPrice < bPrice }
        return a.0.ordinal(a.1) < b.0.ordinal(b.1)
    }

    /// Adds a row of another block of the same category.
    package mutating func append(_ block: ModelBlock, row: Int) {
        for column in ModelBlock.Fixed.allCases { figures[column.rawValue].append(block.column(column)[row]) }
        appendOthers(block, row: row)
        specs.append(block, row: row)
    }

    /// What is in no column of figures.
    private mutating func appendOthers(_ block: ModelBlock, row: Int) {
        ordinals.append(block.ordinal(row))
        suppliers.append(block.supplier(row))
        lengths.append(UInt32(block.length(row)))
        efficiencies.append(block.efficiencyRank(row))
        flags.append(block.flags(row))
        ids.append(block.id(row))
        names.append(block.name(row))
        let service = block.service(row)
        services.append(service == 0 ? 0 : number(of: block.regions(ofList: Int(service) - 1)))
    }

    package mutating func append(_ row: Row) {
        let model = row.model
        for (column, figure) in BlockBuilder.figures(model) { figures[column.rawValue].append(figure) }
        ordinals.append(row.ordinal)
        suppliers.append(row.supplier)
        lengths.append(row.length)
        efficiencies.append(UInt8((model.efficiency ?? .unrated).rank))
        flags.append(BlockBuilder.flags(model))
        ids.append(model.id.utf8)
        names.append(model.name.utf8)
        services.append(service(model))
        specs.append(model.specs ?? [])
    }

    /// Puts another version of the same model in a row's place.
    package mutating func replace(_ row: Int, with new: Row) {
        let model = new.model
        for (column, figure) in BlockBuilder.figures(model) {
            figures[column.rawValue].replace(row, with: figure)
        }
        suppliers[row] = new.supplier
        lengths[row] = new.length
        efficiencies[row] = UInt8((model.efficiency ?? .unrated).rank)
        flags[row] = BlockBuilder.flags(model)
        names.replace(row, with: model.name.utf8)
        services[row] = service(model)
        specs.replace(row, with: model.specs ?? [])
    }

    package mutating func remove(_ row: Int) {
        for column in figures.indices { figures[column].remove(row) }
        ordinals.remove(at: row)
        suppliers.remove(at: row)
        lengths.remove(at: row)
        efficiencies.remove(at: row)
        flags.remove(at: row)
        ids.remove(row)
        names.remove(row)
        services.remove(at: row)
        specs.remove(row)
    }

    private static func figures(_ model: EquipmentModel) -> [(ModelBlock.Fixed, Int64)] {
        [
            (.price, model.price.rawValue), (.leadTime, Int64(model.leadTimeDays)),
            (.capacity, model.monthlyCapacity.map { Int64($0) } ?? ModelBlock.noCapacity),
            (.end, model.validUntil.map { Int64($0.number) } ?? ModelBlock.noEnd),
        ]
    }

    private static func flags(_ model: EquipmentModel) -> UInt8 {
        var flags: UInt8 = 0
        if model.isActive { flags |= ModelBlock.active }
        if model.firstSet == true || model.listings?.isEmpty == false { flags |= ModelBlock.favoured }
        return flags
    }

    private mutating func service(_ model: EquipmentModel) -> UInt8 {
        model.serviceRegions.map { number(of: $0.map(\.code)) } ?? 0
    }

    /// One more than the place of a list among those of the block; a block has no more lists than rows.
    private mutating func number(of list: [UInt32]) -> UInt8 {
        if let known = lists.firstIndex(of: list) { return UInt8(known + 1) }
        if lists.count >= ModelBlock.rowsMax { dropUnusedLists() }
        lists.append(list)
        return UInt8(lists.count)
    }

    private mutating func dropUnusedLists() {
        let used = Set(services).subtracting([0]).sorted()
        lists = used.map { lists[Int($0) - 1] }
        let places = Dictionary(uniqueKeysWithValues: zip(used, 1...).map { ($0, UInt8($1)) })
        for row in services.indices where services[row] != 0 { services[row] = places[services[row]] ?? 0 }
    }

    /// The block's bytes.
    package func encoded(_ state: ModelBlock.State) -> [UInt8] {
        precondition((1...ModelBlock.rowsMax).contains(count), "a block of \(count) rows")
        var out = ByteWriter(reserving: 1_024 + count * 160)
        out.append(UInt16(count))
        out.append(UInt16(path.count))
        out.append(UInt16(figures.count + specs.columns.count))
        out.append(UInt16(lists.count))
        for _ in 0..<5 { out.append(UInt32(0)) }
        out.append(ModelBlock.format)
        out.append(state.rawValue)
        out.append(bytes: path)
        out.pad(to: 8)
        let directory = out.bytes.count
        for column in figures { BlockBuilder.appendEntry(0, 0, column, to: &out) }
        for column in specs.columns { BlockBuilder.appendEntry(column.key, column.type, column.values, to: &out) }
        out.append(rankBytes: efficiencies)
        out.append(rankBytes: flags)
        out.append(rankBytes: services)
        out.append(suppliers)
        for (index, column) in (figures + specs.columns.map(\.values)).enumerated() {
            out.note(at: directory + ModelBlock.entryBytes * index + 8)
            column.write(to: &out)
        }
        out.note(at: 20)
        out.append(ordinals)
        out.append(lengths)
        out.note(at: 8)
        ids.write(to: &out)
        out.note(at: 12)
        names.write(to: &out)
        out.note(at: 16)
        for list in lists {
            out.append(UInt32(list.count))
            out.append(list)
        }
        out.note(at: 24)
        return out.bytes
    }

    /// The entry of a column in the directory, without its offset.
    private static func appendEntry(
        _ key: UInt64, _ type: UInt8, _ column: RankColumnBuilder, to out: inout ByteWriter
    ) {
        out.append(key)
        out.append(UInt32(0))
        out.append(type)
        out.append(UInt8(column.distinct))
        out.append(UInt8(column.isWide ? 1 : 0))
        out.append(UInt8(0))
    }
}

extension ModelBlock {
    func regions(ofList list: Int) -> [UInt32] {
        var codes: [UInt32] = []
        _ = anyRegion(ofList: list) {
            codes.append($0)
            return false
        }
        return codes
    }
}
