import Domain
import Rules
import Testing

@Suite("Places of facts")
struct FactIndexTests {
    @Test("a fact's index is its place among all facts")
    func index() {
        for (place, fact) in Fact.allCases.enumerated() { #expect(fact.index == place) }
    }

    @Test("a set has the facts put in and no other")
    func sets() {
        for fact in Fact.allCases {
            let set = FactSet([fact])
            #expect(Fact.allCases.filter { set.contains($0) } == [fact])
            #expect(set.overlaps(.all))
            #expect(!set.overlaps(FactSet()))
        }
    }
}
