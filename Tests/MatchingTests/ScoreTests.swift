import Domain
import Matching
import Testing
import TextAnalysis

@Suite struct ScoreTests {
    private func parts(
        price: Int64 = 20_000_000,
        limit: Int64? = nil,
        rank: Int = 0,
        lead: Int = 30,
        days: Int? = nil,
        locality: Double = 0.3,
        rating: Double? = nil,
        favoured: Bool = false,
        bm25: Double = 0
    ) -> ScoreParts {
        ScoreParts(
            ScoreInputs(
                priceFen: price,
                limitFen: limit,
                efficiencyRank: rank,
                leadTimeDays: lead,
                daysUntilNeeded: days,
                locality: locality,
                rating: rating,
                isFavoured: favoured,
                bm25: bm25
            )
        )
    }

    @Test("worked by hand: 0.25·0.5 + 0.20·1 + 0.10·0.75 + 0.10·1 + 0.10·0.8 + 0.05·1 + 0.20·0.5 = 0.73")
    func whole() {
        let all = parts(
            price: 10_000_000,
            rank: 4,
            lead: 30,
            days: 90,
            locality: 1,
            rating: 4,
            favoured: true,
            bm25: 8
        )
        #expect(all.score == 730_000)
        #expect(
            RoundedParts(all)
                == RoundedParts(
                    price: 500_000,
                    efficiency: 1_000_000,
                    delivery: 750_000,
                    locality: 1_000_000,
                    rating: 800_000,
                    policy: 1_000_000,
                    text: 500_000
                )
        )
    }

    @Test("the best there is scores exactly one, the least 0.03 for standing elsewhere")
    func bounds() {
        #expect(
            parts(price: 0, rank: 4, lead: 0, locality: 1, rating: 5, favoured: true, bm25: 1e300).score == 1_000_000
        )
        let least = ScoreParts(price: 0, efficiency: 0, delivery: 0, locality: 0.3, rating: 0, policy: 0, text: 0)
        #expect(least.score == 30_000)
    }

    @Test("price: R is the limit, 100,000 CNY without one; 0 when both are 0")
    func price() {
        #expect(parts(price: 20_000_000).price == 1.0 / 3)
        #expect(parts(price: 20_000_000, limit: 20_000_000).price == 0.5)
        #expect(parts(price: 0, limit: 1).price == 1)
        #expect(parts(price: 0, limit: 0).price == 0)
        #expect(parts(price: 0).price == 1)
        #expect(parts(price: 5, limit: 0).price == 0)
    }

    @Test("delivery: D at least 1, 90 without a date")
    func delivery() {
        #expect(parts(lead: 30).delivery == 0.75)
        #expect(parts(lead: 30, days: 30).delivery == 0.5)
        #expect(parts(lead: 3, days: 1).delivery == 0.25)
        #expect(parts(lead: 3, days: 0).delivery == 0.25)
        #expect(parts(lead: 3, days: -9).delivery == 0.25)
        #expect(parts(lead: 0, days: 0).delivery == 1)
    }

    @Test("efficiency by tier")
    func efficiency() {
        let values = Efficiency.allCases.map { parts(rank: $0.rank).efficiency }
        #expect(values == [1, 0.7, 0.4, 0, 0])
    }

    @Test("locality: 00 names no city and 10 no province")
    func locality() {
        for (need, supplier, value) in [
            (440_305, 440_306, 1), (440_305, 440_300, 1), (440_300, 440_300, 1), (440_305, 440_106, 0.6),
            (440_305, 440_000, 0.6), (440_000, 440_000, 0.6), (440_305, 450_305, 0.3), (100_000, 100_000, 0.3),
            (440_305, 100_000, 0.3), (441_900, 441_900, 1),
        ] as [(UInt32, UInt32, Double)] {
            #expect(ScoreParts.locality(need: Region(code: need), supplier: Region(code: supplier)) == value)
        }
        #expect(ScoreParts.locality(need: Region(code: 440_305), supplier: nil) == 0.3)
    }

    @Test("a half is rounded up, also where the double lies just below it")
    func rounding() {
        #expect(ScoreParts.millionths(0.0078125) == 7_813)
        #expect(ScoreParts.millionths(0.1234565) == 123_457)
        #expect(ScoreParts.millionths(0.12345649) == 123_456)
        #expect(ScoreParts.millionths(0.1234564999999) == 123_457)
        #expect(ScoreParts.millionths(0) == 0)
        #expect(ScoreParts.millionths(1) == 1_000_000)
        // Every half of a millionth in a stretch, from the decimal's nearest double.
        for n in Int64(0)..<20_000 { #expect(ScoreParts.millionths((Double(n) + 0.5) / 1e6) == n + 1) }
    }

    @Test("BM25 worked by hand: N 4, df 1 and 4, average length 5")
    func bm25() {
        let statistics = TextStatistics(documents: 4, totalLength: 20, documentFrequencies: [1, 4, 0])
        let bm25 = BM25(statistics)
        #expect(abs(bm25.idf[0] - 1.203_972_804_325_936) < 1e-12)  // ln(1 + 3.5/1.5) = ln(10/3)
        #expect(abs(bm25.idf[1] - 0.105_360_515_657_826) < 1e-12)  // ln(1 + 0.5/4.5) = ln(10/9)
        // Length 10: norm = 1.2·(0.25 + 0.75·2) = 2.1; tf 1: 2.2/3.1, tf 2: 4.4/4.1.
        let s = bm25.score(frequencies: [1, 2, 0], length: 10)
        #expect(abs(s - (1.203_972_804_325_936 * 2.2 / 3.1 + 0.105_360_515_657_826 * 4.4 / 4.1)) < 1e-12)
        #expect(bm25.score(frequencies: [0, 0, 0], length: 10) == 0)
        #expect(BM25(TextStatistics(tokens: 2)).score(frequencies: [1, 1], length: 3) == 0)
    }

    @Test("statistics of shards add up to those of the whole")
    func shards() {
        var sum = TextStatistics(tokens: 2)
        sum.add(TextStatistics(documents: 3, totalLength: 17, documentFrequencies: [2, 0]))
        sum.add(TextStatistics(documents: 1, totalLength: 3, documentFrequencies: [1, 1]))
        #expect(sum == TextStatistics(documents: 4, totalLength: 20, documentFrequencies: [3, 1]))
    }

    @Test("a query's tokens are distinct, in order of first appearance")
    func query() throws {
        var line = Line(line: "1")
        line.text = "servo 伺服 SERVO"
        let asOf = try #require(CalendarDay("2025-03-01"))
        #expect(LineQuery(line: line, region: nil, asOf: asOf).tokens == ["servo", "伺服"])
        #expect(LineQuery(line: line, region: nil, asOf: asOf).region == .country)
        #expect(LineQuery(line: Line(line: "2"), region: nil, asOf: asOf).tokens == [])
    }

    @Test("a document is its fields and its category's names; what is unknown leaves no gap")
    func document() {
        var model = EquipmentModel(id: "m")
        model.name = "卧车"
        model.modelNumber = "X-1"
        let category = Category(path: CategoryPath("a"), nameZh: "车床", nameEn: "lathes", synonyms: ["s1", "s2"])
        #expect(DocumentText.text(of: model, category: category) == "卧车 X-1 车床 lathes s1 s2")
        #expect(DocumentText.text(of: model, category: nil) == "卧车 X-1")
    }
}
