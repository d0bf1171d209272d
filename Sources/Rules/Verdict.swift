internal import Domain

/// A truth value that also says, where unknown, whether only the package could tell.
///
/// The order matters: in a group that is unknown the highest of its unknown parts is what the group is. So one walk
/// gives the truth and tells `needs_facts` from `eligible_with_package` without listing what is asked (30-financing.md,
/// R21).
package enum Verdict: UInt8, Comparable, Sendable {
    case `false`, `true`
    /// Unknown; every unknown fact behind it is a package fact.
    case unknownByPackage
    /// Unknown; at least one fact of the enterprise, project or financing is asked.
    case unknownAsking

    package init(_ holds: Bool) { self = holds ? .true : .false }

    var truth: Truth {
        switch self {
        case .false: .false
        case .true: .true
        case .unknownByPackage, .unknownAsking: .unknown
        }
    }

    /// `not` swaps true and false.
    var negated: Verdict {
        switch self {
        case .false: .true
        case .true: .false
        case .unknownByPackage, .unknownAsking: self
        }
    }

    var isUnknown: Bool { self >= .unknownByPackage }

    package static func < (a: Verdict, b: Verdict) -> Bool { a.rawValue < b.rawValue }
}
