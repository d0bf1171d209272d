import Domain

extension SeededRandom {
    mutating func offer() -> Offer {
        var record = Offer(id: id(), kind: word(Offer.Kind.self))
        record.name = text()
        record.provider = Offer.Provider(id: id())
        record.provider.name = text()
        record.provider.type = word(Offer.Provider.Kind.self)
        record.provider.region = maybe { $0.region() }
        record.provider.classes = maybe { $0.set { $0.text() } }
        record.status = maybe { $0.word(Offer.Status.self) }
        record.window = maybe { random in
            let (from, to) = random.days()
            return .init(from: from, to: to)
        }
        record.rule = maybe { $0.rule(depth: 3) }
        switch record.kind {
        case .loan: record.loan = maybe { $0.loan() }
        case .lease: record.lease = maybe { $0.lease() }
        case .guarantee: record.guarantee = maybe { $0.guarantee() }
        case .insurance: record.insurance = maybe { $0.insurance() }
        case .riskCompensation, .relending, .gate: break
        default: record.benefit = maybe { $0.benefit() }
        }
        record.groups = maybe { $0.set { $0.text() } }
        record.requires = maybe { $0.some(3) { $0.requirement(depth: 2) } }
        record.delivery = maybe { $0.word(Offer.Delivery.self) }
        record.beneficiary = maybe { $0.word(Offer.Beneficiary.self) }
        record.quota = maybe { random in
            .init(
                amount: random.fen(),
                used: random.maybe { $0.fen() },
                of: random.maybe { $0.word(Offer.Quota.Measure.self) },
                per: random.maybe { $0.word(Offer.Quota.Period.self) }
            )
        }
        record.shareTable = maybe { random in
            random.some(3) {
                .init(when: $0.maybe { $0.rule(depth: 1) }, upTo: $0.maybe { $0.fen() }, share: $0.rate())
            }
        }
        record.source = maybe { $0.source(ofOffer: true) }
        return record
    }

    mutating func requirement(depth: Int) -> Offer.Requirement {
        switch below(depth > 0 ? 3 : 2) {
        case 0: .kind(word(Offer.Kind.self), line: maybe { $0.text() })
        case 1: .offer(id())
        default: .any((0...below(2)).map { _ in requirement(depth: depth - 1) })
        }
    }

    mutating func tenors() -> Bounds<Int> {
        let min = 1 + below(100)
        return .init(min: flag() ? min : nil, max: flag() ? min + below(500) : nil)
    }

    mutating func amounts() -> Bounds<Fen> {
        let min = below(1_000_000)
        return .init(min: flag() ? Fen(Int64(min)) : nil, max: flag() ? Fen(Int64(min + below(9_999))) : nil)
    }

    mutating func loan() -> LoanTerms {
        var terms = LoanTerms()
        terms.rateAnnual = maybe { $0.rate() }
        terms.tenorMonths = maybe { $0.tenors() }
        terms.amount = maybe { $0.amounts() }
        terms.maxShareOfInvestment = maybe { $0.rate() }
        terms.repayment = maybe { $0.word(LoanTerms.Repayment.self) }
        terms.feeRate = maybe { $0.rate() }
        terms.type = maybe { $0.word(LoanTerms.Kind.self) }
        return terms
    }

    mutating func lease() -> LeaseTerms {
        var terms = LeaseTerms()
        terms.rateAnnual = maybe { $0.rate() }
        terms.tenorMonths = maybe { $0.tenors() }
        terms.amount = maybe { $0.amounts() }
        terms.downPaymentShare = maybe { $0.rate() }
        terms.residualShare = maybe { $0.rate() }
        terms.feeRate = maybe { $0.rate() }
        terms.depositShare = maybe { $0.rate() }
        terms.mode = maybe { $0.word(LeaseTerms.Mode.self) }
        return terms
    }

    mutating func guarantee() -> GuaranteeTerms {
        var terms = GuaranteeTerms()
        terms.feeRateAnnual = maybe { $0.rate() }
        terms.coverShare = maybe { $0.rate() }
        terms.maxAmount = maybe { $0.fen() }
        return terms
    }

    mutating func insurance() -> InsuranceTerms {
        var terms = InsuranceTerms()
        terms.premiumRate = maybe { $0.rate() }
        terms.insured = maybe { $0.word(InsuranceTerms.Insured.self) }
        terms.years = maybe { 1 + $0.below(20) }
        terms.line = maybe { $0.text() }
        return terms
    }

