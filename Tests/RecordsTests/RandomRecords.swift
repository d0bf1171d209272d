import Domain

/// SplitMix64: the same records from the same seed.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Random records as an import would store them: legal, normalised, with any of their optional fields.
extension SeededRandom {
    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    mutating func record(_ kind: RecordKind) -> Record {
        switch kind {
        case .enterprises: .enterprise(enterprise())
        case .suppliers: .supplier(supplier())
        case .models: .model(model())
        case .inventory: .inventory(inventory())
        case .needs: .need(need())
        case .offers: .offer(offer())
        case .jointCaps: .jointCap(jointCap())
        }
    }

    mutating func maybe<T>(_ make: (inout SeededRandom) -> T) -> T? { below(3) > 0 ? make(&self) : nil }

    mutating func some<T>(_ bound: Int, _ make: (inout SeededRandom) -> T) -> [T] {
        (0..<below(bound)).map { _ in make(&self) }
    }

    mutating func one<T>(of values: [T]) -> T { values[below(values.count)] }
    mutating func word<W: CaseIterable>(_: W.Type) -> W { one(of: Array(W.allCases)) }
    mutating func flag() -> Bool { below(2) == 0 }

    mutating func text() -> String {
        let alphabet = Array("abz A-\"\\\n\tΦé甲机床２😀²")
        return String((0...below(12)).map { _ in alphabet[below(alphabet.count)] })
    }

    mutating func id() -> String {
        let alphabet = Array("azAZ09._:-")
        return String((0...below(64)).map { _ in alphabet[below(alphabet.count)] })
    }

    mutating func set(_ make: (inout SeededRandom) -> String) -> [String] {
        var set: [String] = []
        let texts = some(4, make).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        for text in texts where set.last?.utf8.elementsEqual(text.utf8) != true { set.append(text) }
        return set
    }

    mutating func words<W: CaseIterable & RawRepresentable>(_ words: W.Type) -> [String] where W.RawValue == String {
        set { $0.word(words).rawValue }
    }

    mutating func fen() -> Fen {
        switch below(4) {
        case 0: Fen(Int64(below(200)))
        case 1: Fen(Int64(below(10_000_000)) * 100)
        case 2: Fen(Fen.limit.rawValue - Int64(below(3)))
        default: Fen(Int64(below(1_000_000_000_000)))
        }
    }

    mutating func rate() -> Rate {
        below(3) == 0 ? Rate(rawValue: Int64(below(1_000_000_001))) : Rate(rawValue: Int64(below(1_001)) * 1_000_000)
    }

    mutating func number() -> Double {
        switch below(4) {
        case 0: Double(below(2_000) - 1_000)
        case 1: Double(below(1_000_000)) / 1_000
        case 2: Double.random(in: -1e9...1e9, using: &self)
        default: one(of: [0, 1e-7, 1.5e300, 1e15, 123_456_789_012_345_680, -2.5e-8, .leastNonzeroMagnitude])
        }
    }

    mutating func positive() -> Double { abs(number()) }
    mutating func day() -> CalendarDay { CalendarDay(number: Int32(below(40_000) - 5_000)) }
    mutating func days() -> (CalendarDay?, CalendarDay?) {
        let a = day()
        return (flag() ? a : nil, flag() ? a.adding(days: below(500)) : nil)
    }

    mutating func month() -> CalendarMonth? {
        CalendarMonth("\(1950 + below(100))-\(one(of: ["01", "06", "12"]))")
    }

    mutating func region() -> Region { one(of: TestCodes.few.regions.sorted()) }
    mutating func regions() -> [Region] { Set(some(4) { $0.region() }).sorted() }
    mutating func industry() -> Industry { one(of: TestCodes.few.industries.sorted()) }
    mutating func category() -> CategoryPath {
        one(of: ["machine-tool", "machine-tool.lathe"].map { CategoryPath($0) })
    }

    mutating func uscc() -> String {
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        let text = "9" + String((0..<16).map { _ in alphabet[below(31)] })
        return text + (USCC.checkCharacter(for: text).map { String($0) } ?? "")
    }

