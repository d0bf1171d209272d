/// Values of one statement, in PostgreSQL's binary form.
package struct Parameters: Sendable {
    /// OID, and the bytes.
    private(set) var types: [UInt32] = []
    private(set) var values: [[UInt8]] = []

    package init() {}

    package mutating func add(_ value: Int64) { add(20, bigEndian(value)) }
    package mutating func add(_ value: Int32) { add(23, bigEndian(value)) }
    package mutating func add(_ value: String) { add(25, Array(value.utf8)) }
    package mutating func add(_ value: [UInt8]) { add(17, value) }
    /// A moment, in microseconds since 2000-01-01 UTC.
    package mutating func add(timestamp value: Int64) { add(1184, bigEndian(value)) }
    package mutating func add(uuid value: [UInt8]) { add(2950, value) }
    package mutating func add(_ values: [Int64]) { add(1016, array(20, values) { $0.append($1, length: 8) }) }
    package mutating func add(_ values: [Int32]) { add(1007, array(23, values) { $0.append($1, length: 4) }) }
    package mutating func add(_ values: [Int16]) { add(1005, array(21, values) { $0.append($1, length: 2) }) }
    package mutating func add(_ values: [[UInt8]]) {
        add(1001, array(17, values) { $0.append($1) })
    }

    private mutating func add(_ type: UInt32, _ value: [UInt8]) {
        types.append(type)
        values.append(value)
    }

    private func array<T>(_ type: UInt32, _ values: [T], _ put: (inout [UInt8], T) -> Void) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(20 + 12 * values.count)
        // Dimensions, whether there are nulls, type; then length and lower bound of the one dimension.
        out.append(bytes: Int32(values.isEmpty ? 0 : 1))
        out.append(bytes: Int32(0))
        out.append(bytes: type)
        guard !values.isEmpty else { return out }
        out.append(bytes: Int32(values.count))
        out.append(bytes: Int32(1))
        for value in values { put(&out, value) }
        return out
    }
}

private func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    var out: [UInt8] = []
    out.append(bytes: value)
    return out
}

extension [UInt8] {
    mutating func append(bytes value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }

    fileprivate mutating func append(_ value: some FixedWidthInteger, length: Int32) {
        append(bytes: length)
        append(bytes: value)
    }

    fileprivate mutating func append(_ value: [UInt8]) {
        append(bytes: Int32(value.count))
        append(contentsOf: value)
    }
}

/// Rows as `COPY … FROM STDIN (FORMAT binary)` takes them.
package struct CopyRows: Sendable {
    package private(set) var bytes: [UInt8] = Array("PGCOPY\n\u{FF}\r\n\0".unicodeScalars.map { UInt8($0.value) })

    package init() {
        bytes.append(bytes: Int32(0))
        bytes.append(bytes: Int32(0))
    }

    /// Begins a row of so many fields.
    package mutating func begin(fields: Int16) { bytes.append(bytes: fields) }
    package mutating func add(_ value: Int64) { bytes.append(value, length: 8) }
    package mutating func add(_ value: Int32) { bytes.append(value, length: 4) }
    package mutating func add(_ value: Int16) { bytes.append(value, length: 2) }
    package mutating func add(_ value: [UInt8]) { bytes.append(value) }
    /// The text's bytes.
    package mutating func add(_ value: String) {
        bytes.append(bytes: Int32(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }
    package mutating func end() { bytes.append(bytes: Int16(-1)) }
}
