import Domain

/// One month of a loan or lease: what is owed before, the interest on it, and how much is paid off.
struct ReferenceMonth {
    var owed: Int
    var interest: Int
    var principal: Int
}

/// Schedules month by month as 30-financing.md, "Products", says them; amounts in fen, rates of 10^-9.
enum ReferenceSchedule {
    /// What is paid off each month by a level payment, the last taking the balance down to the residual.
    ///
    /// - Returns: the months, and whether the payment lies so near to a half fen that doubles may round it either way.
    static func level(
        financed: Int, residual: Int, rate: Int, count: Int
    ) -> (months: [ReferenceMonth], isDelicate: Bool) {
        let (payment, isDelicate) = levelPayment(financed: financed, residual: residual, rate: rate, count: count)
        var months: [ReferenceMonth] = []
        var owed = financed
        for month in 1...count {
            let interest = interest(on: owed, rate)
            // No more is paid off than is owed, which rounding up could ask of a few fen over many months.
            let principal = month == count ? owed - residual : min(payment - interest, owed - residual)
            months.append(ReferenceMonth(owed: owed, interest: interest, principal: principal))
            owed -= principal
        }
        return (months, isDelicate && count > 1)
    }

    /// The same part of the principal each month, the last paying the rest.
    static func equalPrincipal(_ amount: Int, rate: Int, count: Int) -> [ReferenceMonth] {
        let part = ReferenceArithmetic.quotient(amount, count)
        var months: [ReferenceMonth] = []
        var owed = amount
        for month in 1...count {
            let principal = month == count ? owed : min(part, owed)
            months.append(ReferenceMonth(owed: owed, interest: interest(on: owed, rate), principal: principal))
            owed -= principal
        }
        return months
    }

    /// Interest every month, all principal in the last.
    static func bullet(_ amount: Int, rate: Int, count: Int) -> [ReferenceMonth] {
        (1...count).map { month in
            let principal = month == count ? amount : 0
            return ReferenceMonth(owed: amount, interest: interest(on: amount, rate), principal: principal)
        }
    }

    private static func interest(on owed: Int, _ rate: Int) -> Int {
        ReferenceArithmetic.share(owed, rate, parts: 12)
    }

    private static func levelPayment(
        financed: Int, residual: Int, rate: Int, count: Int
    ) -> (amount: Int, isDelicate: Bool) {
        if rate == 0 { return (ReferenceArithmetic.quotient(financed - residual, count), false) }
        let i = Double(rate) / 1e9 / 12
        var discount = 1.0
        for _ in 0..<count { discount /= 1 + i }
        let payment = (Double(financed) - Double(residual) * discount) * i / (1 - discount)
        let fraction = payment - payment.rounded(.down)
        return (Int((payment + 0.5).rounded(.down)), abs(fraction - 0.5) < 1e-6 + payment * 1e-11)
    }
}

/// What pays for the equipment, with its months.
struct ReferenceBackbone {
    /// Nil = own cash.
    var offer: Offer?
    /// Of the loan or lease; 0 for own cash, as are the others.
    var amount = 0
    var tenor = 0
    var fee = 0
    var downPayment = 0
    var residual = 0
    var deposit = 0
    var months: [ReferenceMonth] = []
    var isDelicate = false

    var isLoan: Bool { offer?.kind == .loan }
    var isLease: Bool { offer?.kind == .lease }

    /// Own cash.
    init() {}

    /// Nil where the loan has no rate: it is in no package.
    init?(loan offer: Offer, amount: Int, tenor: Int) {
        guard let terms = offer.loan, let rate = terms.rateAnnual?.int else { return nil }
        self.offer = offer
        self.amount = amount
        self.tenor = tenor
        fee = ReferenceArithmetic.share(amount, terms.feeRate?.int ?? 0)
        switch terms.repayment {
        case .equalPrincipal: months = ReferenceSchedule.equalPrincipal(amount, rate: rate, count: tenor)
        case .bullet: months = ReferenceSchedule.bullet(amount, rate: rate, count: tenor)
        case .equalPayment, nil:
            (months, isDelicate) = ReferenceSchedule.level(financed: amount, residual: 0, rate: rate, count: tenor)
        }
    }

    /// All shares are of the leased amount (R4).
    init?(lease offer: Offer, amount: Int, tenor: Int) {
        guard let terms = offer.lease, let rate = terms.rateAnnual?.int else { return nil }
        let part = { (share: Rate?) in ReferenceArithmetic.share(amount, share?.int ?? 0) }
        self.offer = offer
        self.amount = amount
        self.tenor = tenor
        fee = part(terms.feeRate)
        downPayment = part(terms.downPaymentShare)
        residual = part(terms.residualShare)
        deposit = part(terms.depositShare)
        (months, isDelicate) = ReferenceSchedule.level(
            financed: amount - downPayment, residual: residual, rate: rate, count: tenor
        )
    }

    /// Own cash by its own flows: out above 0, in below; the equipment itself is not among them.
    var flows: [ReferencePayment] {
        guard offer != nil else { return [] }
        var flows = [ReferencePayment.ahead(0, downPayment + fee + deposit - amount)]
        for (index, month) in months.enumerated() {
            flows.append(.arrears(index + 1, month.interest + month.principal))
        }
        flows.append(.arrears(tenor, residual - deposit))
        return flows
    }

    /// Months 1 to the tenor.
    var interest: [ReferencePayment] {
        months.enumerated().map { .arrears($0.offset + 1, $0.element.interest) }
    }

    /// Down payment in month 0, the rents, the residual with the last (R7).
    var contract: [ReferencePayment] {
        guard isLease else { return [] }
        var payments = [ReferencePayment.arrears(0, downPayment)]
        for (index, month) in months.enumerated() {
            let last = index + 1 == tenor ? residual : 0
            payments.append(.arrears(index + 1, month.interest + month.principal + last))
        }
        return payments
    }
}

extension Rate {
    var int: Int { Int(rawValue) }
}

extension Fen {
    var int: Int { Int(rawValue) }
}
