import Domain
import Packaging
import Rules

/// What all benefits of a package come to, in the order of settlement (R13).
struct ReferenceSettlement {
    /// What a subsidy lowers; subsidies on one of them are together never more than it (R11).
    enum Thing: CaseIterable {
        case loanInterest, leaseInterest, premiums, guaranteeFees

        /// By the base; a subsidy on something else, the equipment or another benefit, is on none of the four.
        init?(_ offer: Offer) {
            guard offer.kind != .equipmentReward, let benefit = offer.benefit else { return nil }
            switch benefit.base {
            case .quantity(.loanInterest), .quantity(.loanPrincipal): self = .loanInterest
            case .quantity(.leaseInterest), .quantity(.leaseContract): self = .leaseInterest
            case .quantity(.premium): self = .premiums
            case .quantity(.guaranteeFee): self = .guaranteeFees
            default: return nil
            }
        }
    }

    private let contents: ReferenceContents
    /// By id, in byte order.
    private let benefits: [Offer]
    private(set) var terms: [String: ReferenceTerms] = [:]

    init(_ contents: ReferenceContents) {
        self.contents = contents
        benefits = contents.offers.map(\.offer).filter { $0.benefit != nil }
        settleOwnTerms()
        applyJointCaps()
        for thing in Thing.allCases { bound(thing) }
        boundRewards()
    }

    /// A benefit waits for those its bases name, where they are in the package; what waits in a ring comes to nothing.
    private mutating func settleOwnTerms() {
        var own: [String: ReferenceTerms] = [:]
        let ids = Set(benefits.map(\.id))
        for _ in benefits {
            for offer in benefits where own[offer.id] == nil {
                guard let benefit = offer.benefit else { continue }
                let named = [benefit.base, benefit.baseCapShare?.of].compactMap { base -> String? in
                    if case .benefit(let id) = base { id } else { nil }
                }
                guard named.allSatisfy({ !ids.contains($0) || own[$0] != nil }) else { continue }
                own[offer.id] = ReferenceTerms(benefit, in: contents, own: own)
            }
        }
        terms = own
    }

    private mutating func applyJointCaps() {
        let own = terms
        let caps = contents.setting.question.jointCaps.sorted { ReferenceArithmetic.precedes($0.id, $1.id) }
        for cap in caps {
            let members = cap.members.filter { terms[$0] != nil }
            let most: Int
            switch cap.limit {
            case .amount(let amount): most = amount.int
            case .share(let share, let of):
                // As with a base cap (R9): of an unknown base it is 0, and what it cuts rests on the fact.
                let base = contents.base(of, own: own)
                most = ReferenceArithmetic.share(base.total ?? 0, share.int)
                if case .unknown(let fact) = base { for id in members { terms[id]?.restOnJointCap(fact) } }
            }
            if cap.perYear == true {
                let runs = Set(members.flatMap { terms[$0]?.payments.map(\.run) ?? [] })
                for run in runs { cut(members, to: most, "joint_cap:" + cap.id, run: run) }
            } else {
                cut(members, to: most, "joint_cap:" + cap.id, run: nil)
            }
        }
    }

    /// The member listed last first, what it cannot bear passed on to the one before.
    private mutating func cut(_ members: [String], to most: Int, _ name: String, run: Int?) {
        let sums = members.map { id in
            (terms[id]?.payments ?? []).filter { run == nil || $0.run == run }.sum
        }
        var excess = sums.reduce(0, +) - most
        for (id, sum) in zip(members, sums).reversed() where excess > 0 {
            let taken = min(excess, sum)
            if let run {
                terms[id]?.cut(taken, run: run, by: name)
            } else {
                terms[id]?.cut(taken, by: name)
            }
            excess -= taken
        }
    }

