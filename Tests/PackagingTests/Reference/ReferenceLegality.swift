import Domain
import Packaging
import Rules

/// Which packages there may be with one backbone (30-financing.md, "The package").
struct ReferenceLegality {
    let setting: ReferenceSetting
    let backbone: ReferenceBackbone
    /// The backbone's own offer; nil for own cash.
    let product: CompiledOffer?
    /// What may be in a package beside the backbone, by id in byte order; each may still be kept out by the others.
    let addOns: [CompiledOffer]

    init(_ setting: ReferenceSetting, _ backbone: ReferenceBackbone, product: CompiledOffer?) {
        self.setting = setting
        self.backbone = backbone
        self.product = product
        addOns = setting.question.offers
            .filter { ReferenceLegality.mayBeIn($0.offer, backbone) }
            .sorted { ReferenceArithmetic.precedes($0.offer.id, $1.offer.id) }
    }

    /// Whether an offer can stand beside this backbone at all.
    ///
    /// A benefit without a published amount may, and one that comes to nothing here; so may what is information only
    /// (R18), whoever gains by it.
    private static func mayBeIn(_ offer: Offer, _ backbone: ReferenceBackbone) -> Bool {
        switch offer.kind {
        case .loan, .lease: return false
        case .guarantee:
            guard let terms = offer.guarantee, terms.feeRateAnnual != nil, backbone.isLoan else { return false }
            guard let most = terms.maxAmount else { return true }
            return ReferenceContents.covered(terms, backbone.amount) <= most.int
        case .insurance:
            guard let terms = offer.insurance, terms.premiumRate != nil else { return false }
            return terms.insured != .loanPrincipal || backbone.isLoan
        case .equipmentReward, .interestSubsidy, .leaseSubsidy, .insuranceSubsidy, .guaranteeSubsidy:
            return (offer.beneficiary ?? .buyer) == .buyer
        case .riskCompensation, .relending, .gate: return true
        }
    }

    /// What is known of the package with these offers.
    func facts(_ offers: [CompiledOffer]) -> FactTable {
        setting.facts(backbone, insurances: offers.map(\.offer).filter { $0.kind == .insurance })
    }

    /// The add-ons of the package with these insurances that are eligible; nil where the backbone is not.
    func eligible(_ facts: FactTable) -> Set<String>? {
        let isEligible = { (offer: CompiledOffer) in
            Assessor.outcome(of: offer, facts, asOf: setting.question.asOf) == .eligible
        }
        if let product, !isEligible(product) { return nil }
        return Set(addOns.filter(isEligible).map(\.offer.id))
    }

    /// Whether groups and requirements hold among these offers and the backbone.
    func fitTogether(_ offers: [CompiledOffer]) -> Bool {
        let all = (offers + [product].compactMap { $0 }).map(\.offer)
        var groups: Set<String> = []
        for group in all.flatMap({ $0.groups ?? [] }) where !groups.insert(group).inserted { return false }
        return all.allSatisfy { offer in
            (offer.requires ?? []).allSatisfy { ReferenceLegality.isMet($0, by: all) }
        }
    }

    /// Whether something in the package, the offer that asks included, is what it asks for.
    private static func isMet(_ requirement: Offer.Requirement, by all: [Offer]) -> Bool {
        switch requirement {
        case .kind(let kind, let line):
            all.contains { $0.kind == kind && (line == nil || $0.insurance?.line == line) }
        case .offer(let id): all.contains { $0.id == id }
        case .any(let some): some.contains { isMet($0, by: all) }
        }
    }
}
