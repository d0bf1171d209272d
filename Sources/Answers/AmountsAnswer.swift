package import Benefits
package import Domain
package import JSON

/// What the benefits of a package come to (cases/README.md, `amounts`).
package enum AmountsAnswer {
    /// - Parameter kind: of an offer; nil where it is not known.
    package static func json(_ amounts: [BenefitAmount], kind: (String) -> Offer.Kind?) -> JSONValue {
        var json = JSONObject()
        json.add("offers", .array(amounts.map { amount($0, kind($0.id)) }))
        json.add("support_cny", .money(amounts.reduce(.zero) { $0 + $1.amount }))
        let resting = amounts.filter { !$0.restsOnUnknown.isEmpty }
        if !resting.isEmpty {
            json.add("rests_on_unknown", .array(resting.map { PackageAnswer.rests(on: $0.restsOnUnknown, $0.id) }))
        }
        return .object(json)
    }

    private static func amount(_ amount: BenefitAmount, _ kind: Offer.Kind?) -> JSONValue {
        var json = JSONObject()
        json.add("id", .string(amount.id))
        json.add("kind", kind.map { .string($0.rawValue) })
        json.add("amount_cny", .money(amount.amount))
        json.add("paid", PackageAnswer.months(amount.paid))
        json.add("capped_by", .strings(amount.cappedBy))
        return .object(json)
    }
}
