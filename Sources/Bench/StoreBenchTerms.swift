import Documents
import Domain
import OS
import ReferenceData
import TextAnalysis

/// How many live models have each term: what the catalogue of a coordinator knows.
struct TermStatistics {
    private(set) var documents = 0
    private(set) var totalLength = 0
    /// By hash, ascending.
    private var terms: [UInt64] = []
    private var frequencies: [UInt32] = []

    init() {}

    fileprivate init(documents: Int, totalLength: Int, _ counts: [UInt64: UInt32]) {
        self.documents = documents
        self.totalLength = totalLength
        terms = counts.keys.sorted()
        frequencies = terms.map { counts[$0] ?? 0 }
    }

    /// Of a query's distinct tokens.
    func statistics(for tokens: [String]) -> TextStatistics {
        TextStatistics(
            documents: documents, totalLength: totalLength,
            documentFrequencies: tokens.map { frequency(of: DocumentTerms.term($0)) })
    }

    private func frequency(of term: UInt64) -> Int {
        var (low, high) = (0, terms.count)
        while low < high {
            let middle = (low + high) / 2
            if terms[middle] < term { low = middle + 1 } else { high = middle }
        }
        return low < terms.count && terms[low] == term ? Int(frequencies[low]) : 0
    }
}

/// The statistics as a file: documents, total length, number of terms, the terms, their frequencies; little-endian.
extension TermStatistics {
    func write(to path: String) throws {
        var out: [UInt8] = []
        out.reserveCapacity(24 + terms.count * 12)
        for value in [UInt64(documents), UInt64(totalLength), UInt64(terms.count)] + terms {
            withUnsafeBytes(of: value.littleEndian) { out.append(contentsOf: $0) }
        }
        for value in frequencies { withUnsafeBytes(of: value.littleEndian) { out.append(contentsOf: $0) } }
        try Files.writeAtomically(out, to: path)
    }

    /// Nil where there is no such file, or it is not whole.
    init?(path: String) throws {
        guard let bytes = try Files.read(path), bytes.count >= 24 else { return nil }
        func number<T: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, _: T.Type) -> T {
            T(littleEndian: bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: T.self))
        }
        let count = Int(number(16, UInt64.self))
        guard bytes.count == 24 + count * 12 else { return nil }
        documents = Int(number(0, UInt64.self))
        totalLength = Int(number(8, UInt64.self))
        terms = (0..<count).map { number(24 + 8 * $0, UInt64.self) }
        frequencies = (0..<count).map { number(24 + 8 * count + 4 * $0, UInt32.self) }
    }
}

/// Counts terms while records go by.
struct TermCounter {
    private let documents = DocumentMaker(categories: ReferenceData.categories)
    private var suspended: Set<String> = []
    private var count = 0
    private var totalLength = 0
    private var frequencies: [UInt64: UInt32] = [:]

    /// Suppliers come before their models.
    mutating func note(_ record: Record) {
        if case .supplier(let supplier) = record, !supplier.isActive { suspended.insert(supplier.id) }
    }

    /// A model counts where it and its supplier are active.
    mutating func count(_ record: Record) {
        guard case .model(let model) = record, model.isActive, !suspended.contains(model.supplier) else { return }
        let document = documents.document(of: model)
        count += 1
        totalLength += Int(document.length)
        for entry in document.terms { frequencies[entry.term, default: 0] += 1 }
    }

    var statistics: TermStatistics {
        TermStatistics(documents: count, totalLength: totalLength, frequencies)
    }
}
