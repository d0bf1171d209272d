internal import Glibc

/// What this module asks of the system: the only place that imports the C library.
enum SystemCalls {
    /// What became of one call to write.
    enum Written: Equatable {
        /// That many bytes, at least one, went out.
        case bytes(Int)
        /// Nobody reads any more.
        case brokenPipe
        /// The write failed with that `errno`.
        case failed(errno: Int32)
    }

    /// Whether the descriptor is a terminal.
    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// The columns of the terminal behind the descriptor, or nil where there is none or it does not say.
    static func columns(of descriptor: Int32) -> Int? {
        var size = winsize()
        let result = ioctl(descriptor, UInt(TIOCGWINSZ), &size)
        return result == 0 && size.ws_col > 0 ? Int(size.ws_col) : nil
    }

    /// Writes some of the bytes; waits where a signal came between or the descriptor does not block and is full.
    static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Written {
        while true {
            let (count, code) = bytes.withUnsafeBytes { buffer in
                let count = Glibc.write(descriptor, buffer.baseAddress, buffer.count)
                return (count, errno)
            }
            if count > 0 || bytes.isEmpty { return .bytes(max(0, count)) }
            switch code {
            case EINTR: continue
            case EAGAIN: waitUntilWritable(descriptor)
            case EPIPE: return .brokenPipe
            default: return .failed(errno: code)
            }
        }
    }

    /// Whether that `errno` says that the disk or the quota is full.
    static func isNoSpace(_ code: Int32) -> Bool { code == ENOSPC || code == EDQUOT }

    /// Ends the process.
    static func leave(status: Int32) -> Never { exit(status) }

    /// The values of those environment variables that are set.
    static func environment(_ names: [String]) -> [String: String] {
        var values: [String: String] = [:]
        for name in names {
            if let value = getenv(name) { values[name] = String(cString: value) }
        }
        return values
    }

    private static func waitUntilWritable(_ descriptor: Int32) {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        // A signal or an error ends the wait early; the next write finds out.
        _ = poll(&entry, 1, -1)
    }
}
