import Foundation

/// A text file of the tree.
struct SourceFile {
    /// From the root of the checkout.
    var path: String
    var lines: [String]
    /// The same lines with comments and the text of string literals left out.
    var code: [String]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        code = path.hasSuffix(".swift") ? CodeOnly.lines(of: text) : lines
    }

    /// `Sources/Domain/Fen.swift` is of `Sources/Domain`.
    var folder: String { path.split(separator: "/").prefix(2).joined(separator: "/") }
    /// Made by a script and left as it is.
    var isGenerated: Bool { path.contains("/Generated/") }
}

/// The checkout this test was built from.
enum SourceTree {
    static let root: URL = {
        var folder = URL(fileURLWithPath: #filePath)
        while !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
            precondition(folder.path != "/", "no Package.swift above \(#filePath)")
            folder.deleteLastPathComponent()
        }
        return folder
    }()

    /// Swift files of the product and its tests that people write.
    static let swift: [SourceFile] = files(in: ["Sources", "Workers", "Tests"]) {
        $0.hasSuffix(".swift") && !$0.contains("/Generated/")
    }

    /// Those of the product only.
    static let product: [SourceFile] = swift.filter { !$0.path.hasPrefix("Tests/") }

    /// Every text that people write: code, scripts, protocols, documents.
    static let texts: [SourceFile] =
        swift
        + files(in: ["Protos", "ops"]) { _ in true }
        + names(in: "").filter { $0.hasSuffix(".md") || $0 == "Package.swift" || $0 == "NOTICE" }.compactMap(file)

    static func file(_ path: String) -> SourceFile? {
        guard let text = try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8) else { return nil }
        return SourceFile(path: path, text: text)
    }

    /// The names of a folder in byte order, without hidden ones.
    static func names(in folder: String) -> [String] {
        let path = root.appendingPathComponent(folder).path
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter { !$0.hasPrefix(".") }
            .sorted()
    }

    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path, isDirectory: &isFolder)
            && isFolder.boolValue
    }

    private static func files(in folders: [String], where isWanted: (String) -> Bool) -> [SourceFile] {
        folders.flatMap { folder -> [SourceFile] in
            names(in: folder).flatMap { name -> [SourceFile] in
                let path = folder + "/" + name
                if isFolder(path) { return files(in: [path], where: isWanted) }
                return isWanted(path) ? [file(path)].compactMap { $0 } : []
            }
        }
    }
}