    mutating func base() -> BenefitBase {
        switch below(5) {
        case 0: return .benefit(id())
        case 1: return Figure(.enterprise, "net_assets_cny").map { .figure($0) } ?? .benefit(id())
        default:
            let base = BenefitBase.quantity(word(BenefitBase.Quantity.self))
            return base.onlyCounts ? .quantity(.equipmentAmount) : base
        }
    }

    /// One that counts beside others.
    mutating func countedBase() -> BenefitBase {
        switch below(4) {
        case 0: .group(text())
        case 1: .quantity(.received)
        case 2: .quantity(.receivedThisYear)
        default: base()
        }
    }

    mutating func form(on base: BenefitBase) -> Benefit.Form {
        switch base {
        case .quantity(.loanPrincipal), .quantity(.leasePrincipal):
            let lpr = Figure(.project, "lpr_1y")
            switch below(4) {
            case 0: return .points(rate())
            case 1: return lpr.map { .pointsOf($0, share: rate()) } ?? .rate(rate())
            case 2: return lpr.map { .pointsAbove($0, max: maybe { $0.rate() }) } ?? .rate(rate())
            default: return .rate(rate())
            }
        default: return flag() ? .rate(rate()) : .flat(fen())
        }
    }

    mutating func shareCap() -> Benefit.ShareCap { .init(of: base(), share: rate()) }

    mutating func bases() -> [BenefitBase] { [countedBase()] + some(2) { $0.countedBase() } }

    /// Some of the terms beyond the contract's schema, where they may stand.
    mutating func extend(_ benefit: inout Benefit) {
        if benefit.base == .quantity(.premium) { benefit.line = maybe { $0.text() } }
        if flag() {
            let base = benefit.base
            benefit.cases = [benefitCase(on: base)] + some(2) { $0.benefitCase(on: base) }
            if flag() { benefit.form = .flat(.zero) }
        }
        if benefit.base.goesByPayments { benefit.baseCapShare?.perYear = maybe { $0.flag() } }
        benefit.capShare = maybe { $0.shareCap() }
        benefit.capPerYearShare = maybe { $0.shareCap() }
        benefit.capIncludes = maybe { $0.bases() }
        benefit.capPerYearIncludes = maybe { $0.bases() }
        guard benefit.base == .quantity(.equipmentAmount) else { return }
        let hasBrackets = if case .tiers(_, .bracket, _) = benefit.form { true } else { false }
        if !hasBrackets { benefit.baseLess = maybe { $0.bases() } }
        benefit.roundTo = Fen(Int64(1 + below(1_000_000)))
        if benefit.floor == nil { benefit.min = maybe { $0.fen() } }
    }

    mutating func benefitCase(on base: BenefitBase) -> Benefit.Case {
        var part = Benefit.Case(when: rule(depth: 1), form: maybe { $0.form(on: base) })
        part.baseCap = maybe { $0.fen() }
        part.cap = maybe { $0.fen() }
        part.capShare = maybe { $0.shareCap() }
        part.capPerYear = maybe { $0.fen() }
        part.maxMonths = maybe { 1 + $0.below(60) }
        return part
    }

    mutating func benefit() -> Benefit {
        var benefit = Benefit(base: base(), form: .rate(rate()))
        switch below(4) {
        case 0: benefit.form = .flat(fen())
        case 1:
            benefit.base = .quantity(flag() ? .loanPrincipal : .leasePrincipal)
            benefit.form = form(on: benefit.base)
        case 2:
            let bounds = some(3) { $0.below(1_000) }
            var end = 0
            var tiers = bounds.map { bound in
                end += bound + 1
                return Benefit.Tier(upTo: Fen(Int64(end)), rate: rate())
            }
            tiers.append(.init(upTo: flag() ? nil : Fen(Int64(end + 1)), rate: rate()))
            benefit.form = .tiers(
                tiers,
                mode: word(Benefit.TierMode.self),
                bounds: maybe { $0.word(Benefit.TierBounds.self) }
            )
        default: break
        }
        benefit.baseCap = maybe { $0.fen() }
        benefit.baseCapShare = maybe { .init(of: $0.base(), share: $0.rate()) }
        benefit.cap = maybe { $0.fen() }
        benefit.capPerYear = maybe { $0.fen() }
        benefit.floor = maybe { $0.fen() }
        benefit.bonus = maybe { random in
            random.some(3) { random in
                let change = random.maybe { $0.flag() ? Benefit.Bonus.Change.rate($0.rate()) : .addRate($0.rate()) }
                return .init(
                    when: random.rule(depth: 1), change: change, cap: random.maybe { $0.fen() },
                    addAmount: random.maybe { $0.fen() })
            }
        }
        benefit.maxMonths = maybe { 1 + $0.below(60) }
        switch below(3) {
        case 0: benefit.paid = [.init(time: time(), share: maybe { $0.rate() })]
        case 1:
            benefit.paid =
                some(3) { .init(time: $0.time(), share: Rate(rawValue: 100_000_000)) } + [.init(time: time())]
            benefit.paidIsList = true
        default: break
        }
        if flag() { extend(&benefit) }
        benefit.observed = maybe { $0.some(2) { .init(round: $0.text(), rate: $0.rate()) } }
        return benefit
    }

