/// The target's side of a copy: asks, writes chunks as they come, checks the whole.
///
///     asking ── offer ─→ receiving ── all there ─→ checking ── whole ─→ ended
///        └── refused, no progress, abort, cancelled ──┴─────────────→ ended
package struct CopyTarget: Sendable {
    package enum State: Equatable, Sendable {
        case asking
        case receiving
        /// All chunks are written; the file is being checked.
        case checking
        case ended
    }

    /// Why there is no copy.
    package struct Failure: Error, Equatable, Sendable, CustomStringConvertible {
        /// The source's, where it refused.
        package var refusal: Refusal?
        package var description: String

        package init(_ description: String, refusal: Refusal? = nil) {
            self.description = description
            self.refusal = refusal
        }
    }

    package enum Event: Sendable {
        case offer(SnapshotManifest)
        /// The source is at it and has nothing to send now.
        case wait
        /// A chunk whose checksum is right.
        case chunk(UInt64, bytes: Int)
        case refused(Refusal, String)
        case aborted(String)
        /// The file is what the manifest says.
        case checked
        /// It is not, or something failed here: the disk, the room for it.
        case failed(String)
        case cancel
        case setRate(UInt64)
        case tick
    }

    package enum Action: Equatable, Sendable {
        case sendFetch(CopyFetch)
        case sendCredit(CopyCredit)
        case sendDone
        case sendAbort(String)
        /// Make the file, if there is room for it; `failed` follows where there is not.
        case create(SnapshotManifest)
        /// Write the chunk that just came.
        case write(UInt64)
        /// Compare the file with the manifest; `checked` or `failed` follows.
        case check(SnapshotManifest)
        /// Done: the file is whole.
        case finish(SnapshotManifest)
        /// Remove what there is.
        case drop(Failure)
    }

    private(set) var fetch: CopyFetch
    package private(set) var state = State.asking
    private let timing: CopyTiming
    private var manifest: SnapshotManifest?
    private var next: UInt64 = 0
    private var have: UInt32 = 0
    private var lastProgress: Instant
    private var lastSaid: Instant
    /// When the offer or a chunk came that was not there before.
    private var lastNew: Instant
    /// The same, or when the source said that it waits.
    private var lastChunk: Instant
    /// Whether the source has said anything: a fresh connection takes a while, and what is said before goes nowhere.
    private var isAnswered = false
    /// Nothing for so long, and what was sent counts as lost: longer on a link that turns out to be slow.
    private var lost: Instant

    /// The first action is `sendFetch`, which comes with the first tick.
    package init(_ fetch: CopyFetch, now: Instant, timing: CopyTiming = CopyTiming()) {
        self.fetch = fetch
        self.timing = timing
        lastProgress = now
        lastNew = now
        lastChunk = now
        lost = timing.word
        lastSaid = now >= timing.word ? now - timing.word : 0
    }

    package var transfer: UInt64 { fetch.transfer }
    package var vshard: VShard { fetch.vshard }

    /// Bytes that are there.
    package var received: UInt64 {
        guard let manifest else { return 0 }
        return min(manifest.fileBytes, (next + UInt64(have.nonzeroBitCount)) * UInt64(SnapshotManifest.chunkBytes))
    }

    package mutating func on(_ event: Event, now: Instant) -> [Action] {
        guard state != .ended else { return [] }
        switch event {
        case .offer, .wait, .chunk: isAnswered = true
        default: break
        }
        switch event {
        case .offer(let manifest): return take(manifest, now: now)
        case .wait:
            lastChunk = now
            if state == .asking || now < lastNew + timing.patience + heldBack { lastProgress = now }
            return []
        case .chunk(let number, let bytes): return take(number, bytes, now: now)
        case .refused(let refusal, let why): return end(Failure(why, refusal: refusal), tells: false)
        case .aborted(let why): return end(Failure("the source gave up: \(why)"), tells: false)
        case .checked:
            guard state == .checking, let manifest else { return [] }
            state = .ended
            return [.sendDone, .finish(manifest)]
        case .failed(let why): return end(Failure(why), tells: true)
        case .cancel: return end(Failure("cancelled"), tells: true)
        case .setRate(let rate):
            fetch.maxBytesPerSecond = rate
            return state == .receiving ? grant(again: false, now: now) : []
        case .tick: return tick(now: now)
        }
    }

    private mutating func take(_ offer: SnapshotManifest, now: Instant) -> [Action] {
        guard state == .asking else { return [] }
        heard(now: now)
        guard offer.vshard == fetch.vshard, offer.vshards == fetch.vshards else {
            return end(Failure("the source offers vshard \(offer.vshard.rawValue) of \(offer.vshards)"), tells: true)
        }
        guard offer.incarnation == fetch.incarnation else {
            return end(Failure("the source's copy is of another log"), tells: true)
        }
        guard offer.format == fetch.format else {
            return end(Failure("the source's copy has format \(offer.format), here it is \(fetch.format)"), tells: true)
        }
        guard offer.fileBytes > 0 else { return end(Failure("the source's copy is empty"), tells: true) }
        manifest = offer
        state = .receiving
        return [.create(offer)] + grant(again: false, now: now)
    }

    private mutating func take(_ number: UInt64, _ bytes: Int, now: Instant) -> [Action] {
        guard state == .receiving, let manifest, number < next + CopyCredit.window else { return [] }
        guard number >= next, have >> UInt32(number - next) & 1 == 0 else {
            lost = min(lost * 2, timing.patience / 2)
            return []
        }
        // A chunk of another size is as good as one that did not come.
        guard bytes > 0, bytes == manifest.bytes(ofChunk: number) else { return [] }
        heard(now: now)
        have |= 1 << UInt32(number - next)
        while have & 1 == 1 {
            have >>= 1
            next += 1
        }
        guard next < manifest.chunks else {
            state = .checking
            return [.write(number), .check(manifest)]
        }
        return [.write(number)] + grant(again: false, now: now)
    }

    /// Between two words of this end where nothing comes.
    package var pause: Instant { isAnswered ? timing.word : timing.word / 10 }

    private mutating func heard(now: Instant) {
        lastProgress = now
        lastNew = now
        lastChunk = now
    }

    /// How long the rate may keep the next chunk back, and once more for one that is lost: a source that waits for
    /// longer makes no progress.
    private var heldBack: Instant {
        guard fetch.maxBytesPerSecond > 0 else { return 0 }
        return 2 * UInt64(SnapshotManifest.chunkBytes) * 1_000_000_000 / fetch.maxBytesPerSecond
    }

    private mutating func grant(again: Bool, now: Instant) -> [Action] {
        lastSaid = now
        return [
            .sendCredit(CopyCredit(next: next, have: have, again: again, maxBytesPerSecond: fetch.maxBytesPerSecond))
        ]
    }

    private mutating func tick(now: Instant) -> [Action] {
        // Checking needs nobody but this worker.
        guard state == .checking || now < lastProgress + timing.patience else {
            return end(Failure("no progress for \(timing.patience / 1_000_000) ms"), tells: true)
        }
        guard now >= lastSaid + pause else { return [] }
        switch state {
        case .asking:
            lastSaid = now
            return [.sendFetch(fetch)]
        case .receiving:
            // Something of what was sent is lost where nothing came for a while.
            return grant(again: now >= lastChunk + lost, now: now)
        // The source holds its copy until it hears how the check ended.
        case .checking: return grant(again: false, now: now)
        case .ended: return []
        }
    }

    private mutating func end(_ failure: Failure, tells: Bool) -> [Action] {
        state = .ended
        let words: [Action] = tells ? [.sendAbort(failure.description)] : []
        return words + [.drop(failure)]
    }
}
