internal import Domain
internal import JSON

extension FieldReader {
    /// 10-data-model.md, `enterprise`.
    mutating func enterprise() -> Enterprise {
        var record = Enterprise(id: uscc("id") ?? "")
        record.name = name("name") ?? ""
        record.region = region("region", required: true)
        record.industry = industry("industry")
        record.size = word("size", Enterprise.Size.self)
        record.aboveScale = bool("above_scale")
        record.designations = words("designations", Enterprise.Designation.self)
        record.ownership = word("ownership", Enterprise.Ownership.self)
        record.annualRevenue = money("annual_revenue_cny")
        record.employees = number("employees", from: 0)
        record.debtRatio = number("debt_ratio", from: 0)
        record.founded = date("founded")
        record.creditGrade = word("credit_grade", Enterprise.CreditGrade.self)
        record.blacklists = words("blacklists", Enterprise.Blacklist.self)
        record.scope = text("scope")
        record.zones = codes("zones")
        record.lists = codes("lists")
        record.attested = codes("attested")
        record.received = list("received") { value, row in row.object(value) { $0.support() } }
        record.revenueGrowth = number("revenue_growth")
        record.outputGrowth = number("output_growth")
        record.rdShare = number("rd_share", from: 0)
        record.figures = figures()
        record.source = source()
        return record
    }

    /// Support already received; the offer may be one that is not stored.
    private mutating func support() -> Enterprise.Support {
        Enterprise.Support(offer: id("offer") ?? "", on: date("on"), amount: money("amount_cny"))
    }

    /// 10-data-model.md, `supplier`.
    mutating func supplier() -> Supplier {
        var record = Supplier(id: uscc("id") ?? "")
        record.name = name("name") ?? ""
        record.region = region("region", required: true)
        record.serviceRegions = regions("service_regions")
        record.rating = number("rating", from: 0, to: 5)
        record.certifications = codes("certifications")
        record.scope = text("scope")
        record.status = word("status", Supplier.Status.self)
        record.source = source()
        return record
    }

    /// 10-data-model.md, `inventory`.
    mutating func inventoryItem() -> InventoryItem {
        var record = InventoryItem(id: id("id") ?? "")
        record.enterprise = reference("enterprise", to: .enterprises) ?? ""
        record.category = category("category") ?? CategoryPath("")
        record.quantity = int("quantity", from: 1, required: true) ?? 0
        record.installed = month("installed", required: true)
        record.efficiency = word("efficiency", Efficiency.self)
        record.annualEnergyKWh = number("annual_energy_kwh", from: 0)
        record.modelNumber = text("model_number")
        record.source = source()
        return record
    }

    /// The credit code of another record that must be stored (R36).
    mutating func reference(_ key: String, to kind: RecordKind) -> String? {
        guard let id = uscc(key) else { return nil }
        row.refer(to: kind, id, key: key)
        return id
    }
}
