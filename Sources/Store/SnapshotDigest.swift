import Bodies
package import Cluster
import Documents
import Domain
import LMDB
import ModelIndex
import NeedIndex
import TextIndex

/// What a replica holds at a position, as sums that do not depend on the order or the layout of its tables: two
/// replicas of a vshard at the same seq have the same.
package struct ReplicaChecksum: Equatable, Sendable {
    package var position: Position
    /// Versions of records, and the hash over their kinds, births, seqs, times and bodies, and the births by id.
    package var versions: UInt64
    package var rows: UInt64
    /// The hash over what the indexes hold.
    package var index: UInt64
}

/// Sums over hashes: the order in which they are added does not matter.
struct SumOfHashes: Equatable {
    private(set) var count: UInt64 = 0
    private(set) var sum: UInt64 = 0

    mutating func add(_ seed: UInt64, _ bytes: UnsafeRawBufferPointer) {
        count += 1
        sum &+= XXH64.hash(bytes, seed: seed)
    }

    mutating func add(_ seed: UInt64, _ bytes: [UInt8]) { bytes.withUnsafeBytes { add(seed, $0) } }
}

/// What the indexes of a replica hold, table by table, without their layout: the same rows may lie in other blocks and
/// lists on another worker, or still wait in a tail.
struct IndexDigest {
    enum Part: String, CaseIterable {
        case models, words, needs
        case documents = "documents of needs"
        case modelText = "texts of models"
        case needText = "texts of needs"
    }

    private(set) var parts: [Part: SumOfHashes] = [:]

    init() { for part in Part.allCases { parts[part] = SumOfHashes() } }

    /// Of all parts.
    var sum: UInt64 {
        Part.allCases.enumerated().reduce(0) { $0 &+ (parts[$1.1]?.sum ?? 0) &* UInt64(2 * $1.0 + 1) }
    }

    mutating func add(_ part: Part, _ seed: UInt64, _ bytes: UnsafeRawBufferPointer) { parts[part]?.add(seed, bytes) }

    mutating func add(_ part: Part, _ seed: UInt64, _ bytes: [UInt8]) { parts[part]?.add(seed, bytes) }

    mutating func add(_ part: Part, _ term: UInt64, _ posting: Posting) {
        let words = (posting.ordinal.littleEndian, posting.count.littleEndian, posting.length.littleEndian)
        withUnsafeBytes(of: words) { add(part, term, $0) }
    }

    /// What differs, a sentence for each part.
    func differences(from wanted: IndexDigest) -> [String] {
        Part.allCases.compactMap { part in
            guard let here = parts[part], let there = wanted.parts[part], here != there else { return nil }
            let counts = here.count == there.count ? "\(here.count), some other than" : "\(here.count) instead of"
            return "\(part.rawValue): \(counts) the \(there.count) that the versions give"
        }
    }
}

// MARK: what is stored

extension IndexDigest {
    /// Of what the tables of an environment hold.
    init<T: ReadableTransaction & ~Copyable>(
        storedIn environment: Environment, _ transaction: borrowing T
    ) throws {
        self.init()
        let blocks = try ReplicaScan.table("model-blocks", environment)
        let words = try ReplicaScan.table("model-words", environment)
        try transaction.forEach(in: blocks) { key, value in
            let number = key.bigEndian(UInt32.self)
            guard let own = try transaction.unsafeGet(number, in: words) else {
                throw StoreFlaw("a block of models has no words", isDamage: true)
            }
            try value.withUnsafeBytes { try add($0, words: own) }
            return .continue
        }
        for (name, part) in [("need-rows", Part.needs), ("docs", .documents)] {
            try transaction.forEach(in: ReplicaScan.table(name, environment)) { key, value in
                let seed = part == .needs ? UInt64(key.bigEndian(UInt32.self)) : key.bigEndian(UInt64.self)
                value.withUnsafeBytes { add(part, seed, $0) }
                return .continue
            }
        }
        for (name, part) in [("model-text", Part.modelText), ("need-text", .needText)] {
            try addTexts(name, part, environment, transaction)
        }
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer, words: UnsafeRawBufferPointer) throws {
        guard let block = ModelBlock(checking: bytes), OwnWords.isWhole(words, rows: block.count),
            let base = words.baseAddress
        else { throw StoreFlaw("a block of models is damaged", isDamage: true) }
        let path = CategoryPath(block.path)
        for row in 0..<block.count {
            // As if it stood alone: the bytes of a row in a block depend on its neighbours.
            var alone = BlockBuilder(path: path)
            alone.append(block, row: row)
            add(.models, UInt64(block.ordinal(row)), alone.encoded(.tail))
            var own = OwnWordsBuilder()
            own.append(OwnWords(trusted: base), row: row)
            add(.words, UInt64(block.ordinal(row)), own.encoded())
        }
    }

