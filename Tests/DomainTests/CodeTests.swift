import Domain
import Testing

@Suite struct CodeTests {
    @Test("a region lies within its city, province and the country")
    func regions() throws {
        let tianhe = try #require(Region("440106"))
        #expect(tianhe.isWithin(Region(code: 440100)))
        #expect(tianhe.isWithin(Region(code: 440000)))
        #expect(tianhe.isWithin(.country))
        #expect(!tianhe.isWithin(Region(code: 440300)))
        #expect(tianhe.city == Region(code: 440100))
        #expect(Region(code: 440000).city == nil)
        #expect(Region.country.province == nil)
    }

    @Test("every day of 1900 to 2100 reads back")
    func days() throws {
        let first = try #require(CalendarDay("1900-01-01"))
        let last = try #require(CalendarDay("2100-12-31"))
        #expect(last.days(since: first) == 73_413)
        for number in first.number...last.number {
            let day = CalendarDay(number: number)
            #expect(CalendarDay(day.text) == day)
        }
        #expect(CalendarDay("2023-02-29") == nil)
        #expect(CalendarDay("2024-1-1") == nil)
        #expect(CalendarDay("2024-01-31")?.adding(months: 1).text == "2024-02-29")
    }

    @Test("half a fen is rounded up")
    func rounding() {
        #expect(Rate(rawValue: 125_000_000).of(Fen(2_644_004)) == Fen(330_501))
    }
}
