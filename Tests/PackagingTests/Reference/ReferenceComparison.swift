import Domain
import FinanceMath
import Packaging
import Rules

/// Where the engine's packages and those of the reference differ; empty = they agree.
enum ReferenceComparison {
    /// The best package, and the best of every other backbone in the same order.
    ///
    /// - Parameter search: nil where the reference gives no package for want of an equipment amount.
    static func differences(_ question: PackageQuestion, _ search: ReferenceSearch?) -> [String] {
        var question = question
        question.top = question.offers.count + 1
        let solution: PackageSolution
        do {
            solution = try Packager.solve(question)
        } catch {
            return search == nil ? [] : ["refused: \(error.fields)"]
        }
        guard let search else { return ["not refused"] }
        var found = Differences()
        found.note("equipment", solution.equipmentAmount.int, search.setting.equipment)
        let packages = search.bestOfEachBackbone
        found.note(
            "backbones",
            solution.plans.map { plan in
                let cost = question.objective == .certain ? plan.netPresentCostCertain : plan.netPresentCost
                return "\(plan.backbone.offer ?? "-") \(cost.int)"
            },
            packages.map { package in
                let cost = ReferenceOrder(objective: question.objective).cost(package).fen
                return "\(package.product?.offer.id ?? "-") \(cost)"
            }
        )
        for (plan, package) in zip(solution.plans, packages) where found.list.isEmpty {
            compare(plan, package, search, &found)
        }
        return found.list
    }

    private static func compare(
        _ plan: PackagePlan, _ package: ReferencePackage, _ search: ReferenceSearch, _ found: inout Differences
    ) {
        compareBackbone(plan.backbone, package, &found)
        found.note("ids", plan.parts.map(\.id), package.parts.map(\.id))
        if plan.parts.map(\.id) == package.parts.map(\.id) {
            for (part, wanted) in zip(plan.parts, package.parts) { compare(part, wanted, package, &found) }
        }
        compareMoney(plan, package, &found)
        compareReasons(plan, package, search, &found)
    }

    private static func compareBackbone(
        _ backbone: PackagePlan.Backbone, _ best: ReferencePackage, _ found: inout Differences
    ) {
        let product = best.product?.offer
        found.note("backbone", backbone.offer, product?.id)
        found.note("backbone kind", backbone.kind.rawValue, product?.kind.rawValue ?? "cash")
        found.note("backbone amount", backbone.amount?.int, product == nil ? nil : best.contents.backbone.amount)
        found.note("tenor", backbone.tenorMonths, product == nil ? nil : best.contents.backbone.tenor)
    }

    private static func compare(
        _ part: PackagePlan.Part, _ wanted: ReferencePackage.Part, _ best: ReferencePackage, _ found: inout Differences
    ) {
        found.note("\(part.id) kind", part.kind.rawValue, wanted.kind.rawValue)
        found.note("\(part.id) amount", part.amount?.int, wanted.amount)
        found.noteMonths("\(part.id) paid", part.paid, wanted.paid)
        found.note("\(part.id) capped by", part.cappedBy, wanted.cappedBy)
        if wanted.amount != nil { found.note("\(part.id) certain", part.isCertain, wanted.isCertain) }
        let offer = best.contents.offers.first { $0.offer.id == part.id }?.offer
        found.note("\(part.id) provider", part.providerType?.rawValue, offer?.provider.type?.rawValue)
    }

    private static func compareMoney(_ plan: PackagePlan, _ best: ReferencePackage, _ found: inout Differences) {
        found.note("net present cost", plan.netPresentCost.int, best.netPresentCost.fen)
        found.note("certain cost", plan.netPresentCostCertain.int, best.netPresentCostCertain.fen)
        found.note("upfront", plan.upfront.int, best.upfront)
        found.note("support", plan.support.int, best.support)
        found.note(
            "support by type", plan.supportByProviderType.map { "\($0.type.rawValue) \($0.amount.int)" },
            best.supportByProviderType.sorted { ReferenceArithmetic.precedes($0.key, $1.key) }
                .map { "\($0.key) \($0.value)" }
        )
        found.noteMonths("own cash", plan.ownCashByMonth, best.ownCashByMonth)
        let rate = best.yearlyCostRate
        switch (plan.yearlyCostRate, rate) {
        case (nil, nil): break
        case (let got?, let wanted?) where abs(got - wanted) <= 1e-8: break
        default: found.note("yearly rate", "\(plan.yearlyCostRate as Double?)", "\(rate as Double?)")
        }
    }

    private static func compareReasons(
        _ plan: PackagePlan, _ best: ReferencePackage, _ search: ReferenceSearch, _ found: inout Differences
    ) {
        found.note(
            "upside", plan.upside?.map { "\($0.id) \($0.amount.int)" },
            search.upside(of: best)?.map { "\($0.id) \($0.amount)" }
        )
        found.note(
            "rests on unknown", plan.restsOnUnknown.map { "\($0.offer) \($0.facts.map(\.rawValue))" },
            best.restsOnUnknown.map { "\($0.offer) \($0.facts.map(\.rawValue))" }
        )
        found.note("short of funds", plan.shortOfFunds?.int, search.shortOfFunds(best))
        found.note("unverified", plan.unverified, best.unverified)
        found.note("gap", plan.gap.int, 0)
    }
}

/// What was found, each as a sentence.
private struct Differences {
    var list: [String] = []

    mutating func note<Value: Equatable>(_ what: String, _ got: Value, _ wanted: Value) {
        if got != wanted { list.append("\(what): engine \(got), reference \(wanted)") }
    }
    /// Only the months that differ.
    mutating func noteMonths(_ what: String, _ got: [MonthAmount], _ wanted: [ReferencePayment]) {
        let got = got.map { "\($0.month): \($0.amount.int)" }
        let wanted = wanted.map { "\($0.month): \($0.amount)" }
        note(what, got.filter { !wanted.contains($0) }, wanted.filter { !got.contains($0) })
    }
}
