import Cluster
import DemoData
import Domain
import TestSupport
import Testing

@testable import Store

@Suite struct OfferHistoryTests {
    /// Enterprises, needs, then offers that come and change one by one.
    private static func history(_ random: inout SeededRandom) throws -> History {
        var history = History(vshards: 2)
        let demo = DemoData(
            seed: UInt64(random.below(1_000_000)), sizes: .init(enterprises: 6, needs: 8), asOf: History.asOf)
        for record in demo.all { history.add(record) }
        var published: [Offer] = try RecordText.published().compactMap { record in
            if case .offer(let offer) = record { offer } else { nil }
        }
        published.shuffle(using: &random)
        var stored: [Offer] = []
        while let next = published.popLast() {
            stored.append(next)
            history.add(.offer(next))
            // In some stretches offers only come, in others they mostly change.
            for _ in 0..<random.one(of: [0, 0, 0, 4]) {
                let index = random.below(stored.count)
                change(&stored[index], random.one(of: stored), &random)
                history.add(.offer(stored[index]))
            }
        }
        return history
    }

    private static func change(_ offer: inout Offer, _ other: Offer, _ random: inout SeededRandom) {
        switch random.below(4) {
        case 0: offer.rule = nil
        case 1: offer.rule = other.rule
        case 2: offer.status = random.one(of: [nil, .open, .paused, .exhausted, .withdrawn])
        default: offer.window = Offer.Window(to: History.asOf.adding(days: random.below(2) * 2 - 1))
        }
    }

    @Test(
        "offers asked at any seq, while they come and change, stand in the answer as brute force lists them",
        arguments: [1, 2, 3, 4] as [UInt64])
    func assess(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let history = try Self.history(&random)
        let site = try StoreSite(vshards: history.vshards)
        var at: UInt64 = 0
        while at < history.seq {
            let through = min(history.seq, at + UInt64(1 + random.below(random.one(of: [3, 40]))))
            try site.store.apply(Array(history.range(at, through)), through: history.position(through))
            at = through
            if random.chance(10) {
                try site.reopen()
                let from = site.store.position.seq
                try site.store.apply(Array(history.range(from, at)), through: history.position(at))
            }
            for _ in 0..<2 {
                let seq = random.chance(60) ? at : UInt64(random.below(Int(at) + 1))
                let registry = history.states[Int(seq)]
                guard let need = registry.ids(.needs).randomElement(using: &random).flatMap({ registry.needs[$0] })
                else { continue }
                try expectAssess(
                    site, registry, need, explain: random.chance(20), at: seq, "seed \(seed), applied through \(at)")
            }
        }
    }
}
