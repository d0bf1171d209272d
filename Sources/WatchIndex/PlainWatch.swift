internal import Domain
package import Rules

/// A watch judged by itself: what a match is, word for word. `WatchIndex` must agree with it.
package struct PlainWatch: Sendable {
    package let watch: Watch
    private let rule: CompiledRule?

    package init(_ watch: Watch) {
        self.watch = watch
        rule = watch.rule.map { CompiledRule($0) }
    }

    /// Whether the watch matches.
    ///
    /// - Parameter offers: those of the watch's provider at least.
    package func matches(_ state: ProjectState, _ offers: [CompiledOffer]) -> Bool {
        guard state.need.statusOrDefault == .open, passesFilters(state), passesAmount(state.need) else { return false }
        if let rule, rule.evaluate(state.facts) != .true { return false }
        return offers.contains { offer in
            offer.offer.provider.id == watch.provider && (watch.offer == nil || watch.offer == offer.offer.id)
                && Assessor.outcome(of: offer, state.facts, asOf: state.asOf).isListed
        }
    }

    private func passesFilters(_ state: ProjectState) -> Bool {
        let need = state.need
        if let region = watch.region, !(need.region?.isWithin(region) ?? false) { return false }
        if let industry = watch.industry, !(state.enterprise?.industry?.isWithin(industry) ?? false) { return false }
        if let category = watch.category, !need.lines.contains(where: { $0.category.isWithin(category) }) {
            return false
        }
        if let direction = watch.direction, !(need.directions ?? []).contains(direction) { return false }
        return true
    }

    private func passesAmount(_ need: Need) -> Bool {
        guard watch.minAmount != nil || watch.maxAmount != nil else { return true }
        guard let amount = need.watchedAmount else { return false }
        return (watch.minAmount.map { $0 <= amount } ?? true) && (watch.maxAmount.map { amount <= $0 } ?? true)
    }
}

extension Outcome {
    /// Whether `projects` lists a need with this outcome.
    var isListed: Bool { order <= Outcome.needsFacts.order }
}
