import Bodies
package import Documents
import Domain
import LMDB

/// The rows that a version of a record stands under in the index of its vshard.
package struct IndexEntry {
    var rows: [(key: Key, value: [UInt8])] = []
    var document: [UInt8]?

    var isEmpty: Bool { rows.isEmpty && document == nil }
}

/// What making index rows needs beside the record: suppliers' births and the categories' words.
package final class IndexContext {
    private let common: CommonStore
    let documents: DocumentMaker
    private let reader = BodyReader()
    private var births: [String: UInt64] = [:]

    package init(common: CommonStore, documents: DocumentMaker) {
        self.common = common
        self.documents = documents
    }

    /// The rows of a change.
    func entry(_ change: Change) throws -> IndexEntry {
        switch change.kind {
        case .models: try entry(model: reader.model(change.body), change)
        case .needs: try entry(need: reader.need(change.body), change)
        default: IndexEntry()
        }
    }

    private func entry(model: EquipmentModel, _ change: Change) throws -> IndexEntry {
        let row = try row(of: model, seq: change.seq)
        return IndexEntry(rows: [(ModelRow.key(model.category, birth: change.birth), row)])
    }

    /// The row of a model's version, as the index keeps it.
    func row(of model: EquipmentModel, seq: UInt64) throws -> [UInt8] {
        ModelRow.encode(
            model, seq: seq, supplierBirth: try supplierBirth(model.supplier), document: documents.document(of: model))
    }

    private func entry(need: Need, _ change: Change) -> IndexEntry {
        var entry = IndexEntry()
        for (index, line) in need.lines.enumerated() {
            var key = ModelRow.key(line.category, birth: change.birth)
            key.append(UInt16(index))
            entry.rows.append((key, Key(change.seq).bytes))
        }
        entry.document = DocumentCodec.encode(
            documents.document(of: need), isLive: need.statusOrDefault != .withdrawn)
        return entry
    }

    private func supplierBirth(_ id: String) throws -> UInt64 {
        if let known = births[id] { return known }
        // A supplier comes before its models in the log; a model of a stranger is live for nobody.
        guard let birth = try common.supplierBirth(id) else { return .max }
        births[id] = birth
        return birth
    }
}

/// Terms of a document as bytes: live u32, length u32, then hash u64 and count u16 each, little-endian.
enum DocumentCodec {
    static func encode(_ document: DocumentTerms, isLive: Bool) -> [UInt8] {
        var out: [UInt8] = [isLive ? 1 : 0, 0, 0, 0]
        withUnsafeBytes(of: document.length.littleEndian) { out.append(contentsOf: $0) }
        for (term, count) in document.terms {
            withUnsafeBytes(of: term.littleEndian) { out.append(contentsOf: $0) }
            withUnsafeBytes(of: count.littleEndian) { out.append(contentsOf: $0) }
        }
        return out
    }

    static func isLive(_ bytes: RawSpan) -> Bool { ModelRowReader.number(bytes, 0, UInt32.self) != 0 }

    static func length(_ bytes: RawSpan) -> Int { Int(ModelRowReader.number(bytes, 4, UInt32.self)) }

    /// How often the document has the term.
    static func count(_ bytes: RawSpan, of term: DocumentTerms.Term) -> Int {
        var (low, high) = (0, (bytes.byteCount - 8) / 10)
        while low < high {
            let middle = (low + high) / 2
            let here = ModelRowReader.number(bytes, 8 + 10 * middle, UInt64.self)
            if here == term { return Int(ModelRowReader.number(bytes, 16 + 10 * middle, UInt16.self)) }
            if here < term { low = middle + 1 } else { high = middle }
        }
        return 0
    }
}
