internal import Domain
internal import JSON

extension Offer {
    func write(to object: inout JSONObject) {
        object.put("id", id: id)
        object.put("kind", word: kind)
        object.put("name", name)
        object.put("provider", provider) { $0.write(to: &$1) }
        object.put("status", word: status)
        object.put("window", window) { window, object in
            object.put("from", window.from)
            object.put("to", window.to)
        }
        object.put("rule", rule)
        object.put("loan", loan) { $0.write(to: &$1) }
        object.put("lease", lease) { $0.write(to: &$1) }
        object.put("guarantee", guarantee) { $0.write(to: &$1) }
        object.put("insurance", insurance) { $0.write(to: &$1) }
        object.put("benefit", benefit) { $0.write(to: &$1) }
        object.put("groups", groups)
        object.put("requires", list: requires) { $0.write(to: &$1) }
        object.put("delivery", word: delivery)
        object.put("beneficiary", word: beneficiary)
        object.put("quota", quota) { quota, object in
            object.put("amount_cny", quota.amount)
            object.put("used_cny", quota.used)
            object.put("of", word: quota.of)
            object.put("per", word: quota.per)
        }
        object.put("share_table", list: shareTable) { row, object in
            object.put("when", row.when)
            object.put("up_to_cny", row.upTo)
            object.put("share", row.share)
        }
        object.put(source)
    }
}

extension Offer.Provider {
    fileprivate func write(to object: inout JSONObject) {
        object.put("id", id: id)
        object.put("name", name)
        object.put("type", word: type)
        object.put("region", region)
        object.put("classes", classes)
    }
}

extension Offer.Requirement {
    fileprivate func write(to object: inout JSONObject) {
        switch self {
        case .kind(let kind, let line):
            object.put("kind", word: kind)
            object.put("line", line)
        case .offer(let id): object.put("offer", id)
        case .any(let alternatives): object.put("any", list: alternatives) { $0.write(to: &$1) }
        }
    }
}

extension Bounds {
    fileprivate func write(to object: inout JSONObject, _ json: (Value) -> JSONValue) {
        object.add("min", min.map(json))
        object.add("max", max.map(json))
    }
}

extension LoanTerms {
    fileprivate func write(to object: inout JSONObject) {
        object.put("rate_annual", rateAnnual)
        object.put("tenor_months", tenorMonths) { $0.write(to: &$1) { .int($0) } }
        object.put("amount_cny", amount) { $0.write(to: &$1, \.json) }
        object.put("max_share_of_investment", maxShareOfInvestment)
        object.put("repayment", word: repayment)
        object.put("fee_rate", feeRate)
        object.put("type", word: type)
    }
}

extension LeaseTerms {
    fileprivate func write(to object: inout JSONObject) {
        object.put("rate_annual", rateAnnual)
        object.put("tenor_months", tenorMonths) { $0.write(to: &$1) { .int($0) } }
        object.put("amount_cny", amount) { $0.write(to: &$1, \.json) }
        object.put("down_payment_share", downPaymentShare)
        object.put("residual_share", residualShare)
        object.put("fee_rate", feeRate)
        object.put("deposit_share", depositShare)
        object.put("mode", word: mode)
    }
}

extension GuaranteeTerms {
    fileprivate func write(to object: inout JSONObject) {
        object.put("fee_rate_annual", feeRateAnnual)
        object.put("cover_share", coverShare)
        object.put("max_amount_cny", maxAmount)
    }
}

extension InsuranceTerms {
    fileprivate func write(to object: inout JSONObject) {
        object.put("premium_rate", premiumRate)
        object.put("insured", word: insured)
        object.put("years", years)
        object.put("line", line)
    }
}

extension JointCap {
    func write(to object: inout JSONObject) {
        object.put("id", id: id)
        object.put("members", members.isEmpty ? nil : members)
        switch limit {
        case .amount(let amount): object.put("cap_cny", amount)
        case .share(let share, let base):
            object.put("share", share)
            object.put("of", base.text)
        }
        object.put("per_year", perYear)
        object.put(source)
    }
}