    /// What any record may say of where it comes from; an offer may also name its document.
    mutating func source(ofOffer: Bool = false) -> Source {
        Source(
            document: ofOffer ? maybe { $0.text() } : nil,
            clause: ofOffer ? maybe { $0.text() } : nil,
            url: maybe { $0.text() },
            quote: ofOffer ? maybe { $0.text() } : nil,
            name: maybe { $0.text() },
            retrievedOn: maybe { $0.day() },
            licence: maybe { $0.text() }
        )
    }
}

extension SeededRandom {
    mutating func enterprise() -> Enterprise {
        var record = Enterprise(id: uscc())
        record.name = text()
        record.region = region()
        record.industry = maybe { $0.industry() }
        record.size = maybe { $0.word(Enterprise.Size.self) }
        record.aboveScale = maybe { $0.flag() }
        record.designations = maybe { $0.words(Enterprise.Designation.self) }
        record.ownership = maybe { $0.word(Enterprise.Ownership.self) }
        record.annualRevenue = maybe { $0.fen() }
        record.employees = maybe { $0.positive() }
        record.debtRatio = maybe { $0.positive() }
        record.founded = maybe { $0.day() }
        record.creditGrade = maybe { $0.word(Enterprise.CreditGrade.self) }
        record.blacklists = maybe { $0.words(Enterprise.Blacklist.self) }
        record.scope = maybe { $0.text() }
        record.zones = maybe { $0.set { $0.text() } }
        record.lists = maybe { $0.set { $0.text() } }
        record.attested = maybe { $0.set { $0.text() } }
        record.received = maybe { random in
            random.some(3) { .init(offer: $0.id(), on: $0.maybe { $0.day() }, amount: $0.maybe { $0.fen() }) }
        }
        record.revenueGrowth = maybe { $0.number() }
        record.outputGrowth = maybe { $0.number() }
        record.rdShare = maybe { $0.positive() }
        record.figures = maybe { $0.figures() }
        record.source = maybe { $0.source() }
        return record
    }

    mutating func figures() -> [Figure.Entry] {
        var codes = Set(some(4) { $0.one(of: ["net_assets", "age", "a", "9_cny", "output_value_cny"]) })
        codes.insert("net_assets_cny")
        return codes.sorted().map { code in
            .init(code: code, value: Figure.isMoney(code) ? .money(fen()) : .number(number()))
        }
    }

    mutating func supplier() -> Supplier {
        var record = Supplier(id: uscc())
        record.name = text()
        record.region = region()
        record.serviceRegions = maybe { $0.regions() }
        record.rating = maybe { Double($0.below(51)) / 10 }
        record.certifications = maybe { $0.set { $0.text() } }
        record.scope = maybe { $0.text() }
        record.status = maybe { $0.word(Supplier.Status.self) }
        record.source = maybe { $0.source() }
        return record
    }

    mutating func model() -> EquipmentModel {
        var record = EquipmentModel(id: id())
        record.supplier = uscc()
        record.category = category()
        record.name = text()
        record.brand = maybe { $0.text() }
        record.modelNumber = maybe { $0.text() }
        record.description = maybe { $0.text() }
        record.price = fen()
        record.efficiency = maybe { $0.word(Efficiency.self) }
        record.leadTimeDays = below(400)
        record.monthlyCapacity = maybe { 1 + $0.below(100) }
        record.warrantyMonths = maybe { $0.below(100) }
        record.firstSet = maybe { $0.flag() }
        record.listings = maybe { $0.set { $0.text() } }
        let declared = TestCodes.few.categories[record.category]?.specs ?? [:]
        record.specs = maybe { random in
            random.set { $0.one(of: ["power_kw", "cnc", "spindle", "甲 key", "x.y"]) }.map { key in
                Spec(key: key, value: random.spec(declared[key]))
            }
        }
        record.serviceRegions = maybe { $0.regions() }
        record.validUntil = maybe { $0.day() }
        record.status = maybe { $0.word(EquipmentModel.Status.self) }
        record.domesticShare = maybe { Double($0.below(101)) / 100 }
        record.source = maybe { $0.source() }
        return record
    }

