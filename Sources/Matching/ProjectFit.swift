package import Domain

/// What a provider's list of projects is ordered by (50-interfaces.md, `projects`).
package struct ProjectFit: Hashable, Sendable {
    /// Of the enterprise.
    package var credit: Enterprise.CreditGrade?
    package var isFiled: Bool
    /// Started before the day judged, or to be started within 180 days after it.
    package var isReady: Bool
    package var hasDirection: Bool

    package init(credit: Enterprise.CreditGrade?, isFiled: Bool, isReady: Bool, hasDirection: Bool) {
        self.credit = credit
        self.isFiled = isFiled
        self.isReady = isReady
        self.hasDirection = hasDirection
    }

    package init(_ need: Need, _ enterprise: Enterprise?, asOf: CalendarDay) {
        credit = enterprise?.creditGrade
        isFiled = need.isFiled
        isReady = ProjectFit.isReady(startedOn: need.startedOn, asOf: asOf)
        hasDirection = need.directions?.isEmpty == false
    }

    package static func isReady(startedOn: CalendarDay?, asOf: CalendarDay) -> Bool {
        startedOn.map { $0.days(since: asOf) <= readyDays } ?? false
    }

    /// Days from the day judged on within which a start counts as ready.
    package static let readyDays = 180

    /// 0.45 credit (A 1, B 0.7, C 0.4, else 0) + 0.35 readiness (half for a filing number, half for being ready)
    /// + 0.20 direction (1 if any), in millionths.
    package var millionths: Int64 {
        let credit: Int64 =
            switch self.credit {
            case .a: 450_000
            case .b: 315_000
            case .c: 180_000
            case .d, nil: 0
            }
        return credit + (isFiled ? 175_000 : 0) + (isReady ? 175_000 : 0) + (hasDirection ? 200_000 : 0)
    }
}

/// Bands of the amount of a project, as its facet names them.
package enum AmountBand: String, CaseIterable, Sendable {
    case unknown
    case below1M = "below_1m"
    case from1M = "1m_to_5m"
    case from5M = "5m_to_20m"
    case from20M = "20m_to_100m"
    case from100M = "100m_and_above"

    package init(_ amount: Fen?) {
        let million: Int64 = 100_000_000
        switch amount?.rawValue {
        case nil: self = .unknown
        case .some(..<million): self = .below1M
        case .some(..<(5 * million)): self = .from1M
        case .some(..<(20 * million)): self = .from5M
        case .some(..<(100 * million)): self = .from20M
        default: self = .from100M
        }
    }
}
