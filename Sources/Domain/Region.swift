/// A region by its GB/T 2260 code: six digits, province, city, county by pairs (10-data-model.md, "Codes").
package struct Region: BitwiseCopyable, Hashable, Comparable, Sendable {
    /// The six digits as a number, 100000 to 999999.
    package let code: UInt32

    /// Exactly six digits, the first not 0; whether the code exists is for `ReferenceData` to say.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 6, let value = Digits.value(bytes[...]), value >= 100_000 else { return nil }
        code = UInt32(value)
    }

    package init(code: UInt32) { self.code = code }

    /// The whole country.
    package static let country = Region(code: 100_000)

    /// The six digits.
    package var text: String { String(code) }

    package static func < (a: Region, b: Region) -> Bool { a.code < b.code }

    /// Whether this region lies within `other`: the other's code without its trailing `00` pairs is a prefix of this
    /// one.
    package func isWithin(_ other: Region) -> Bool {
        if other.code == 100_000 { return true }
        if other.code % 10_000 == 0 { return code / 10_000 == other.code / 10_000 }
        if other.code % 100 == 0 { return code / 100 == other.code / 100 }
        return code == other.code
    }

    /// The province of this region, `440000`; nil for the whole country (R28).
    package var province: Region? { code / 10_000 == 10 ? nil : Region(code: code / 10_000 * 10_000) }

    /// The city of this region, `440100`; nil where digits three and four are `00` (R28).
    package var city: Region? { code / 100 % 100 == 0 ? nil : Region(code: code / 100 * 100) }
}

/// An industry by its GB/T 4754-2017 code with the section letter: `C`, `C34`, `C342`, `C3421`.
package struct Industry: Hashable, Comparable, Sendable {
    /// Section letter, then none, two, three or four digits.
    package let code: String

    package init(code: String) { self.code = code }

    package static func < (a: Industry, b: Industry) -> Bool { a.code < b.code }

    /// The letter with the first two digits, `C34`.
    package var division: String { String(code.prefix(3)) }

    /// The digits after the letter.
    package var digits: Substring { code.dropFirst() }

    /// Whether this industry lies within `other`: a bare letter contains its divisions, digits are a prefix.
    package func isWithin(_ other: Industry) -> Bool { code.utf8.starts(with: other.code.utf8) }
}

/// A category of equipment: a dotted path, most general first, `machine-tool.lathe.cnc`.
package struct CategoryPath: Hashable, Comparable, Sendable {
    package let path: String

    package init(_ path: String) { self.path = path }

    package static func < (a: CategoryPath, b: CategoryPath) -> Bool {
        a.path.utf8.lexicographicallyPrecedes(b.path.utf8)
    }

    /// Whether this is the same path as `other`, or continues it after a dot.
    package func isWithin(_ other: CategoryPath) -> Bool {
        let mine = path.utf8
        let theirs = other.path.utf8
        guard mine.count >= theirs.count, mine.starts(with: theirs) else { return false }
        return mine.count == theirs.count
            || mine[mine.index(mine.startIndex, offsetBy: theirs.count)] == UInt8(ascii: ".")
    }

    /// The path itself and every path it continues, the widest last.
    package var selfAndAncestors: [CategoryPath] {
        var paths = [self]
        var rest = Substring(path)
        while let dot = rest.lastIndex(of: ".") {
            rest = rest[..<dot]
            paths.append(CategoryPath(String(rest)))
        }
        return paths
    }
}
