import Domain

extension DemoData {
    /// Investment and financing that agree: equipment ≤ fixed assets ≤ the whole, and own funds pay the rest.
    func addMoney(to record: inout Need, _ source: inout DemoRandom) {
        guard let equipment = record.equipmentAmountOrDefault else { return }
        func share(_ permille: Int, of amount: Fen) -> Fen {
            Rate(rawValue: Int64(permille) * 1_000_000).of(amount)
        }
        let plant = source.chance(600) ? share(source.int(20...300), of: equipment) : .zero
        let fixed = equipment + plant + share(source.int(0...80), of: equipment)
        let total = fixed + share(source.int(20...150), of: fixed)
        record.equipmentAmount = source.chance(800) ? equipment : nil
        record.plantInvestment = source.chance(700) ? plant : nil
        record.fixedAssetInvestment = source.chance(850) ? fixed : nil
        record.investmentTotal = source.chance(900) ? total : nil
        guard source.chance(880) else { return }
        let wanted = share(source.int(300...800), of: equipment)
        record.financing = Need.Financing(
            amount: wanted,
            tenorMonths: source.pick([12, 24, 36, 36, 48, 60, 60, 84]),
            ownFunds: source.chance(800) ? total - wanted : nil,
            preferred: source.chance(700) ? DemoData.backbones[source.weighted([550, 200, 250])] : nil,
            banks: source.chance(300) ? [source.pick(DemoData.banks)] : nil
        )
    }

    private static let backbones = [["loan"], ["lease"], ["lease", "loan"]]

    /// Providers of the example products.
    private static let banks = ["demo:bank-city", "demo:bank-national"]

    /// Most let every provider see who they are, some one bank, some nobody.
    func addConsent(to record: inout Need, _ source: inout DemoRandom) {
        let from = record.submittedOn ?? asOf
        let purpose = source.pick(DemoWords.offices)
        switch source.weighted([550, 200, 250]) {
        case 0:
            let to = source.chance(500) ? from.adding(days: 365) : nil
            record.consent = [.init(provider: "*", from: from, to: to, purpose: purpose)]
        case 1:
            record.consent = [
                .init(provider: source.pick(DemoData.banks), from: from, to: from.adding(days: 180), purpose: purpose)
            ]
        default: record.consent = nil
        }
    }

    /// Zones, lists and statements that published offers ask for.
    func addStatements(to record: inout Need, city: Region, _ source: inout DemoRandom) {
        if city == Region(code: 441_900), source.chance(200), !tables.codes.dongguanZones.isEmpty {
            record.zones = [source.pick(tables.codes.dongguanZones)]
        } else {
            record.zones = source.chance(300) ? [] : nil
        }
        let lists = DemoOpenCodes.some(of: tables.codes.lists(in: city), permille: 90, &source)
        record.lists = source.chance(500) ? lists : nil
        let attested = DemoOpenCodes.some(of: tables.codes.projectAttested, permille: 120, &source)
        record.attested = source.chance(700) ? attested : nil
    }
}
