package import Domain
import JSON
import Records

/// A record that was accepted, with where it stands.
package struct AcceptedRecord: Equatable, Sendable {
    /// As it was read.
    private enum Content: Sendable {
        /// Behind a reference, for a record of any kind takes the room of the largest.
        indirect case record(Record)
        /// A model that stands in the file as it is stored.
        case model([UInt8])
    }

    private let content: Content
    package let kind: RecordKind
    package let file: String
    package let row: Int

    init(_ record: Record, file: String, row: Int) {
        content = .record(record)
        kind = record.kind
        self.file = file
        self.row = row
    }

    init(model line: [UInt8], file: String, row: Int) {
        content = .model(line)
        kind = .models
        self.file = file
        self.row = row
    }

    package var record: Record {
        switch content {
        case .record(let record): record
        case .model(let line): AcceptedRecord.model(line)
        }
    }

    private static func model(_ line: [UInt8]) -> Record {
        line.withUnsafeBytes { bytes in
            guard let text = ModelScanner().scan(bytes) else { fatalError("a line that was scanned is scanned again") }
            return .model(text.model(of: bytes))
        }
    }

    /// The canonical JSON, as it is sent and stored.
    package var body: [UInt8] {
        switch content {
        case .record(let record): record.json.bytes
        case .model(let line): line
        }
    }

    package static func == (a: AcceptedRecord, b: AcceptedRecord) -> Bool {
        a.row == b.row && a.file == b.file && a.record == b.record
    }
}

extension IntakeRun {
    /// The kinds in an order in which what is referred to comes first; offers may refer to later offers, even in
    /// circles.
    package static let deliveryOrder: [RecordKind] = [
        .enterprises, .suppliers, .offers, .jointCaps, .models, .inventory, .needs,
    ]

    /// Reads the files again and gives out the accepted records: by `deliveryOrder`, then by file as given, then by
    /// row.
    ///
    /// - Parameters:
    ///   - batch: records at a time, at least 1.
    /// - Throws: `IntakeError` where a file cannot be read or has changed, and what the body throws.
    package func deliver(batch: Int, _ body: ([AcceptedRecord]) async throws -> Void) async throws {
        precondition(counts != nil, "check comes first")
        precondition(batch > 0, "a batch has records")
        var records: [AcceptedRecord] = []
        for kind in IntakeRun.deliveryOrder {
            for file in sources.indices where sources[file].kind == kind {
                var delivery = try Delivery(self, file: file)
                while let record = try delivery.next() {
                    records.append(record)
                    if records.count == batch {
                        try await body(records)
                        records.removeAll(keepingCapacity: true)
                    }
                }
            }
        }
        if !records.isEmpty { try await body(records) }
    }

    /// The accepted records of one file, one after another.
    private struct Delivery {
        private let run: IntakeRun
        private let file: Int
        private var reader: RowReader
        private var place: Int
        private var told = 0

        init(_ run: IntakeRun, file: Int) throws(IntakeError) {
            self.run = run
            self.file = file
            reader = try RowReader(run.sources[file])
            place = run.firstRows[file]
        }

        mutating func next() throws(IntakeError) -> AcceptedRecord? {
            let source = run.sources[file]
            let end = run.places(of: file).upperBound
            while let found = try reader.next() {
                guard place < end else { throw run.changed(file) }
                defer { place += 1 }
                tell(reader.offset ?? 0)
                guard run.rows[place].contains(.isAccepted) else { continue }
                if case .line(let line) = found.content {
                    guard let isStored = run.rows.isStored(place, as: line) else { throw run.changed(file) }
                    if isStored { return AcceptedRecord(model: line, file: source.file, row: found.row) }
                }
                guard let record = run.decoder.decode(found, source.kind).record else { throw run.changed(file) }
                return AcceptedRecord(record, file: source.file, row: found.row)
            }
            guard place == end else { throw run.changed(file) }
            tell(source.size)
            return nil
        }

        private mutating func tell(_ bytes: Int) {
            guard bytes - told >= 1 << 20 || bytes == run.sources[file].size else { return }
            told = bytes
            run.tellDelivered(file: file, bytes: bytes)
        }
    }

    /// Progress of a delivery, which takes the files by kind.
    private func tellDelivered(file: Int, bytes: Int) {
        let total = sources.reduce(0) { $0 + $1.size }
        var before = 0
        for kind in IntakeRun.deliveryOrder {
            for other in sources.indices where sources[other].kind == kind {
                if other == file { return progress(Progress(phase: .deliver, bytes: before + bytes, total: total)) }
                before += sources[other].size
            }
        }
    }
}
