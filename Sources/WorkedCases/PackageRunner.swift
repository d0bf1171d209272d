internal import Answers
internal import Domain
package import JSON
internal import Packaging
internal import Rules

/// `package`: the best legal package for an objective.
package struct PackageRunner: AskRunner {
    package let ask = "package"

    package init() {}

    package func answer(_ input: CaseInput) async throws(CaseFlaw) -> JSONValue {
        let question = try input.packageQuestion()
        let solution: PackageSolution
        do {
            solution = try Packager.solve(question)
        } catch {
            return PackageAnswer.refusal(fields: error.fields).json
        }
        return solution.plans.first.map { PackageAnswer.plan($0) } ?? .null
    }
}

/// `amounts`: what each benefit of a given package comes to, and when it is paid.
package struct AmountsRunner: AskRunner {
    package let ask = "amounts"

    package init() {}

    package func answer(_ input: CaseInput) async throws(CaseFlaw) -> JSONValue {
        let question = try input.packageQuestion()
        let ids = try input.texts("package")
        do {
            let amounts = try Packager.amounts(of: ids, in: question)
            return AmountsAnswer.json(amounts) { id in question.offers.first { $0.offer.id == id }?.offer.kind }
        } catch {
            return PackageAnswer.refusal(fields: error.fields).json
        }
    }
}

extension CaseInput {
    /// Everything the packages of a case follow from.
    func packageQuestion() throws(CaseFlaw) -> PackageQuestion {
        var offers: [CompiledOffer] = []
        for case .offer(let offer) in try records(.offers, "offers") { offers.append(CompiledOffer(offer)) }
        var caps: [JointCap] = []
        for case .jointCap(let cap) in try records(.jointCaps, "joint_caps") { caps.append(cap) }
        return PackageQuestion(
            enterprise: try enterprise(),
            need: try need(),
            offers: offers,
            jointCaps: caps,
            picks: try picks(),
            asOf: try asOf(),
            objective: try objective()
        )
    }

    private func objective() throws(CaseFlaw) -> PackageObjective {
        guard let value = optional("objective") else { return .cost }
        guard let objective = value.string.flatMap({ PackageObjective(rawValue: $0) }) else {
            let words = PackageObjective.allCases.map(\.rawValue).joined(separator: ", ")
            throw CaseFlaw("objective", "one of \(words)", got: value)
        }
        return objective
    }

    /// Line → model of the case, with the region of its supplier.
    private func picks() throws(CaseFlaw) -> [String: PackageFacts.Pick] {
        guard let value = optional("picks") else { return [:] }
        guard let object = value.object else { throw CaseFlaw("picks", "a model for each line", got: value) }
        let (models, suppliers) = (try models(), try suppliers())
        var picks: [String: PackageFacts.Pick] = [:]
        for member in object.members {
            guard let model = models.first(where: { $0.id == member.value.string }) else {
                throw CaseFlaw("picks." + member.key, "the id of one of models", got: member.value)
            }
            picks[member.key] = PackageFacts.Pick(
                model: model, supplierRegion: suppliers[model.supplier]?.region)
        }
        return picks
    }
}
