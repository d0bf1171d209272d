import Foundation

/// A sum of multiples of what an amount can rest on, and of a constant in euros.
struct Linear: Equatable {
    enum Symbol: Hashable {
        case price, priceWithoutTax
        /// Another programme's amount.
        case programme(String)
        /// What fills the slot of a level: `commune`, `région`.
        case level(String)
    }

    var constant: Decimal = 0
    var terms: [Symbol: Decimal] = [:]

    init(_ constant: Decimal) { self.constant = constant }
    init(_ symbol: Symbol) { terms[symbol] = 1 }

    var isConstant: Bool { terms.isEmpty }

    static func + (a: Linear, b: Linear) -> Linear {
        var sum = a
        sum.constant += b.constant
        for (symbol, factor) in b.terms { sum.terms[symbol, default: 0] += factor }
        return sum
    }

    static func * (a: Linear, factor: Decimal) -> Linear {
        var product = a
        product.constant *= factor
        product.terms = factor == 0 ? [:] : a.terms.mapValues { $0 * factor }
        return product
    }

    /// What a number comes to, where one side at least is a constant.
    static func times(_ a: Linear, _ b: Linear) throws -> Linear {
        if a.isConstant { return b * a.constant }
        guard b.isConstant else { throw Untranslatable("a product of two amounts") }
        return a * b.constant
    }
}
