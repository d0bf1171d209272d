/// When a worker applies what it has received.
///
/// A commit of many changes costs little more than one of few: each touches the same blocks. So where the coordinator
/// says that more is on its way, and nobody asks questions that would wait, changes wait for company (40-cluster.md,
/// section 7: 50 to 500 ms by load).
package struct ApplyPace: Sendable {
    /// Bytes of bodies that are many enough to be applied.
    private static let enough = 8 << 20
    /// From so many bytes on an import is under way.
    private static let bulk = 1 << 20
    /// How long the first change of a bulk waits, and of fewer.
    private static let patience: Instant = .milliseconds(500)
    private static let shortPatience: Instant = .milliseconds(50)

    /// When the first of what waits came.
    private var since: Instant?
    private var isMoreComing = false

    package init() {}

    /// A range came.
    ///
    /// - Parameter isMoreComing: what its sender says.
    package mutating func received(isMoreComing: Bool, now: Instant) {
        if since == nil { since = now }
        self.isMoreComing = isMoreComing
    }

    /// All that waited was applied.
    package mutating func applied() { since = nil }

    /// Whether what waits is to be applied now.
    ///
    /// - Parameters:
    ///   - bytes: of the bodies of what waits.
    ///   - isAsked: whether questions come.
    package func isDue(bytes: Int, isAsked: Bool, now: Instant) -> Bool {
        guard let since, isMoreComing, !isAsked, bytes < ApplyPace.enough else { return true }
        return now >= since + (bytes < ApplyPace.bulk ? ApplyPace.shortPatience : ApplyPace.patience)
    }
}
