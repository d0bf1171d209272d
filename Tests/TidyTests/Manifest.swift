/// What Package.swift declares, read from its text.
///
/// The build's own check of imports misses modules that come through a dependency; this table does not.
enum Manifest {
    /// Modules of packages by the names of their constants.
    private static let constants = [
        "arguments": "ArgumentParser", "protobuf": "SwiftProtobuf", "crypto": "Crypto", "logging": "Logging",
        "histogram": "Histogram",
    ]

    /// Folder → the modules that its target may import by its declared dependencies.
    static func dependencies(_ package: SourceFile) -> [String: Set<String>] {
        let text = package.lines.joined(separator: "\n")
        var table: [String: Set<String>] = [:]
        for (call, folder) in [
            ("library(", "Sources/"), ("executable(", "Sources/"), ("support(", "Tests/"), ("tests(", "Tests/"),
        ] {
            for part in text.components(after: "    " + call) {
                guard let (name, path, list) = declaration(part) else { continue }
                table[path ?? folder + name] = Set(list)
            }
        }
        return table
    }

    /// `"Name", path: "…", ["A", "B", constant]` with any line breaks.
    private static func declaration(_ text: Substring) -> (name: String, path: String?, modules: [String])? {
        guard let open = text.firstIndex(of: "["), let close = text[open...].firstIndex(of: "]") else { return nil }
        let head = quoted(text[..<open])
        guard let name = head.first else { return nil }
        let list = text[text.index(after: open)..<close]
        let named = list.split { $0 == "," || $0 == "\n" || $0 == " " }.compactMap { constants[String($0)] }
        return (name, head.count > 1 ? head[1] : nil, quoted(list) + named)
    }

    private static func quoted(_ text: Substring) -> [String] {
        let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
        return stride(from: 1, to: parts.count, by: 2).map { String(parts[$0]) }
    }
}

extension String {
    /// What follows each occurrence of a word, up to the next.
    func components(after word: String) -> [Substring] {
        split(separator: word, omittingEmptySubsequences: false).dropFirst().map { $0 }
    }
}
