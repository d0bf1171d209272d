package import Domain

/// An industry with its names (GB/T 4754-2017 with amendment 1).
package struct IndustryInfo: Equatable, Sendable {
    /// From the section letter down to four digits.
    package enum Level: Int, CaseIterable, Sendable { case section, division, group, `class` }

    package let industry: Industry
    package let zh: String
    /// Only for sections and the divisions 06 to 46.
    package let en: String?

    /// By the number of digits after the letter.
    package var level: Level {
        switch industry.code.utf8.count {
        case 1: .section
        case 3: .division
        case 4: .group
        default: .class
        }
    }

    /// The industry right above; nil for a section.
    package var parent: Industry? {
        switch level {
        case .section: nil
        case .division: Industry(code: String(industry.code.prefix(1)))
        case .group, .class: Industry(code: String(industry.code.dropLast()))
        }
    }
}

/// The industries in the order of their codes, with lookup by code.
package struct IndustryTable: Sendable {
    /// Every industry, parents before children.
    package let all: [IndustryInfo]
    private let places: [Industry: Int]

    /// The industry of that code; nil where the table has none.
    package subscript(industry: Industry) -> IndustryInfo? { places[industry].map { all[$0] } }

    /// The industry of that code with its section letter.
    package subscript(code: String) -> IndustryInfo? { self[Industry(code: code)] }

    init(_ text: String) {
        all = Table.rows(text).map { cells in
            precondition(cells.count == 3, "not a line of the industry table: \(cells)")
            return IndustryInfo(
                industry: Industry(code: String(cells[0])),
                zh: String(cells[1]),
                en: Table.optional(cells[2])
            )
        }
        places = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.industry, $0) })
    }
}
