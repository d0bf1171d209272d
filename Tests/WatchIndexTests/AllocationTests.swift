import AllocationCount
import Domain
import OfferIndex
import Rules
import Testing
import WatchIndex

/// Whether this is optimised code.
enum Optimisation {
    #if DEBUG
        static let isOn = false
    #else
        static let isOn = true
    #endif
}

/// Only optimised code keeps what a loop over a list captures off the heap: `swift test -c release`.
@Suite("Allocations", .enabled(if: Optimisation.isOn && allocation_count_works()))
struct AllocationTests {
    private static let asOf = CalendarDay(number: 20_002)

    @Test("finding watches allocates nothing beyond what the offers' outcomes do", arguments: 0..<4 as Range<UInt64>)
    func change(seed: UInt64) {
        var random = Generator(seed: seed)
        let offers = OfferIndex((0..<50).map { CompiledOffer(random.offer($0, asOf: Self.asOf)) })
        var index = WatchIndex(offers)
        for _ in 0..<5_000 { _ = index.insert(random.watch(offers: 50)) }
        let states = (0..<40).map { _ in random.state(asOf: Self.asOf) }
        var run = WatchRun()
        // Once before: the memory grows to what is needed.
        for place in states.indices { run.change(index, from: states[place], to: states[place]) }
        var fitting = 0
        var found = 0
        for place in states.indices where states[place].need.statusOrDefault == .open {
            let first = allocation_count()
            offers.outcomes(states[place].facts, asOf: Self.asOf) { _, outcome in fitting += outcome.order == 0 ? 1 : 0
            }
            let second = allocation_count()
            run.change(index, from: nil, to: states[place])
            run.forEach(.newlyMatched) { found += Int($0) }
            let third = allocation_count()
            #expect(third - second <= second - first, "seed \(seed), state \(place)")
        }
        #expect(fitting > 0 && found > 0)
    }
}
