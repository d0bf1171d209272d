import Domain

/// Scans company registrations row by row for suppliers of equipment and enterprises that may renew it.
///
/// Pure and streaming: rows go in as they are read, candidates come out, and only the codes seen so far are kept.
package struct RegistryScanner: Sendable {
    private let reader = ScopeReader()
    private let finder: EquipmentFinder
    private let industries: IndustryFinder
    private let places: PlaceFinder
    private var seen: Set<UInt128> = []
    /// Counts over the rows so far.
    package private(set) var summary = RegistrySummary()

    package init(categories: [ScanCategory], regions: [ScanRegion], industries: [ScanIndustry] = []) {
        finder = EquipmentFinder(categories)
        self.industries = IndustryFinder(industries)
        places = PlaceFinder(regions)
    }

    /// Reads a row; a row that makes nothing has no kinds.
    ///
    /// - Complexity: O(length of the scope).
    package mutating func scan(_ row: RegistryRow) -> RegistryCandidate {
        var flaws: [RegistryCandidate.Flaw] = []
        let code = verdict(on: row.uscc, &flaws)
        let place = places.place(code: code, city: row.city, flaws: &flaws)
        if row.name.isEmpty { flaws.append(.missingName) }
        if row.businessScope.isEmpty { flaws.append(.missingScope) }
        let founded = CalendarDay(row.regDate)
        if founded == nil, !row.regDate.isEmpty { flaws.append(.badDate) }
        let capital = RegisteredCapital(row.regCapital)
        if capital == .unreadable { flaws.append(.unreadableCapital) }
        let scope = readScope(row.businessScope)
        let candidate = RegistryCandidate(
            row: row.row,
            uscc: code?.code ?? row.uscc,
            name: row.name,
            region: place.region,
            namedCity: place.namedCity,
            kinds: scope.kinds,
            categories: scope.categories,
            industry: scope.industry,
            founded: founded,
            capital: capital,
            scope: row.businessScope,
            flaws: flaws
        )
        summary.add(candidate)
        return candidate
    }

    private mutating func verdict(on text: String, _ flaws: inout [RegistryCandidate.Flaw]) -> USCC? {
        do {
            let code = try USCC(text)
            var packed: UInt128 = 0
            for byte in code.code.utf8.dropLast() { packed = packed << 7 | UInt128(byte) }
            if !seen.insert(packed).inserted { flaws.append(.duplicateCode) }
            return code
        } catch {
            switch error {
            case .length: flaws.append(.badUSCCLength)
            case .character: flaws.append(.badUSCCCharacter)
            case .check: flaws.append(.badUSCCCheck)
            }
            return nil
        }
    }

    private func readScope(
        _ text: String
    ) -> (kinds: [RegistryCandidate.Kind], categories: [CategoryMention], industry: IndustryMention?) {
        guard !text.isEmpty else { return ([], [], nil) }
        let reading = reader.read(text)
        var mentions: [CategoryMention] = []
        var industry: IndustryMention?
        var makesSomething = false
        for thing in reading.things where !thing.verbs.isDisjoint(with: [.makes, .works]) {
            if !reader.isGoods(thing, in: reading) { continue }
            makesSomething = true
            if industry == nil { industry = industries.industry(of: thing.range, in: reading) }
            let isWorkOnly = thing.verbs.isDisjoint(with: .makes) && thing.isMeansOfWork
            if !isWorkOnly, let mention = finder.category(of: thing.range, in: reading) { mentions.append(mention) }
        }
        let categories = EquipmentFinder.mostSpecific(mentions)
        var kinds: [RegistryCandidate.Kind] = []
        if !categories.isEmpty { kinds.append(.supplier) }
        if makesSomething { kinds.append(.enterprise) }
        return (kinds, categories, industry)
    }
}

/// Finds the region of a registration.
struct PlaceFinder: Sendable {
    private let regions: Set<Region>
    private var cities: [String: Region] = [:]

    init(_ regions: [ScanRegion]) {
        self.regions = Set(regions.map(\.region))
        for entry in regions where entry.region.city == entry.region {
            cities[entry.zh] = cities[entry.zh] ?? entry.region
            let short = PlaceFinder.short(entry.zh)
            cities[short] = cities[short] ?? entry.region
        }
    }

    /// The name without 市, 地区 or 盟.
    private static func short(_ name: String) -> String {
        for ending in ["地区", "市", "盟"] where name.hasSuffix(ending) {
            return String(name.dropLast(ending.count))
        }
        return name
    }

    /// The region by digits 3 to 8 of the code; by the city's name where these are unknown or name no city.
    func place(
        code: USCC?,
        city: String,
        flaws: inout [RegistryCandidate.Flaw]
    ) -> (region: Region?, namedCity: Region?) {
        let named = city.isEmpty ? nil : cities[city]
        if named == nil, !city.isEmpty { flaws.append(.unknownCity) }
        guard let code else { return (named, named) }
        let start = code.code.utf8.index(code.code.startIndex, offsetBy: 2)
        let digits = code.code[start..<code.code.utf8.index(start, offsetBy: 6)]
        let coded = Region(String(digits))
        var region = coded.flatMap { regions.contains($0) ? $0 : nil }
        if region == nil { flaws.append(.unknownRegionCode) }
        let codedCity = coded?.city.flatMap { regions.contains($0) ? $0 : nil }
        if let codedCity, let named, codedCity != named {
            flaws.append(.cityContradictsCode)
            return (region ?? codedCity, named)
        }
        // A code of the provincial or national registry names no city; a county that is no more still names its city.
        if region?.city == nil { region = named ?? codedCity ?? region }
        return (region, named)
    }
}
