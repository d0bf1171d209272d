package import JSON

/// A case as a runner reads it: every getter throws a `CaseFlaw` that names the place.
package struct CaseInput: Sendable {
    /// The keys of a case (cases/README.md).
    package static let keys: Set<String> = [
        "id", "about", "ask", "as_of", "enterprise", "need", "needs", "offer", "offers", "joint_caps", "suppliers",
        "models", "categories", "expected", "relies_on", "package", "picks", "objective", "line", "top", "model",
        "texts", "files", "existing",
    ]

    /// The case as it stands.
    package let object: JSONObject

    package init(_ object: JSONObject) { self.object = object }

    /// The value of a key; nil where it is absent or null.
    package func optional(_ key: String) -> JSONValue? {
        guard let value = object[key], value != .null else { return nil }
        return value
    }

    /// The text of a key that must be there.
    package func text(_ key: String) throws(CaseFlaw) -> String {
        guard let text = object[key]?.string, !text.isEmpty else { throw CaseFlaw(key, "a text", got: object[key]) }
        return text
    }

    /// The list of a key; empty where the case has none.
    package func list(_ key: String) throws(CaseFlaw) -> [JSONValue] {
        guard let value = optional(key) else { return [] }
        guard let elements = value.array else { throw CaseFlaw(key, "a list", got: value) }
        return elements
    }

    /// The list of a key that must be there.
    package func requiredList(_ key: String) throws(CaseFlaw) -> [JSONValue] {
        guard optional(key) != nil else { throw CaseFlaw(key, "a list", got: object[key]) }
        return try list(key)
    }

    /// The list of texts under a key that must be there.
    package func texts(_ key: String) throws(CaseFlaw) -> [String] {
        var texts: [String] = []
        for (index, element) in try requiredList(key).enumerated() {
            guard let text = element.string else { throw CaseFlaw("\(key)[\(index)]", "a text", got: element) }
            texts.append(text)
        }
        return texts
    }

    /// A whole number within bounds that are included; the default where the case has none.
    package func int(_ key: String, in range: ClosedRange<Int>, default standard: Int) throws(CaseFlaw) -> Int {
        guard let value = optional(key) else { return standard }
        guard let int = value.int, range.contains(int) else {
            throw CaseFlaw(key, "a whole number from \(range.lowerBound) to \(range.upperBound)", got: value)
        }
        return int
    }

    /// A difference for each key of an object that is none of the known.
    package static func unknownKeys(
        of object: JSONObject,
        known: Set<String>,
        at path: String = ""
    ) -> [Difference] {
        object.members.filter { !known.contains($0.key) }.map { member in
            Difference(
                path: path.isEmpty ? member.key : path + "." + member.key,
                expected: .string("no such key; known are " + known.sorted().joined(separator: ", ")),
                got: member.value
            )
        }
    }
}
