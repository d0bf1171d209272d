import Domain

/// What a table's cell is read as.
enum FieldType: Equatable {
    case text
    /// Text; of a sheet's date the month.
    case month
    case number
    case money
    case bool
    /// Texts separated by `;`.
    case list
    /// A list of objects, a rule or an object: JSON in the cell.
    case json
}

/// The fields of a kind that are other than text, by their path in a table's header; and its objects.
struct FieldTypes {
    /// Types by dotted path; text where a path is not here.
    let byPath: [String: FieldType]
    /// First steps of paths that are objects: `financing`, `source`. A dot below anything else is part of an unknown
    /// name.
    let objects: Set<String>

    /// The type of a column that is not `specs.…` or `line.…`.
    subscript(path: String) -> FieldType { byPath[path] ?? .text }

    /// The fields of the kind.
    static func of(_ kind: RecordKind) -> FieldTypes {
        switch kind {
        case .enterprises: enterprises
        case .suppliers: suppliers
        case .models: models
        case .inventory: inventory
        case .needs: needs
        case .offers: offers
        case .jointCaps: jointCaps
        }
    }

    /// The columns `line.<field>` of a need's lines, without `line.`.
    static let lines = FieldTypes(
        numbers: "quantity replaces.annual_energy_kwh",
        money: "max_unit_price_cny",
        months: "replaces.installed",
        json: "replaces specs"
    )

    private static let enterprises = FieldTypes(
        numbers: "employees debt_ratio revenue_growth output_growth rd_share",
        money: "annual_revenue_cny",
        bools: "above_scale",
        lists: "designations blacklists zones lists attested",
        json: "received figures source"
    )
    private static let suppliers = FieldTypes(
        numbers: "rating",
        lists: "service_regions certifications",
        json: "source"
    )
    private static let models = FieldTypes(
        numbers: "lead_time_days monthly_capacity warranty_months domestic_share",
        money: "price_cny",
        bools: "first_set",
        lists: "listings service_regions",
        json: "specs source"
    )
    private static let inventory = FieldTypes(
        numbers: "quantity annual_energy_kwh",
        months: "installed",
        json: "source"
    )
    private static let needs = FieldTypes(
        numbers: "progress_share financing.tenor_months",
        money: """
            investment_total_cny fixed_asset_investment_cny plant_investment_cny equipment_amount_cny \
            financing.amount_cny financing.own_funds_cny
            """,
        lists: "directions zones lists attested financing.preferred financing.banks",
        json: "lines consent financing figures source"
    )
    private static let offers = FieldTypes(
        numbers: """
            loan.rate_annual loan.tenor_months.min loan.tenor_months.max loan.max_share_of_investment loan.fee_rate \
            lease.rate_annual lease.tenor_months.min lease.tenor_months.max lease.down_payment_share \
            lease.residual_share lease.fee_rate lease.deposit_share guarantee.fee_rate_annual guarantee.cover_share \
            insurance.premium_rate insurance.years benefit.form.rate benefit.form.points benefit.form.share \
            benefit.form.max_points benefit.base_cap.share benefit.cap.share benefit.cap_per_year.share \
            benefit.max_months benefit.paid.months_after_completion benefit.paid.month
            """,
        money: """
            loan.amount_cny.min loan.amount_cny.max lease.amount_cny.min lease.amount_cny.max \
            guarantee.max_amount_cny benefit.form.flat_cny benefit.base_cap_cny benefit.cap_cny \
            benefit.cap_per_year_cny benefit.floor_cny benefit.min_cny benefit.round_to_cny quota.amount_cny \
            quota.used_cny
            """,
        bools: "benefit.paid.with_payment benefit.paid.at_loan_end benefit.base_cap.per_year",
        lists: """
            groups provider.classes benefit.base_less benefit.cap_includes benefit.cap_per_year_includes
            """,
        json: """
            provider window rule loan lease guarantee insurance benefit requires quota share_table source \
            loan.tenor_months loan.amount_cny lease.tenor_months lease.amount_cny benefit.form benefit.form.tiers \
            benefit.base_cap benefit.cap benefit.cap_per_year benefit.cases benefit.bonus benefit.paid benefit.observed
            """
    )
    private static let jointCaps = FieldTypes(
        numbers: "share",
        money: "cap_cny",
        bools: "per_year",
        lists: "members",
        json: "source"
    )

    private init(
        numbers: String = "",
        money: String = "",
        bools: String = "",
        lists: String = "",
        months: String = "",
        json: String = ""
    ) {
        var types: [String: FieldType] = [:]
        let groups: [(String, FieldType)] = [
            (numbers, .number), (money, .money), (bools, .bool), (lists, .list), (months, .month), (json, .json),
        ]
        for (paths, type) in groups {
            for path in paths.split(separator: " ") { types[String(path)] = type }
        }
        byPath = types
        objects = Set(json.split(separator: " ").map { String($0) }).subtracting(["lines", "rule", "requires"])
    }
}
