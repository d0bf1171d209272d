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

    @Test("package facts are those whose names say so")
    func packageFacts() {
        for fact in Fact.allCases {
            #expect(fact.isPackageFact == fact.rawValue.utf8.starts(with: "package.".utf8), "\(fact.rawValue)")
        }
    }
}
