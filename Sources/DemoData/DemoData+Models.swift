import Domain
import ReferenceData

extension DemoData {
    /// Models go round the tree, so that every category has some once there are as many models as categories.
    func model(at index: Int) -> EquipmentModel {
        var source = random(.model, index)
        let place = index % tables.categories.count
        let category = tables.categories[place]
        let number = DemoWords.modelNumber(&source)
        let brand = DemoWords.brand(&source)
        var record = EquipmentModel(id: id("m", index))
        record.supplier = supplierSeat(supplier(for: place, &source)).id
        record.category = category.path
        record.name = "示例" + brand + category.nameZh + " " + number
        record.brand = brand + "（示例）"
        record.modelNumber = number
        record.efficiency = efficiency(of: place, &source)
        record.price = price(of: place, tier: record.efficiency, &source)
        record.specs = specs(of: place, tier: record.efficiency, &source)
        record.description = description(category, record.specs, place)
        addTerms(to: &record, &source)
        record.source = self.source
        return record
    }

    /// Suppliers keep to one group of the tree where there are enough of them.
    private func supplier(for place: Int, _ source: inout DemoRandom) -> Int {
        let group = tables.groupOf[place]
        guard sizes.suppliers > group else { return source.below(sizes.suppliers) }
        let many = (sizes.suppliers - group + tables.groupCount - 1) / tables.groupCount
        return group + tables.groupCount * min(source.below(many), source.below(many))
    }

    private func efficiency(of place: Int, _ source: inout DemoRandom) -> Efficiency? {
        guard tables.isRated[place] else { return source.chance(900) ? nil : .unrated }
        return [.advanced, .saving, .entry, .below, .unrated][source.weighted([250, 380, 270, 40, 60])]
    }

    /// Around the usual price of the category, better tiers dearer; three digits.
    private func price(of place: Int, tier: Efficiency?, _ source: inout DemoRandom) -> Fen {
        let permille = [.advanced: 1250, .saving: 1100][tier] ?? 1000
        return Fen(Int64(DemoRandom.rounded(source.spread(tables.basePrices[place]) * permille / 1000)) * 100)
    }

    /// The declared keys of the category, a few left out; the efficiency grade follows the tier.
    private func specs(of place: Int, tier: Efficiency?, _ source: inout DemoRandom) -> [Spec] {
        let grade: Double? =
            switch tier {
            case .advanced: 1
            case .saving: 2
            case .entry, .below: 3
            default: nil
            }
        var specs: [Spec] = []
        specs.reserveCapacity(8)
        for key in tables.specs.keys[place] {
            let value = key.values.value(&source)
            if source.chance(80) { continue }
            if key.info.key == "ie_grade", let grade {
                specs.append(Spec(key: key.info.key, value: .number(grade)))
            } else {
                specs.append(Spec(key: key.info.key, value: value))
            }
        }
        return specs
    }

    /// The category with its first two numbers.
    private func description(_ category: CategoryInfo, _ specs: [Spec]?, _ place: Int) -> String {
        var text = "示例数据：" + category.nameZh
        var named = 0
        for spec in specs ?? [] {
            guard named < 2, case .number(let number) = spec.value,
                let key = tables.specs.keys[place].first(where: { $0.info.key == spec.key })
            else { continue }
            let digits = number == number.rounded() ? String(Int(number)) : number.description
            text += "，" + key.info.nameZh + " " + digits + (key.info.unit.map { " " + $0 } ?? "")
            named += 1
        }
        return text
    }

    private func addTerms(to record: inout EquipmentModel, _ source: inout DemoRandom) {
        let isDear = record.price > Fen(100_000_000)
        record.leadTimeDays = isDear ? source.int(45...240) : source.int(3...90)
        record.monthlyCapacity = source.chance(700) ? (isDear ? source.int(1...12) : source.int(5...200)) : nil
        record.warrantyMonths = source.chance(900) ? source.pick([12, 18, 24, 36]) : nil
        let isFirst = source.chance(30)
        record.firstSet = isFirst ? true : source.chance(800) ? false : nil
        let listed = DemoOpenCodes.some(of: DemoWords.listings, permille: isFirst ? 500 : 4, &source)
        record.listings = listed.isEmpty && source.chance(300) ? nil : listed
        record.serviceRegions = source.chance(900) ? nil : [Region(code: 440_000)]
        record.validUntil = source.chance(850) ? asOf.adding(days: source.int(-20...700)) : nil
        record.status = source.chance(985) ? .active : .withdrawn
        record.domesticShare = source.chance(800) ? DemoSpecs.number(source.int(45...100), decimals: 2) : nil
    }
}
