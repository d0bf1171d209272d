import Domain
import Packaging
import Rules

/// Every legal package of a question, and the best of them (30-financing.md, "The package", "Cost").
struct ReferenceSearch {
    let setting: ReferenceSetting
    /// Best first, those that own funds allow; where they allow none, all, the one needing least own cash first.
    let ranked: [ReferencePackage]
    /// Of all backbones, whatever own funds allow.
    let legalCount: Int
    /// Own funds, where nothing is within them.
    private let missedFunds: Int?

    /// Nil where the equipment amount is not known.
    init?(_ question: PackageQuestion) {
        guard let setting = ReferenceSetting(question) else { return nil }
        self.setting = setting
        let all = ReferenceSearch.backbones(setting).flatMap { ReferenceSearch.legal($0) }
        legalCount = all.count
        let order = ReferenceOrder(objective: question.objective)
        let funds = setting.need.financing?.ownFunds?.int ?? Int.max
        let within = all.filter { order.funds($0) <= funds }
        if within.isEmpty {
            ranked = order.sorted(all, fundsFirst: true)
            missedFunds = funds
        } else {
            ranked = order.sorted(within, fundsFirst: false)
            missedFunds = nil
        }
    }

    /// Own cash in month 0 above own funds, where nothing is within them.
    func shortOfFunds(_ package: ReferencePackage) -> Int? {
        missedFunds.map { ReferenceOrder(objective: setting.question.objective).funds(package) - $0 }
    }

    /// The first of each backbone, in order; where nothing is within own funds the one that needs least.
    var bestOfEachBackbone: [ReferencePackage] {
        if missedFunds != nil { return Array(ranked.prefix(1)) }
        var seen: Set<String?> = []
        return ranked.filter { seen.insert($0.product?.offer.id).inserted }
    }

    /// Own cash, each loan and each lease that has a rate; whether it is eligible is judged in the package.
    private static func backbones(_ setting: ReferenceSetting) -> [ReferenceLegality] {
        let facts = setting.facts(ReferenceBackbone(), insurances: [])
        var found = [ReferenceLegality(setting, ReferenceBackbone(), product: nil)]
        for offer in setting.question.offers {
            guard let amount = AmountAsked.amount(of: offer.offer, facts)?.int, amount > 0,
                let tenor = AmountAsked.tenorMonths(of: offer.offer, facts)
            else { continue }
            let backbone =
                offer.offer.kind == .loan
                ? ReferenceBackbone(loan: offer.offer, amount: amount, tenor: tenor)
                : ReferenceBackbone(lease: offer.offer, amount: amount, tenor: tenor)
            if let backbone { found.append(ReferenceLegality(setting, backbone, product: offer)) }
        }
        return found
    }

    /// Every subset of what may be beside one backbone that is legal, worked out.
    private static func legal(_ legality: ReferenceLegality) -> [ReferencePackage] {
        let insurances = legality.addOns.filter { $0.offer.kind == .insurance }
        let others = legality.addOns.filter { $0.offer.kind != .insurance }
        var found: [ReferencePackage] = []
        for covers in subsets(of: insurances) {
            let facts = legality.facts(covers)
            guard let eligible = legality.eligible(facts), covers.allSatisfy({ eligible.contains($0.offer.id) }) else {
                continue
            }
            for rest in subsets(of: others.filter({ eligible.contains($0.offer.id) })) {
                let offers = (covers + rest).sorted { ReferenceArithmetic.precedes($0.offer.id, $1.offer.id) }
                guard legality.fitTogether(offers) else { continue }
                let contents = ReferenceContents(legality.setting, legality.backbone, offers, facts)
                found.append(ReferencePackage(contents, product: legality.product))
            }
        }
        return found
    }

    private static func subsets(of offers: [CompiledOffer]) -> [[CompiledOffer]] {
        var all: [[CompiledOffer]] = [[]]
        for offer in offers { all += all.map { $0 + [offer] } }
        return all
    }
}

extension ReferenceSearch {
    /// Each reviewed or unverified benefit with which the package stays legal, with its amount there (R17); nil where
    /// the objective is not `certain`.
    func upside(of package: ReferencePackage) -> [(id: String, amount: Int)]? {
        guard setting.question.objective == .certain else { return nil }
        let legality = ReferenceLegality(setting, package.contents.backbone, product: package.product)
        return legality.addOns.compactMap { offer in
            guard !package.contents.ids.contains(offer.offer.id), offer.offer.benefit != nil,
                legality.eligible(package.contents.facts)?.contains(offer.offer.id) == true
            else { return nil }
            let offers = (package.contents.offers + [offer])
                .sorted { ReferenceArithmetic.precedes($0.offer.id, $1.offer.id) }
            guard legality.fitTogether(offers) else { return nil }
            let contents = ReferenceContents(setting, legality.backbone, offers, package.contents.facts)
            let with = ReferencePackage(contents, product: package.product)
            guard let part = with.parts.first(where: { $0.id == offer.offer.id }), !part.isCertain,
                let amount = part.amount
            else { return nil }
            return (part.id, amount)
        }
    }

    /// Whether the answer may turn on how doubles were added: a cost near a half fen where it decides.
    var isDelicate: Bool {
        let order = ReferenceOrder(objective: setting.question.objective)
        return bestOfEachBackbone.contains { best in
            let rivals = ranked.filter { abs(order.cost($0).fen - order.cost(best).fen) <= 1 }
            return best.contents.backbone.isDelicate || best.netPresentCost.isDelicate
                || best.netPresentCostCertain.isDelicate || rivals.contains { order.cost($0).isDelicate }
        }
    }
}

/// By what packages are compared (R14, R59).
struct ReferenceOrder {
    let objective: PackageObjective

    /// The cost that counts.
    func cost(_ package: ReferencePackage) -> ReferenceCost {
        objective == .certain ? package.netPresentCostCertain : package.netPresentCost
    }

    /// Own cash in month 0 that own funds must bear; under `certain` without what counts nothing there.
    func funds(_ package: ReferencePackage) -> Int {
        objective == .certain ? package.certainCash[0] : package.cash[0]
    }

    /// The best first: the objective in whole fen, then fewer offers, the loan or lease counted, then sorted ids in
    /// byte order.
    func sorted(_ packages: [ReferencePackage], fundsFirst: Bool) -> [ReferencePackage] {
        let keys = packages.map { key($0, fundsFirst) }
        let places = packages.indices.sorted { a, b in
            if keys[a] != keys[b] { return keys[a].lexicographicallyPrecedes(keys[b]) }
            for (one, other) in zip(packages[a].ids, packages[b].ids) where one != other {
                return ReferenceArithmetic.precedes(one, other)
            }
            return false
        }
        return places.map { packages[$0] }
    }

    private func key(_ package: ReferencePackage, _ fundsFirst: Bool) -> [Int] {
        var key: [Int] = []
        if fundsFirst { key.append(funds(package)) }
        if objective == .upfront { key.append(package.upfront) }
        return key + [cost(package).fen, package.ids.count]
    }
}
