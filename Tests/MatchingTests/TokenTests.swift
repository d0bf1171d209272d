import Testing
import TextAnalysis

@Suite struct TokenTests {
    @Test("520 random texts give the tokens that Python gives")
    func random() throws {
        let rows = try Fixtures.rows("tokens.tsv")
        #expect(rows.count == 520)
        for row in rows {
            let fields = row.map(text)
            let expected = fields.dropFirst().filter { !$0.isEmpty }
            #expect(TextAnalyser.tokens(fields[0]).map(\.bytes) == expected.map(\.bytes), "text \(row[0])")
        }
    }

    @Test("every scalar of Unicode 14.0 between letters and before a mark gives the tokens that Python gives")
    func everyScalar() throws {
        for row in try Fixtures.rows("scalars.tsv") {
            let first = try #require(UInt32(row[0], radix: 16))
            let expected = try #require(UInt64(row[2], radix: 16))
            var hash: UInt64 = 0xcbf2_9ce4_8422_2325
            var count = 0
            for value in first..<(first + 256) {
                guard let scalar = Unicode.Scalar(value), isIn14(scalar) else { continue }
                count += 1
                let tokens = TextAnalyser.tokens("a\(scalar)\u{301}b\(scalar)\u{4E2D}")
                for byte in (tokens.joined(separator: "\n") + "\n\n").utf8 {
                    hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
                }
            }
            #expect(count == Int(row[1]), "block \(row[0])")
            #expect(hash == expected, "block \(row[0])")
        }
    }

    @Test("a Han run gives pairs, a run of one gives itself, other runs one token")
    func runs() {
        #expect(TextAnalyser.tokens("数控车床") == ["数控", "控车", "车床"])
        #expect(TextAnalyser.tokens("床") == ["床"])
        #expect(TextAnalyser.tokens("中a国") == ["中", "a", "国"])
        #expect(TextAnalyser.tokens("a中国b") == ["a", "中国", "b"])
        #expect(TextAnalyser.tokens("中-国") == ["中", "国"])
        #expect(TextAnalyser.tokens("") == [])
        #expect(TextAnalyser.tokens(" \u{0}\u{FFFD}、。") == [])
    }

    @Test("a capital sigma is final only at the end of a word")
    func finalSigma() {
        #expect(TextAnalyser.tokens("ΟΔΟΣ") == ["οδος"])
        #expect(TextAnalyser.tokens("ΟΔΟΣ Α") == ["οδος", "α"])
        #expect(TextAnalyser.tokens("ΟΔΟΣΑ") == ["οδοσα"])
        #expect(TextAnalyser.tokens("Σ") == ["σ"])
    }

    @Test("full-width forms, the ideographic space and marks after them")
    func wide() {
        #expect(TextAnalyser.tokens("ＡＢ　ｃ，１２") == ["ab", "c", "12"])
        #expect(TextAnalyser.tokens("Ａ\u{30A}") == ["å"])
        #expect(TextAnalyser.tokens("A\u{30A}") == ["å"])
        #expect(TextAnalyser.tokens("A\u{323}\u{307}\u{30A}") == ["ạ"])
        #expect(TextAnalyser.tokens("\u{1100}\u{1161}\u{11A8}") == ["각"])
        #expect(TextAnalyser.tokens("가\u{11A7}") == ["가\u{11A7}"])
    }

    @Test("a long run of marks in falling order takes no quadratic time")
    func hostileMarks() {
        let marks = String(repeating: "\u{301}\u{323}", count: 100_000)
        #expect(TextAnalyser.tokens("a" + marks + "b") == ["ạ", "b"])
    }

    @Test("a scanner gives the same for parts as for their text joined by spaces")
    func parts() {
        let parts = ["ΟΔΟΣ", "\u{301}数控", "车床", "", "x１"]
        var scanner = TokenScanner()
        let counts = TermCounts(parts, with: &scanner)
        #expect(counts == TermCounts(parts.joined(separator: " ")))
        #expect(counts.tokens == ["οδος", "数控", "车床", "x1"])
    }

    @Test("counts keep the order of first appearance and the length with repeats")
    func counts() {
        let counts = TermCounts("servo 伺服 SERVO 伺服 a")
        #expect(counts.tokens == ["servo", "伺服", "a"])
        #expect(counts.frequencies == [2, 2, 1])
        #expect(counts.length == 5)
        #expect(counts.frequency(of: "伺服") == 2)
        #expect(counts.frequency(of: "b") == 0)
    }

    /// Scalars in hexadecimal, parted by spaces, as text.
    private func text(_ field: String) -> String {
        var view = String.UnicodeScalarView()
        for code in field.split(separator: " ") {
            if let value = UInt32(code, radix: 16), let scalar = Unicode.Scalar(value) { view.append(scalar) }
        }
        return String(view)
    }

    private func isIn14(_ scalar: Unicode.Scalar) -> Bool {
        guard let age = scalar.properties.age, scalar.properties.generalCategory != .unassigned else { return false }
        return age <= (14, 0)
    }
}

extension String {
    /// Strings compare by canonical equivalence; tokens must agree to the byte.
    fileprivate var bytes: [UInt8] { Array(utf8) }
}