    mutating func time() -> Benefit.PaymentTime {
        switch below(4) {
        case 0: .withPayment
        case 3: .atLoanEnd
        case 1: .month(below(60))
        default: .monthsAfterCompletion(below(60))
        }
    }

    mutating func jointCap() -> JointCap {
        .init(
            id: id(),
            members: (0...below(3)).map { _ in id() },
            limit: flag() ? .amount(fen()) : .share(rate(), of: base()),
            perYear: maybe { $0.flag() },
            source: maybe { $0.source() }
        )
    }

    mutating func rule(depth: Int) -> RuleTree {
        switch below(depth > 0 ? 4 : 1) {
        case 1: .all(some(3) { $0.rule(depth: depth - 1) })
        case 2: .any(some(3) { $0.rule(depth: depth - 1) })
        case 3: .not(rule(depth: depth - 1))
        default: .condition(condition(on: fact()))
        }
    }

    /// One of the contract's, or a figure.
    mutating func fact() -> Fact {
        let name = one(of: ["enterprise.figures.net_assets_cny", "project.figures.age", "project.figures.9_cny"])
        return below(4) == 0 ? Fact(rawValue: name) ?? word(Fact.self) : word(Fact.self)
    }

    mutating func condition(on fact: Fact) -> Condition {
        Condition(
            fact: fact,
            test: one(of: tests(on: fact)),
            unknown: maybe { $0.word(Condition.UnknownPolicy.self) },
            says: maybe { $0.text() },
            cite: maybe { $0.text() }
        )
    }

    /// Every test that goes with the fact, with an operand that may stand there.
    mutating func tests(on fact: Fact) -> [Condition.Test] {
        let number = number()
        let fen = fen()
        let day = day()
        switch fact.kind {
        case .text: return [.oneOf(texts(fact)), .noneOf(texts(fact))]
        case .set: return [.hasAny(texts(fact)), .hasAll(texts(fact)), .hasNone(texts(fact))]
        case .region: return [.within(some(3) { $0.region().text }), .notWithin(["440000"])]
        case .industry: return [.within(some(3) { $0.industry().code }), .notWithin(["C34"])]
        case .regionSet:
            let codes = some(3) { $0.region().text }
            return [.anyWithin(codes), .allWithin(codes), .hasAny(codes), .hasAll(codes), .hasNone(codes)]
        case .categorySet:
            let paths = some(3) { $0.category().path }
            return [.anyWithin(paths), .allWithin(paths), .hasAny(paths), .hasAll(paths), .hasNone(paths)]
        case .number: return [.atLeast(number), .atMost(number), .above(number), .below(number)]
        case .money:
            return [
                .atLeastFen(fen), .atMostFen(fen), .aboveFen(fen), .belowFen(fen),
                .atMostShareOf(.projectInvestmentTotal, Rate(rawValue: 2_500_000_000)),
            ]
        case .date: return [.onOrAfter(day), .onOrBefore(day)]
        case .bool: return [.isEqual(flag())]
        }
    }

    private mutating func texts(_ fact: Fact) -> [String] {
        switch fact {
        case .enterpriseSize: some(3) { $0.word(Enterprise.Size.self).rawValue }
        case .enterpriseDesignations: some(3) { $0.word(Enterprise.Designation.self).rawValue }
        case .enterpriseOwnership: some(3) { $0.word(Enterprise.Ownership.self).rawValue }
        case .enterpriseCreditGrade: some(3) { $0.word(Enterprise.CreditGrade.self).rawValue }
        case .enterpriseBlacklists: some(3) { $0.word(Enterprise.Blacklist.self).rawValue }
        case .projectAction: some(3) { $0.word(Need.Action.self).rawValue }
        case .projectDirections: some(3) { $0.word(Need.Direction.self).rawValue }
        case .projectStatus: some(3) { $0.word(Need.Status.self).rawValue }
        case .projectSiteStatus: some(3) { $0.word(Need.SiteStatus.self).rawValue }
        case .packageLoanType: some(3) { $0.word(LoanTerms.Kind.self).rawValue }
        case .packageLeaseMode: some(3) { $0.word(LeaseTerms.Mode.self).rawValue }
        default: some(3) { $0.text() }
        }
    }
}
