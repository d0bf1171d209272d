extension Industry {
    /// A code as people write it, with its section letter or without: `3421` is `C3421`; whether it exists is for
    /// `ReferenceData` to say. Nil for what is no code.
    package init?(written text: String) {
        let bytes = text.utf8
        guard let first = bytes.first, bytes.count <= 5 else { return nil }
        if (0x41...0x5A).contains(first) {
            let digits = bytes.dropFirst()
            guard Industry.isDigits(digits) || digits.isEmpty else { return nil }
            self.init(code: text)
            return
        }
        guard Industry.isDigits(bytes[...]) else { return nil }
        let division = bytes.prefix(2).reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard let section = Industry.section(ofDivision: division) else { return nil }
        self.init(code: section + text)
    }

    private static func isDigits(_ bytes: Substring.UTF8View) -> Bool {
        (2...4).contains(bytes.count) && bytes.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// The section letter of a division (GB/T 4754-2017, table 1).
    private static func section(ofDivision division: Int) -> String? {
        switch division {
        case 1...5: "A"
        case 6...12: "B"
        case 13...43: "C"
        case 44...46: "D"
        case 47...50: "E"
        case 51...52: "F"
        case 53...60: "G"
        case 61...62: "H"
        case 63...65: "I"
        case 66...69: "J"
        case 70: "K"
        case 71...72: "L"
        case 73...75: "M"
        case 76...79: "N"
        case 80...82: "O"
        case 83: "P"
        case 84...85: "Q"
        case 86...90: "R"
        case 91...96: "S"
        case 97: "T"
        default: nil
        }
    }
}
