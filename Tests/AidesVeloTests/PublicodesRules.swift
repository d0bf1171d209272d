import Foundation
import SharedFiles
import Yams

/// All rules by full name, those below `avec` too.
struct PublicodesRules {
    static let folder = "data/aides_velo/raw"

    private(set) var rules: [String: PublicodesNode] = [:]
    /// The programmes, in the order of the file.
    private(set) var programmes: [String] = []

    /// The files of the data set, each a mapping of names to rules.
    static func load() throws -> PublicodesRules {
        var rules = PublicodesRules()
        let url = try SharedFiles.file(folder).orThrow("no \(folder)")
        let files = try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0.hasSuffix(".yaml") }
        for file in files.sorted() {
            let text = String(decoding: try SharedFiles.contents(folder + "/" + file), as: UTF8.self)
            guard let node = try Yams.compose(yaml: text) else { continue }
            guard case .map(let members) = PublicodesNode(node) else { continue }
            for (name, rule) in members { rules.add(name, rule) }
        }
        return rules
    }

    private mutating func add(_ name: String, _ rule: PublicodesNode) {
        rules[name] = rule
        // A programme fills the slot of its level.
        if name.hasPrefix("aides . "), rule["remplace"]?.text != nil { programmes.append(name) }
        guard case .map(let children)? = rule["avec"] else { return }
        for (child, rule) in children { add(name + " . " + child, rule) }
    }

    /// A rule with another text in place of itself, for tests of faults.
    mutating func replace(_ name: String, _ change: (PublicodesNode) -> PublicodesNode) {
        if let rule = rules[name] { rules[name] = change(rule) }
    }

    /// The full name of what a rule refers to: looked for below the rule, then below what stands above it.
    func resolve(_ name: String, from context: String) throws -> String {
        var scope = context.components(separatedBy: " . ")
        while !scope.isEmpty {
            let full = scope.joined(separator: " . ") + " . " + name
            if rules[full] != nil { return full }
            scope.removeLast()
        }
        guard rules[name] != nil else { throw Untranslatable("\(context): nothing is called \(name)") }
        return name
    }

    /// Whether a rule is asked of whoever applies, and so a fact.
    func isQuestion(_ name: String) -> Bool {
        guard let rule = rules[name] else { return false }
        return rule["valeur"] == nil && (rule["question"] != nil || rule["type"] != nil)
    }
}

extension Optional {
    func orThrow(_ text: @autoclosure () -> String) throws -> Wrapped {
        guard let self else { throw Untranslatable(text()) }
        return self
    }
}
