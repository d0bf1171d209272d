import Domain
import Matching
import Testing

@Suite struct HardTestTests {
    @Test("price holds up to the limit and not one fen above")
    func price() {
        #expect(HardTests.price(limit: nil, price: Fen(.max)))
        for limit in [Int64(0), 1, 22_280_612] {
            #expect(HardTests.price(limit: Fen(limit), price: Fen(limit)))
            #expect(!HardTests.price(limit: Fen(limit), price: Fen(limit + 1)))
        }
    }

    @Test("every tier against every minimum; unrated fails any")
    func efficiency() {
        let order: [Efficiency] = [.unrated, .below, .entry, .saving, .advanced]
        for (rank, model) in order.enumerated() {
            #expect(HardTests.efficiency(minimumRank: nil, rank: model.rank))
            for (minimumRank, minimum) in order.enumerated() {
                let holds = model != .unrated && rank >= minimumRank
                #expect(
                    HardTests.efficiency(minimumRank: minimum.rank, rank: model.rank) == holds,
                    "\(model) \(minimum)"
                )
            }
        }
    }

    @Test("delivery on the day holds, a day later does not; a past date holds for nothing")
    func delivery() {
        #expect(HardTests.delivery(daysUntilNeeded: nil, leadTimeDays: .max))
        for days in -40...400 {
            for lead in [0, 1, 29, 30, 31, days - 1, days, days + 1] where lead >= 0 {
                #expect(HardTests.delivery(daysUntilNeeded: days, leadTimeDays: lead) == (lead <= days))
            }
        }
        #expect(!HardTests.delivery(daysUntilNeeded: 3_000_000, leadTimeDays: .max))
    }

    @Test("capacity counts whole months of 30 days, at least one, against the definition for every small case")
    func capacity() {
        #expect(HardTests.capacityMonths(daysUntilNeeded: nil) == 1)
        for days in -100...200 {
            let months = max(1, Int((Double(days) / 30).rounded(.down)))
            #expect(HardTests.capacityMonths(daysUntilNeeded: days) == months)
            for monthly in 1...4 {
                for quantity in 1...25 {
                    #expect(
                        HardTests.capacity(monthlyCapacity: monthly, months: months, quantity: quantity)
                            == (monthly * months >= quantity)
                    )
                }
            }
        }
    }

    @Test("an unknown capacity is no limit, a product beyond 64 bits is enough, a negative one never")
    func capacityExtremes() {
        #expect(HardTests.capacity(monthlyCapacity: nil, months: 1, quantity: .max))
        #expect(HardTests.capacity(monthlyCapacity: .max, months: 2, quantity: .max))
        #expect(!HardTests.capacity(monthlyCapacity: .min, months: 2, quantity: 1))
        #expect(!HardTests.capacity(monthlyCapacity: 0, months: 12, quantity: 1))
    }

    @Test("live: both statuses, and the last day included")
    func live() throws {
        let day = try #require(CalendarDay("2025-03-01"))
        for model in [true, false] {
            for supplier in [true, false] {
                for offset in [nil, -1, 0, 1] as [Int?] {
                    let holds = model && supplier && (offset ?? 0) >= 0
                    #expect(
                        HardTests.live(
                            modelIsActive: model,
                            supplierIsActive: supplier,
                            validUntil: offset.map { day.adding(days: $0) },
                            asOf: day
                        ) == holds
                    )
                }
            }
        }
    }

    @Test("service: county, city, province and country, and no region at all")
    func service() {
        let county = Region(code: 440_305)
        for (served, holds) in [
            ([440_305], true), ([440_300], true), ([440_000], true), ([100_000], true), ([440_306], false),
            ([440_100], false), ([450_000], false), ([], false), ([450_000, 440_300], true),
        ] as [([UInt32], Bool)] {
            #expect(HardTests.service(region: county, served: served.map { Region(code: $0) }) == holds, "\(served)")
        }
        #expect(!HardTests.service(region: Region(code: 440_000), served: [Region(code: 440_300)]))
        #expect(!HardTests.service(region: .country, served: [Region(code: 440_000)]))
    }

    @Test("category: the same path or one that goes on after a dot")
    func category() {
        let line = CategoryPath("energy.motor")
        for (model, holds) in [
            ("energy.motor", true), ("energy.motor.pm", true), ("energy.motors", false), ("energy", false),
            ("energy.motor-x", false), ("", false),
        ] {
            #expect(HardTests.category(model: CategoryPath(model), line: line) == holds, "\(model)")
        }
    }

    @Test("every constraint against every type of value")
    func specs() {
        let values: [SpecValue?] = [nil, .number(1), .text("1"), .text("cnc"), .bool(true), .bool(false)]
        let table: [(Line.Constraint, [Bool])] = [
            (.range(min: 1, max: nil), [false, true, false, false, false, false]),
            (.range(min: nil, max: 1), [false, true, false, false, false, false]),
            (.range(min: 1, max: 1), [false, true, false, false, false, false]),
            (.range(min: 1.000001, max: 2), [false, false, false, false, false, false]),
            (.range(min: 2, max: 1), [false, false, false, false, false, false]),
            (.oneOf([.number(1), .bool(true)]), [false, true, false, false, false, false]),
            (.oneOf([.text("1"), .text("CNC")]), [false, false, true, false, false, false]),
            (.oneOf([]), [false, false, false, false, false, false]),
            (.is(true), [false, false, false, false, true, false]),
            (.is(false), [false, false, false, false, false, true]),
        ]
        for (constraint, row) in table {
            #expect(values.map { HardTests.spec(constraint, value: $0) } == row, "\(constraint)")
        }
        // Equal to the byte: e with an accent in one scalar is not e with an accent in two.
        #expect(!HardTests.spec(.oneOf([.text("\u{E9}")]), value: .text("e\u{301}")))
    }

    @Test("the figures of every test")
    func figures() throws {
        var model = EquipmentModel(id: "m")
        model.category = CategoryPath("a.b")
        model.price = Fen(22_280_605)
        model.leadTimeDays = 30
        model.monthlyCapacity = 3
        model.validUntil = CalendarDay("2025-04-01")
        model.specs = [Spec(key: "power_kw", value: .number(7.5)), Spec(key: "speed", value: .number(3700))]
        var line = Line(line: "1")
        line.category = CategoryPath("a")
        line.quantity = 9
        line.maxUnitPrice = Fen(20_000_000)
        line.minEfficiency = .entry
        line.neededBy = CalendarDay("2025-05-01")
        line.specs = [
            Line.SpecConstraint(key: "cnc", constraint: .is(true)),
            Line.SpecConstraint(key: "power_kw", constraint: .range(min: nil, max: 7.5)),
            Line.SpecConstraint(key: "speed", constraint: .range(min: 1, max: 4700)),
        ]
        var need = Need(id: "n")
        need.region = Region(code: 440_106)
        var supplier = Supplier(id: "s")
        supplier.status = .suspended
        let asOf = try #require(CalendarDay("2025-03-01"))
        let tests = Evaluator.tests(line: line, need: need, model: model, supplier: supplier, asOf: asOf)
        #expect(
            tests == [
                TestResult(test: "category", holds: true, modelValue: "a.b", lineValue: "a"),
                TestResult(
                    test: "live",
                    holds: false,
                    modelValue: "active, supplier suspended, until 2025-04-01",
                    lineValue: "2025-03-01"
                ),
                TestResult(test: "price", holds: false, modelValue: "222806.05", lineValue: "≤ 200000"),
                TestResult(test: "efficiency", holds: false, modelValue: "unrated", lineValue: "≥ entry"),
                TestResult(test: "delivery", holds: true, modelValue: "2025-03-31 (30 d)", lineValue: "≤ 2025-05-01"),
                TestResult(test: "capacity", holds: false, modelValue: "3 × 2", lineValue: "≥ 9"),
                TestResult(test: "service", holds: true, modelValue: "100000", lineValue: "440106"),
                TestResult(test: "specs.cnc", holds: false, modelValue: nil, lineValue: "true"),
                TestResult(test: "specs.power_kw", holds: true, modelValue: "7.5", lineValue: "≤ 7.5"),
                TestResult(test: "specs.speed", holds: true, modelValue: "3700", lineValue: "1 … 4700"),
            ]
        )
    }
}
