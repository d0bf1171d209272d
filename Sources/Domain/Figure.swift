/// An open number of an enterprise or a project, for rules that test or count what the contract has no field for: net
/// assets, output value, interest paid in a past period (ops/offer-format-extensions.md, "Figures").
///
/// A code that ends in `_cny` is money in fen, any other a number. In rules and as a base of a benefit it is written
/// like the fact, `enterprise.figures.net_assets_cny`.
package struct Figure: Hashable, Sendable {
    package enum Holder: String, CaseIterable, Sendable { case enterprise, project }

    /// A code with its value, as a record holds them.
    package struct Entry: Equatable, Sendable {
        package enum Value: Equatable, Sendable {
            case number(Double)
            case money(Fen)
        }

        package var code: String
        package var value: Value

        package init(code: String, value: Value) {
            self.code = code
            self.value = value
        }
    }

    package let holder: Holder
    /// 1 to 64 of `a-z 0-9 _`.
    package let code: String

    /// Nil where the code is not of the characters and length.
    package init?(_ holder: Holder, _ code: String) {
        guard Figure.isCode(code) else { return nil }
        self.holder = holder
        self.code = code
    }

    /// As written in rules; nil where it is none.
    package init?(_ text: String) {
        for holder in Holder.allCases {
            let prefix = holder.rawValue + ".figures."
            guard text.utf8.starts(with: prefix.utf8) else { continue }
            self.init(holder, String(text.dropFirst(prefix.count)))
            return
        }
        return nil
    }

    /// As written in rules.
    package var text: String { holder.rawValue + ".figures." + code }

    package var isMoney: Bool { Figure.isMoney(code) }

    /// Whether a code names money: it ends in the unit.
    package static func isMoney(_ code: String) -> Bool { code.utf8.reversed().starts(with: "ync_".utf8) }

    /// 1 to 64 of `a-z 0-9 _`.
    package static func isCode(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "_"): true
                default: false
                }
            }
    }
}
