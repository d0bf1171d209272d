import Domain
import FinanceMath
import Packaging

/// The loan or lease of a package month by month, read from its flows.
enum PackageSchedule {
    /// Months 1 to the tenor; of a lease the balance after the last rent is the residual. Empty for own cash.
    static func rows(_ plan: PackagePlan) -> [ScheduleRow] {
        guard let offer = plan.backbone.offer, let tenor = plan.backbone.tenorMonths, tenor > 0 else { return [] }
        var interest = [Fen](repeating: .zero, count: tenor + 1)
        var principal = interest
        var owed = Fen.zero
        for flow in plan.flows where flow.offer == offer {
            switch flow.what {
            // What comes in is below 0.
            case .loanPrincipal, .leasedAmount, .downPayment: owed = owed - flow.amount
            case .interest where (1...tenor).contains(flow.month):
                interest[flow.month] = interest[flow.month] + flow.amount
            case .principal where (1...tenor).contains(flow.month):
                principal[flow.month] = principal[flow.month] + flow.amount
            default: break
            }
        }
        return (1...tenor).map { month in
            owed = owed - principal[month]
            return ScheduleRow(
                month: month, payment: interest[month] + principal[month], interest: interest[month],
                principal: principal[month], balance: owed)
        }
    }
}