    mutating func spec(_ type: Category.SpecType?) -> SpecValue {
        switch type ?? word(Category.SpecType.self) {
        case .number: .number(number())
        case .text: .text(text())
        case .bool: .bool(flag())
        }
    }

    mutating func inventory() -> InventoryItem {
        var record = InventoryItem(id: id())
        record.enterprise = uscc()
        record.category = category()
        record.quantity = 1 + below(1_000)
        record.installed = month()
        record.efficiency = maybe { $0.word(Efficiency.self) }
        record.annualEnergyKWh = maybe { $0.positive() }
        record.modelNumber = maybe { $0.text() }
        record.source = maybe { $0.source() }
        return record
    }

    mutating func need() -> Need {
        var record = Need(id: id())
        record.enterprise = uscc()
        record.title = text()
        record.description = maybe { $0.text() }
        record.region = region()
        record.action = maybe { $0.word(Need.Action.self) }
        record.directions = maybe { $0.words(Need.Direction.self) }
        record.lines = (0...below(4)).map { line("L\($0)") }
        record.investmentTotal = maybe { $0.fen() }
        record.fixedAssetInvestment = maybe { $0.fen() }
        record.plantInvestment = maybe { $0.fen() }
        record.equipmentAmount = maybe { $0.fen() }
        (record.startedOn, record.completedOn) = days()
        record.filingNumber = maybe { $0.text() }
        record.contractSignedOn = maybe { $0.day() }
        record.financing = maybe { random in
            .init(
                amount: random.maybe { $0.fen() },
                tenorMonths: random.maybe { 1 + $0.below(600) },
                ownFunds: random.maybe { $0.fen() },
                preferred: random.maybe { $0.words(Need.Backbone.self) },
                banks: random.maybe { $0.set { $0.id() } }
            )
        }
        record.consent = maybe { random in
            random.some(3) { random in
                let (from, to) = random.days()
                return .init(
                    provider: random.flag() ? "*" : random.id(),
                    from: from,
                    to: to,
                    purpose: random.maybe { $0.text() }
                )
            }
        }
        record.status = maybe { $0.word(Need.Status.self) }
        record.submittedOn = maybe { $0.day() }
        record.siteStatus = maybe { $0.word(Need.SiteStatus.self) }
        record.progressShare = maybe { Double($0.below(101)) / 100 }
        record.zones = maybe { $0.set { $0.text() } }
        record.lists = maybe { $0.set { $0.text() } }
        record.attested = maybe { $0.set { $0.text() } }
        record.figures = maybe { $0.figures() }
        record.source = maybe { $0.source() }
        return record
    }

    mutating func line(_ id: String) -> Line {
        var line = Line(line: id)
        line.category = category()
        line.quantity = 1 + below(50)
        line.maxUnitPrice = maybe { Fen(1 + $0.fen().rawValue % 1_000_000) }
        line.minEfficiency = maybe { $0.word(Efficiency.self) }
        line.neededBy = maybe { $0.day() }
        line.text = maybe { $0.text() }
        line.replaces = maybe { random in
            .init(
                installed: random.month(),
                efficiency: random.maybe { $0.word(Efficiency.self) },
                annualEnergyKWh: random.maybe { $0.positive() }
            )
        }
        let declared = TestCodes.few.categories[line.category]?.specs ?? [:]
        line.specs = maybe { random in
            random.set { $0.one(of: ["power_kw", "cnc", "spindle", "甲"]) }.map { key in
                .init(key: key, constraint: random.constraint(declared[key]))
            }
        }
        return line
    }

    mutating func constraint(_ type: Category.SpecType?) -> Line.Constraint {
        switch type ?? word(Category.SpecType.self) {
        case .number where below(2) == 0: .oneOf((0...below(3)).map { _ in .number(number()) })
        case .number:
            below(2) == 0 ? .range(min: number(), max: nil) : .range(min: -positive(), max: flag() ? positive() : nil)
        case .text: .oneOf((0...below(3)).map { _ in .text(text()) })
        case .bool: .is(flag())
        }
    }
}
