/// A sum of relative changes as an exact whole number of one small unit, so that no two sizes are ever mis-ordered.
///
/// Sizes are fractions: |to − from| ÷ |from|, days ÷ 365 (30-financing.md, "Explanation", R23). All facts of one search
/// get the unit 1 ÷ (product of their denominators). Denominators: at most five amounts or months of 63 bits and one
/// 365, so 324 bits; times a difference of 64 bits and ten summands: 392 bits. 448 are here.
struct ChangeSize: Comparable, Sendable {
    private static let limbCount = 7

    /// Lowest first.
    private var limbs = InlineArray<7, UInt64>(repeating: 0)

    static let zero = ChangeSize(0)

    init(_ value: UInt64) { limbs[0] = value }

    /// The product of the factors.
    init(product factors: some Sequence<UInt64>) {
        self = factors.reduce(ChangeSize(1)) { $0 * $1 }
    }

    static func * (size: ChangeSize, factor: UInt64) -> ChangeSize {
        var result = size
        var carry: UInt64 = 0
        for index in 0..<limbCount {
            let (high, low) = size.limbs[index].multipliedFullWidth(by: factor)
            let (sum, overflow) = low.addingReportingOverflow(carry)
            result.limbs[index] = sum
            carry = high + (overflow ? 1 : 0)
        }
        precondition(carry == 0, "a change is at most 392 bits")
        return result
    }

    static func + (a: ChangeSize, b: ChangeSize) -> ChangeSize {
        var result = a
        var carry: UInt64 = 0
        for index in 0..<limbCount {
            let (sum, first) = a.limbs[index].addingReportingOverflow(b.limbs[index])
            let (total, second) = sum.addingReportingOverflow(carry)
            result.limbs[index] = total
            carry = first || second ? 1 : 0
        }
        precondition(carry == 0, "a sum of ten changes is at most 392 bits")
        return result
    }

    static func == (a: ChangeSize, b: ChangeSize) -> Bool { !(a < b) && !(b < a) }

    static func < (a: ChangeSize, b: ChangeSize) -> Bool {
        for index in (0..<limbCount).reversed() where a.limbs[index] != b.limbs[index] {
            return a.limbs[index] < b.limbs[index]
        }
        return false
    }
}
