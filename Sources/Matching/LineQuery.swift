package import Domain
import TextAnalysis

/// One line of a need on one day, with what all models are asked about it.
package struct LineQuery: Equatable, Sendable {
    package let line: Line
    /// Where the equipment will stand; the whole country where the need does not say.
    package let region: Region
    package let asOf: CalendarDay
    /// needed_by − as_of; nil without a date.
    package let daysUntilNeeded: Int?
    /// The factor of the monthly capacity, at least 1.
    package let capacityMonths: Int
    /// Distinct tokens of the line's text in order of first appearance; empty without text.
    package let tokens: [String]

    /// - Parameters:
    ///   - region: nil, which only a record that was not imported has, is served only by who serves the whole country.
    ///   - tokens: of the line's text where somebody has found them already.
    package init(line: Line, region: Region?, asOf: CalendarDay, tokens: [String]? = nil) {
        self.line = line
        self.region = region ?? .country
        self.asOf = asOf
        daysUntilNeeded = line.neededBy?.days(since: asOf)
        capacityMonths = HardTests.capacityMonths(daysUntilNeeded: daysUntilNeeded)
        self.tokens = tokens ?? line.text.map { TermCounts($0).tokens } ?? []
    }

    package init(need: Need, line: Line, asOf: CalendarDay, tokens: [String]? = nil) {
        self.init(line: line, region: need.region, asOf: asOf, tokens: tokens)
    }
}
