import Domain
import Rules

/// What a benefit comes to by its own terms: base, base caps, form, caps, floor (30-financing.md, R13).
struct ReferenceTerms {
    /// Each with the month and run of the payment of the base it goes by; those of a sum in month 0.
    private(set) var payments: [ReferencePayment] = []
    private(set) var cappedBy: [String] = []
    /// Facts its base, or the base of a cap, hangs on.
    private(set) var unknown: [Fact] = []
    /// Facts that the base of a joint cap hangs on.
    private(set) var unknownOfJointCaps: [Fact] = []

    /// - Parameter own: the benefits this one may be a top-up on, settled before it.
    init(_ benefit: Benefit, in contents: ReferenceContents, own: [String: ReferenceTerms]) {
        let bonus = ReferenceBonus(benefit, contents.facts)
        takeBase(benefit, contents, own)
        apply(benefit.form, bonus)
        cap(benefit, bonus.cap)
    }

    /// Takes off an excess, from the latest payment back.
    mutating func cut(_ excess: Int, by name: String) {
        guard excess > 0 else { return }
        payments.cut(excess)
        note(cap: name)
    }

    /// Takes off an excess of one run, its latest months first.
    mutating func cut(_ excess: Int, run: Int, by name: String) {
        guard excess > 0 else { return }
        cutRun(run, excess)
        note(cap: name)
    }

    /// Leaves of each payment at most so much, by month.
    mutating func bound(_ left: [Int], by name: String) {
        for (index, most) in left.enumerated() where payments[index].amount > most {
            payments[index].amount = most
            note(cap: name)
        }
    }

    /// A joint cap of this benefit has a base that is not known.
    mutating func restOnJointCap(_ fact: Fact) { unknownOfJointCaps.append(fact) }

    private mutating func note(_ fact: Fact) { if !unknown.contains(fact) { unknown.append(fact) } }
    private mutating func note(cap name: String) { if !cappedBy.contains(name) { cappedBy.append(name) } }

    private mutating func cutRun(_ run: Int, _ excess: Int) {
        let places = payments.indices.filter { payments[$0].run == run }
        var part = places.map { payments[$0] }
        part.cut(excess)
        for (place, payment) in zip(places, part) { payments[place] = payment }
    }
}

/// The base.
extension ReferenceTerms {
    private mutating func takeBase(
        _ benefit: Benefit, _ contents: ReferenceContents, _ own: [String: ReferenceTerms]
    ) {
        var isPoints = false
        if case .points = benefit.form {
            // R5: on what is owed at the start of each month.
            isPoints = true
            if contents.backbone.isLoan {
                payments = contents.backbone.months.enumerated().map { .arrears($0.offset + 1, $0.element.owed) }
            }
        } else {
            switch contents.base(benefit.base, own: own) {
            case .unknown(let fact): note(fact)
            case .sum(let amount): payments = [.ahead(0, amount)]
            case .payments(let all): payments = all
            }
        }
        if let count = benefit.maxMonths { keep(count, benefit.base) }
        if let cap = benefit.baseCap { capBase(cap.int, isPoints: isPoints, by: "base_cap_cny") }
        if let share = benefit.baseCapShare {
            let of = contents.base(share.of, own: own)
            if case .unknown(let fact) = of { note(fact) }
            // R9: an unknown base of a cap makes the cap 0.
            let cap = ReferenceArithmetic.share(of.total ?? 0, share.share.int)
            capBase(cap, isPoints: isPoints, by: "base_cap")
        }
    }

    /// Months 1 to n of what is paid in arrears, 0 to n − 1 of what is paid ahead. A down payment is paid ahead.
    private mutating func keep(_ count: Int, _ base: BenefitBase) {
        let isAhead = base == .quantity(.premium) || base == .quantity(.guaranteeFee)
        payments.removeAll { $0.month > (isAhead ? count - 1 : count) }
    }

    /// Of points each month's principal is bounded, else the sum, from the latest payment back (R9).
    private mutating func capBase(_ cap: Int, isPoints: Bool, by name: String) {
        if isPoints {
            bound(payments.map { _ in cap }, by: name)
        } else {
            cut(payments.sum - cap, by: name)
        }
    }
}

