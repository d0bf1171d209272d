internal import Domain
internal import JSON

/// A need has at most so many lines (10-data-model.md, `need`).
let linesMax = 200
/// A need names at most so many banks.
let banksMax = 3

extension FieldReader {
    /// 10-data-model.md, `need`.
    mutating func need() -> Need {
        var record = Need(id: id("id") ?? "")
        record.enterprise = reference("enterprise", to: .enterprises) ?? ""
        record.title = name("title") ?? ""
        record.description = text("description")
        record.region = region("region", required: true)
        record.action = word("action", Need.Action.self)
        record.directions = words("directions", Need.Direction.self)
        record.lines = lines() ?? []
        record.investmentTotal = money("investment_total_cny")
        record.fixedAssetInvestment = money("fixed_asset_investment_cny")
        record.plantInvestment = money("plant_investment_cny")
        record.equipmentAmount = money("equipment_amount_cny")
        (record.startedOn, record.completedOn) = dates("started_on", "completed_on")
        record.filingNumber = text("filing_number")
        record.contractSignedOn = date("contract_signed_on")
        record.financing = object("financing") { $0.financing() }
        record.consent = list("consent") { value, row in row.object(value) { $0.consent() } }
        record.status = word("status", Need.Status.self)
        record.submittedOn = date("submitted_on")
        record.siteStatus = word("site_status", Need.SiteStatus.self)
        record.progressShare = number("progress_share", from: 0, to: 1)
        record.zones = codes("zones")
        record.lists = codes("lists")
        record.attested = codes("attested")
        record.figures = figures()
        record.source = source()
        return record
    }

    private mutating func financing() -> Need.Financing {
        Need.Financing(
            amount: money("amount_cny"),
            tenorMonths: int("tenor_months", from: 1, to: monthsMax),
            ownFunds: money("own_funds_cny"),
            preferred: words("preferred", Need.Backbone.self),
            banks: ids("banks", count: 0...banksMax)
        )
    }

    private mutating func consent() -> Need.Consent {
        let provider = scalar("provider", required: true) { (value: JSONValue) throws(Flaw) -> String in
            if case .string("*") = value { return "*" }
            return try Scalar.id(value)
        }
        let (from, to) = dates("from", "to")
        return Need.Consent(provider: provider ?? "", from: from, to: to, purpose: text("purpose"))
    }

    private mutating func lines() -> [Line]? {
        var seen: Set<String> = []
        return list("lines", required: true, count: (row.isStrict ? 1 : 0)...linesMax) { value, row in
            row.object(value) { fields in
                let line = fields.line()
                if !line.line.isEmpty, !seen.insert(line.line).inserted {
                    row.report(
                        Flaw(.duplicateID, "an id that no other line of the need has", "give each line its own id"),
                        found: .string(line.line),
                        key: "line"
                    )
                }
                return line
            }
        }
    }

    /// 10-data-model.md, "Line".
    private mutating func line() -> Line {
        var line = Line(line: id("line") ?? "")
        line.category = category("category") ?? CategoryPath("")
        line.quantity = int("quantity", from: 1, required: true) ?? 1
        line.maxUnitPrice = scalar("max_unit_price_cny") { (value: JSONValue) throws(Flaw) in
            let price = try Scalar.money(value)
            guard price > .zero else {
                throw Flaw(.outOfRange, "an amount above 0", "leave it out where no highest price is set")
            }
            return price
        }
        line.minEfficiency = word("min_efficiency", Efficiency.self)
        line.neededBy = date("needed_by")
        line.text = text("text")
        line.replaces = object("replaces") { fields in
            Line.Replaced(
                installed: fields.month("installed"),
                efficiency: fields.word("efficiency", Efficiency.self),
                annualEnergyKWh: fields.number("annual_energy_kwh", from: 0)
            )
        }
        let declared = row.codes.categories[line.category]?.specs
        line.specs = map("specs") { key, value, row in
            row.constraint(value, declared?[key]).map { Line.SpecConstraint(key: key, constraint: $0) }
        }
        return line
    }
}

extension RowReport {
    /// The constraint on one key at the current place; a maximum under its minimum is noted but accepted.
    fileprivate func constraint(_ value: JSONValue, _ type: Category.SpecType?) -> Line.Constraint? {
        guard let constraint = scalar(value, { (value: JSONValue) throws(Flaw) in try Scalar.constraint(value, type) })
        else { return nil }
        if case .range(let min?, let max?) = constraint, max < min {
            reportDisorder(
                key: "max",
                found: value["max"],
                notBelow: "min, \(JSONNumber.shortest(min))",
                "exchange the two"
            )
        }
        return constraint
    }
}

extension Scalar {
    /// `{"min":n}`, `{"max":n}`, both, `{"one_of":[…]}` or `{"is":true}`, of the type the category declares.
    fileprivate static func constraint(_ value: JSONValue, _ type: Category.SpecType?) throws(Flaw) -> Line.Constraint {
        guard case .object(let object) = value else { throw badConstraint }
        var min: Double?
        var max: Double?
        var list: [SpecValue]?
        var flag: Bool?
        for member in object.members {
            switch (member.key, member.value) {
            case (_, .null): continue
            case ("min", .number): min = try bound(member.value)
            case ("max", .number): max = try bound(member.value)
            case ("one_of", .array(let elements)): list = try oneOf(elements, type)
            case ("is", .bool(let bool)): flag = bool
            default: throw badConstraint
            }
        }
        switch (min != nil || max != nil, list, flag) {
        case (true, nil, nil) where type == nil || type == .number: return .range(min: min, max: max)
        case (false, let list?, nil): return .oneOf(list)
        case (false, nil, let flag?) where type == nil || type == .bool: return .is(flag)
        default: throw type.map(badConstraint(on:)) ?? badConstraint
        }
    }

    private static func bound(_ value: JSONValue) throws(Flaw) -> Double {
        guard let number = value.double, number.isFinite else { throw badConstraint }
        return number
    }

    /// Texts or numbers; a boolean is never in a list (R53).
    private static func oneOf(_ elements: [JSONValue], _ type: Category.SpecType?) throws(Flaw) -> [SpecValue] {
        guard !elements.isEmpty else { throw badConstraint }
        var values: [SpecValue] = []
        for element in elements {
            switch element {
            case .string(let text) where type == nil || type == .text: values.append(.text(text))
            case .number where type == nil || type == .number: values.append(.number(try bound(element)))
            default: throw type.map(badConstraint(on:)) ?? badConstraint
            }
        }
        return values
    }

    private static var badConstraint: Flaw {
        Flaw(
            .badConstraint,
            "{\"min\":n}, {\"max\":n}, both, {\"one_of\":[…]} or {\"is\":true}",
            "write exactly one of these forms"
        )
    }

    private static func badConstraint(on type: Category.SpecType) -> Flaw {
        switch type {
        case .number: Flaw(.badConstraint, "min, max or one_of with numbers", "the category declares a number here")
        case .text: Flaw(.badConstraint, "one_of with texts", "the category declares a text here")
        case .bool: Flaw(.badConstraint, "{\"is\":true} or {\"is\":false}", "the category declares true or false here")
        }
    }
}
