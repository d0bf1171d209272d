import Yams

/// A value of a rules file: text, list or mapping in the order written.
indirect enum PublicodesNode {
    case text(String)
    case list([PublicodesNode])
    case map([(key: String, value: PublicodesNode)])

    init(_ node: Yams.Node) {
        switch node {
        case .scalar(let scalar): self = .text(scalar.string)
        case .sequence(let sequence): self = .list(sequence.map { PublicodesNode($0) })
        case .mapping(let mapping):
            self = .map(mapping.map { (key: $0.key.string ?? "", value: PublicodesNode($0.value)) })
        case .alias: self = .text("")
        }
    }

    /// The value of a key; nil where it is absent or this is no mapping.
    subscript(key: String) -> PublicodesNode? {
        guard case .map(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    var keys: [String] {
        if case .map(let members) = self { members.map(\.key) } else { [] }
    }

    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    var elements: [PublicodesNode]? {
        if case .list(let elements) = self { elements } else { nil }
    }
}

/// What the converter cannot say.
struct Untranslatable: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}
