import Foundation

/// A written expression: `33% * vélo . prix . HT`, `localisation . région = '11'`.
indirect enum PublicodesExpression {
    case number(Decimal)
    case quoted(String)
    case name(String)
    case operation(Operator, PublicodesExpression, PublicodesExpression)

    enum Operator: String, CaseIterable {
        case notEqual = "!=", atMost = "<=", atLeast = ">=", equal = "=", below = "<", above = ">"
        case plus = "+", minus = "-", times = "*", over = "/"

        /// Binds tighter the higher it is.
        var rank: Int {
            switch self {
            case .plus, .minus: 1
            case .times, .over: 2
            default: 0
            }
        }
    }

    init(_ text: String) throws {
        var parser = Parser(text)
        self = try parser.expression(0)
        guard parser.rest.isEmpty else { throw Untranslatable("cannot read \(text)") }
    }

    /// Operators stand between blanks, for names have hyphens, apostrophes and blanks in them.
    private struct Parser {
        var rest: Substring
        let whole: String

        init(_ text: String) {
            whole = text
            rest = Substring(text.trimmingCharacters(in: .whitespacesAndNewlines))
        }

        mutating func expression(_ rank: Int) throws -> PublicodesExpression {
            var left = try operand()
            while let next = nextOperator(), next.rank >= rank {
                rest = rest.dropFirst(next.rawValue.count)
                skipBlanks()
                left = .operation(next, left, try expression(next.rank + 1))
            }
            return left
        }

        private func nextOperator() -> Operator? {
            Operator.allCases.first { rest.hasPrefix($0.rawValue) }
        }

        private mutating func skipBlanks() { rest = rest.drop { $0.isWhitespace } }

        private mutating func operand() throws -> PublicodesExpression {
            if rest.hasPrefix("(") {
                rest = rest.dropFirst()
                skipBlanks()
                let inner = try expression(0)
                guard rest.hasPrefix(")") else { throw Untranslatable("no closing bracket in \(whole)") }
                rest = rest.dropFirst()
                skipBlanks()
                return inner
            }
            if let quote = rest.first, quote == "'" || quote == "\"" { return quoted(by: quote) }
            let text = word().trimmingCharacters(in: .whitespaces)
            skipBlanks()
            if text.first?.isNumber ?? false { return .number(try Self.number(text)) }
            return .name(text)
        }

        /// A literal ends the expression: inside it the same mark may stand again.
        private mutating func quoted(by quote: Character) -> PublicodesExpression {
            let end = rest.lastIndex(of: quote) ?? rest.endIndex
            let text = String(rest[rest.index(after: rest.startIndex)..<end])
            rest = rest[end...].dropFirst()
            skipBlanks()
            return .quoted(text)
        }

        /// Up to a closing bracket or an operator between blanks.
        private mutating func word() -> String {
            var text = ""
            while let character = rest.first {
                if character == ")" { break }
                if character.isWhitespace {
                    let after = rest.drop { $0.isWhitespace }
                    let isOperator = Operator.allCases.contains { after.hasPrefix($0.rawValue + " ") }
                    if isOperator {
                        rest = after
                        break
                    }
                }
                text.append(character)
                rest = rest.dropFirst()
            }
            return text
        }

        /// Amounts a year: a month's times 12. Percent as a fraction. Other units say what the number counts.
        private static func number(_ text: String) throws -> Decimal {
            let digits = text.prefix { $0.isNumber || $0 == "." }
            let number = try Decimal(string: String(digits)).orThrow("no number: \(text)")
            switch text.dropFirst(digits.count).trimmingCharacters(in: .whitespaces) {
            case "%": return number / 100
            case "€/mois": return number * 12
            case "", "€", "€/an", "an", "personne", "€/an/personne", "€/mois/personne", "mois/an": return number
            case let unit: throw Untranslatable("unknown unit \(unit)")
            }
        }
    }
}
