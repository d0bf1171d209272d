import Glibc

/// One physical line of a file.
struct PhysicalLine {
    /// From 1.
    var row: Int
    /// Where it is in the file, its line end included.
    var range: Range<Int>
    /// Without the line end and, on the first line, the byte order mark; empty where it is too long.
    var bytes: [UInt8]
    var isTooLong = false
    /// Whether a line that is too long has an odd number of quotation marks.
    var hasOddQuotes = false
}

/// Reads physical lines in memory bounded by the longest line allowed, however long the lines are.
///
/// A byte order mark before the first line and one carriage return before a line feed, or at the end, are dropped
/// (R35).
struct LineReader {
    private let source: ByteSource
    private let limit: Int
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var at = 0
    private var end = 0
    /// The offset in the file of `buffer[end]`.
    private var readOffset = 0
    private var row = 0

    init(_ source: ByteSource, limit: Int = IntakeLimits.lineBytes) {
        self.source = source
        self.limit = limit
    }

    /// Bytes of the file that are behind.
    var offset: Int { readOffset - (end - at) }

    /// The next line, empty ones too, or nil after the last.
    mutating func next() throws(IntakeError) -> PhysicalLine? {
        var line = Draft(start: offset, limit: limit, isFirst: row == 0)
        while true {
            if at == end, try !refill() {
                if offset == line.start { return nil }
                break
            }
            let stop = lineFeed()
            line.append(buffer[at..<(stop ?? end)])
            at = stop.map { $0 + 1 } ?? end
            if stop != nil { break }
        }
        row += 1
        return line.finished(row: row, end: offset)
    }

    private mutating func refill() throws(IntakeError) -> Bool {
        at = 0
        end = try source.read(at: readOffset, into: &buffer)
        readOffset += end
        return end > 0
    }

    /// The place of the next line feed in what is buffered.
    private func lineFeed() -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let found = memchr(base + at, 0x0A, end - at) else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    /// A line that is being put together.
    private struct Draft {
        let start: Int
        let limit: Int
        let isFirst: Bool
        var bytes: [UInt8] = []
        /// Bytes seen, whether kept or not.
        var count = 0
        var last: UInt8 = 0
        var hasMark = false
        var isDropped = false
        var quotes = 0

        init(start: Int, limit: Int, isFirst: Bool) {
            self.start = start
            self.limit = limit
            self.isFirst = isFirst
        }

        mutating func append(_ piece: ArraySlice<UInt8>) {
            guard let final = piece.last else { return }
            last = final
            count += piece.count
            if !isDropped {
                // The mark and the carriage return do not count.
                if bytes.count + piece.count <= limit + 4 {
                    bytes.append(contentsOf: piece)
                    return
                }
                bytes.append(contentsOf: piece.prefix(4))
                noteMark()
                quotes = bytes.count(where: { $0 == 0x22 })
                quotes += piece.dropFirst(4).count(where: { $0 == 0x22 })
                bytes = []
                isDropped = true
            } else {
                quotes += piece.count(where: { $0 == 0x22 })
            }
        }

        mutating func noteMark() { hasMark = isFirst && bytes.starts(with: [0xEF, 0xBB, 0xBF]) }

        mutating func finished(row: Int, end: Int) -> PhysicalLine {
            let range = start..<end
            if isDropped {
                return PhysicalLine(row: row, range: range, bytes: [], isTooLong: true, hasOddQuotes: quotes % 2 == 1)
            }
            noteMark()
            if last == 0x0D { bytes.removeLast() }
            if hasMark { bytes.removeFirst(min(3, bytes.count)) }
            guard bytes.count > limit else { return PhysicalLine(row: row, range: range, bytes: bytes) }
            let isOdd = bytes.count(where: { $0 == 0x22 }) % 2 == 1
            return PhysicalLine(row: row, range: range, bytes: [], isTooLong: true, hasOddQuotes: isOdd)
        }
    }
}
