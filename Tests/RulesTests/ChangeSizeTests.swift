import Testing

@testable import Rules

@Suite("Exact sizes")
struct ChangeSizeTests {
    @Test("products and sums agree with 128-bit arithmetic")
    func agrees() {
        var random = Generator(seed: 7)
        for _ in 0..<1000 {
            let a = UInt64(random.below(1 << 30)), b = UInt64(random.below(1 << 30)), c = UInt64(random.below(1 << 30))
            let left = ChangeSize(product: [a, b]) + ChangeSize(c)
            let right = ChangeSize(product: [b, c]) + ChangeSize(a)
            #expect((left < right) == (a * b + c < b * c + a))
            #expect((left == right) == (a * b + c == b * c + a))
        }
    }

    @Test("carries run through all limbs, and the largest sum fits")
    func carries() {
        let largest = ChangeSize(product: Array(repeating: UInt64.max >> 1, count: 6) + [365])
        let sum = (0..<10).reduce(ChangeSize.zero) { total, _ in total + largest }
        #expect(sum == largest * 10)
        #expect(largest < sum)
        #expect(ChangeSize(product: [.max, .max]) < ChangeSize(product: [.max, .max]) + ChangeSize(1))
        #expect(ChangeSize(.max) + ChangeSize(1) == ChangeSize(product: [1 << 32, 1 << 32]))
    }
}
