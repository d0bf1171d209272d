import Glibc

/// A system call that failed while a test was set up.
struct SetUpError: Error {
    var call: String
    var code = errno
}

/// Both ends of a pipe.
struct Pipe {
    let reading: Int32
    let writing: Int32

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SetUpError(call: "pipe") }
        (reading, writing) = (ends[0], ends[1])
    }

    func readAvailable() -> String { Self.readAvailable(from: reading) }

    func close() {
        Glibc.close(reading)
        Glibc.close(writing)
    }

    /// What can be read now, without waiting.
    static func readAvailable(from descriptor: Int32) -> String {
        var bytes: [UInt8] = []
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&entry, 1, 0) == 1, entry.revents & Int16(POLLIN) != 0 {
            let chunk = readChunk(descriptor)
            if chunk.isEmpty { break }
            bytes += chunk
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A terminal of a given width; the test reads at the outer end what the program wrote to the inner one.
struct PseudoTerminal {
    let outer: Int32
    let inner: Int32

    init(columns: UInt16) throws {
        var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        var ends: (outer: Int32, inner: Int32) = (-1, -1)
        guard openpty(&ends.outer, &ends.inner, nil, nil, &size) == 0 else { throw SetUpError(call: "openpty") }
        (outer, inner) = ends
    }

    func readAvailable() -> String { Pipe.readAvailable(from: outer) }

    func close() {
        Glibc.close(inner)
        Glibc.close(outer)
    }
}

/// All bytes until the other end closes.
func readAll(_ descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
        let chunk = readChunk(descriptor)
        if chunk.isEmpty { return bytes }
        bytes += chunk
    }
}

private func readChunk(_ descriptor: Int32) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &buffer, buffer.count)
    return Array(buffer.prefix(max(0, count)))
}
