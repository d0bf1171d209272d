import Testing

@testable import Cluster

/// One copy over a network that does what its settings say.
private struct CopyRun {
    struct Network {
        /// In a hundred.
        var loss = 0, duplicates = 0, corrupted = 0
        var delayMaxMs: UInt64 = 5
        /// Nothing arrives between these.
        var stall: Range<Instant>?
        var sourceDies: Instant?
        var targetDies: Instant?
    }

    enum Word {
        case fetch(CopyFetch), credit(CopyCredit), done, abort(String)
        case offer(SnapshotManifest), wait, refuse(Refusal, String), chunk(UInt64, bytes: Int, content: UInt64)
    }

    struct Letter {
        var at: Instant
        var toSource: Bool
        var word: Word
    }

    let manifest: SnapshotManifest
    var network: Network
    var random: SplitMix
    var source: CopySource?
    var target: CopyTarget
    var letters: [Letter] = []
    var now: Instant = 1_000_000_000
    /// What is left on the disks.
    var isSourceClean = true
    var file: [UInt64: UInt64]?
    var finished: SnapshotManifest?
    var failure: CopyTarget.Failure?
    var preparedAt: Instant?
    var checkedAt: Instant?
    var bytesSent = 0
    var mostUnderWay: UInt64 = 0
    let preparingMs: UInt64
    /// The check of the file finds it wrong.
    var isFileWrong = false

    init(chunks: UInt64, rate: UInt64 = 0, network: Network, seed: UInt64, preparingMs: UInt64 = 300) {
        manifest = CopyRun.manifest(fileBytes: chunks * UInt64(SnapshotManifest.chunkBytes) - 77)
        self.network = network
        self.preparingMs = preparingMs
        random = SplitMix(state: seed)
        target = CopyTarget(CopyRun.fetch(rate: rate), now: now)
    }

    static func fetch(rate: UInt64) -> CopyFetch {
        CopyFetch(
            vshard: VShard(rawValue: 3), transfer: 7, vshards: 16, incarnation: [1, 2], format: 4,
            maxBytesPerSecond: rate)
    }

    static func manifest(fileBytes: UInt64) -> SnapshotManifest {
        SnapshotManifest(
            vshard: VShard(rawValue: 3), vshards: 16, position: Position(seq: 99, chain: .start), incarnation: [1, 2],
            format: 4, pageBytes: 4_096, isLittleEndian: true, versions: 5, fileBytes: fileBytes, fileHash: 0xAB)
    }

    mutating func run(seconds: UInt64) {
        let end = now + seconds * 1_000_000_000
        while now < end, !(isOver && letters.isEmpty) {
            now += 10_000_000
            if let at = preparedAt, now >= at {
                preparedAt = nil
                onSource(.prepared(manifest))
            }
            if let at = checkedAt, now >= at {
                checkedAt = nil
                let isWhole = (0..<manifest.chunks).allSatisfy { file?[$0] == $0 &* 31 } && !isFileWrong
                onTarget(isWhole ? .checked : .failed("its hash is another"))
            }
            deliver()
            onSource(.tick)
            onTarget(.tick)
        }
    }

    private var isOver: Bool {
        let isSourceOver = source.map { $0.state == .ended } ?? true
        return (isSourceOver || isDead(network.sourceDies))
            && (target.state == .ended || isDead(network.targetDies))
    }

    private func isDead(_ at: Instant?) -> Bool { at.map { now >= $0 } ?? false }

    private mutating func deliver() {
        let due = letters.filter { $0.at <= now }
        letters.removeAll { $0.at <= now }
        for letter in due {
            if network.stall?.contains(now) ?? false { continue }
            switch letter.word {
            case .fetch(let fetch):
                guard !isDead(network.sourceDies) else { continue }
                if source == nil {
                    source = CopySource(fetch, now: now)
                    isSourceClean = false
                    preparedAt = now + preparingMs * 1_000_000
                } else {
                    onSource(.fetch(fetch))
                }
            case .credit(let credit): onSource(.credit(credit))
            case .done: onSource(.done)
            case .abort(let why) where letter.toSource: onSource(.aborted(why))
            case .abort(let why): onTarget(.aborted(why))
            case .offer(let manifest): onTarget(.offer(manifest))
            case .wait: onTarget(.wait)
            case .refuse(let refusal, let why): onTarget(.refused(refusal, why))
            case .chunk(let number, let bytes, let content): onTarget(.chunk(number, bytes: bytes), content)
            }
        }
    }

