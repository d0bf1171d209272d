/// Sizes and words of the files that people write.
enum Form {
    /// Lines of a file; a longer one is split by concern, `Type+Concern.swift`.
    static let linesMax = 500
    /// Characters of a line.
    static let widthMax = 120

    static func tooLong(_ file: SourceFile) -> [Finding] {
        let count = file.lines.last?.isEmpty == true ? file.lines.count - 1 : file.lines.count
        guard count > linesMax else { return [] }
        return [
            Finding(file: file.path, line: count, what: "\(count) lines, at most \(linesMax): split it by concern")
        ]
    }

    /// Code is counted without what its literals say: a message stays in one piece, to be found by its words.
    static func tooWide(_ file: SourceFile) -> [Finding] {
        file.lines.indices.compactMap { index in
            let line = file.lines[index]
            let isComment = line.drop { $0 == " " }.hasPrefix("//")
            let width = isComment ? line.count : file.code[index].count
            guard width > widthMax else { return nil }
            return Finding(
                file: file.path, line: index + 1, what: "\(width) characters, at most \(widthMax): break the line")
        }
    }

    /// Words that say something is not done; put together here so that this file does not have them.
    private static let unfinished = ["TO" + "DO", "FIX" + "ME", "XX" + "X:", "HA" + "CK"]

    static func unfinished(_ file: SourceFile) -> [Finding] {
        findings(file, unfinished) { "\($0) is left: do it, or say in the documents what is not there yet" }
    }

    /// Beginnings of paths that are of one machine only.
    private static let machinePaths = ["home", "root", "Users", "work", "opt/swift", "tmp/hx"].map { "/" + $0 + "/" }

    static func machinePaths(_ file: SourceFile) -> [Finding] {
        findings(file, machinePaths) {
            "a path of one machine (\($0)…): find it from the checkout, the environment or an argument"
        }
    }

    private static func findings(_ file: SourceFile, _ words: [String], _ what: (String) -> String) -> [Finding] {
        file.lines.indices.flatMap { index in
            words.filter { isWord($0, of: file.lines[index]) }.map {
                Finding(file: file.path, line: index + 1, what: what($0))
            }
        }
    }

    /// Whether the line has the word at the beginning of a word or path.
    private static func isWord(_ word: String, of line: String) -> Bool {
        guard let range = line.firstRange(of: word) else { return false }
        guard let before = line[..<range.lowerBound].last else { return true }
        return !(before.isLetter || before.isNumber || "_.-}~".contains(before))
    }
}
