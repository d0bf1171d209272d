import Testing

/// The style of the tree as a test: each message names the file, the line and what to do.
@Suite struct TreeTests {
    @Test("a target imports only what its layer may")
    func imports() {
        let findings = SourceTree.product.flatMap(Imports.findings)
        #expect(findings.isEmpty, "\(findings.text)")
    }

    @Test("a target imports only what Package.swift declares for it")
    func declared() throws {
        let table = Manifest.dependencies(try #require(SourceTree.file("Package.swift")))
        var known = Set(Layers.of.keys)
        known.formUnion(Layers.importerOfC.keys)
        known.formUnion(["ArgumentParser", "SwiftProtobuf", "Crypto", "Logging", "Histogram"])
        var findings: [Finding] = []
        for file in SourceTree.swift {
            guard let declared = table[file.folder] else {
                findings.append(
                    Finding(file: file.path, line: 1, what: "Package.swift declares no target for \(file.folder)")
                )
                continue
            }
            for (module, line) in Imports.modules(of: file) where known.contains(module) && !declared.contains(module) {
                findings.append(
                    Finding(
                        file: file.path,
                        line: line,
                        what: "\(module) is imported and not declared: add it to \(file.folder) in Package.swift"
                    )
                )
            }
        }
        #expect(findings.isEmpty, "\(findings.text)")
    }

    @Test("each C module has one importer, and nothing but its map and shim")
    func systemLibraries() {
        for (module, _) in Layers.importerOfC {
            #expect(SourceTree.names(in: "Sources/" + module) == ["module.modulemap", "shim.h"])
        }
        let findings = SourceTree.names(in: "Sources").filter { name in
            Layers.of[name] == nil && Layers.importerOfC[name] == nil
        }
        #expect(
            findings.isEmpty,
            "no layer for \(findings.joined(separator: ", ")): enter it in TidyTests/Layers.swift"
        )
    }

    @Test("nobody calls what is banned")
    func bannedCalls() {
        let findings = SourceTree.product.flatMap(BannedCalls.findings)
        #expect(findings.isEmpty, "\(findings.text)")
    }

    @Test("files are short and lines are narrow")
    func sizes() {
        let findings = SourceTree.swift.flatMap { Form.tooLong($0) + Form.tooWide($0) }
        #expect(findings.isEmpty, "\(findings.text)")
    }

    @Test("nothing is marked as left to do, no text names a path of one machine")
    func words() {
        let findings = SourceTree.texts.flatMap { Form.unfinished($0) + Form.machinePaths($0) }
        #expect(findings.isEmpty, "\(findings.text)")
    }

    @Test("ARCHITECTURE.md names every target")
    func architecture() throws {
        let text = try #require(SourceTree.file("ARCHITECTURE.md")).lines.joined(separator: "\n")
        let targets = ["Sources", "Workers"].flatMap { SourceTree.names(in: $0) }
        let missing = targets.filter { !text.contains("`\($0)`") }
        #expect(
            missing.isEmpty,
            "ARCHITECTURE.md does not name \(missing.joined(separator: ", ")): add a line to its table"
        )
    }

    @Test("the tree is read at all")
    func tree() {
        #expect(SourceTree.product.count > 100)
        #expect(SourceTree.texts.contains { $0.path == "Protos/peer/peer.proto" })
    }
}
