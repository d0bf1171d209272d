import Testing

@testable import Terminal

@Suite struct ProgressTests {
    private let half = ProgressState(
        label: "import",
        unit: .bytes,
        done: 61_500_000,
        total: 146_400_000,
        elapsedNs: 5_000_000_000
    )

    @Test("with room: label, bar, percent, speed and time left")
    func full() {
        #expect(
            ProgressState.render(half, width: 80)
                == "import ████████████░░░░░░░░░░░░░░░░░░ 42% 12.3 MB/s ETA 00:07"
        )
        #expect(ProgressState.render(half, width: 40) == "import ███░░░░░░ 42% 12.3 MB/s ETA 00:07")
    }

    @Test("in less room first the speed goes, then the time left, then the bar, then the label's end")
    func narrow() {
        #expect(ProgressState.render(half, width: 35) == "import █████░░░░░░░░░ 42% ETA 00:07")
        #expect(ProgressState.render(half, width: 24) == "import █████░░░░░░░░ 42%")
        #expect(ProgressState.render(half, width: 12) == "import 42%")
        #expect(ProgressState.render(half, width: 9) == "impo… 42%")
        #expect(ProgressState.render(half, width: 3) == "42%")
        #expect(ProgressState.render(half, width: 1) == "…")
        #expect(ProgressState.render(half, width: 0) == "")
    }

    @Test("Chinese labels are measured in columns")
    func chinese() {
        var state = half
        state.label = "导入企业设备更新需求"
        #expect(ProgressState.render(state, width: 60) == "导入企业设备更新需求 ██████░░░░░░░░░ 42% 12.3 MB/s ETA 00:07")
    }

    @Test("100 % is said only when all is done, and nothing counts beyond it")
    func ends() {
        var state = ProgressState(label: "x", unit: .items, done: 999_999, total: 1_000_000, elapsedNs: 1_000_000_000)
        #expect(ProgressState.render(state, width: 80).contains("░ 99% 999,999/s ETA 00:01"))
        state.done = 1_000_001
        #expect(ProgressState.render(state, width: 80).contains("█ 100% 1,000,001/s ETA 00:00"))
        state.done = 0
        state.total = 0
        #expect(ProgressState.render(state, width: 12) == "x █████ 100%")
    }

    @Test("no speed and no time left before they mean something")
    func beginning() {
        let state = ProgressState(label: "x", unit: .items, done: 5, total: 10, elapsedNs: 100_000_000)
        #expect(ProgressState.render(state, width: 20) == "x ███████░░░░░░░ 50%")
    }

    @Test("without a total: what is done, the speed and the time since the beginning")
    func open() {
        var state = half
        state.total = nil
        #expect(ProgressState.render(state, width: 80) == "import 61.5 MB 12.3 MB/s 00:05")
        #expect(ProgressState.render(state, width: 20) == "import 61.5 MB 00:05")
        #expect(ProgressState.render(state, width: 14) == "import 61.5 MB")
        #expect(ProgressState.render(state, width: 10) == "61.5 MB")
    }

    @Test("no line is wider than the terminal, whatever the state")
    func bounds() {
        let seed = newSeed("progress")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<3000 {
            let total: Int? =
                Bool.random(using: &random) ? Int(random.next() >> UInt64.random(in: 1...63, using: &random)) : nil
            let state = ProgressState(
                label: random.text(limit: 8),
                unit: Bool.random(using: &random) ? .bytes : .items,
                done: Int(random.next() >> UInt64.random(in: 1...63, using: &random)),
                total: total,
                elapsedNs: random.next() >> UInt64.random(in: 0...63, using: &random)
            )
            let width = Int.random(in: 0...200, using: &random)
            #expect(DisplayWidth.of(ProgressState.render(state, width: width)) <= width, "seed \(seed)")
        }
    }

    @Test("ten draws a second at most; cleared only if drawn")
    func painter() {
        var painter = ProgressPainter(label: "x", unit: .items, total: 4, nowNs: 1_000)
        #expect(painter.clearing == nil)
        #expect(painter.isDue(nowNs: 1_000))
        #expect(painter.draw(done: 1, nowNs: 1_000, width: 20) == "\rx ███░░░░░░░░░░░ 25%\u{1B}[K")
        #expect(!painter.isDue(nowNs: 1_000))
        #expect(!painter.isDue(nowNs: 100_000_999))
        #expect(painter.isDue(nowNs: 100_001_000))
        // A clock that went back neither draws nor traps.
        #expect(!painter.isDue(nowNs: 0))
        #expect(painter.draw(done: 2, nowNs: 0, width: 20) == "\rx ███████░░░░░░░ 50%\u{1B}[K")
        #expect(painter.clearing == "\r\u{1B}[K")
    }
}
