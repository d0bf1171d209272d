internal import Domain

/// Source, status, window, quota of one offer.
struct RecordLint {
    private let offer: Offer
    private let asOf: CalendarDay

    init(_ offer: Offer, asOf: CalendarDay) {
        self.offer = offer
        self.asOf = asOf
    }

    func findings() -> [LintFinding] { source() + status() + window() + quota() }

    private func source() -> [LintFinding] {
        guard let source = offer.source else {
            return [finding("source", .missingSource, .warning, "没有来源", "no source is given")]
        }
        if source.document?.isEmpty ?? true {
            return [finding("source.document", .missingDocument, .note, "来源中没有文件", "the source names no document")]
        }
        return []
    }

    private func status() -> [LintFinding] {
        guard offer.status == nil else { return [] }
        return [finding("status", .noStatus, .note, "没有 status", "no status is given")]
    }

    private func window() -> [LintFinding] {
        guard let to = offer.window?.to else { return [] }
        if let from = offer.window?.from, to < from {
            return [
                finding(
                    "window", .windowReversed, .error, "截止日 \(to.text) 早于起始日 \(from.text)",
                    "it ends on \(to.text), before it begins on \(from.text)")
            ]
        }
        guard to < asOf else { return [] }
        return [finding("window.to", .windowEnded, .note, "已于 \(to.text) 截止", "it ended on \(to.text)")]
    }

    private func quota() -> [LintFinding] {
        guard let quota = offer.quota, let used = quota.used, used >= quota.amount else { return [] }
        // Said already by the status, or the offer is over anyway.
        if offer.status == .exhausted || offer.status == .withdrawn { return [] }
        let (spent, whole) = (Wording.text(used), Wording.text(quota.amount))
        return [
            finding(
                "quota.used_cny", .quotaUsedUp, .warning, "额度 \(whole) 元已用 \(spent) 元",
                "\(spent) CNY of \(whole) are used")
        ]
    }

    private func finding(
        _ field: String, _ code: LintCode, _ severity: LintFinding.Severity, _ zh: String, _ en: String
    ) -> LintFinding {
        LintFinding(offer.id, field, code, severity, found: LintText(zh: zh, en: en))
    }
}

/// The terms of a product, and amounts that are not there.
struct TermsLint {
    private let offer: Offer

    init(_ offer: Offer) { self.offer = offer }

    func findings() -> [LintFinding] {
        switch offer.kind {
        case .loan:
            priced("loan.rate_annual", offer.loan?.rateAnnual)
                + ordered("loan.tenor_months", offer.loan?.tenorMonths) { "\($0)" }
                + ordered("loan.amount_cny", offer.loan?.amount) { Wording.text($0) }
        case .lease:
            priced("lease.rate_annual", offer.lease?.rateAnnual)
                + ordered("lease.tenor_months", offer.lease?.tenorMonths) { "\($0)" }
                + ordered("lease.amount_cny", offer.lease?.amount) { Wording.text($0) }
        case .guarantee: priced("guarantee.fee_rate_annual", offer.guarantee?.feeRateAnnual)
        case .insurance: priced("insurance.premium_rate", offer.insurance?.premiumRate)
        case .equipmentReward, .interestSubsidy, .leaseSubsidy, .insuranceSubsidy, .guaranteeSubsidy:
            offer.benefit == nil ? [missing("benefit", "没有金额", "no amount is given")] : []
        case .riskCompensation, .relending, .gate: []
        }
    }

    private func priced(_ field: String, _ rate: Rate?) -> [LintFinding] {
        rate == nil ? [missing(field, "没有价格", "no price is given")] : []
    }

    private func missing(_ field: String, _ zh: String, _ en: String) -> LintFinding {
        LintFinding(offer.id, field, .noAmount, .note, found: LintText(zh: zh, en: en))
    }

    private func ordered<Value: Comparable>(
        _ field: String, _ bounds: Bounds<Value>?, _ text: (Value) -> String
    ) -> [LintFinding] {
        guard let min = bounds?.min, let max = bounds?.max, max < min else { return [] }
        let found = LintText(
            zh: "最大值 \(text(max)) 小于最小值 \(text(min))", en: "the maximum \(text(max)) is under the minimum \(text(min))")
        return [LintFinding(offer.id, field, .boundsReversed, .error, found: found)]
    }
}
