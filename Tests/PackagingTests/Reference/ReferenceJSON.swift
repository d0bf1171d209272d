import Domain
import JSON
import Packaging
import Rules

/// The reference's answers as the worked cases write them.
enum ReferenceJSON {
    static func money(_ fen: Int) -> JSONValue { .number(JSONNumber.fixed(Int64(fen), digits: 2)) }

    private static func months(_ payments: [ReferencePayment]) -> JSONValue {
        .array(payments.map { ["month": .int($0.month), "amount_cny": money($0.amount)] })
    }

    private static func part(_ part: ReferencePackage.Part) -> JSONValue {
        var object = JSONObject()
        object.add("id", .string(part.id))
        object.add("kind", .string(part.kind.rawValue))
        if let amount = part.amount {
            object.add("amount_cny", money(amount))
            object.add("paid", months(part.paid))
            object.add("capped_by", .strings(part.cappedBy))
        }
        return .object(object)
    }

    private static func unknown(_ package: ReferencePackage) -> JSONValue {
        .array(
            package.restsOnUnknown.map { ["offer": .string($0.offer), "facts": .strings($0.facts.map(\.rawValue))] }
        )
    }

    /// `amounts`: the benefits of a given package.
    static func amounts(_ package: ReferencePackage) -> JSONValue {
        [
            "offers": .array(package.parts.filter { $0.amount != nil }.map(part)),
            "support_cny": money(package.support), "rests_on_unknown": unknown(package),
        ]
    }

    /// `package`: the best of a search, with how many are legal and the second best.
    static func answer(_ search: ReferenceSearch?) -> JSONValue {
        guard let search, let best = search.ranked.first else { return ["error": ["code": "needs_facts"]] }
        var object = JSONObject()
        object.add("backbone", backbone(best))
        object.add("offers", .array(best.parts.map(part)))
        addCosts(of: best, to: &object)
        object.add(
            "upside",
            .array((search.upside(of: best) ?? []).map { ["id": .string($0.id), "amount_cny": money($0.amount)] })
        )
        object.add("yearly_cost_rate", best.yearlyCostRate.map { .double($0) } ?? .null)
        object.add("support_cny", money(best.support))
        let byType = best.supportByProviderType.sorted { ReferenceArithmetic.precedes($0.key, $1.key) }
        object.add(
            "support_by_provider_type",
            .object(JSONObject(byType.map { .init(key: $0.key, value: money($0.value)) }))
        )
        object.add("own_cash_by_month", months(best.ownCashByMonth))
        object.add("rests_on_unknown", unknown(best))
        object.add("short_of_funds_cny", search.shortOfFunds(best).map(money))
        object.add("gap", 0)
        object.add("legal_packages", .int(search.legalCount))
        object.add("runner_up", search.ranked.dropFirst().first.map(runnerUp))
        return .object(object)
    }

    private static func runnerUp(_ package: ReferencePackage) -> JSONValue {
        var object = JSONObject()
        object.add("offers", .strings(package.ids))
        addCosts(of: package, to: &object)
        return .object(object)
    }

    private static func addCosts(of package: ReferencePackage, to object: inout JSONObject) {
        object.add("net_present_cost_cny", money(package.netPresentCost.fen))
        object.add("net_present_cost_certain_cny", money(package.netPresentCostCertain.fen))
        object.add("upfront_cny", money(package.upfront))
    }

    private static func backbone(_ package: ReferencePackage) -> JSONValue {
        guard let offer = package.product?.offer else { return ["offer": .null, "kind": "cash"] }
        var object = JSONObject()
        object.add("offer", .string(offer.id))
        object.add("kind", .string(offer.kind.rawValue))
        object.add("amount_cny", money(package.contents.backbone.amount))
        object.add("tenor_months", .int(package.contents.backbone.tenor))
        if offer.status == nil { object.add("unverified", true) }
        return .object(object)
    }
}
