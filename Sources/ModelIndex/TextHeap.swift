/// One text a row, one after the other.
struct TextHeap {
    private var offsets: [UInt32] = [0]
    private var bytes: [UInt8] = []

    private func range(_ row: Int) -> Range<Int> { Int(offsets[row])..<Int(offsets[row + 1]) }

    mutating func append(_ text: some Collection<UInt8>) {
        bytes.append(contentsOf: text)
        offsets.append(UInt32(bytes.count))
    }

    mutating func replace(_ row: Int, with text: some Collection<UInt8>) {
        let range = range(row)
        guard !bytes[range].elementsEqual(text) else { return }
        bytes.replaceSubrange(range, with: text)
        let delta = Int64(text.count) - Int64(range.count)
        for index in (row + 1)..<offsets.count { offsets[index] = UInt32(Int64(offsets[index]) + delta) }
    }

    mutating func remove(_ row: Int) {
        replace(row, with: EmptyCollection())
        offsets.remove(at: row + 1)
    }

    /// Offsets u32, one more than rows, then the texts.
    func write(to out: inout ByteWriter) {
        out.append(offsets)
        out.append(bytes: bytes)
    }
}

/// Little-endian bytes, one value after the other.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    init(reserving count: Int) { bytes.reserveCapacity(count) }

    mutating func append<T: FixedWidthInteger>(_ value: T) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// A column.
    mutating func append<T: FixedWidthInteger & BitwiseCopyable>(_ values: [T]) {
        #if _endian(little)
            values.withUnsafeBytes { bytes.append(contentsOf: $0) }
        #else
            for value in values { append(value) }
        #endif
    }

    mutating func append(bytes other: [UInt8]) { bytes.append(contentsOf: other) }

    mutating func pad(to multiple: Int) {
        while bytes.count % multiple != 0 { bytes.append(0) }
    }

    /// Writes the number of bytes so far, a u32, into an earlier place.
    mutating func note(at place: Int) { put(UInt32(bytes.count), at: place) }

    mutating func put(_ value: UInt32, at place: Int) {
        for index in 0..<4 { bytes[place + index] = UInt8(truncatingIfNeeded: value >> UInt32(8 * index)) }
    }
}
