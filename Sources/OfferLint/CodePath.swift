internal import Domain

/// A code as the steps from the widest to itself, so that within means "begins with" (10-data-model.md, "Codes").
///
/// `440106` is 44, 01, 06 and the country no step at all; `C34` is C, 3, 4; `machine-tool.lathe` is machine-tool and
/// lathe.
struct CodePath: Hashable, Sendable {
    /// Where a value stands to a list of codes (R54).
    enum Place: Sendable { case inside, outside, undecided }

    var steps: [Bytes]

    /// The path of a code; nil where it cannot be read.
    init?(_ text: String, _ kind: Fact.Kind) {
        switch kind {
        case .region, .regionSet:
            guard let region = Region(text) else { return nil }
            let digits = Bytes(region.text.utf8)
            steps = region == .country ? [] : [Bytes(digits[0..<2]), Bytes(digits[2..<4]), Bytes(digits[4..<6])]
            while steps.last == Bytes("00".utf8) { steps.removeLast() }
        case .industry:
            guard let letter = text.first, letter >= "A", letter <= "Z" else { return nil }
            steps = text.utf8.map { [$0] }
        case .categorySet: steps = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false).map { Bytes($0) }
        default: return nil
        }
    }

    private init(steps: [Bytes]) { self.steps = steps }

    /// All of them, or nil where one cannot be read.
    static func all(_ texts: [String], _ kind: Fact.Kind) -> [CodePath]? {
        let paths = texts.compactMap { CodePath($0, kind) }
        return paths.count == texts.count ? paths : nil
    }

    func isWithin(_ other: CodePath) -> Bool { steps.starts(with: other.steps) }

    func place(among codes: [CodePath]) -> Place {
        if codes.contains(where: isWithin) { return .inside }
        return codes.contains { $0.isWithin(self) } ? .undecided : .outside
    }

    /// One value of each sort that these codes tell apart: every code, everything wider, and below each of them a code
    /// that is not among them.
    ///
    /// A value that is wider than no code stands to all of them as a new code below its longest beginning that some
    /// code has too; so nothing else needs to be tried.
    static func candidates(for codes: [CodePath], _ kind: Fact.Kind) -> [CodePath] {
        var beginnings: Set<CodePath> = [CodePath(steps: [])]
        for code in codes {
            for length in 0...code.steps.count { beginnings.insert(CodePath(steps: Array(code.steps[..<length]))) }
        }
        // Digits, letters and names have no zero byte: a step of it is new everywhere.
        let below = beginnings.map { CodePath(steps: $0.steps + [[0]]) }
        let hasRoot = kind == .region || kind == .regionSet
        return (beginnings + below).filter { hasRoot || !$0.steps.isEmpty }
    }
}
