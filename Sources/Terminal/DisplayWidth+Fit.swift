extension DisplayWidth {
    /// The side of a padded text where the spaces go.
    package enum Side: Sendable {
        case left, right
    }

    /// The text if it fits, else its beginning with `…`: never wider than `columns`, for 0 or less the empty text.
    package static func truncate(_ text: String, to columns: Int) -> String {
        if of(text) <= columns { return text }
        guard columns > 0 else { return "" }
        var kept = ""
        var used = 0
        for character in text {
            let width = of(character)
            if used + width > columns - 1 { break }
            kept.append(character)
            used += width
        }
        return kept + "…"
    }

    /// The text with spaces on one side up to `columns`; a wider text stays as it is.
    package static func pad(_ text: String, to columns: Int, on side: Side = .right) -> String {
        let spaces = String(repeating: " ", count: max(0, columns - of(text)))
        return side == .left ? spaces + text : text + spaces
    }

    /// The text in lines of at most `columns`, broken at spaces and beside Han characters; a longer word is cut.
    /// A closing sign such as `。` or `）` stays with what stands before it.
    ///
    /// - Parameter columns: 2 or more, for a Han character needs two.
    /// - Returns: at least one line; the spaces at a break are left out.
    package static func wrap(_ text: String, to columns: Int) -> [String] {
        precondition(columns >= 2, "a line of \(columns) columns has no room for a Han character")
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in words(of: text) {
            let width = of(word)
            if used > 0, used + width > columns {
                lines.append(withoutTrailingSpaces(line))
                line = ""
                used = 0
            }
            if used == 0, word == " ", !lines.isEmpty { continue }
            if width <= columns {
                line += word
                used += width
            } else {
                let pieces = cut(word, to: columns)
                lines += pieces.dropLast()
                line = pieces.last ?? ""
                used = of(line)
            }
        }
        if used > 0 || lines.isEmpty { lines.append(withoutTrailingSpaces(line)) }
        return lines
    }

    /// The text as one line that is safe to print: line ends and tabs become spaces; other controls and the marks
    /// that turn the writing direction are left out, so that a stored text can neither move the cursor nor change
    /// how its neighbours read.
    package static func singleLine(_ text: String) -> String {
        if text.unicodeScalars.allSatisfy({ !isSpaceControl($0) && !isUnsafe($0) }) { return text }
        var out = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if isSpaceControl(scalar) {
                if !(scalar == "\n" && previous == "\r") { out.append(" ") }
            } else if !isUnsafe(scalar) {
                out.append(scalar)
            }
            previous = scalar
        }
        return String(out)
    }

    private static func isSpaceControl(_ scalar: Unicode.Scalar) -> Bool {
        (0x09...0x0D).contains(scalar.value) || scalar == "\u{85}" || scalar == "\u{2028}" || scalar == "\u{2029}"
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0: true
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// The units between which a line may break: a space, a wide character, a run of narrow ones.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var run = ""
        for character in text {
            if character != " ", of(character) < 2 {
                run.append(character)
                continue
            }
            if !run.isEmpty { words.append(run) }
            run = ""
            if closingSigns.contains(character), let last = words.last, last != " " {
                words[words.count - 1] = last + String(character)
            } else {
                words.append(String(character))
            }
        }
        if !run.isEmpty { words.append(run) }
        return words
    }

    /// The signs that do not begin a line (GB/T 15834, 5.1): they stay with what stands before them.
    private static let closingSigns: Set<Character> = [
        "，", "。", "、", "；", "：", "！", "？", "）", "》", "〉", "」", "』", "】", "〕",
    ]

    private static func cut(_ word: String, to columns: Int) -> [String] {
        var pieces: [String] = []
        var piece = ""
        var used = 0
        for character in word {
            let width = of(character)
            if used > 0, used + width > columns {
                pieces.append(piece)
                piece = ""
                used = 0
            }
            // A cluster wider than the whole line is malformed text; it is marked as cut off.
            piece += width > columns ? "…" : String(character)
            used += min(width, columns)
        }
        return pieces + [piece]
    }

    private static func withoutTrailingSpaces(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }
}
