package import Domain

/// Reads a need out of its canonical text in one pass, without a tree of values.
///
/// What it takes, `RecordDecoder` reads as the same need without any problem. What it does not take may be anything:
/// the decoder judges that. A question reads its need on its way in and once more in each worker, and waits meanwhile.
package struct NeedScanner: Sendable {
    private let isStrict: Bool
    private let regions: RegionSet
    private let categories: CategoryBytes

    /// For needs that come from outside: their codes must exist.
    package init(codes: KnownCodes) {
        isStrict = true
        regions = RegionSet(codes.regions)
        categories = CategoryBytes(codes.categories)
    }

    /// For bodies that were checked before they were stored: codes are not looked up.
    package init() {
        isStrict = false
        regions = RegionSet([])
        categories = CategoryBytes(CategoryTree([]))
    }

    /// The need; nil where the decoder must judge.
    package func need(_ bytes: UnsafeRawBufferPointer) -> Need? {
        guard var reader = CanonicalReader(bytes) else { return nil }
        var need = Need(id: "")
        let isWhole = reader.object { reader in
            wishes(&reader, &need) && money(&reader, &need) && state(&reader, &need)
        }
        return isWhole && reader.isAtEnd ? need : nil
    }

    /// The need; nil where the decoder must judge.
    package func need(_ bytes: [UInt8]) -> Need? { bytes.withUnsafeBytes { need($0) } }

    private func wishes(_ reader: inout CanonicalReader, _ need: inout Need) -> Bool {
        guard reader.member("\"id\":"), let id = reader.id(),
            reader.member("\"enterprise\":"), let enterprise = reader.string(),
            USCCBytes.isCode(reader.bytes(enterprise)),
            reader.member("\"title\":"), let title = reader.string(), !isStrict || title.count > 0,
            reader.text("\"description\":", &need.description),
            reader.read("\"region\":", &need.region, { region(&$0) }), !isStrict || need.region != nil,
            reader.read("\"action\":", &need.action, { $0.word() }),
            reader.read("\"directions\":", &need.directions, { $0.words(Need.Direction.self) }),
            reader.member("\"lines\":"), let lines = lines(&reader)
        else { return false }
        need.id = id
        need.enterprise = reader.text(enterprise)
        need.title = reader.text(title)
        need.lines = lines
        return true
    }

    private func money(_ reader: inout CanonicalReader, _ need: inout Need) -> Bool {
        guard reader.fen("\"investment_total_cny\":", &need.investmentTotal),
            reader.fen("\"fixed_asset_investment_cny\":", &need.fixedAssetInvestment),
            reader.fen("\"plant_investment_cny\":", &need.plantInvestment),
            reader.fen("\"equipment_amount_cny\":", &need.equipmentAmount),
            reader.days("\"started_on\":", "\"completed_on\":", &need.startedOn, &need.completedOn),
            reader.text("\"filing_number\":", &need.filingNumber),
            reader.read("\"contract_signed_on\":", &need.contractSignedOn, { $0.day() }),
            reader.read("\"financing\":", &need.financing, { $0.financing() })
        else { return false }
        return true
    }

    private func state(_ reader: inout CanonicalReader, _ need: inout Need) -> Bool {
        guard reader.read("\"consent\":", &need.consent, { $0.elements { $0.consent() } }),
            reader.read("\"status\":", &need.status, { $0.word() }),
            reader.read("\"submitted_on\":", &need.submittedOn, { $0.day() }),
            reader.read("\"site_status\":", &need.siteStatus, { $0.word() }),
            reader.read("\"progress_share\":", &need.progressShare, { $0.number() }),
            need.progressShare.map({ $0 >= 0 && $0 <= 1 }) ?? true,
            reader.read("\"zones\":", &need.zones, { $0.set() }),
            reader.read("\"lists\":", &need.lists, { $0.set() }),
            reader.read("\"attested\":", &need.attested, { $0.set() }),
            reader.read("\"figures\":", &need.figures, { $0.figures() }),
            reader.read("\"source\":", &need.source, { reader in reader.source().map { reader.source($0) } })
        else { return false }
        return true
    }

    private func region(_ reader: inout CanonicalReader) -> Region? {
        guard let range = reader.string(), range.count == 6, let code = reader.digits(Int(range.start), 6),
            code >= 100_000, !isStrict || regions.contains(code)
        else { return nil }
        return Region(code: UInt32(code))
    }

    private func lines(_ reader: inout CanonicalReader) -> [Line]? {
        guard let lines = reader.elements({ line(&$0) }), lines.count >= (isStrict ? 1 : 0), lines.count <= linesMax
        else { return nil }
        for (index, line) in lines.enumerated() {
            // They are few: two or three mostly.
            for other in lines[..<index] where other.line == line.line { return nil }
        }
        return lines
    }

    private func line(_ reader: inout CanonicalReader) -> Line? {
        var line = Line(line: "")
        let isWhole = reader.object { reader in
            guard reader.member("\"line\":"), let id = reader.id(),
                reader.member("\"category\":"), let category = reader.string(),
                reader.member("\"quantity\":"), let quantity = reader.int(1...Int64(wholeNumberMax)),
                reader.fen("\"max_unit_price_cny\":", &line.maxUnitPrice), line.maxUnitPrice != .zero,
                reader.read("\"min_efficiency\":", &line.minEfficiency, { $0.word() }),
                reader.read("\"needed_by\":", &line.neededBy, { $0.day() }),
                reader.text("\"text\":", &line.text),
                reader.read("\"replaces\":", &line.replaces, { $0.replaced() })
            else { return false }
            line.line = id
            line.quantity = Int(quantity)
            var declared: CategoryBytes.Specs?
            if isStrict {
                guard let known = categories.find(reader.bytes(category)) else { return false }
                line.category = known.path
                declared = known.specs
            } else {
                line.category = CategoryPath(reader.text(category))
            }
            return reader.read("\"specs\":", &line.specs, { $0.constraints(declared) })
        }
        return isWhole ? line : nil
    }
}

