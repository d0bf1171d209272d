import Domain
import FinanceMath
package import JSON
package import Packaging

/// The answer to `package` (50-interfaces.md, "JSON").
package enum PackageAnswer {
    /// The packages of a solution, the best first.
    ///
    /// - Parameters:
    ///   - name: of an offer; nil where it is not to be shown.
    ///   - schedule: whether loans and leases come month by month.
    package static func list(
        _ solution: PackageSolution, schedule: Bool = false, name: (String) -> String? = { _ in nil }
    ) -> JSONValue {
        .array(solution.plans.map { plan($0, schedule: schedule, name: name) })
    }

    /// One package.
    package static func plan(
        _ plan: PackagePlan, schedule: Bool = false, name: (String) -> String? = { _ in nil }
    ) -> JSONValue {
        var json = JSONObject()
        let unverified = Set(plan.unverified)
        json.add("backbone", backbone(plan.backbone, unverified, name))
        json.add("offers", .array(plan.parts.map { part($0, unverified, name) }))
        json.add("net_present_cost_cny", .money(plan.netPresentCost))
        json.add("yearly_cost_rate", plan.yearlyCostRate.map(rate) ?? .null)
        json.add("upfront_cny", .money(plan.upfront))
        json.add("support_cny", .money(plan.support))
        json.add("support_by_provider_type", support(plan.supportByProviderType))
        json.add("own_cash_by_month", months(plan.ownCashByMonth))
        json.add("net_present_cost_certain_cny", .money(plan.netPresentCostCertain))
        json.add("upside", plan.upside.map(upside))
        json.add("rests_on_unknown", .array(plan.restsOnUnknown.map { rests(on: $0.facts, $0.offer) }))
        json.add("short_of_funds_cny", plan.shortOfFunds.map { .money($0) })
        if !plan.unverified.isEmpty { json.add("unverified", .strings(plan.unverified)) }
        json.add("gap", .money(plan.gap))
        json.add("flows", .array(plan.flows.map(flow)))
        if schedule { json.add("schedule", .array(PackageSchedule.rows(plan).map(row))) }
        return .object(json)
    }

    /// A package in short: what it consists of and what it costs.
    package static func summary(_ plan: PackagePlan, name: (String) -> String? = { _ in nil }) -> JSONValue {
        var json = JSONObject()
        json.add("backbone", backbone(plan.backbone, Set(plan.unverified), name))
        let parts = plan.parts.map { part -> JSONValue in
            var json = head(part.id, part.kind.rawValue, name)
            json.add("amount_cny", part.amount.map { .money($0) })
            return .object(json)
        }
        json.add("offers", .array(parts))
        json.add("net_present_cost_cny", .money(plan.netPresentCost))
        json.add("yearly_cost_rate", plan.yearlyCostRate.map(rate) ?? .null)
        json.add("upfront_cny", .money(plan.upfront))
        json.add("support_cny", .money(plan.support))
        json.add("short_of_funds_cny", plan.shortOfFunds.map { .money($0) })
        return .object(json)
    }

    /// Why there is no package: what must be given first.
    package static func refusal(fields: [String]) -> AnswerError {
        AnswerError(
            "needs_facts", "the equipment amount is not known, so no package can be worked out",
            field: fields.joined(separator: ", "),
            hint: "give the need equipment_amount_cny, each line a max_unit_price_cny, or pick a model for each line")
    }

    /// `{"offer", "facts"}`: the unknown facts that something rests on.
    static func rests(on facts: [Fact], _ offer: String) -> JSONValue {
        ["offer": .string(offer), "facts": .strings(facts.map(\.rawValue))]
    }

    /// `[{"month", "amount_cny"}]`.
    static func months(_ amounts: [MonthAmount]) -> JSONValue {
        .array(amounts.map { ["month": .int($0.month), "amount_cny": .money($0.amount)] })
    }

    /// Ten decimals: two more than answers are held against each other by (R49), and none that hang on the last bits.
    private static func rate(_ rate: Double) -> JSONValue {
        .number(JSONNumber.fixed(Int64((rate * 1e10).rounded()), digits: 10))
    }

    private static func head(_ id: String, _ kind: String, _ name: (String) -> String?) -> JSONObject {
        var json = JSONObject()
        json.add("id", .string(id))
        json.add("kind", .string(kind))
        json.add("name", name(id).map { .string($0) })
        return json
    }

    private static func backbone(
        _ backbone: PackagePlan.Backbone, _ unverified: Set<String>, _ name: (String) -> String?
    ) -> JSONValue {
        var json = JSONObject()
        json.add("offer", backbone.offer.map { .string($0) } ?? .null)
        json.add("kind", .string(backbone.kind.rawValue))
        json.add("name", backbone.offer.flatMap(name).map { .string($0) })
        json.add("amount_cny", backbone.amount.map { .money($0) })
        json.add("tenor_months", backbone.tenorMonths.map { .int($0) })
        if let offer = backbone.offer, unverified.contains(offer) { json.add("unverified", true) }
        return .object(json)
    }

    private static func part(
        _ part: PackagePlan.Part, _ unverified: Set<String>, _ name: (String) -> String?
    ) -> JSONValue {
        var json = head(part.id, part.kind.rawValue, name)
        if let amount = part.amount {
            json.add("amount_cny", .money(amount))
            json.add("paid", months(part.paid))
            json.add("capped_by", .strings(part.cappedBy))
        } else if !part.paid.isEmpty {
            json.add(part.kind == .insurance ? "premiums" : "fees", months(part.paid))
        }
        if unverified.contains(part.id) { json.add("unverified", true) }
        return .object(json)
    }

    private static func support(_ types: [PackagePlan.ProviderSupport]) -> JSONValue {
        .object(JSONObject(types.map { .init(key: $0.type.rawValue, value: .money($0.amount)) }))
    }

    private static func upside(_ upside: [PackagePlan.Upside]) -> JSONValue {
        .array(upside.map { ["id": .string($0.id), "amount_cny": .money($0.amount)] })
    }

    private static func flow(_ flow: PackagePlan.Flow) -> JSONValue {
        [
            "month": .int(flow.month), "amount_cny": .money(flow.amount), "what": .string(flow.what.rawValue),
            "offer": flow.offer.map { .string($0) } ?? .null,
        ]
    }

    private static func row(_ row: ScheduleRow) -> JSONValue {
        [
            "month": .int(row.month), "payment_cny": .money(row.payment), "interest_cny": .money(row.interest),
            "principal_cny": .money(row.principal), "balance_cny": .money(row.balance),
        ]
    }
}
