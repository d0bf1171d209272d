import Glibc
import Terminal
import Testing

@Suite struct OutputTests {
    @Test("a file is no terminal: plain tables, no styles, 80 columns unless COLUMNS says other")
    func file() throws {
        let pipe = try Pipe()
        defer { pipe.close() }
        let output = Output(descriptor: pipe.writing, environment: [:])
        #expect(!output.isTerminal)
        #expect(!output.isStyled)
        #expect(output.layout == .plain)
        #expect(output.width == 80)
        #expect(Output(descriptor: pipe.writing, environment: ["COLUMNS": "132"]).width == 132)
        for wrong in ["", "0", "-3", "wide"] {
            #expect(Output(descriptor: pipe.writing, environment: ["COLUMNS": wrong]).width == 80)
        }
    }

    @Test("a terminal tells its width; NO_COLOR, TERM=dumb and COLUMNS are heard")
    func terminal() throws {
        let terminal = try PseudoTerminal(columns: 97)
        defer { terminal.close() }
        let output = Output(descriptor: terminal.inner, environment: ["NO_COLOR": ""])
        #expect(output.layout == .terminal(width: 97, isStyled: true))
        #expect(!Output(descriptor: terminal.inner, environment: ["NO_COLOR": "1"]).isStyled)
        #expect(!Output(descriptor: terminal.inner, environment: ["TERM": "dumb"]).isStyled)
        #expect(Output(descriptor: terminal.inner, environment: ["COLUMNS": "40"]).width == 40)
    }

    @Test("bytes wait in the buffer until it is full or flushed")
    func buffering() throws {
        let pipe = try Pipe()
        defer { pipe.close() }
        let output = Output(descriptor: pipe.writing, environment: [:], bufferSize: 8)
        output.write("设备")
        #expect(pipe.readAvailable() == "")
        output.write("更新")
        #expect(pipe.readAvailable() == "设备更新")
        output.line("!")
        #expect(pipe.readAvailable() == "")
        try output.flush()
        #expect(pipe.readAvailable() == "!\n")
    }

    @Test("a full pipe that does not block gets everything in the end")
    func partialWrites() async throws {
        let pipe = try Pipe()
        _ = fcntl(pipe.writing, F_SETFL, O_NONBLOCK)
        let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let reading = pipe.reading
        let reader = Task.detached { readAll(reading) }
        let output = Output(descriptor: pipe.writing, environment: [:])
        output.write(bytes)
        try output.flush()
        close(pipe.writing)
        #expect(await reader.value == bytes)
        close(pipe.reading)
    }

    @Test("a full disk is told at the flush, each time, in both languages")
    func fullDisk() throws {
        let full = open("/dev/full", O_WRONLY)
        try #require(full >= 0)
        defer { close(full) }
        let output = Output(descriptor: full, environment: [:], bufferSize: 1)
        output.write("lost")
        output.write("lost too")
        for _ in 0..<2 {
            let error = #expect(throws: OutputError.self) { try output.flush() }
            #expect(error?.code == .noSpace)
            #expect(error?.message[.zh].contains("磁盘已满") == true)
            #expect(error?.message[.en].contains("disk is full") == true)
        }
    }

    @Test("a closed descriptor is a failed write")
    func closedDescriptor() {
        let error = #expect(throws: OutputError.self) {
            let output = Output(descriptor: -1, environment: [:])
            output.write("x")
            try output.flush()
        }
        #expect(error?.code == .writeFailed)
        #expect(error?.errno == EBADF)
    }

    @Test("when the reader has gone the process ends with 141, at the flush or at a write")
    func brokenPipe() async {
        await #expect(processExitsWith: .exitCode(141)) {
            signal(SIGPIPE, SIG_IGN)
            let pipe = try Pipe()
            close(pipe.reading)
            let output = Output(descriptor: pipe.writing, environment: [:])
            output.write("nobody reads this")
            try output.flush()
        }
        await #expect(processExitsWith: .exitCode(141)) {
            signal(SIGPIPE, SIG_IGN)
            let pipe = try Pipe()
            close(pipe.reading)
            Output(descriptor: pipe.writing, environment: [:], bufferSize: 1).write("nobody reads this")
        }
    }

    @Test("a progress bar draws on a terminal, within its width, and clears the line when it ends")
    func progressOnTerminal() throws {
        let terminal = try PseudoTerminal(columns: 21)
        defer { terminal.close() }
        var bar = ProgressBar(
            label: "x",
            unit: .items,
            total: 4,
            nowNs: 0,
            output: Output(descriptor: terminal.inner, environment: [:])
        )
        bar.update(done: 1, nowNs: 0)
        bar.update(done: 2, nowNs: 99_999_999)
        bar.update(done: 3, nowNs: 100_000_000)
        bar.finish()
        let first = "\rx ███░░░░░░░░░░░ 25%\u{1B}[K"
        let second = "\rx ██████████░░░░ 75%\u{1B}[K"
        #expect(terminal.readAvailable() == first + second + "\r\u{1B}[K")
    }

    @Test("a progress bar writes nothing where there is no terminal")
    func progressElsewhere() throws {
        let pipe = try Pipe()
        defer { pipe.close() }
        do {
            var bar = ProgressBar(
                label: "x",
                unit: .items,
                total: 4,
                nowNs: 0,
                output: Output(descriptor: pipe.writing, environment: [:], bufferSize: 1)
            )
            bar.update(done: 1, nowNs: 1)
        }
        #expect(pipe.readAvailable() == "")
    }
}