/// The readings of a need's parts. Each leaves the place where it is or fails the whole.
extension CanonicalReader {
    /// An object whose members `body` reads in their order.
    mutating func object(_ body: (inout CanonicalReader) -> Bool) -> Bool {
        take(0x7B) && body(&self) && take(0x7D)
    }

    /// The next member of the object is this one: it is the first, or a comma stands before it.
    @inline(__always)
    mutating func member(_ key: StaticString) -> Bool {
        guard at < count, base[at] == 0x2C else { return at > 0 && base[at - 1] == 0x7B && take(key) }
        let place = at
        move(to: place + 1)
        // After a brace there is no comma.
        if base[place - 1] != 0x7B, take(key) { return true }
        move(to: place)
        return false
    }

    /// The value of a member that may be absent; false where it is there and cannot be taken.
    @inline(__always)
    mutating func read<T>(
        _ key: StaticString, _ value: inout T?, _ body: (inout CanonicalReader) -> T?
    ) -> Bool {
        guard member(key) else { return true }
        value = body(&self)
        return value != nil
    }

    mutating func text(_ key: StaticString, _ value: inout String?) -> Bool {
        read(key, &value) { reader in reader.string().map { reader.text($0) } }
    }

    mutating func fen(_ key: StaticString, _ value: inout Fen?) -> Bool {
        read(key, &value) { $0.money().map { Fen($0) } }
    }

    /// Two days of which the second is not before the first.
    mutating func days(
        _ first: StaticString, _ second: StaticString, _ from: inout CalendarDay?, _ to: inout CalendarDay?
    ) -> Bool {
        guard read(first, &from, { $0.day() }), read(second, &to, { $0.day() }) else { return false }
        if let from, let to { return from <= to }
        return true
    }

    /// An id, `Scalar.id`.
    mutating func id() -> String? {
        guard let range = string(), (1...64).contains(range.count), bytes(range).allSatisfy(Scalar.isIDByte) else {
            return nil
        }
        return text(range)
    }

    mutating func word<Word: RawRepresentable & CaseIterable>() -> Word? where Word.RawValue == String {
        guard let range = string() else { return nil }
        let bytes = bytes(range)
        return Word.allCases.first { $0.rawValue.utf8.elementsEqual(bytes) }
    }

    /// A set of texts in byte order, each once, all of them good.
    mutating func set(_ isGood: (UnsafeBufferPointer<UInt8>) -> Bool = { _ in true }) -> [String]? {
        var texts: [String] = []
        var last: Range?
        var isOrdered = true
        let isList = list { reader, range in
            if last.map({ !reader.precedes($0, range) }) ?? false || !isGood(reader.bytes(range)) { isOrdered = false }
            last = range
            texts.append(reader.text(range))
        }
        return isList && isOrdered ? texts : nil
    }

    mutating func words<Word: RawRepresentable & CaseIterable>(_: Word.Type) -> [String]?
    where Word.RawValue == String {
        set { bytes in Word.allCases.contains { $0.rawValue.utf8.elementsEqual(bytes) } }
    }

    /// A list whose elements `body` reads.
    mutating func elements<T>(_ body: (inout CanonicalReader) -> T?) -> [T]? {
        guard take(0x5B) else { return nil }
        var elements: [T] = []
        if take(0x5D) { return elements }
        while true {
            guard let element = body(&self) else { return nil }
            elements.append(element)
            if take(0x5D) { return elements }
            guard take(0x2C) else { return nil }
        }
    }

