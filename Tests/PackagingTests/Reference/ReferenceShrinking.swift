import Domain
import JSON
import Packaging
import Records
import Rules

/// A smaller question that shows the same, and how it is written down.
enum ReferenceShrinking {
    /// Leaves out what can be left out while `isWrong` holds.
    static func smallest(_ question: PackageQuestion, while isWrong: (PackageQuestion) -> Bool) -> PackageQuestion {
        var question = question
        var goesOn = true
        while goesOn {
            goesOn = false
            for smaller in smallerOnes(question) where isWrong(smaller) {
                question = smaller
                goesOn = true
                break
            }
        }
        return question
    }

    private static func smallerOnes(_ question: PackageQuestion) -> [PackageQuestion] {
        var all: [PackageQuestion] = []
        let with = { (change: (inout PackageQuestion) -> Void) in
            var smaller = question
            change(&smaller)
            all.append(smaller)
        }
        for index in question.jointCaps.indices { with { $0.jointCaps.remove(at: index) } }
        for index in question.offers.indices { with { $0.offers.remove(at: index) } }
        if !question.picks.isEmpty { with { $0.picks = [:] } }
        if question.need.financing?.ownFunds != nil { with { $0.need.financing?.ownFunds = nil } }
        if question.objective != .cost { with { $0.objective = .cost } }
        for (index, compiled) in question.offers.enumerated() {
            for offer in smallerOnes(compiled.offer) { with { $0.offers[index] = CompiledOffer(offer) } }
        }
        return all
    }

    private static func smallerOnes(_ offer: Offer) -> [Offer] {
        let changes: [(inout Offer) -> Void] = [
            { $0.rule = nil }, { $0.groups = nil }, { $0.requires = nil }, { $0.window = nil }, { $0.quota = nil },
            { $0.provider.region = nil }, { $0.provider.classes = nil }, { $0.status = .open },
            { $0.delivery = .automatic }, { $0.loan?.feeRate = nil }, { $0.loan?.amount = nil },
            { $0.loan?.tenorMonths = nil }, { $0.loan?.maxShareOfInvestment = nil }, { $0.lease?.feeRate = nil },
            { $0.lease?.depositShare = nil }, { $0.lease?.residualShare = nil }, { $0.lease?.downPaymentShare = nil },
            { $0.lease?.amount = nil }, { $0.guarantee?.coverShare = nil }, { $0.guarantee?.maxAmount = nil },
            { $0.insurance?.line = nil }, { $0.insurance?.years = nil }, { $0.benefit?.bonus = nil },
            { $0.benefit?.baseCap = nil }, { $0.benefit?.baseCapShare = nil }, { $0.benefit?.cap = nil },
            { $0.benefit?.capPerYear = nil }, { $0.benefit?.floor = nil }, { $0.benefit?.maxMonths = nil },
            { $0.benefit?.paid = nil }, { $0.benefit?.bonus?.removeLast() },
        ]
        return changes.compactMap { change in
            if offer.benefit?.bonus?.isEmpty == true { return nil }
            var smaller = offer
            change(&smaller)
            return smaller == offer ? nil : smaller
        }
    }

    /// As a worked case would be written.
    static func text(_ question: PackageQuestion) -> String {
        var object = JSONObject()
        object.add("as_of", .string(question.asOf.text))
        object.add("objective", .string(question.objective.rawValue))
        object.add("discount_rate", .double(question.discountRate.double))
        object.add("enterprise", question.enterprise.map { Record.enterprise($0).json })
        object.add("need", Record.need(question.need).json)
        object.add("offers", .array(question.offers.map { Record.offer($0.offer).json }))
        object.add("joint_caps", .array(question.jointCaps.map { Record.jointCap($0).json }))
        let picks = question.picks.sorted { $0.key < $1.key }
        object.add(
            "picks",
            .array(
                picks.map { line, pick in
                    let region = pick.supplierRegion.map { JSONValue.string($0.text) } ?? .null
                    return ["line": .string(line), "model": Record.model(pick.model).json, "supplier_region": region]
                }
            )
        )
        return JSONValue.object(object).text
    }
}