    private mutating func send(_ word: Word, toSource: Bool) {
        var copies = random.chance(network.loss) ? 0 : 1
        if random.chance(network.duplicates) { copies += 1 }
        if case .chunk = word, random.chance(network.corrupted) { copies = 0 }
        for _ in 0..<copies {
            let delay = (random.next() % (network.delayMaxMs + 1)) * 1_000_000
            letters.append(Letter(at: now + delay, toSource: toSource, word: word))
        }
    }

    private mutating func onSource(_ event: CopySource.Event) {
        guard !isDead(network.sourceDies), var machine = source else { return }
        let actions = machine.on(event, now: now)
        source = machine
        for action in actions {
            switch action {
            case .prepare: break
            case .sendOffer(let manifest): send(.offer(manifest), toSource: false)
            case .sendWait: send(.wait, toSource: false)
            case .sendChunk(let number, let bytes):
                bytesSent += bytes
                let there = (0...).first { file?[$0] == nil } ?? 0
                mostUnderWay = max(mostUnderWay, number >= there ? number + 1 - there : 0)
                send(.chunk(number, bytes: bytes, content: number &* 31), toSource: false)
            case .sendRefusal(let refusal, let why): send(.refuse(refusal, why), toSource: false)
            case .sendAbort(let why): send(.abort(why), toSource: false)
            case .end: isSourceClean = true
            }
        }
    }

    mutating func onTarget(_ event: CopyTarget.Event, _ content: UInt64 = 0) {
        guard !isDead(network.targetDies) else { return }
        for action in target.on(event, now: now) {
            switch action {
            case .sendFetch(let fetch): send(.fetch(fetch), toSource: true)
            case .sendCredit(let credit): send(.credit(credit), toSource: true)
            case .sendDone: send(.done, toSource: true)
            case .sendAbort(let why): send(.abort(why), toSource: true)
            case .create: file = [:]
            case .write(let number):
                #expect(file?[number] == nil, "a chunk is written once")
                file?[number] = content
            case .check: checkedAt = now + 50_000_000
            case .finish(let manifest): finished = manifest
            case .drop(let failure):
                self.failure = failure
                file = nil
            }
        }
    }
}

struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func chance(_ percent: Int) -> Bool { Int(next() % 100) < percent }
}

@Suite struct CopyTests {
    @Test("over a network that loses, repeats, reorders and damages, a copy arrives whole")
    func adverse() {
        for seed in 0..<60 as Range<UInt64> {
            var random = SplitMix(state: seed)
            let network = CopyRun.Network(
                loss: Int(random.next() % 30), duplicates: Int(random.next() % 30), corrupted: Int(random.next() % 20),
                delayMaxMs: random.next() % 100)
            var run = CopyRun(chunks: random.next() % 40 + 1, network: network, seed: seed)
            run.run(seconds: 120)
            #expect(run.finished == run.manifest, "seed \(seed): \(run.failure?.description ?? "no end")")
            #expect(run.file?.count == Int(run.manifest.chunks), "seed \(seed)")
            #expect(run.isSourceClean && run.source?.state == .ended, "seed \(seed)")
            #expect(run.mostUnderWay <= CopyCredit.window, "seed \(seed)")
        }
    }

