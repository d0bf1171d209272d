import Domain
import ReferenceData

extension DemoData {
    /// A renewal project for an item of box 1 or 2 that the enterprise's industry is to renew.
    func need(at index: Int) -> Need {
        var source = random(.need, index)
        let owner = source.below(sizes.enterprises)
        let seat = enterpriseSeat(owner)
        let choice = tables.items.choice(for: industry(ofEnterprise: owner, in: seat.city).industry, &source)
        var record = Need(id: id("n", index))
        record.enterprise = seat.id
        record.title = "示例：" + seat.city.zh + "更新" + choice.item.zh
        record.region = source.chance(930) ? seat.region : source.pick(seat.city.counties)
        record.action = Need.Action.allCases[source.weighted([280, 260, 240, 220])]
        record.directions = directions(choice.direction, &source)
        addDates(to: &record, &source)
        addLines(to: &record, choice, &source)
        record.description = "示例数据：企业拟更新" + choice.item.zh + "，共" + String(record.lines.count) + "项设备需求。"
        addMoney(to: &record, &source)
        addConsent(to: &record, &source)
        record.status = Need.Status.allCases[source.weighted([40, 850, 40, 30, 20, 20])]
        addStatements(to: &record, city: seat.city.region, &source)
        record.source = self.source
        return record
    }

    /// The direction of the item's row, and at times another; sorted.
    private func directions(_ first: Need.Direction, _ source: inout DemoRandom) -> [String] {
        var chosen = [first.rawValue]
        if source.chance(300) {
            let other = source.pick(Need.Direction.allCases).rawValue
            if other != first.rawValue { chosen.append(other) }
        }
        return chosen.sorted()
    }

    private func addDates(to record: inout Need, _ source: inout DemoRandom) {
        record.submittedOn = asOf.adding(days: -source.int(0...150))
        let start = asOf.adding(days: source.int(-90...270))
        record.startedOn = source.chance(920) ? start : nil
        record.completedOn = source.chance(850) ? start.adding(days: source.int(60...720)) : nil
        record.contractSignedOn = source.chance(120) ? start.adding(days: -source.int(1...60)) : nil
        let isUnderWay = start <= asOf
        record.siteStatus = isUnderWay ? .building : source.pick([.planned, .ready])
        record.progressShare = isUnderWay ? DemoSpecs.number(source.int(1...90), decimals: 2) : nil
        if source.chance(650), let region = record.region {
            let number = String(source.int(100_000...999_999))
            let year = String((record.submittedOn ?? asOf).components.year)
            record.filingNumber = "示例-" + year + "-" + region.text + "-" + number
        }
    }

    /// One to three lines of the item's categories, narrower ones mostly.
    private func addLines(to record: inout Need, _ choice: DemoItems.Choice, _ source: inout DemoRandom) {
        let count = 1 + source.weighted([600, 280, 120])
        for number in 1...count {
            guard let wide = tables.placeOf[source.pick(choice.item.categories)] else { continue }
            let place = source.chance(700) ? source.pick(tables.leaves[wide]) : wide
            record.lines.append(line(number, place, choice, start: record.startedOn ?? asOf, &source))
        }
    }

    private func line(
        _ number: Int,
        _ place: Int,
        _ choice: DemoItems.Choice,
        start: CalendarDay,
        _ source: inout DemoRandom
    ) -> Line {
        let category = tables.categories[place]
        var line = Line(line: String(number))
        line.category = category.path
        line.quantity = quantity(of: place, &source)
        let price = DemoRandom.rounded(tables.basePrices[place] * source.int(900...1800) / 1000)
        line.maxUnitPrice = Fen(Int64(price) * 100)
        if tables.isRated[place] {
            line.minEfficiency = [.saving, .advanced, .entry, nil][source.weighted([500, 150, 200, 150])]
        }
        line.neededBy = source.chance(800) ? max(asOf, start).adding(days: source.int(30...300)) : nil
        line.text = source.chance(900) ? "更新" + choice.item.zh + "，需要" + category.nameZh : nil
        line.replaces = source.chance(700) ? replaced(place, &source) : nil
        line.specs = constraints(place, &source)
        return line
    }

    /// Machine tools are named where they are in service for more than ten years.
    private func replaced(_ place: Int, _ source: inout DemoRandom) -> Line.Replaced {
        let years = tables.categories[place].trigger?.ageYears ?? 5
        return Line.Replaced(
            installed: month(before: source.int(years * 12 + 1...300)),
            efficiency: tables.isRated[place] ? oldTier(&source) : nil,
            annualEnergyKWh: source.chance(600) ? annualEnergy(of: place, &source) : nil
        )
    }

    /// At most two constraints, loose enough that some models satisfy them; sorted by key.
    private func constraints(_ place: Int, _ source: inout DemoRandom) -> [Line.SpecConstraint]? {
        var chosen: [Line.SpecConstraint] = []
        for key in tables.specs.keys[place] where chosen.count < 2 && source.chance(220) {
            switch key.values {
            case .numbers(let low, let high, let step, let decimals):
                let bound = low + source.below((high - low) / step / 3 + 1) * step
                let upper = high - (bound - low)
                let lowest = DemoSpecs.number(bound, decimals: decimals)
                let highest = DemoSpecs.number(upper, decimals: decimals)
                let constraint: Line.Constraint =
                    source.chance(600) ? .range(min: lowest, max: nil) : .range(min: lowest, max: highest)
                chosen.append(.init(key: key.info.key, constraint: constraint))
            case .texts(let texts):
                let some = texts.filter { _ in source.chance(700) }
                if !some.isEmpty {
                    chosen.append(.init(key: key.info.key, constraint: .oneOf(some.map { .text($0) })))
                }
            case .flags: chosen.append(.init(key: key.info.key, constraint: .is(true)))
            }
        }
        return chosen.isEmpty ? nil : chosen
    }
}
