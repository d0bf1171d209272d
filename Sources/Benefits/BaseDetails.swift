package import Domain
package import FinanceMath

/// What only some bases and forms are read from (ops/offer-format-extensions.md, "Beyond the contract's schema").
package struct BaseDetails: Sendable {
    /// Of the package's own loan and lease, per year.
    package var loanRate, leaseRate: Rate?
    /// What the guarantees of the package cover together.
    package var guaranteed = Fen.zero
    /// Of the insurances of each line, in any order.
    package var premiumsByLine: [String: [MonthAmount]] = [:]
    /// Of the enterprise; nil = not known.
    package var received: [Enterprise.Support]?
    /// The day judged; nil where no year is counted.
    package var asOf: CalendarDay?

    package init() {}
}

/// What other benefits of the package come to, as another one sees them.
struct OtherAmounts {
    /// By its own terms, for what rests on it; nil where it is not in the package.
    var amount: (String) -> Fen?
    /// By its own terms, for what counts it; nothing where it is not in the package.
    var counted: (String) -> Fen = { _ in .zero }
    /// Of those of a group but the one that asks.
    var group: (String) -> Fen = { _ in .zero }
}

extension PackageBases {
    /// What bases that count together come to, for the offer that names them; nil where one is unknown and so leaves
    /// nothing.
    func sum(
        _ list: [BenefitBase]?, for offer: String, _ others: OtherAmounts, _ unknown: inout [Fact]
    ) -> Fen? {
        var sum: Fen? = .zero
        for base in list ?? [] {
            let amount: Fen?
            switch base {
            case .benefit(let id): amount = others.counted(id)
            case .group(let name): amount = others.group(name)
            case .quantity(.received): amount = received(from: offer, thisYear: false, &unknown)
            case .quantity(.receivedThisYear): amount = received(from: offer, thisYear: true, &unknown)
            case .quantity, .figure:
                var missing: [Fact] = []
                let whole = total(of: base, others.amount, &missing)
                amount = missing.isEmpty ? whole : nil
                unknown.addOnce(missing)
            }
            sum = sum.flatMap { sum in amount.map { sum + $0 } }
        }
        return sum
    }

    /// What the enterprise has received from an offer; entries without a day count in every year. Nothing where its
    /// record does not say, which is reported; nil where an entry has no amount.
    private func received(from offer: String, thisYear: Bool, _ unknown: inout [Fact]) -> Fen? {
        guard let received = details.received else {
            unknown.addOnce([.enterpriseReceived])
            return .zero
        }
        var sum = Fen.zero
        for support in received where support.offer.utf8.elementsEqual(offer.utf8) {
            if thisYear, let on = support.on, on.components.year != details.asOf?.components.year { continue }
            guard let amount = support.amount else {
                unknown.addOnce([.enterpriseReceived])
                return nil
            }
            sum = sum + amount
        }
        return sum
    }
}