    func source(_ found: SourceText) -> Source {
        Source(
            url: found.url.map { text($0) }, name: found.name.map { text($0) }, retrievedOn: found.retrievedOn,
            licence: found.licence.map { text($0) })
    }

    fileprivate mutating func financing() -> Need.Financing? {
        var found = Need.Financing()
        let isWhole = object { reader in
            var months: Int64?
            guard reader.fen("\"amount_cny\":", &found.amount),
                reader.read("\"tenor_months\":", &months, { $0.int(1...Int64(monthsMax)) }),
                reader.fen("\"own_funds_cny\":", &found.ownFunds),
                reader.read("\"preferred\":", &found.preferred, { $0.words(Need.Backbone.self) }),
                reader.read("\"banks\":", &found.banks, { $0.set { $0.isID } }), found.banks?.count ?? 0 <= banksMax
            else { return false }
            found.tenorMonths = months.map { Int($0) }
            return true
        }
        return isWhole ? found : nil
    }

    fileprivate mutating func consent() -> Need.Consent? {
        var found = Need.Consent(provider: "")
        let isWhole = object { reader in
            guard reader.member("\"provider\":"), let provider = reader.string(),
                reader.bytes(provider).isID || reader.bytes(provider).elementsEqual(CollectionOfOne(0x2A)),
                reader.days("\"from\":", "\"to\":", &found.from, &found.to),
                reader.text("\"purpose\":", &found.purpose)
            else { return false }
            found.provider = reader.text(provider)
            return true
        }
        return isWhole ? found : nil
    }

    fileprivate mutating func replaced() -> Line.Replaced? {
        var found = Line.Replaced()
        let isWhole = object { reader in
            reader.read("\"installed\":", &found.installed) { reader in
                reader.string().flatMap { CalendarMonth(reader.text($0)) }
            }
                && reader.read("\"efficiency\":", &found.efficiency) { $0.word() }
                && reader.read("\"annual_energy_kwh\":", &found.annualEnergyKWh) { $0.number() }
                && found.annualEnergyKWh ?? 0 >= 0
        }
        return isWhole ? found : nil
    }

    /// An object of any keys in byte order, each once; `body` reads the value of one.
    private mutating func keyed<T>(_ body: (inout CanonicalReader, Range) -> T?) -> [T]? {
        guard take(0x7B) else { return nil }
        var values: [T] = []
        if take(0x7D) { return values }
        var last: Range?
        while true {
            // Beyond ASCII two texts may be equal without being the same bytes, and a key is looked up as a text.
            guard let key = string(), last.map({ precedes($0, key) }) ?? true, bytes(key).allSatisfy({ $0 < 0x80 }),
                take(0x3A), let value = body(&self, key)
            else { return nil }
            last = key
            values.append(value)
            if take(0x7D) { return values }
            guard take(0x2C) else { return nil }
        }
    }

    fileprivate mutating func figures() -> [Figure.Entry]? {
        keyed { reader, key in
            let code = reader.text(key)
            guard Figure.isCode(code) else { return nil }
            if Figure.isMoney(code) { return reader.money().map { .init(code: code, value: .money(Fen($0))) } }
            return reader.number().map { .init(code: code, value: .number($0)) }
        }
    }

    fileprivate mutating func constraints(_ declared: CategoryBytes.Specs?) -> [Line.SpecConstraint]? {
        keyed { reader, key in
            let type = declared?.type(of: reader.bytes(key))
            return reader.constraint(type).map { Line.SpecConstraint(key: reader.text(key), constraint: $0) }
        }
    }

    private mutating func constraint(_ type: Category.SpecType?) -> Line.Constraint? {
        var found: Line.Constraint?
        let isWhole = object { reader in
            var (low, high): (Double?, Double?)
            if type == nil || type == .bool, reader.member("\"is\":") {
                found = reader.bool().map { .is($0) }
            } else if type != .bool, reader.member("\"one_of\":") {
                let values = reader.elements { $0.specValue(type) }
                found = values.flatMap { $0.isEmpty ? nil : .oneOf($0) }
            } else if type == nil || type == .number, reader.read("\"min\":", &low, { $0.number() }),
                reader.read("\"max\":", &high, { $0.number() }), low != nil || high != nil
            {
                if let low, let high, high < low { return false }
                found = .range(min: low, max: high)
            }
            return found != nil
        }
        return isWhole ? found : nil
    }

    /// A text or a number, of the type that is declared.
    private mutating func specValue(_ type: Category.SpecType?) -> SpecValue? {
        guard at < count, base[at] == 0x22 else { return type == .text ? nil : number().map { .number($0) } }
        guard type != .number, let range = string() else { return nil }
        return .text(text(range))
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether they are an id, `Scalar.id`.
    fileprivate var isID: Bool { (1...64).contains(count) && allSatisfy(Scalar.isIDByte) }
}
