package import Domain

extension Evaluator {
    /// Whether a model passes all hard tests of a line; stops at the first it fails.
    package static func passes(_ query: LineQuery, model: EquipmentModel, supplier: Supplier?) -> Bool {
        let line = query.line
        return HardTests.category(model: model.category, line: line.category)
            && isLive(model, supplier: supplier, asOf: query.asOf)
            && HardTests.price(limit: line.maxUnitPrice, price: model.price)
            && HardTests.efficiency(minimumRank: line.minEfficiency?.rank, rank: rank(model))
            && HardTests.delivery(daysUntilNeeded: query.daysUntilNeeded, leadTimeDays: model.leadTimeDays)
            && HardTests.capacity(
                monthlyCapacity: model.monthlyCapacity,
                months: query.capacityMonths,
                quantity: line.quantity
            )
            && HardTests.service(region: query.region, served: serviceRegions(of: model, supplier: supplier))
            && (line.specs ?? []).allSatisfy { HardTests.spec($0.constraint, value: value(of: $0.key, in: model)) }
    }

    /// Every hard test of a model for a line with both figures, in the contract's order, constraints in theirs.
    package static func tests(
        line: Line,
        need: Need,
        model: EquipmentModel,
        supplier: Supplier?,
        asOf: CalendarDay
    ) -> [TestResult] {
        tests(LineQuery(need: need, line: line, asOf: asOf), model: model, supplier: supplier)
    }

    /// Every hard test of a model for a line with both figures, in the contract's order, constraints in theirs.
    package static func tests(_ query: LineQuery, model: EquipmentModel, supplier: Supplier?) -> [TestResult] {
        var results = [
            TestResult(
                test: "category",
                holds: HardTests.category(model: model.category, line: query.line.category),
                modelValue: model.category.path,
                lineValue: query.line.category.path
            ),
            TestResult(
                test: "live",
                holds: isLive(model, supplier: supplier, asOf: query.asOf),
                modelValue: Figures.live(model, supplier: supplier),
                lineValue: query.asOf.text
            ),
            TestResult(
                test: "price",
                holds: HardTests.price(limit: query.line.maxUnitPrice, price: model.price),
                modelValue: Figures.money(model.price),
                lineValue: query.line.maxUnitPrice.map { "≤ " + Figures.money($0) }
            ),
            efficiencyTest(query, model: model),
            deliveryTest(query, model: model),
            capacityTest(query, model: model),
            serviceTest(query, model: model, supplier: supplier),
        ]
        for constraint in query.line.specs ?? [] {
            let value = value(of: constraint.key, in: model)
            results.append(
                TestResult(
                    test: "specs." + constraint.key,
                    holds: HardTests.spec(constraint.constraint, value: value),
                    modelValue: value.map(Figures.value),
                    lineValue: Figures.constraint(constraint.constraint)
                )
            )
        }
        return results
    }

    private static func efficiencyTest(_ query: LineQuery, model: EquipmentModel) -> TestResult {
        let minimum = query.line.minEfficiency
        return TestResult(
            test: "efficiency",
            holds: HardTests.efficiency(minimumRank: minimum?.rank, rank: rank(model)),
            modelValue: (model.efficiency ?? .unrated).rawValue,
            lineValue: minimum.map { "≥ " + $0.rawValue }
        )
    }

    private static func deliveryTest(_ query: LineQuery, model: EquipmentModel) -> TestResult {
        TestResult(
            test: "delivery",
            holds: HardTests.delivery(daysUntilNeeded: query.daysUntilNeeded, leadTimeDays: model.leadTimeDays),
            modelValue: Figures.delivery(asOf: query.asOf, leadTimeDays: model.leadTimeDays),
            lineValue: query.line.neededBy.map { "≤ " + $0.text }
        )
    }

    private static func capacityTest(_ query: LineQuery, model: EquipmentModel) -> TestResult {
        let months = query.capacityMonths
        return TestResult(
            test: "capacity",
            holds: HardTests.capacity(
                monthlyCapacity: model.monthlyCapacity,
                months: months,
                quantity: query.line.quantity
            ),
            modelValue: model.monthlyCapacity.map { months == 1 ? String($0) : "\($0) × \(months)" },
            lineValue: "≥ \(query.line.quantity)"
        )
    }

    private static func serviceTest(_ query: LineQuery, model: EquipmentModel, supplier: Supplier?) -> TestResult {
        let served = serviceRegions(of: model, supplier: supplier)
        return TestResult(
            test: "service",
            holds: HardTests.service(region: query.region, served: served),
            modelValue: served.map(\.text).joined(separator: ", "),
            lineValue: query.region.text
        )
    }

    private static func isLive(_ model: EquipmentModel, supplier: Supplier?, asOf: CalendarDay) -> Bool {
        HardTests.live(
            modelIsActive: model.isActive,
            supplierIsActive: supplier?.isActive == true,
            validUntil: model.validUntil,
            asOf: asOf
        )
    }

    private static func rank(_ model: EquipmentModel) -> Int { (model.efficiency ?? .unrated).rank }

    private static func value(of key: String, in model: EquipmentModel) -> SpecValue? {
        model.specs?.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
    }
}
