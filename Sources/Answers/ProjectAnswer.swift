package import Domain
package import JSON
import Matching

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
        fit = ProjectFit(need, enterprise, asOf: asOf).millionths
        amount = need.amountSought
        tenorMonths = need.financing?.tenorMonths
        city = need.city.text
        division = enterprise?.industry?.division ?? ""
    }

    /// Amount bands of the facet, in CNY.
    package var amountBand: String { AmountBand(amount).rawValue }

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
