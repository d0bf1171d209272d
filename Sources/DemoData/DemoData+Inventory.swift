import Domain
import ReferenceData

extension DemoData {
    /// Installed machines, half of them old: what the plan wants renewed is in service for more than ten years.
    func inventoryItem(at index: Int) -> InventoryItem {
        var source = random(.inventory, index)
        let owner = source.below(sizes.enterprises)
        let seat = enterpriseSeat(owner)
        let place = installedCategory(industry(ofEnterprise: owner, in: seat.city).industry, &source)
        let category = tables.categories[place]
        var record = InventoryItem(id: id("i", index))
        record.enterprise = seat.id
        record.category = category.path
        record.quantity = quantity(of: place, &source)
        record.installed = month(before: source.chance(500) ? source.int(121...300) : source.int(2...120))
        record.efficiency = tables.isRated[place] ? oldTier(&source) : nil
        record.annualEnergyKWh = source.chance(700) ? annualEnergy(of: place, &source) : nil
        record.modelNumber =
            source.chance(800)
            ? category.examples.isEmpty ? DemoWords.modelNumber(&source) : source.pick(category.examples) : nil
        record.source = self.source
        return record
    }

    /// What an item of the plan for that industry names, or energy-using equipment that stands everywhere.
    private func installedCategory(_ industry: Industry, _ source: inout DemoRandom) -> Int {
        if source.chance(350), let energy = tables.placeOf[CategoryPath("energy")] {
            return source.pick(tables.leaves[energy])
        }
        let choice = tables.items.choice(for: industry, &source)
        guard let place = tables.placeOf[source.pick(choice.item.categories)] else { return 0 }
        return source.pick(tables.leaves[place])
    }

    /// Many of what is cheap, few of what is dear.
    func quantity(of place: Int, _ source: inout DemoRandom) -> Int {
        switch tables.basePrices[place] {
        case ..<100_000: source.int(1...24)
        case ..<1_000_000: min(source.int(1...8), source.int(1...8))
        default: source.chance(800) ? 1 : 2
        }
    }

    /// The tier of equipment that is to be renewed.
    func oldTier(_ source: inout DemoRandom) -> Efficiency? {
        [.below, .entry, .unrated, nil][source.weighted([480, 320, 100, 100])]
    }

    /// kWh a year of one machine, by what it costs.
    func annualEnergy(of place: Int, _ source: inout DemoRandom) -> Double {
        Double(DemoRandom.rounded(source.spread(2000 + tables.basePrices[place] / 8)))
    }
}