    /// In byte order each subsidy takes at most what those before it left (R11).
    private mutating func bound(_ thing: Thing) {
        var left: [ReferencePayment]
        switch thing {
        case .loanInterest: left = contents.backbone.isLoan ? contents.backbone.interest : []
        case .leaseInterest: left = contents.backbone.isLease ? contents.backbone.interest : []
        case .premiums: left = contents.premiums
        case .guaranteeFees: left = contents.guaranteeFees
        }
        for offer in benefits where Thing(offer) == thing {
            if ReferenceSettlement.goesByPayments(offer) {
                let places = (terms[offer.id]?.payments ?? []).map { payment in
                    left.firstIndex { $0.month == payment.month }
                }
                terms[offer.id]?.bound(places.map { $0.map { left[$0].amount } ?? 0 }, by: "subsidised")
                for (place, payment) in zip(places, terms[offer.id]?.payments ?? []) {
                    if let place { left[place].amount -= payment.amount }
                }
            } else {
                let wanted = terms[offer.id]?.payments.sum ?? 0
                terms[offer.id]?.cut(wanted - left.sum, by: "subsidised")
                left.cut(terms[offer.id]?.payments.sum ?? 0)
            }
        }
    }

    /// Whether it is computed payment by payment on what it subsidises.
    private static func goesByPayments(_ offer: Offer) -> Bool {
        guard let benefit = offer.benefit else { return false }
        switch benefit.form {
        case .points: return true
        case .flat: return false
        case .rate, .tiers:
            let bases: [BenefitBase.Quantity] = [.loanInterest, .leaseInterest, .premium, .guaranteeFee]
            return bases.contains { benefit.base == .quantity($0) }
        default: ReferenceArithmetic.beyondTheContract(benefit.form)
        }
    }

    /// Rewards are together never more than the equipment, cut from the last id back.
    private mutating func boundRewards() {
        let rewards = benefits.filter { $0.kind == .equipmentReward }.map(\.id)
        cut(rewards, to: contents.setting.equipment, "equipment_amount", run: nil)
    }
}

/// When benefits are paid.
extension ReferenceSettlement {
    /// By month, months of 0 left out (R6, R58).
    func paid(_ id: String) -> [ReferencePayment] {
        guard let terms = terms[id], let offer = benefits.first(where: { $0.id == id }) else { return [] }
        let later = Benefit.Payment(time: .monthsAfterCompletion(12))
        let parts = offer.benefit?.paid ?? [offer.kind == .equipmentReward ? later : .init(time: .withPayment)]
        var byMonth: [Int: Int] = [:]
        let whole = terms.payments.sum
        var left = whole
        for (index, part) in parts.enumerated() {
            let isLast = index + 1 == parts.count
            let amount = isLast ? left : ReferenceArithmetic.share(whole, part.share?.int ?? 0)
            left -= amount
            switch part.time {
            case .withPayment:
                for payment in ReferenceSettlement.spread(amount, over: terms.payments) {
                    byMonth[payment.month, default: 0] += payment.amount
                }
            case .month(let month): byMonth[month, default: 0] += amount
            case .monthsAfterCompletion(let months):
                byMonth[contents.setting.completionMonth + months, default: 0] += amount
            default: ReferenceArithmetic.beyondTheContract(part.time)
            }
        }
        return byMonth.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { .ahead($0.key, $0.value) }
    }

    /// A part of the whole, spread as the whole is: up to each payment the part of the running sum, rounded half up.
    ///
    /// The contract does not say what a share of an amount that goes with several payments is; this way the parts of
    /// one payment never come to more than the payment by a fen.
    private static func spread(_ amount: Int, over payments: [ReferencePayment]) -> [ReferencePayment] {
        let whole = payments.sum
        guard whole > 0 else { return [] }
        var running = 0
        var paid = 0
        return payments.map { payment in
            running += payment.amount
            let due = Int((2 * Int128(amount) * Int128(running) + Int128(whole)) / (2 * Int128(whole)))
            defer { paid = due }
            return .ahead(payment.month, due - paid)
        }
    }
}