    private mutating func addTexts<T: ReadableTransaction & ~Copyable>(
        _ name: String, _ part: Part, _ environment: Environment, _ transaction: borrowing T
    ) throws {
        try transaction.forEach(in: ReplicaScan.table(name, environment)) { key, value in
            let term = key.bigEndian(UInt64.self)
            try value.withUnsafeBytes { bytes in
                guard let chunk = ChunkView(first: key.bigEndian(UInt32.self, at: 8), bytes: bytes) else {
                    throw StoreFlaw("a list of words is damaged", isDamage: true)
                }
                for posting in chunk.postings() { add(part, term, posting) }
            }
            return .continue
        }
        try transaction.forEach(in: ReplicaScan.table(name + "-tail", environment), keys: .prefix([0])) { _, value in
            try TailCodec.forEach(value) { ordinal, length, terms in
                for (term, count) in terms {
                    add(part, term, Posting(ordinal: ordinal, count: UInt32(count), length: length))
                }
            }
            return .continue
        }
    }
}

// MARK: what it should be

extension IndexDigest {
    /// Of what the newest versions give.
    ///
    /// - Parameter supplier: the number of a supplier among all.
    init<T: ReadableTransaction & ~Copyable>(
        ofVersionsIn environment: Environment, _ documents: DocumentMaker, supplier: (String) -> UInt32,
        _ transaction: borrowing T
    ) throws {
        self.init()
        let versions = try VersionTable(reading: environment)
        let reader = BodyReader()
        // Births come in their order, and numbers are given in it.
        var ordinal: UInt32 = 0
        try versions.forEach(.models, at: .max, transaction) { version in
            let model = try reader.model(version.body)
            let document = documents.document(of: model)
            var alone = BlockBuilder(path: model.category)
            alone.append(
                BlockBuilder.Row(
                    ordinal: ordinal, supplier: supplier(model.supplier), model: model, length: document.length))
            add(.models, UInt64(ordinal), alone.encoded(.tail))
            var own = OwnWordsBuilder()
            own.append(OwnWords.own(document, beyond: documents.words(of: model.category)))
            add(.words, UInt64(ordinal), own.encoded())
            add(.modelText, document, ordinal)
            ordinal += 1
        }
        ordinal = 0
        var scanner = LineScanner()
        try versions.forEach(.needs, at: .max, transaction) { version in
            let need = try reader.need(version.body)
            let document = documents.document(of: need)
            let isLive = need.statusOrDefault != .withdrawn
            add(.needs, UInt64(ordinal), NeedRow(need, with: &scanner).bytes)
            add(.documents, version.birth, DocumentCodec.encode(document, isLive: isLive))
            if isLive { add(.needText, document, ordinal) }
            ordinal += 1
        }
    }

    private mutating func add(_ part: Part, _ document: DocumentTerms, _ ordinal: UInt32) {
        for (term, count) in document.terms {
            add(part, term, Posting(ordinal: ordinal, count: UInt32(count), length: document.length))
        }
    }
}
