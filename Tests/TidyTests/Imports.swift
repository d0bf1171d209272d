/// The import table: which target may import which module.
enum Imports {
    /// Modules imported by a file, with the line of each.
    static func modules(of file: SourceFile) -> [(module: String, line: Int)] {
        let kinds: Set<Substring> = ["class", "enum", "func", "let", "protocol", "struct", "typealias", "var"]
        return file.code.indices.compactMap { index in
            let words = file.code[index].split { $0 == " " || $0 == "\t" }
            guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
                words[..<place].allSatisfy({ modifiers.contains($0) || $0.hasPrefix("@") })
            else { return nil }
            var name = words[place + 1]
            if kinds.contains(name), place + 2 < words.count { name = words[place + 2] }
            return (String(name.split(separator: ".")[0]), index + 1)
        }
    }

    private static let modifiers: Set<Substring> = ["fileprivate", "internal", "package", "private", "public"]

    /// What the imports of a product file break.
    static func findings(in file: SourceFile) -> [Finding] {
        let target = String(file.folder.split(separator: "/").last ?? "")
        guard let layer = Layers.of[target] else {
            return [
                Finding(
                    file: file.path,
                    line: 1,
                    what: "the target \(target) has no layer: enter it in TidyTests/Layers.swift"
                )
            ]
        }
        return modules(of: file).compactMap { module, line in
            why(target, layer, module).map { Finding(file: file.path, line: line, what: $0) }
        }
    }

    /// Why a target must not import a module; nil where it may.
    private static func why(_ target: String, _ layer: Layer, _ module: String) -> String? {
        if let importer = Layers.importerOfC[module] {
            return importer == target ? nil : "\(target) imports \(module): use \(importer), the only target that may"
        }
        if module == "Foundation" {
            return "\(target) imports Foundation: use FoundationEssentials in a shell, nothing of it elsewhere"
        }
        if Layers.exceptions[target]?.contains(module) == true { return nil }
        guard let other = Layers.of[module] else {
            if layer.modules.contains(module) { return nil }
            return "\(target) is \(layer.rawValue) and imports \(module): move that part to a target that may"
        }
        if let group = Layers.apart.first(where: { $0.contains(target) && $0.contains(module) }) {
            return "\(target) imports \(module): \(group.sorted().joined(separator: ", ")) know nothing of each other"
        }
        if target == "JSONParsing", module == "JSON" { return nil }
        if Layers.calculating.contains(module), layer != .binding, layer != .system { return nil }
        if layer.imports.contains(other) { return nil }
        return
            "\(target) is \(layer.rawValue) and imports \(module), which is \(other.rawValue): see TidyTests/Layers.swift"
    }
}
