import Testing

/// The checks themselves on made-up files: what they find, and what they leave alone.
@Suite struct CheckTests {
    private func file(_ folder: String, _ text: String) -> SourceFile {
        SourceFile(path: folder + "/Made.swift", text: text)
    }

    @Test("comments and the text of strings are no code; interpolations are")
    func codeOnly() {
        let text = ##"""
            let a = "print( \(try! b(")")) print(" // print(
            /* print( /* print( */
            print( */ let c = """
                print( \(as! d)
                """
            let e = #" \(print() \#(f) " print( "#
            """##
        let code = CodeOnly.lines(of: text).map { line in line.filter { $0 != " " } }
        #expect(code == [#"leta="(try!b(""))""#, "", #"letc=""#, "(as!d)", "\"", #"lete="(f)""#])
    }

    @Test("a banned call is found, with its line and the replacement")
    func banned() {
        let found = BannedCalls.findings(in: file("Sources/Domain", "// print(\nlet x = try! y()\nprint(x)\n"))
        #expect(found.map(\.line) == [2, 3])
        #expect(found[1].description.hasPrefix("Sources/Domain/Made.swift:3: print( is not used here: use Output"))
        let fine = "func print(_ x: Int) {}\nreprint(x)\nx.print(y)\nfatalError(\"said why\")\nlet s = \"print(\""
        #expect(BannedCalls.findings(in: file("Sources/Domain", fine)).isEmpty)
    }

    @Test("chance needs a generator where results must repeat, and only there")
    func chance() {
        let bare = "let a = Int.random(in: 0..<9)"
        let seeded = "let a = Int.random(in: 0..<9, using: &generator)"
        #expect(BannedCalls.findings(in: file("Sources/Rules", bare)).count == 1)
        #expect(BannedCalls.findings(in: file("Sources/Rules", seeded)).isEmpty)
        #expect(BannedCalls.findings(in: file("Sources/ServiceKit", bare)).isEmpty)
    }

    @Test(
        "an import against the layers is found",
        arguments: [
            ("Sources/Rules", "import Glibc"), ("Sources/Matching", "import LMDB"), ("Sources/Store", "import CLMDB"),
            ("Sources/Coordinator", "internal import ZeroMQ"), ("Sources/Cluster", "package import Logging"),
            ("Sources/LMDB", "import Domain"), ("Sources/Store", "import Transport"),
            ("Sources/WorkerRuntime", "import Foundation"), ("Sources/Records", "import struct Foundation.Data"),
            ("Sources/Nobody", "import Domain"),
        ]
    )
    func imports(folder: String, text: String) {
        #expect(Imports.findings(in: file(folder, text)).count == 1)
    }

    @Test(
        "an import along the layers is not",
        arguments: [
            ("Sources/LMDB", "internal import CLMDB"), ("Sources/Bodies", "import JSONParsing"),
            ("Sources/Store", "package import LMDB"), ("Sources/CLI", "import Glibc"),
            ("Workers/MatchWorker", "import WorkerRuntime"), ("Sources/Rules", "// import Glibc"),
        ]
    )
    func allowedImports(folder: String, text: String) {
        #expect(Imports.findings(in: file(folder, text)).isEmpty)
    }

    @Test("sizes are counted in lines and characters, with the limit itself allowed")
    func sizes() {
        let lines = { (count: Int) in file("Sources/Domain", String(repeating: "x\n", count: count)) }
        #expect(Form.tooLong(lines(Form.linesMax)).isEmpty)
        #expect(Form.tooLong(lines(Form.linesMax + 1)).count == 1)
        #expect(Form.tooWide(file("Sources/Domain", "let a = b" + String(repeating: "焕", count: 111))).isEmpty)
        #expect(Form.tooWide(file("Sources/Domain", "let a = b" + String(repeating: "焕", count: 112))).count == 1)
        let data = "let a = \"\"\"\n" + String(repeating: "x", count: Form.widthMax + 1) + "\n\"\"\""
        #expect(Form.tooWide(file("Tests/DomainTests", data)).isEmpty)
        #expect(Form.tooWide(file("Sources/Domain", "// " + String(repeating: "x", count: Form.widthMax))).count == 1)
    }

    @Test("marks of unfinished work and paths of one machine are found")
    func words() {
        #expect(Form.unfinished(file("Sources/Domain", "// TO" + "DO: later")).count == 1)
        #expect(Form.unfinished(file("Sources/Domain", "let template = \"huanxin-XXXXXX\"")).isEmpty)
        #expect(Form.machinePaths(file("Sources/Domain", "let a = \"" + "/ho" + "me/me/x\"")).count == 1)
        #expect(Form.machinePaths(file("Sources/Domain", "let a = root + \"" + "/wo" + "rk/\"")).count == 1)
        #expect(Form.machinePaths(file("Sources/Domain", "// data/" + "work/x")).isEmpty)
    }

    @Test("dependencies are read from the text of a manifest")
    func manifest() {
        let text = """
                library("A", ["B", "C", crypto]),
                executable(
                    "tool", path: "Workers/Tool",
                    ["A", arguments]),
                tests("ATests", ["A"]),
            """
        let table = Manifest.dependencies(SourceFile(path: "Package.swift", text: text))
        #expect(
            table == [
                "Sources/A": ["B", "C", "Crypto"], "Workers/Tool": ["A", "ArgumentParser"], "Tests/ATests": ["A"],
            ]
        )
    }
}
