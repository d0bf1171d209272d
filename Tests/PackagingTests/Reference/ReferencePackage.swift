import Domain
import Packaging
import Rules

/// A package with its amounts, as the contract alone gives it (30-financing.md, "The package").
struct ReferencePackage {
    struct Part {
        var id: String
        var kind: Offer.Kind
        /// Of a benefit whose amount is published.
        var amount: Int?
        var paid: [ReferencePayment]
        var cappedBy: [String]
        var isCertain: Bool
    }

    let contents: ReferenceContents
    let product: CompiledOffer?
    /// Of all offers in it, in byte order.
    let ids: [String]
    /// By id in byte order.
    let parts: [Part]
    /// Out minus in, by month from 0.
    let cash: [Int]
    /// The same without the benefits that count nothing under `certain`.
    let certainCash: [Int]
    let netPresentCost, netPresentCostCertain: ReferenceCost

    init(_ contents: ReferenceContents, product: CompiledOffer?) {
        self.contents = contents
        self.product = product
        ids = (contents.ids + [product?.offer.id].compactMap { $0 }).sorted(by: ReferenceArithmetic.precedes)
        let settlement = ReferenceSettlement(contents)
        parts = contents.offers.map { ReferencePackage.part($0, contents, settlement) }
        var cash = ReferenceCash()
        cash.add(0, contents.setting.equipment)
        for flow in contents.backbone.flows { cash.add(flow.month, flow.amount) }
        for payment in contents.costs.values.joined() { cash.add(payment.month, payment.amount) }
        var certain = cash
        for part in parts where part.amount != nil {
            for payment in part.paid {
                cash.add(payment.month, -payment.amount)
                if part.isCertain { certain.add(payment.month, -payment.amount) }
            }
        }
        self.cash = cash.byMonth
        certainCash = certain.byMonth
        netPresentCost = contents.setting.discount.cost(cash.byMonth)
        netPresentCostCertain = contents.setting.discount.cost(certain.byMonth)
    }

    private static func part(
        _ compiled: CompiledOffer, _ contents: ReferenceContents, _ settlement: ReferenceSettlement
    ) -> Part {
        let offer = compiled.offer
        let terms = settlement.terms[offer.id]
        let isCertain = offer.status != nil && (offer.delivery == .automatic || offer.delivery == .firstCome)
        return Part(
            id: offer.id, kind: offer.kind, amount: terms?.payments.sum,
            paid: offer.benefit == nil
                ? (contents.costs[offer.id] ?? []).filter { $0.amount != 0 } : settlement.paid(offer.id),
            cappedBy: terms?.cappedBy ?? [], isCertain: isCertain
        )
    }

    /// By offer in byte order: what its rule was let pass on, then what base and base cap, bonuses and joint caps hang
    /// on, in the order of settlement; each fact once.
    var restsOnUnknown: [(offer: String, facts: [Fact])] {
        let settlement = ReferenceSettlement(contents)
        let offers = contents.offers + [product].compactMap { $0 }
        return offers.sorted { ReferenceArithmetic.precedes($0.offer.id, $1.offer.id) }.compactMap { offer in
            let terms = settlement.terms[offer.offer.id]
            let ofBonuses = offer.offer.benefit.map { ReferenceBonus.undecided($0, contents.facts) } ?? []
            let all =
                ReferenceUnknown.letPass(offer, contents.facts) + (terms?.unknown ?? []) + ofBonuses
                + (terms?.unknownOfJointCaps ?? [])
            var facts: [Fact] = []
            for fact in all where !facts.contains(fact) { facts.append(fact) }
            return facts.isEmpty ? nil : (offer.offer.id, facts)
        }
    }

    var upfront: Int { cash[0] }
    var support: Int { parts.reduce(0) { $0 + ($1.amount ?? 0) } }

    /// Types without support left out.
    var supportByProviderType: [String: Int] {
        var sums: [String: Int] = [:]
        for part in parts {
            guard let amount = part.amount, amount > 0, let offer = offer(part.id) else { continue }
            if let type = offer.provider.type { sums[type.rawValue, default: 0] += amount }
        }
        return sums
    }

    /// Months of 0 left out.
    var ownCashByMonth: [ReferencePayment] {
        cash.enumerated().filter { $0.element != 0 }.map { .ahead($0.offset, $0.element) }
    }

    /// In byte order.
    var unverified: [String] {
        let all = contents.offers + [product].compactMap { $0 }
        return all.filter { $0.offer.status == nil }.map(\.offer.id).sorted(by: ReferenceArithmetic.precedes)
    }

    /// Of the product's flows with its fees, guarantee fees, premiums and all subsidies, without rewards (R19).
    var yearlyCostRate: Double? {
        guard product != nil else { return nil }
        var flows = ReferenceCash()
        for flow in contents.backbone.flows { flows.add(flow.month, flow.amount) }
        for payment in contents.costs.values.joined() { flows.add(payment.month, payment.amount) }
        for part in parts where part.amount != nil && part.kind != .equipmentReward {
            for payment in part.paid { flows.add(payment.month, -payment.amount) }
        }
        return ReferenceYield.root(flows.byMonth)
    }

    private func offer(_ id: String) -> Offer? { contents.offers.first { $0.offer.id == id }?.offer }
}

/// Cash by month, out above 0.
struct ReferenceCash {
    private(set) var byMonth: [Int] = [0]

    mutating func add(_ month: Int, _ amount: Int) {
        while byMonth.count <= month { byMonth.append(0) }
        byMonth[month] += amount
    }
}
