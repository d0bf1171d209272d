package import Domain

/// Where the fields of a model stand in its canonical text, with the figures already read.
///
/// It is made by `ModelScanner` out of bytes that were proven to be what the writer of records writes, so that they are
/// read without a tree of values and stored as they are. It does not hold the bytes: whoever reads fields lends the
/// same bytes again.
package struct ModelText: Equatable, Sendable {
    /// A stretch of the text, in bytes.
    package struct Range: Equatable, Sendable {
        package var start, end: Int32

        init(start: Int, end: Int) {
            self.start = Int32(truncatingIfNeeded: start)
            self.end = Int32(truncatingIfNeeded: end)
        }

        package var count: Int { Int(end - start) }

        /// The stretch of these bytes, which must be the text that was scanned.
        @inline(__always)
        package func of(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
            UnsafeRawBufferPointer(rebasing: bytes[Int(start)..<Int(end)])
        }
    }

    package internal(set) var id = Range(start: 0, end: 0)
    package internal(set) var supplier = Range(start: 0, end: 0)
    package internal(set) var category = CategoryPath("")
    package internal(set) var name = Range(start: 0, end: 0)
    package internal(set) var brand, modelNumber, description: Range?
    package internal(set) var price = Fen.zero
    package internal(set) var efficiency: Efficiency?
    package internal(set) var leadTimeDays: Int64 = 0
    package internal(set) var monthlyCapacity, warrantyMonths: Int64?
    package internal(set) var firstSet: Bool?
    /// Where the values of lists and maps begin.
    var listings, specs, serviceRegions, source: Int32?
    package internal(set) var validUntil: CalendarDay?
    package internal(set) var status: EquipmentModel.Status?
    package internal(set) var domesticShare: Double?

    /// Whether it is offered, by status alone.
    package var isActive: Bool { (status ?? .active) == .active }

    /// A field's text.
    package func text(_ range: Range, of bytes: UnsafeRawBufferPointer) -> String {
        String(decoding: range.of(bytes), as: UTF8.self)
    }

    /// What a model names: its supplier.
    package func reference(of bytes: UnsafeRawBufferPointer) -> Reference {
        Reference(field: "supplier", kind: .suppliers, id: text(supplier, of: bytes))
    }
}

extension ModelText {
    /// The model, its texts made out of the bytes that were scanned.
    package func model(of bytes: UnsafeRawBufferPointer) -> EquipmentModel {
        var record = indexed(of: bytes)
        record.supplier = text(supplier, of: bytes)
        record.brand = brand.map { text($0, of: bytes) }
        record.modelNumber = modelNumber.map { text($0, of: bytes) }
        record.description = description.map { text($0, of: bytes) }
        guard var reader = CanonicalReader(bytes) else { return record }
        record.source = source.flatMap { reader.source(at: $0) }
        return record
    }

    /// The model as far as an index of models holds it: without its supplier, the texts beside its name, and where it
    /// comes from.
    package func indexed(of bytes: UnsafeRawBufferPointer) -> EquipmentModel {
        var record = EquipmentModel(id: text(id, of: bytes))
        record.category = category
        record.name = text(name, of: bytes)
        record.price = price
        record.efficiency = efficiency
        record.leadTimeDays = Int(leadTimeDays)
        record.monthlyCapacity = monthlyCapacity.map { Int($0) }
        record.warrantyMonths = warrantyMonths.map { Int($0) }
        record.firstSet = firstSet
        record.validUntil = validUntil
        record.status = status
        record.domesticShare = domesticShare
        guard var reader = CanonicalReader(bytes) else { return record }
        record.listings = listings.flatMap { reader.texts(at: $0) }
        record.specs = specs.flatMap { reader.specs(at: $0) }
        record.serviceRegions = serviceRegions.flatMap { reader.regions(at: $0) }
        return record
    }
}

/// Readings of what was scanned before: they find what the scanner found.
extension CanonicalReader {
    fileprivate mutating func texts(at place: Int32) -> [String]? {
        move(to: Int(place))
        var texts: [String] = []
        guard list({ reader, range in texts.append(reader.text(range)) }) else { return nil }
        return texts
    }

    fileprivate mutating func regions(at place: Int32) -> [Region]? {
        move(to: Int(place))
        var regions: [Region] = []
        let isWhole = list { reader, range in
            regions.append(Region(code: UInt32(reader.digits(Int(range.start), 6) ?? 0)))
        }
        return isWhole ? regions : nil
    }

    fileprivate mutating func specs(at place: Int32) -> [Spec]? {
        move(to: Int(place))
        var specs: [Spec] = []
        let isWhole = map { reader, key, value in
            let found: SpecValue =
                switch value {
                case .number(let number): .number(number)
                case .text(let range): .text(reader.text(range))
                case .bool(let bool): .bool(bool)
                }
            specs.append(Spec(key: reader.text(key), value: found))
            return true
        }
        return isWhole ? specs : nil
    }

    fileprivate mutating func source(at place: Int32) -> Source? {
        move(to: Int(place))
        return source().map { source($0) }
    }
}
