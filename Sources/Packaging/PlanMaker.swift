internal import Benefits
internal import Domain
internal import FinanceMath
internal import Rules

/// Works a package that was found out to its last flow (50-interfaces.md, `package`).
struct PlanMaker {
    private let pool: Pool
    private let found: Found
    private let frame: Frame
    private let items: [Frame.Item]
    private let amounts: [String: BenefitAmount]

    init(_ pool: Pool, _ found: Found) {
        self.pool = pool
        self.found = found
        frame = found.frame
        items = found.items.map { found.frame.items[$0] }
        amounts = PlanMaker.amounts(found.items, found.frame, pool)
    }

    /// Of exactly these items' benefits.
    private static func amounts(_ items: [Int], _ frame: Frame, _ pool: Pool) -> [String: BenefitAmount] {
        let benefits = items.filter { frame.items[$0].benefit != nil }.map { frame.items[$0].offer }
        let settlement = Settlement(benefits, frame.bases, jointCaps: pool.question.jointCaps)
        let amounts = settlement.amounts(Array(benefits.indices))
        return Dictionary(uniqueKeysWithValues: amounts.map { ($0.id, $0) })
    }

    func plan(gap: Fen) -> PackagePlan {
        let flows = flows
        let own = flows.map { MonthAmount(month: $0.month, amount: $0.amount) }
        let certain = flows.filter { isCertain($0) }.map { MonthAmount(month: $0.month, amount: $0.amount) }
        let factors = PresentValue.DiscountFactors(rate: pool.question.discountRate)
        let isShort = pool.question.need.financing?.ownFunds.map { found.upfront > $0.rawValue } ?? false
        return PackagePlan(
            backbone: frame.funding.backbone,
            parts: parts,
            netPresentCost: Fen(halfUp: PresentValue.of(own, factors)),
            netPresentCostCertain: Fen(halfUp: PresentValue.of(certain, factors)),
            yearlyCostRate: yearlyCostRate(flows),
            upfront: own.reduce(Fen.zero) { $1.month == 0 ? $0 + $1.amount : $0 },
            support: amounts.values.reduce(Fen.zero) { $0 + $1.amount },
            supportByProviderType: supportByProviderType,
            ownCashByMonth: own.byMonth(),
            upside: pool.question.objective == .certain ? upside : nil,
            restsOnUnknown: restsOnUnknown,
            shortOfFunds: isShort
                ? pool.question.need.financing?.ownFunds.map { Fen(found.upfront) - $0 } : nil,
            unverified: found.rank.ids.filter { id in offers.contains { $0.offer.id == id && $0.isUnverified } },
            gap: gap,
            flows: flows)
    }

    /// The backbone, the covers, the items.
    private var offers: [CompiledOffer] {
        (frame.funding.offer.map { [$0] } ?? []) + frame.covers.map(\.offer) + items.map(\.offer)
    }

    private var covers: [Cover] { frame.covers + items.compactMap(\.cover) }

    private var parts: [PackagePlan.Part] {
        let costs = Dictionary(uniqueKeysWithValues: covers.map { ($0.offer.offer.id, $0.payments) })
        let parts = (frame.covers.map(\.offer) + items.map(\.offer)).map { compiled in
            let offer = compiled.offer
            let amount = amounts[offer.id]
            return PackagePlan.Part(
                id: offer.id, kind: offer.kind, amount: amount?.amount,
                paid: amount?.paid ?? costs[offer.id]?.filter { $0.amount != .zero } ?? [],
                cappedBy: amount?.cappedBy ?? [], isCertain: Worth.isCertain(offer), providerType: offer.provider.type)
        }
        return parts.sorted { $0.id.precedesBytes($1.id) }
    }

    private var flows: [PackagePlan.Flow] {
        var flows = frame.funding.flows + covers.flatMap(\.flows)
        flows.append(PackagePlan.Flow(month: 0, amount: pool.equipment, what: .equipment, offer: nil))
        for amount in amounts.values {
            flows += amount.paid.map {
                PackagePlan.Flow(month: $0.month, amount: .zero - $0.amount, what: .benefit, offer: amount.id)
            }
        }
        let order = Dictionary(uniqueKeysWithValues: zip(PackagePlan.Flow.What.allCases, 0...))
        return flows.filter { $0.amount != .zero }.sorted { a, b in
            let (x, y) = (order[a.what] ?? 0, order[b.what] ?? 0)
            if (a.month, x) != (b.month, y) { return (a.month, x) < (b.month, y) }
            return (a.offer ?? "").precedesBytes(b.offer ?? "")
        }
    }

    /// Everything but benefits that are reviewed or unverified (R17).
    private func isCertain(_ flow: PackagePlan.Flow) -> Bool {
        guard flow.what == .benefit else { return true }
        return items.contains { $0.id == flow.offer && Worth.isCertain($0.offer.offer) }
    }

    /// Of the product's flows with fees, deposit, covers and all subsidies, without rewards (R19).
    private func yearlyCostRate(_ flows: [PackagePlan.Flow]) -> Double? {
        guard frame.funding.offer != nil else { return nil }
        let rewards = Set(items.filter { $0.offer.offer.kind == .equipmentReward }.map(\.id))
        let product = flows.filter { flow in
            flow.what != .equipment && !(flow.what == .benefit && rewards.contains(flow.offer ?? ""))
        }
        return CostRate.yearly(product.map { MonthAmount(month: $0.month, amount: $0.amount) })
    }

    private var supportByProviderType: [PackagePlan.ProviderSupport] {
        var sums: [String: (type: Offer.Provider.Kind, amount: Fen)] = [:]
        for item in items {
            guard let amount = amounts[item.id]?.amount, amount > .zero, let type = item.offer.offer.provider.type
            else {
                continue
            }
            sums[type.rawValue] = (type, (sums[type.rawValue]?.amount ?? .zero) + amount)
        }
        return sums.sorted { $0.key < $1.key }.map {
            PackagePlan.ProviderSupport(type: $0.value.type, amount: $0.value.amount)
        }
    }

    private var restsOnUnknown: [PackagePlan.Unknown] {
        offers.compactMap { offer in
            var facts = offer.rule.passedFacts(frame.facts)
            for fact in amounts[offer.offer.id]?.restsOnUnknown ?? [] where !facts.contains(fact) { facts.append(fact) }
            return facts.isEmpty ? nil : PackagePlan.Unknown(offer: offer.offer.id, facts: facts)
        }.sorted { $0.offer.precedesBytes($1.offer) }
    }

    /// Each reviewed or unverified benefit with which the package stays legal, with its amount there (R17).
    private var upside: [PackagePlan.Upside] {
        let groups = Set(offers.flatMap { $0.offer.groups ?? [] })
        return frame.items.indices.compactMap { index in
            let item = frame.items[index]
            guard item.benefit != nil, !Worth.isCertain(item.offer.offer), !found.items.contains(index),
                groups.isDisjoint(with: item.offer.offer.groups ?? []),
                item.requires.allSatisfy({ $0.contains(index) || !Set($0).isDisjoint(with: found.items) })
            else { return nil }
            let amounts = PlanMaker.amounts((found.items + [index]).sorted(), frame, pool)
            return amounts[item.id].map { PackagePlan.Upside(id: item.id, amount: $0.amount) }
        }
    }
}
