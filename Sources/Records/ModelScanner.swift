package import Domain

/// Proves in one pass that bytes are a good model in canonical form, and says where its fields stand.
///
/// What it takes, `RecordDecoder` accepts without any problem, and the record's JSON is the same bytes again. What it
/// does not take may be anything: the decoder judges that. So imports, the coordinator's check and the readers of
/// stored bodies go through the decoder only for what is written in another way, or is wrong.
package struct ModelScanner: Sendable {
    private let isStrict: Bool
    private let regions: RegionSet
    private let categories: CategoryBytes

    /// For records that are to be imported: their codes must exist.
    package init(codes: KnownCodes) {
        isStrict = true
        regions = RegionSet(codes.regions)
        categories = CategoryBytes(codes.categories)
    }

    /// For bodies that were checked before they were stored: codes are not looked up.
    ///
    /// - Parameter categories: paths that are mostly met, to be found without making a text of each.
    package init(categories: CategoryTree = CategoryTree([])) {
        isStrict = false
        regions = RegionSet([])
        self.categories = CategoryBytes(categories)
    }

    /// Where the fields stand; nil where the decoder must judge.
    package func scan(_ bytes: UnsafeRawBufferPointer) -> ModelText? {
        guard var reader = CanonicalReader(bytes) else { return nil }
        var found = ModelText()
        guard required(&reader, &found), optional(&reader, &found), reader.take(0x7D), reader.isAtEnd else {
            return nil
        }
        return found
    }

    /// Where the fields stand; nil where the decoder must judge.
    package func scan(_ bytes: [UInt8]) -> ModelText? { bytes.withUnsafeBytes { scan($0) } }

    private func required(_ reader: inout CanonicalReader, _ found: inout ModelText) -> Bool {
        guard reader.take("{\"id\":"), let id = reader.string(), isID(reader.bytes(id)),
            reader.take(",\"supplier\":"), let supplier = reader.string(), USCCBytes.isCode(reader.bytes(supplier)),
            reader.take(",\"category\":"), let category = reader.string(),
            reader.take(",\"name\":"), let name = reader.string(), name.count > 0
        else { return false }
        found.id = id
        found.supplier = supplier
        found.name = name
        var declared: CategoryBytes.Specs?
        let known = categories.find(reader.bytes(category))
        if isStrict {
            guard let known else { return false }
            declared = known.specs
        }
        found.category = known?.path ?? CategoryPath(reader.text(category))
        guard text(",\"brand\":", &reader, &found.brand),
            text(",\"model_number\":", &reader, &found.modelNumber),
            text(",\"description\":", &reader, &found.description),
            reader.take(",\"price_cny\":"), let price = reader.money()
        else { return false }
        found.price = Fen(price)
        if reader.take(",\"efficiency\":") {
            guard let word = reader.string(), let tier = Efficiency(canonical: reader.bytes(word)) else {
                return false
            }
            found.efficiency = tier
        }
        guard reader.take(",\"lead_time_days\":"), let days = reader.int(0...wholes) else { return false }
        found.leadTimeDays = days
        return terms(&reader, &found) && specs(&reader, &found, declared)
    }

    private func terms(_ reader: inout CanonicalReader, _ found: inout ModelText) -> Bool {
        if reader.take(",\"monthly_capacity\":") {
            guard let units = reader.int(1...wholes) else { return false }
            found.monthlyCapacity = units
        }
        if reader.take(",\"warranty_months\":") {
            guard let months = reader.int(0...wholes) else { return false }
            found.warrantyMonths = months
        }
        if reader.take(",\"first_set\":") {
            guard let flag = reader.bool() else { return false }
            found.firstSet = flag
        }
        if reader.take(",\"listings\":") {
            found.listings = Int32(reader.at)
            guard reader.ascendingTexts() else { return false }
        }
        return true
    }

    private func specs(
        _ reader: inout CanonicalReader, _ found: inout ModelText, _ declared: CategoryBytes.Specs?
    ) -> Bool {
        guard reader.take(",\"specs\":") else { return true }
        found.specs = Int32(reader.at)
        var last: ModelText.Range?
        return reader.map { reader, key, value in
            // Beyond ASCII two texts may be equal without being the same bytes, and a key is looked up as a text.
            guard last.map({ reader.precedes($0, key) }) ?? true, reader.bytes(key).allSatisfy({ $0 < 0x80 }) else {
                return false
            }
            last = key
            guard let type = declared?.type(of: reader.bytes(key)) else { return true }
            return switch (value, type) {
            case (.number, .number), (.text, .text), (.bool, .bool): true
            default: false
            }
        }
    }

    private func optional(_ reader: inout CanonicalReader, _ found: inout ModelText) -> Bool {
        if reader.take(",\"service_regions\":") {
            found.serviceRegions = Int32(reader.at)
            guard reader.ascendingRegions(isStrict ? regions : nil) else { return false }
        }
        if reader.take(",\"valid_until\":") {
            guard let day = reader.day() else { return false }
            found.validUntil = day
        }
        if reader.take(",\"status\":") {
            guard let word = reader.string(), let status = EquipmentModel.Status(canonical: reader.bytes(word)) else {
                return false
            }
            found.status = status
        }
        if reader.take(",\"domestic_share\":") {
            guard let share = reader.number(), share >= 0, share <= 1 else { return false }
            found.domesticShare = share
        }
        if reader.take(",\"source\":") {
            found.source = Int32(reader.at)
            guard reader.source() != nil else { return false }
        }
        return true
    }

    private func text(
        _ key: StaticString, _ reader: inout CanonicalReader, _ range: inout ModelText.Range?
    ) -> Bool {
        guard reader.take(key) else { return true }
        range = reader.string()
        return range != nil
    }

    private func isID(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        (1...64).contains(bytes.count) && bytes.allSatisfy(Scalar.isIDByte)
    }

    private var wholes: Int64 { Int64(wholeNumberMax) }
}

