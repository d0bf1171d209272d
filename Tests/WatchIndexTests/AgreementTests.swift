import Domain
import OfferIndex
import Rules
import Testing
import WatchIndex

@Suite("The index agrees with each watch judged by itself")
struct AgreementTests {
    private static let asOf = CalendarDay(number: 20_002)

    @Test("on every change, while watches come and go", arguments: 0..<30 as Range<UInt64>)
    func random(seed: UInt64) {
        var random = Generator(seed: seed)
        var model = Model(&random, offers: random.one(of: [1, 6, 30]), asOf: Self.asOf)
        for _ in 0..<random.one(of: [1, 60, 250]) { model.insert(random.watch(offers: 30)) }
        for step in 0..<15 {
            for _ in 0..<random.below(6) {
                if random.chance(50) { model.remove(&random) } else { model.insert(random.watch(offers: 30)) }
            }
            let before = random.maybe(70) { $0.state(asOf: Self.asOf) }
            let after = random.maybe(70) { $0.state(asOf: Self.asOf) }
            model.check(before, after, "seed \(seed), step \(step)")
        }
    }

    @Test("with single filters, so that each decides often", arguments: 0..<10 as Range<UInt64>)
    func single(seed: UInt64) {
        var random = Generator(seed: 1_000 + seed)
        var model = Model(&random, offers: 20, asOf: Self.asOf)
        for number in 0..<180 {
            let drawn = random.watch(offers: 20)
            var watch = Watch(provider: drawn.provider)
            switch number % 6 {
            case 0: watch.region = random.region()
            case 1: watch.industry = random.industry()
            case 2: watch.category = CategoryPath(random.one(of: Generator.categories))
            case 3: watch.direction = random.one(of: Generator.directions)
            case 4: (watch.minAmount, watch.maxAmount) = (drawn.minAmount, drawn.maxAmount)
            default: watch.rule = random.rule(depth: 1)
            }
            model.insert(watch)
        }
        for step in 0..<20 {
            model.check(nil, random.state(asOf: Self.asOf), "seed \(seed), step \(step)")
        }
        #expect(model.matched > 50)
    }

    @Test("when other offers stand", arguments: 0..<10 as Range<UInt64>)
    func offers(seed: UInt64) {
        var random = Generator(seed: 2_000 + seed)
        var model = Model(&random, offers: 30, asOf: Self.asOf)
        for _ in 0..<200 { model.insert(random.watch(offers: 30)) }
        for step in 0..<10 {
            model.replaceOffers(&random, random.below(40), asOf: Self.asOf)
            for _ in 0..<10 { model.remove(&random) }
            for _ in 0..<10 { model.insert(random.watch(offers: 30)) }
            model.check(random.state(asOf: Self.asOf), random.state(asOf: Self.asOf), "seed \(seed), step \(step)")
        }
    }

    @Test("of many that ask for nothing but offers and amounts", arguments: 0..<1 as Range<UInt64>)
    func broad(seed: UInt64) {
        var random = Generator(seed: 4_000 + seed)
        var model = Model(&random, offers: 60, asOf: Self.asOf)
        for count in [4_800, 500] {
            for number in 0..<count {
                var watch = random.watch(offers: 60)
                (watch.region, watch.industry, watch.category, watch.direction) = (nil, nil, nil, nil)
                if number % 8 != 0 { watch.rule = nil }
                model.insert(watch)
                if number % 8 == 1 { model.remove(&random) }
            }
            for _ in 0..<600 { model.insert(Watch(provider: random.one(of: Generator.providers))) }
            for step in 0..<3 {
                let (before, after) = (random.state(asOf: Self.asOf), random.state(asOf: Self.asOf))
                model.check(before, after, "seed \(seed), count \(count), step \(step)")
            }
            // Few offers: fewer that fit than there are offers watched for.
            for offers in [1, 2, 60] {
                model.replaceOffers(&random, offers, asOf: Self.asOf)
                model.check(nil, random.state(asOf: Self.asOf), "seed \(seed), count \(count), offers \(offers)")
            }
            for _ in 0..<2_000 { model.remove(&random) }
            model.check(nil, random.state(asOf: Self.asOf), "seed \(seed), count \(count)")
        }
        #expect(model.matched > 50)
    }

    @Test("when almost all watches have gone and others come", arguments: 0..<2 as Range<UInt64>)
    func sparse(seed: UInt64) {
        var random = Generator(seed: 3_000 + seed)
        var model = Model(&random, offers: 30, asOf: Self.asOf)
        for round in 0..<2 {
            for _ in 0..<1_500 { model.insert(random.watch(offers: 30)) }
            for _ in 0..<1_460 { model.remove(&random) }
            for step in 0..<5 {
                let (before, after) = (random.state(asOf: Self.asOf), random.state(asOf: Self.asOf))
                model.check(before, after, "seed \(seed), round \(round), step \(step)")
            }
        }
    }
}

/// Watches in the index, and the same in a dictionary.
struct Model {
    private(set) var index: WatchIndex
    private var offers: [CompiledOffer]
    private var watches: [UInt32: PlainWatch] = [:]
    /// In no order.
    private var numbers: [UInt32] = []
    private var run = WatchRun()
    /// Of all checks, so that a test can tell that watches matched at all.
    private(set) var matched = 0

    init(_ random: inout Generator, offers count: Int, asOf: CalendarDay) {
        offers = (0..<count).map { CompiledOffer(random.offer($0, asOf: asOf)) }
        index = WatchIndex(OfferIndex(offers))
    }

    mutating func insert(_ watch: Watch) {
        let number = index.insert(watch)
        let old = watches.updateValue(PlainWatch(watch), forKey: number)
        #expect(old == nil)
        numbers.append(number)
        #expect(index.count == watches.count)
    }

    /// One of all, each as likely.
    mutating func remove(_ random: inout Generator) {
        guard !watches.isEmpty else { return }
        numbers.swapAt(random.below(numbers.count), numbers.count - 1)
        let number = numbers.removeLast()
        watches[number] = nil
        let isRemoved = index.remove(number)
        let isRemovedAgain = index.remove(number)
        #expect(isRemoved && !isRemovedAgain)
    }

    mutating func replaceOffers(_ random: inout Generator, _ count: Int, asOf: CalendarDay) {
        offers = (0..<count).map { CompiledOffer(random.offer($0, asOf: asOf)) }
        index.replaceOffers(OfferIndex(offers))
    }

    mutating func check(_ before: ProjectState?, _ after: ProjectState?, _ what: String) {
        run.change(index, from: before, to: after)
        for change in WatchRun.Change.allCases {
            var found: [UInt32] = []
            run.forEach(change) { found.append($0) }
            let expected = watches.filter { _, watch in
                let matched = before.map { watch.matches($0, offers) } ?? false
                let matches = after.map { watch.matches($0, offers) } ?? false
                return switch change {
                case .newlyMatched: matches && !matched
                case .stillMatched: matches && matched
                case .noLongerMatched: matched && !matches
                }
            }.keys.sorted()
            #expect(run.count(change) == found.count)
            matched += found.count
            guard found != expected else { continue }
            let wrong = Set(found).symmetricDifference(expected).sorted()
            Issue.record("\(what), \(change): \(wrong.first.map { "\(watches[$0]?.watch as Any)" } ?? "order")")
        }
    }
}
