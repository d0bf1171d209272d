package import Domain
package import JSON

/// One project as a provider sees it (50-interfaces.md, `projects`).
package struct ProjectView: Sendable {
    /// In millionths: 0.45 credit + 0.35 readiness + 0.20 direction.
    package let fit: Int64
    package let amount: Fen?
    package let tenorMonths: Int?
    /// The city of the project, or its province where it names none.
    package let city: String
    /// Division of the enterprise's industry, `C34`; empty where unknown.
    package let division: String
    private let need: Need
    private let enterprise: Enterprise?

    package init(need: Need, enterprise: Enterprise?, asOf: CalendarDay) {
        self.need = need
        self.enterprise = enterprise
        fit = ProjectView.fit(need, enterprise, asOf: asOf)
        amount = need.financing?.amount ?? need.equipmentAmountOrDefault
        tenorMonths = need.financing?.tenorMonths
        city = (need.region.flatMap { $0.city ?? $0.province } ?? .country).text
        division = enterprise?.industry.map { String($0.code.prefix(3)) } ?? ""
    }

    /// 0.45 credit (A 1, B 0.7, C 0.4, else 0) + 0.35 readiness (half for a filing number, half for `started_on` within
    /// 180 days after or any time before `asOf`) + 0.20 direction (1 if any), in millionths.
    static func fit(_ need: Need, _ enterprise: Enterprise?, asOf: CalendarDay) -> Int64 {
        let credit: Int64 =
            switch enterprise?.creditGrade {
            case .a: 450_000
            case .b: 315_000
            case .c: 180_000
            case .d, nil: 0
            }
        let filed: Int64 = need.isFiled ? 175_000 : 0
        let started = need.startedOn.map { $0.days(since: asOf) <= 180 } ?? false
        return credit + filed + (started ? 175_000 : 0) + (need.directions?.isEmpty == false ? 200_000 : 0)
    }

    /// Amount bands of the facet, in CNY.
    package var amountBand: String {
        guard let amount else { return "unknown" }
        let million: Int64 = 100_000_000
        switch amount.rawValue {
        case ..<million: return "below_1m"
        case ..<(5 * million): return "1m_to_5m"
        case ..<(20 * million): return "5m_to_20m"
        case ..<(100 * million): return "20m_to_100m"
        default: return "100m_and_above"
        }
    }

    /// The consent by which the enterprise behind the project may be shown to a provider on a day: of several the one
    /// that lasts longest; nil without one.
    package func consent(to provider: String, asOf: CalendarDay) -> Need.Consent? {
        (need.consent ?? []).filter { consent in
            (consent.provider == provider || consent.provider == "*")
                && (consent.from.map { $0 <= asOf } ?? true) && (consent.to.map { asOf <= $0 } ?? true)
        }.max { a, b in (a.to?.number ?? .max) < (b.to?.number ?? .max) }
    }

    /// The row; without consent the enterprise is null and the title is replaced by the categories' names.
    package func row(
        outcome: Outcome, offer: String, asks: [Fact], provider: String, categories: CategoryTree, asOf: CalendarDay
    ) -> JSONValue {
        let consent = consent(to: provider, asOf: asOf)
        var names: [String] = []
        for line in need.lines {
            let name = categories[line.category]?.nameZh ?? line.category.path
            if !names.contains(name) { names.append(name) }
        }
        var json = JSONObject()
        json.add("need", .string(need.id))
        json.add("outcome", .string(outcome.rawValue))
        json.add("offer", .string(offer))
        json.add("fit", .millionths(fit))
        json.add("title", .string(consent != nil ? need.title : names.joined(separator: "、")))
        json.add("city", .string(city))
        json.add("industry", enterprise?.industry.map { .string($0.code) } ?? .null)
        json.add("amount_cny", amount.map { .money($0) } ?? .null)
        json.add("tenor_months", tenorMonths.map { .int($0) } ?? .null)
        json.add("directions", .strings(need.directions ?? []))
        json.add("asks", .strings(asks.map(\.rawValue)))
        json.add("enterprise", consent.map { dossier($0) } ?? .null)
        json.add("position", .null)
        return .object(json)
    }

    /// What a provider sees of the enterprise, with the purpose and the last day of the consent.
    private func dossier(_ consent: Need.Consent) -> JSONValue {
        guard let enterprise else { return .null }
        var json = JSONObject()
        json.add("id", .string(enterprise.id))
        json.add("name", .string(enterprise.name))
        json.add("region", enterprise.region.map { .string($0.text) })
        json.add("size", enterprise.size.map { .string($0.rawValue) })
        json.add("credit_grade", enterprise.creditGrade.map { .string($0.rawValue) })
        json.add("annual_revenue_cny", enterprise.annualRevenue.map { .money($0) })
        json.add("employees", enterprise.employees.map { .double($0) })
        json.add("debt_ratio", enterprise.debtRatio.map { .double($0) })
        json.add("designations", enterprise.designations.map { .strings($0) })
        json.add(
            "consent",
            [
                "purpose": consent.purpose.map { .string($0) } ?? .null,
                "to": consent.to.map { .string($0.text) } ?? .null,
            ])
        return .object(json)
    }
}
