package import Domain

/// One fact with the value it is to have, as a person writes it: `enterprise.size=small`.
package struct FactSetting: Equatable, Sendable {
    package let fact: Fact
    /// Empty = unknown.
    package let text: String

    /// Reads `fact=value`.
    ///
    /// A set is written with `;` between its members, `[]` for the empty one; nothing after `=` makes the fact unknown.
    /// - Throws: for a text of another form, for what is no fact, and for facts that follow from something else.
    package init(_ written: String) throws(FactFlaw) {
        guard let sign = written.firstIndex(of: "=") else {
            throw FactFlaw(
                "bad_fact", "this sets no fact: \(written)", field: "facts",
                hint: "write fact=value, such as enterprise.size=small; fact= makes it unknown")
        }
        let name = String(written[..<sign])
        guard let fact = Fact(rawValue: name) else {
            throw FactFlaw(
                "unknown_fact", "there is no fact \(name)", field: "facts", hint: FactSetting.known(like: name))
        }
        if let hint = FactSetting.fixed(fact) {
            throw FactFlaw(
                "fixed_fact", "\(name) cannot be set: it follows from something else", field: name, hint: hint)
        }
        self.fact = fact
        text = String(written[written.index(after: sign)...])
    }

    /// The facts of the same party, or the parties.
    private static func known(like name: String) -> String {
        let party = name.prefix { $0 != "." } + "."
        let names = Fact.allCases.filter { fixed($0) == nil }.map(\.rawValue)
        let near = names.filter { $0.hasPrefix(party) }
        return "facts are " + (near.isEmpty ? names : near).joined(separator: ", ")
    }

    /// What to change in place of a fact that cannot be set; nil for one that can.
    private static func fixed(_ fact: Fact) -> String? {
        if fact.isPackageFact {
            return "it follows from the package chosen; pick other models with --pick, or change what offers ask for"
        }
        switch fact {
        case .projectCategories: return "it is the categories of the need's lines; ask with --file and other lines"
        case .enterpriseID: return "another enterprise is another question; ask with --enterprise firm.json"
        default: return nil
        }
    }
}
