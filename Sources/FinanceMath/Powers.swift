#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Compound growth in doubles; the standard library has neither exponential nor logarithm.
///
/// In terms of log1p and expm1, so that rates near 0 lose no digits.
enum Powers {
    /// (1 + rate)^−periods; `rate` above −1.
    static func discount(_ rate: Double, periods: Double) -> Double { exp(-periods * log1p(rate)) }

    /// 1 − (1 + rate)^−periods; `rate` above −1.
    static func discountLost(_ rate: Double, periods: Double) -> Double { -expm1(-periods * log1p(rate)) }

    /// factor^periods − 1; `factor` above 0.
    static func grown(_ factor: Double, periods: Double) -> Double { expm1(periods * log(factor)) }
}
