import Domain
import FinanceMath
import Packaging
import Rules

/// Bounds that hold whatever a package is: nothing is subsidised twice (30-financing.md, R11).
enum ReferenceBounds {
    /// Which of them a plan breaks: support of each thing against the thing, flows against what is said of them.
    static func broken(_ plan: PackagePlan, _ question: PackageQuestion, equipment: Fen) -> [String] {
        var broken: [String] = []
        let out = { (what: PackagePlan.Flow.What) in
            plan.flows.filter { $0.what == what }.reduce(0) { $0 + $1.amount.int }
        }
        let limits: [(ReferenceSettlement.Thing, Int)] = [
            (.loanInterest, plan.backbone.kind == .loan ? out(.interest) : 0),
            (.leaseInterest, plan.backbone.kind == .lease ? out(.interest) : 0),
            (.premiums, out(.premium)), (.guaranteeFees, out(.guaranteeFee)),
        ]
        for (thing, most) in limits {
            let sum = support(plan, question) { ReferenceSettlement.Thing($0) == thing }
            if sum > most { broken.append("\(thing): \(sum) of \(most)") }
        }
        let rewards = support(plan, question) { $0.kind == .equipmentReward }
        if rewards > equipment.int { broken.append("rewards: \(rewards) of \(equipment.int)") }
        return broken + unlikeFlows(plan)
    }

    private static func support(_ plan: PackagePlan, _ question: PackageQuestion, _ isIn: (Offer) -> Bool) -> Int {
        let ids = Set(question.offers.map(\.offer).filter(isIn).map(\.id))
        return plan.parts.filter { ids.contains($0.id) }.reduce(0) { $0 + ($1.amount?.int ?? 0) }
    }

    /// Own cash by month, upfront and the amounts of benefits, each as the flows make it.
    private static func unlikeFlows(_ plan: PackagePlan) -> [String] {
        var broken: [String] = []
        var byMonth: [Int: Int] = [:]
        for flow in plan.flows { byMonth[flow.month, default: 0] += flow.amount.int }
        let cash = plan.ownCashByMonth.map { "\($0.month): \($0.amount.int)" }
        let sums = byMonth.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        if cash != sums { broken.append("own cash by month: \(cash), flows \(sums)") }
        if plan.upfront.int != byMonth[0] ?? 0 { broken.append("upfront") }
        for part in plan.parts {
            guard let amount = part.amount else { continue }
            let paid = part.paid.reduce(0) { $0 + $1.amount.int }
            let flows = plan.flows.filter { $0.offer == part.id }.reduce(0) { $0 - $1.amount.int }
            if paid != amount.int || flows != paid { broken.append("\(part.id): \(amount.int), \(paid), \(flows)") }
        }
        return broken
    }
}
