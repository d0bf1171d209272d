internal import Domain
internal import JSON

extension FieldReader {
    /// Open numbers by code: money where the code ends in `_cny`, else any finite number
    /// (ops/offer-format-extensions.md, "Figures").
    mutating func figures() -> [Figure.Entry]? {
        map("figures") { code, value, row in
            row.scalar(value) { (value: JSONValue) throws(Flaw) in
                guard Figure.isCode(code) else {
                    throw Flaw(.outOfRange, "a code of 1 to 64 of a-z 0-9 _", "rename the figure")
                }
                if Figure.isMoney(code) { return .init(code: code, value: .money(try Scalar.money(value))) }
                let number = try Scalar.number(value, -Double.infinity...Double.infinity)
                return .init(code: code, value: .number(number))
            }
        }
    }
}

extension JSONObject {
    mutating func put(figures: [Figure.Entry]?) {
        put("figures", figures) { figures, object in
            for figure in figures {
                switch figure.value {
                case .number(let number): object.put(figure.code, number)
                case .money(let amount): object.put(figure.code, amount)
                }
            }
        }
    }
}
