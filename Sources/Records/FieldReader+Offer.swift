internal import Domain
internal import JSON

extension FieldReader {
    /// 30-financing.md, "An offer".
    mutating func offer() -> Offer {
        let id = id("id") ?? ""
        let kind = word("kind", Offer.Kind.self, required: true)
        var record = Offer(id: id, kind: kind ?? .gate)
        record.name = name("name") ?? ""
        record.provider = object("provider", required: true) { $0.provider() } ?? Offer.Provider(id: "")
        record.status = word("status", Offer.Status.self)
        record.window = object("window") { fields in
            let (from, to) = fields.dates("from", "to")
            return Offer.Window(from: from, to: to)
        }
        record.rule = rule("rule")
        terms(of: kind, into: &record)
        record.groups = codes("groups")
        record.requires = list("requires") { value, row in row.requirement(value) }
        record.delivery = word("delivery", Offer.Delivery.self)
        record.beneficiary = word("beneficiary", Offer.Beneficiary.self)
        record.quota = object("quota") { $0.quota() }
        record.shareTable = list("share_table") { value, row in row.object(value) { $0.lossShare() } }
        record.source = policySource()
        return record
    }

    /// The terms of a product stand under the key named like its kind (R1), a benefit's amount under `benefit`; under
    /// another key they would be ignored in silence, so it counts as unknown.
    private mutating func terms(of kind: Offer.Kind?, into record: inout Offer) {
        switch kind {
        case .loan: record.loan = object("loan") { $0.loanTerms() }
        case .lease: record.lease = object("lease") { $0.leaseTerms() }
        case .guarantee: record.guarantee = object("guarantee") { $0.guaranteeTerms() }
        case .insurance: record.insurance = object("insurance") { $0.insuranceTerms() }
        case .equipmentReward, .interestSubsidy, .leaseSubsidy, .insuranceSubsidy, .guaranteeSubsidy:
            record.benefit = object("benefit") { $0.benefit() }
        case .riskCompensation, .relending, .gate: break
        case nil:
            // The kind has its problem already: its terms are not judged by a guess.
            for key in ["loan", "lease", "guarantee", "insurance", "benefit"] { _ = optional(key) }
        }
    }

    private mutating func provider() -> Offer.Provider {
        var provider = Offer.Provider(id: id("id") ?? "")
        provider.name = text("name") ?? ""
        provider.type = word("type", Offer.Provider.Kind.self, required: true)
        provider.region = region("region")
        provider.classes = codes("classes")
        return provider
    }

    private mutating func quota() -> Offer.Quota {
        Offer.Quota(
            amount: money("amount_cny", required: true) ?? .zero,
            used: money("used_cny"),
            of: word("of", Offer.Quota.Measure.self),
            per: word("per", Offer.Quota.Period.self)
        )
    }

    private mutating func lossShare() -> Offer.LossShare {
        Offer.LossShare(
            when: rule("when"),
            upTo: money("up_to_cny"),
            share: rate("share", required: true) ?? Rate(rawValue: 0)
        )
    }

    private mutating func loanTerms() -> LoanTerms {
        var terms = LoanTerms()
        terms.rateAnnual = rate("rate_annual")
        terms.tenorMonths = tenors("tenor_months")
        terms.amount = amounts("amount_cny")
        terms.maxShareOfInvestment = rate("max_share_of_investment")
        terms.repayment = word("repayment", LoanTerms.Repayment.self)
        terms.feeRate = rate("fee_rate")
        terms.type = word("type", LoanTerms.Kind.self)
        return terms
    }

    private mutating func leaseTerms() -> LeaseTerms {
        var terms = LeaseTerms()
        terms.rateAnnual = rate("rate_annual")
        terms.tenorMonths = tenors("tenor_months")
        terms.amount = amounts("amount_cny")
        terms.downPaymentShare = rate("down_payment_share")
        terms.residualShare = rate("residual_share")
        terms.feeRate = rate("fee_rate")
        terms.depositShare = rate("deposit_share")
        terms.mode = word("mode", LeaseTerms.Mode.self)
        return terms
    }

    private mutating func guaranteeTerms() -> GuaranteeTerms {
        var terms = GuaranteeTerms()
        terms.feeRateAnnual = rate("fee_rate_annual")
        terms.coverShare = rate("cover_share")
        terms.maxAmount = money("max_amount_cny")
        return terms
    }

    private mutating func insuranceTerms() -> InsuranceTerms {
        var terms = InsuranceTerms()
        terms.premiumRate = rate("premium_rate")
        terms.insured = word("insured", InsuranceTerms.Insured.self)
        terms.years = int("years", from: 1, to: monthsMax / 12)
        terms.line = text("line")
        return terms
    }

    private mutating func tenors(_ key: String) -> Bounds<Int>? {
        object(key) { fields in
            let bounds = Bounds(
                min: fields.int("min", from: 1, to: monthsMax),
                max: fields.int("max", from: 1, to: monthsMax)
            )
            if let min = bounds.min, let max = bounds.max, max < min {
                fields.row.reportDisorder(key: "max", found: .int(max), notBelow: "min, \(min)", "exchange the two")
            }
            return bounds
        }
    }

    private mutating func amounts(_ key: String) -> Bounds<Fen>? {
        object(key) { fields in
            let bounds = Bounds(min: fields.money("min"), max: fields.money("max"))
            if let min = bounds.min, let max = bounds.max, max < min {
                let low = JSONNumber.fixed(min.rawValue, digits: 2)
                fields.row.reportDisorder(key: "max", found: max.json, notBelow: "min, \(low)", "exchange the two")
            }
            return bounds
        }
    }
}

extension RowReport {
    /// `{"kind"[, "line"]}`, `{"offer"}` or `{"any": […]}`; two of them together are inconsistent (R37).
    fileprivate func requirement(_ value: JSONValue) -> Offer.Requirement? {
        object(value) { fields in
            let kindGiven = fields.optional("kind")
            let kind = fields.word("kind", Offer.Kind.self)
            let line = fields.text("line")
            let offer = fields.id("offer", required: false)
            if let offer { fields.row.refer(to: .offers, offer, key: "offer") }
            let anyGiven = fields.optional("any")
            let any = fields.list("any", count: 1...Int.max) { value, row in row.requirement(value) }
            let offerGiven = fields.optional("offer") != nil
            let given = (kindGiven == nil ? 0 : 1) + (offerGiven ? 1 : 0) + (anyGiven == nil ? 0 : 1)
            if given > 1 || (given == 1 && kindGiven == nil && line != nil) {
                fields.row.report(
                    Flaw(.inconsistent, "a kind with or without its line, an offer, or any", "make two entries of it"),
                    found: value
                )
                return nil
            }
            if given == 0, fields.row.isStrict {
                fields.row.report(
                    Flaw(.missingField, "given, or offer or any in its place", "say what is required"),
                    found: nil,
                    key: "kind"
                )
            }
            if let kind { return .kind(kind, line: line) }
            return offer.map(Offer.Requirement.offer) ?? any.map(Offer.Requirement.any)
        }
    }
}
