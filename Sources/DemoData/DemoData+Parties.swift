import Domain
import ReferenceData

/// Where an enterprise or supplier stands.
struct DemoSeat {
    var city: DemoPlaces.City
    var region: Region
    var id: String
}

extension DemoData {
    private var codeOffset: UInt64 {
        var source = random(.code, 0)
        return source.next()
    }

    /// The seat of the enterprise of that index; what references to it need.
    func enterpriseSeat(_ index: Int) -> DemoSeat { seat(.enterprise, index: index) }

    /// The seat of the supplier of that index.
    func supplierSeat(_ index: Int) -> DemoSeat { seat(.supplier, index: index) }

    private func seat(_ owner: DemoCodes.Owner, index: Int) -> DemoSeat {
        var source = random(.place, owner == .enterprise ? index : -index - 1)
        let city = tables.places.city(&source)
        let region = source.pick(city.counties)
        return DemoSeat(
            city: city,
            region: region,
            id: DemoCodes.code(owner, region: region, index: index, offset: codeOffset)
        )
    }

    /// What the enterprise of that index makes.
    func industry(ofEnterprise index: Int, in city: DemoPlaces.City) -> IndustryInfo {
        var source = random(.code, index + 1)
        return tables.places.industry(of: city, &source)
    }

    func enterprise(at index: Int) -> Enterprise {
        var source = random(.enterprise, index)
        let seat = enterpriseSeat(index)
        let industry = industry(ofEnterprise: index, in: seat.city)
        let goods = DemoWords.goods(industry.zh)
        var record = Enterprise(id: seat.id)
        record.name = DemoWords.company(city: seat.city.zh, goods: goods, number: index + 1, &source)
        record.region = seat.region
        record.industry = source.chance(950) ? industry.industry : nil
        addSize(to: &record, &source)
        record.ownership = source.chance(930) ? DemoWords.ownerships[source.weighted([780, 90, 90, 40])] : nil
        record.debtRatio = source.chance(900) ? DemoSpecs.number(source.int(18...88), decimals: 2) : nil
        record.founded = source.chance(950) ? asOf.adding(days: -source.int(400...14_000)) : nil
        record.creditGrade = source.chance(900) ? DemoWords.grades[source.weighted([350, 420, 180, 50])] : nil
        record.blacklists = blacklists(&source)
        record.scope = "示例：生产、销售：" + goods + "；研发：" + goods
        addStatements(to: &record, city: seat.city.region, &source)
        record.source = self.source
        return record
    }

    /// Size, revenue and staff that agree (统计上大中小微型企业划分办法（2017）, industry), and what goes with size.
    private func addSize(to record: inout Enterprise, _ source: inout DemoRandom) {
        let size = source.weighted([300, 480, 170, 50])
        let revenue = [
            500_000...2_990_000, 3_000_000...190_000_000, 20_000_000...390_000_000, 400_000_000...9_000_000_000,
        ]
        let staff = [3...19, 20...299, 300...999, 1000...9000]
        let cny = min(source.int(revenue[size]), source.int(revenue[size]))
        record.size = source.chance(930) ? DemoWords.sizes[size] : nil
        record.annualRevenue = source.chance(900) ? Fen(Int64(DemoRandom.rounded(cny)) * 100) : nil
        record.employees = source.chance(880) ? Double(min(source.int(staff[size]), source.int(staff[size]))) : nil
        record.aboveScale = source.chance(940) ? DemoRandom.rounded(cny) >= 20_000_000 : nil
        let likely = [20, 90, 260, 420][size]
        let all = Enterprise.Designation.allCases.map(\.rawValue).sorted()
        record.designations = source.chance(930) ? DemoOpenCodes.some(of: all, permille: likely, &source) : nil
        record.revenueGrowth = source.chance(800) ? DemoSpecs.number(source.int(-15...35), decimals: 2) : nil
        record.outputGrowth = source.chance(700) ? DemoSpecs.number(source.int(-15...35), decimals: 2) : nil
        record.rdShare = source.chance(800) ? DemoSpecs.number(source.int(0...90), decimals: 3) : nil
    }

    private func blacklists(_ source: inout DemoRandom) -> [String]? {
        switch source.weighted([910, 40, 20, 15, 15]) {
        case 0: []
        case 1: nil
        case 2: [Enterprise.Blacklist.environment.rawValue]
        case 3: [Enterprise.Blacklist.dishonest.rawValue]
        default: [Enterprise.Blacklist.abnormal.rawValue]
        }
    }

    private func addStatements(to record: inout Enterprise, city: Region, _ source: inout DemoRandom) {
        record.zones = source.chance(300) ? [] : nil
        let lists = DemoOpenCodes.some(of: tables.codes.lists(in: city), permille: 60, &source)
        record.lists = source.chance(500) ? lists : nil
        let attested = DemoOpenCodes.some(of: tables.codes.enterpriseAttested(in: city), permille: 350, &source)
        record.attested = source.chance(600) ? attested : nil
        guard source.chance(120) else { return }
        let day = asOf.adding(days: -source.int(200...1500))
        record.received = [
            .init(
                offer: source.pick(tables.codes.offers),
                on: day,
                amount: Fen(Int64(source.int(5...300)) * 1_000_000)
            )
        ]
    }

    func supplier(at index: Int) -> Supplier {
        var source = random(.supplier, index)
        let seat = supplierSeat(index)
        let group = tables.groupNames[index % tables.groupCount]
        var record = Supplier(id: seat.id)
        record.name = DemoWords.company(city: seat.city.zh, goods: group, number: index + 1, &source)
        record.region = seat.region
        record.serviceRegions = serviceRegions(around: seat.city.region, &source)
        record.rating = source.chance(930) ? DemoSpecs.number(source.int(28...50), decimals: 1) : nil
        record.certifications =
            source.chance(900) ? DemoOpenCodes.some(of: DemoWords.certifications, permille: 450, &source) : nil
        record.scope = "示例：研发、生产、销售：" + group
        record.status = source.chance(980) ? .active : .suspended
        record.source = self.source
        return record
    }

    private func serviceRegions(around city: Region, _ source: inout DemoRandom) -> [Region]? {
        switch source.weighted([400, 300, 200, 100]) {
        case 0: nil
        case 1: [Region(code: 440_000)]
        case 2: Set((0..<3).map { _ in source.pick(tables.places.cities).region } + [city]).sorted()
        default: [.country]
        }
    }
}
