package import Domain
package import JSON

/// Reads JSON records into domain types and reports every problem of a row (10-data-model.md, "Import").
///
/// References to other records are returned, not checked: whoever holds the stored ids does that (R36).
package struct RecordDecoder: Sendable {
    /// strict: as imports need it; literal: as worked cases write records, where what is not there is unknown and
    /// neither missing fields, nor codes that do not exist, nor credit codes are problems.
    package enum Mode: Sendable { case strict, literal }

    package let codes: KnownCodes
    package let mode: Mode

    package init(codes: KnownCodes, mode: Mode) {
        self.codes = codes
        self.mode = mode
    }

    /// One row as a record of that kind; the record is nil where a problem is critical.
    package func decode(_ kind: RecordKind, _ value: JSONValue) -> Decoding {
        let row = RowReport(codes: codes, isStrict: mode == .strict)
        guard case .object(let object) = value else {
            row.report(Flaw(.badJSON, "one JSON object", "write one record a line, in braces"), found: value)
            return row.decoding(of: nil)
        }
        var fields = FieldReader(object, row)
        let record = fields.record(of: kind)
        fields.finish()
        return row.decoding(of: record)
    }
}

extension FieldReader {
    fileprivate mutating func record(of kind: RecordKind) -> Record {
        switch kind {
        case .enterprises: .enterprise(enterprise())
        case .suppliers: .supplier(supplier())
        case .models: .model(model())
        case .inventory: .inventory(inventoryItem())
        case .needs: .need(need())
        case .offers: .offer(offer())
        case .jointCaps: .jointCap(jointCap())
        }
    }
}