extension RawRepresentable where Self: CaseIterable, RawValue == String {
    /// The word of those bytes.
    fileprivate init?(canonical bytes: UnsafeBufferPointer<UInt8>) {
        for word in Self.allCases where word.rawValue.utf8.elementsEqual(bytes) {
            self = word
            return
        }
        return nil
    }
}

/// The readings of a model's lists and maps, for the scanner and for whoever makes values of what it found.
extension CanonicalReader {
    /// A value of a spec.
    enum Value {
        case number(Double)
        case text(Range)
        case bool(Bool)
    }

    /// Where a record comes from.
    struct SourceText {
        var url, name, licence: Range?
        var retrievedOn: CalendarDay?
    }

    mutating func bool() -> Bool? {
        if take("true") { return true }
        return take("false") ? false : nil
    }

    /// A list of strings; false where it is none.
    @inline(__always)
    mutating func list(_ body: (CanonicalReader, Range) -> Void) -> Bool {
        guard take(0x5B) else { return false }
        if take(0x5D) { return true }
        while true {
            guard let range = string() else { return false }
            body(self, range)
            if take(0x5D) { return true }
            guard take(0x2C) else { return false }
        }
    }

    /// A set of texts in byte order, each once.
    mutating func ascendingTexts() -> Bool {
        var last: Range?
        var isOrdered = true
        let isList = list { reader, range in
            if let last, !reader.precedes(last, range) { isOrdered = false }
            last = range
        }
        return isList && isOrdered
    }

    /// A set of regions in order, each once.
    mutating func ascendingRegions(_ known: RegionSet?) -> Bool {
        var last = 0
        var isOrdered = true
        let isList = list { reader, range in
            guard range.count == 6, let code = reader.digits(Int(range.start), 6), code >= 100_000, code > last,
                known?.contains(code) ?? true
            else {
                isOrdered = false
                return
            }
            last = code
        }
        return isList && isOrdered
    }

    /// An object of single values; false where it is none, or where `body` says so.
    @inline(__always)
    mutating func map(_ body: (CanonicalReader, Range, Value) -> Bool) -> Bool {
        guard take(0x7B) else { return false }
        if take(0x7D) { return true }
        while true {
            guard let key = string(), take(0x3A), let value = value(), body(self, key, value) else { return false }
            if take(0x7D) { return true }
            guard take(0x2C) else { return false }
        }
    }

    private mutating func value() -> Value? {
        guard at < count else { return nil }
        switch base[at] {
        case 0x22: return string().map { .text($0) }
        case 0x74, 0x66: return bool().map { .bool($0) }
        default: return number().map { .number($0) }
        }
    }

    mutating func source() -> SourceText? {
        guard take(0x7B) else { return nil }
        var found = SourceText()
        var isFirst = true
        func key(_ reader: inout CanonicalReader, _ first: StaticString, _ later: StaticString) -> Bool {
            guard reader.take(isFirst ? first : later) else { return false }
            isFirst = false
            return true
        }
        if key(&self, "\"url\":", ",\"url\":") {
            guard let range = string() else { return nil }
            found.url = range
        }
        if key(&self, "\"name\":", ",\"name\":") {
            guard let range = string() else { return nil }
            found.name = range
        }
        if key(&self, "\"retrieved_on\":", ",\"retrieved_on\":") {
            guard let day = day() else { return nil }
            found.retrievedOn = day
        }
        if key(&self, "\"licence\":", ",\"licence\":") {
            guard let range = string() else { return nil }
            found.licence = range
        }
        return take(0x7D) ? found : nil
    }
}
