import Bodies
package import Documents
package import Domain
import ModelIndex
import Records

/// What making index entries needs beside the record: suppliers' numbers and the categories' words.
package final class IndexContext {
    private let common: CommonStore
    let documents: DocumentMaker
    let reader = BodyReader()
    private let scanner: ModelScanner
    private var suppliers: [USCCKey: UInt32] = [:]

    /// - Parameter categories: those that models mostly have.
    package init(common: CommonStore, documents: DocumentMaker, categories: CategoryTree) {
        self.common = common
        self.documents = documents
        scanner = ModelScanner(categories: categories)
    }

    /// What the index takes of a model's body, read in place where it is in canonical form.
    func model(_ body: [UInt8]) throws -> IndexedModel {
        let found = try body.withUnsafeBytes { bytes in
            try scanner.scan(bytes).map { text in
                IndexedModel(
                    model: text.indexed(of: bytes), supplier: try supplier(text, bytes),
                    document: documents.document(
                        ofModel: (
                            text.name.of(bytes), text.brand?.of(bytes), text.modelNumber?.of(bytes),
                            text.description?.of(bytes)
                        ), category: text.category))
            }
        }
        if let found { return found }
        let model = try reader.model(body)
        return IndexedModel(
            model: model, supplier: try supplier(model.supplier), document: documents.document(of: model))
    }

    private func supplier(_ text: ModelText, _ bytes: UnsafeRawBufferPointer) throws -> UInt32 {
        if let key = USCCKey(text.supplier.of(bytes)), let known = suppliers[key] { return known }
        return try supplier(text.text(text.supplier, of: bytes))
    }

    /// The number of a supplier; `.max` of a stranger.
    ///
    /// A supplier comes before its models in the log; a model of a stranger is live for nobody.
    func supplier(_ id: String) throws -> UInt32 {
        let key = USCCKey(id)
        if let key, let known = suppliers[key] { return known }
        guard let ordinal = try common.supplierOrdinal(id) else { return .max }
        if let key { suppliers[key] = ordinal }
        return ordinal
    }

    /// What a supplier lies between over all its versions.
    func bounds(_ supplier: UInt32) -> SupplierBounds { common.suppliers.bounds(supplier) }
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

    private static func number<T: FixedWidthInteger & BitwiseCopyable>(_ row: RawSpan, _ offset: Int, _: T.Type) -> T {
        T(littleEndian: row.unsafeLoadUnaligned(fromByteOffset: offset, as: T.self))
    }

    static func isLive(_ bytes: RawSpan) -> Bool { DocumentCodec.number(bytes, 0, UInt32.self) != 0 }

    static func length(_ bytes: RawSpan) -> Int { Int(DocumentCodec.number(bytes, 4, UInt32.self)) }

    /// How often the document has the term.
    static func count(_ bytes: RawSpan, of term: DocumentTerms.Term) -> Int {
        var (low, high) = (0, (bytes.byteCount - 8) / 10)
        while low < high {
            let middle = (low + high) / 2
            let here = DocumentCodec.number(bytes, 8 + 10 * middle, UInt64.self)
            if here == term { return Int(DocumentCodec.number(bytes, 16 + 10 * middle, UInt16.self)) }
            if here < term { low = middle + 1 } else { high = middle }
        }
        return 0
    }
}