/// Form and caps.
extension ReferenceTerms {
    private mutating func apply(_ form: Benefit.Form, _ bonus: ReferenceBonus) {
        switch form {
        case .rate(let rate): multiply(by: bonus.rate(rate))
        case .points(let points): multiply(by: bonus.rate(points), parts: 12)
        case .flat(let sum):
            // R8: with the first payment. Where nothing is to be supported there is no flat sum either.
            let isSome = payments.sum > 0
            for index in payments.indices { payments[index].amount = index == 0 && isSome ? sum.int : 0 }
        case .tiers(let tiers, .bracket, let bounds):
            multiply(by: bonus.rate(ReferenceTerms.bracket(tiers, payments.sum, isUpper: bounds == .upper)))
        case .tiers(let tiers, .marginal, _): slice(tiers, bonus)
        default: ReferenceArithmetic.beyondTheContract(form)
        }
    }

    private mutating func multiply(by rate: Int, parts: Int = 1) {
        for index in payments.indices {
            payments[index].amount = ReferenceArithmetic.share(payments[index].amount, rate, parts: parts)
        }
    }

    /// The rate of the tier the whole base is in; a bound belongs to the lower tier unless bounds are upper.
    private static func bracket(_ tiers: [Benefit.Tier], _ base: Int, isUpper: Bool) -> Rate {
        for tier in tiers {
            guard let end = tier.upTo?.int else { return tier.rate }
            if isUpper ? base < end : base <= end { return tier.rate }
        }
        return Rate(rawValue: 0)
    }

    /// Slice by slice of the running sum, each slice rounded (R8, R49).
    private mutating func slice(_ tiers: [Benefit.Tier], _ bonus: ReferenceBonus) {
        var before = 0
        for index in payments.indices {
            let after = before + payments[index].amount
            var amount = 0
            var start = 0
            for tier in tiers {
                let end = tier.upTo?.int ?? Int.max
                let slice = max(0, min(after, end) - max(before, start))
                amount += ReferenceArithmetic.share(slice, bonus.rate(tier.rate))
                start = end
            }
            payments[index].amount = amount
            before = after
        }
    }

    private mutating func cap(_ benefit: Benefit, _ cap: Int?) {
        if let most = benefit.capPerYear?.int {
            for run in Set(payments.map(\.run)) {
                let excess = payments.filter { $0.run == run }.sum - most
                cut(excess, run: run, by: "cap_per_year_cny")
            }
        }
        if let cap { cut(payments.sum - cap, by: "cap_cny") }
        if let floor = benefit.floor?.int, payments.sum < floor { cut(payments.sum, by: "floor_cny") }
    }
}

/// The bonuses of a benefit that hold (R12).
struct ReferenceBonus {
    /// `cap_cny`, as the last bonus that holds sets it.
    private(set) var cap: Int?
    private var changes: [Benefit.Bonus.Change] = []

    init(_ benefit: Benefit, _ facts: FactTable) {
        cap = benefit.cap?.int
        for bonus in benefit.bonus ?? [] where CompiledRule(bonus.when).evaluate(facts) == .true {
            if let change = bonus.change { changes.append(change) }
            if let most = bonus.cap { cap = most.int }
        }
    }

    /// The facts that bonuses hang on, in the order of the list.
    static func undecided(_ benefit: Benefit, _ facts: FactTable) -> [Fact] {
        (benefit.bonus ?? []).flatMap { bonus -> [Fact] in
            let explanation = CompiledRule(bonus.when).explain(facts)
            return explanation.truth == .unknown ? ReferenceUnknown.undecided(bonus.when, explanation) : []
        }
    }

    /// A rate of the form with all bonuses, in the order of the list.
    func rate(_ rate: Rate) -> Int {
        var result = rate.int
        for change in changes {
            switch change {
            case .rate(let rate): result = rate.int
            case .addRate(let rate): result += rate.int
            }
        }
        return result
    }
}
