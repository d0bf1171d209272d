package import Domain
internal import JSON
package import Rules

/// The list of offers of an answer to `assess`, written as it is made.
package struct OffersAnswer {
    private let facts: FactTable
    private let asOf: CalendarDay
    private let explain: Bool
    private var bytes: [UInt8] = [UInt8(ascii: "[")]

    /// - Parameter explain: whether conditions and nearest fix are wanted.
    package init(_ facts: FactTable, asOf: CalendarDay, explain: Bool) {
        self.facts = facts
        self.asOf = asOf
        self.explain = explain
    }

    /// Makes room for a list of which all but `others` are found among the rejections: a long list that has to move
    /// costs as much again.
    package mutating func reserve(_ rejections: Rejections, others: Int) {
        bytes.reserveCapacity(rejections.byteCount + rejections.count + others * 512)
    }

    /// Adds an offer.
    package mutating func add(_ compiled: CompiledOffer) {
        separate()
        let assessment = Assessor.assess(compiled, facts, asOf: asOf, explain: explain)
        let offer = compiled.offer
        AssessAnswer.offer(offer, assessment, source: SourceAnswer.json(offer.source)).write(to: &bytes)
    }

    /// Adds an offer that is not eligible, as written before; only without explanations.
    package mutating func add(_ rejections: Rejections, _ place: Int) {
        precondition(!explain, "what was written before explains nothing")
        separate()
        bytes.append(contentsOf: rejections[place])
    }

    private mutating func separate() {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    }

    /// Ends the list: JSON text in UTF-8.
    package mutating func end() -> [UInt8] {
        bytes.append(UInt8(ascii: "]"))
        return bytes
    }
}

/// What `assess` without explanations answers of offers that are not eligible: it depends on the offer alone, and in a
/// large registry nearly all offers are of this kind, so it is written once.
package struct Rejections: Sendable {
    private var bytes: [UInt8] = []
    /// Where the text of each offer ends.
    private var ends: [Int] = []

    /// Of these offers, found again by their place.
    package init(_ offers: [CompiledOffer]) {
        ends.reserveCapacity(offers.count)
        for compiled in offers {
            let offer = compiled.offer
            let assessment = Assessment(
                outcome: .notEligible, unverified: compiled.isUnverified, asks: [], dependsOnPackage: [],
                conditions: [], nearestFix: nil)
            AssessAnswer.offer(offer, assessment, source: SourceAnswer.json(offer.source)).write(to: &bytes)
            ends.append(bytes.count)
        }
    }

    subscript(place: Int) -> ArraySlice<UInt8> { bytes[(place == 0 ? 0 : ends[place - 1])..<ends[place]] }

    package var count: Int { ends.count }

    /// Of all texts together.
    package var byteCount: Int { bytes.count }
}