    @Test("whatever ends, stalls or cuts a copy: both ends come to an end, and nothing is left of it")
    func ends() {
        for seed in 100..<200 as Range<UInt64> {
            var random = SplitMix(state: seed)
            var network = CopyRun.Network(
                loss: Int(random.next() % 40), duplicates: Int(random.next() % 20), corrupted: Int(random.next() % 30),
                delayMaxMs: random.next() % 300)
            let moment = 1_000_000_000 + random.next() % 4_000_000_000
            switch random.next() % 5 {
            case 0: network.sourceDies = moment
            case 1: network.targetDies = moment
            case 2: (network.sourceDies, network.targetDies) = (moment, moment + random.next() % 2_000_000_000)
            case 3: network.stall = moment..<(moment + random.next() % 20_000_000_000)
            default: network.corrupted = 100
            }
            let rate = random.chance(50) ? random.next() % 2_000_000 + 300_000 : random.next() % 60_000_000
            var run = CopyRun(
                chunks: random.next() % 60 + 1, rate: rate, network: network, seed: seed,
                preparingMs: random.next() % 3_000)
            run.run(seconds: 300)
            if network.targetDies == nil {
                #expect(run.target.state == .ended, "seed \(seed)")
                #expect((run.finished != nil) != (run.failure != nil), "seed \(seed)")
                #expect((run.file == nil) == (run.finished == nil), "seed \(seed)")
            }
            if network.sourceDies == nil { #expect(run.isSourceClean, "seed \(seed)") }
            if run.finished != nil { #expect(run.file?.count == Int(run.manifest.chunks), "seed \(seed)") }
        }
    }

    @Test("a cut of five seconds without a word ends both within a second or two more")
    func patience() {
        var run = CopyRun(chunks: 500, rate: 20_000_000, network: .init(stall: 3_000_000_000..<60_000_000_000), seed: 1)
        run.run(seconds: 12)
        #expect(run.failure != nil && run.isSourceClean && run.file == nil)
    }

    @Test("the rate is held, and takes effect while the copy runs")
    func rate() {
        var run = CopyRun(chunks: 40, rate: 10 << 20, network: .init(), seed: 1)
        run.run(seconds: 2)
        #expect((14 << 20...20 << 20).contains(run.bytesSent), "\(run.bytesSent)")
        run.onTarget(.setRate(1 << 18))
        let before = run.bytesSent
        run.run(seconds: 12)
        #expect((1 << 20...5 << 20).contains(run.bytesSent - before), "\(run.bytesSent - before)")
        #expect(run.failure == nil, "a slow copy is no stalled one")
        run.onTarget(.setRate(0))
        run.run(seconds: 2)
        #expect(run.finished != nil)
    }

    @Test("a refusal, a cancelled copy, a file with another hash, an offer of something else: no copy, with the reason")
    func reasons() {
        var wrong = CopyRun(chunks: 3, network: .init(), seed: 1)
        wrong.isFileWrong = true
        wrong.run(seconds: 5)
        #expect(wrong.failure?.description == "its hash is another" && wrong.isSourceClean && wrong.file == nil)

        var cancelled = CopyRun(chunks: 300, rate: 1 << 20, network: .init(), seed: 1)
        cancelled.run(seconds: 2)
        cancelled.onTarget(.cancel)
        cancelled.run(seconds: 1)
        #expect(cancelled.failure?.description == "cancelled" && cancelled.isSourceClean)

        var source = CopySource(CopyRun.fetch(rate: 0), now: 0)
        #expect(source.on(.failed(.noRetry, "not here"), now: 1).first == .sendRefusal(.noRetry, "not here"))
        var target = CopyTarget(CopyRun.fetch(rate: 0), now: 0)
        let failure = CopyTarget.Failure("not here", refusal: .noRetry)
        #expect(target.on(.refused(.noRetry, "not here"), now: 1) == [.drop(failure)])

        for change: (inout SnapshotManifest) -> Void in [
            { $0.incarnation = [9] }, { $0.format = 9 }, { $0.vshards = 4 }, { $0.vshard = VShard(rawValue: 1) },
            { $0.fileBytes = 0 },
        ] {
            var offer = CopyRun.manifest(fileBytes: 5)
            change(&offer)
            var target = CopyTarget(CopyRun.fetch(rate: 0), now: 0)
            let actions = target.on(.offer(offer), now: 1)
            #expect(actions.count == 2 && target.state == .ended, "\(offer)")
        }
    }

    @Test("a manifest reads back as it was written, and nothing else reads as one")
    func manifest() {
        let manifest = CopyRun.manifest(fileBytes: 3 << 20)
        #expect(SnapshotManifest(text: manifest.text) == manifest)
        #expect(SnapshotManifest(text: manifest.text + Array("later 5\n".utf8)) == manifest)
        for cut in 0..<manifest.text.count - 1 {
            let part = SnapshotManifest(text: Array(manifest.text.prefix(cut)))
            #expect(part == nil || part?.fileHash != manifest.fileHash, "cut at \(cut)")
        }
        #expect(manifest.chunks == 3 && manifest.bytes(ofChunk: 2) == 1 << 20 && manifest.bytes(ofChunk: 3) == 0)
        #expect(CopyRun.manifest(fileBytes: (3 << 20) + 1).bytes(ofChunk: 3) == 1)
    }

    @Test("the hash of parts is the hash of the whole")
    func hash() {
        for count in [0, 1, 31, 32, 33, 64, 100, 4_096, 5_000] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            for part in [32, 64, 4_096] {
                var stream = XXH64.Stream()
                var at = 0
                while at + part <= count {
                    bytes[at..<at + part].withUnsafeBytes { stream.add($0) }
                    at += part
                }
                let rest = bytes[at...].withUnsafeBytes { stream.finish($0) }
                #expect(rest == bytes.withUnsafeBytes { XXH64.hash($0) }, "\(count) by \(part)")
            }
        }
    }
}
