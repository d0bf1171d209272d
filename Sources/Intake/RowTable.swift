import Cluster

/// What a run keeps of its rows: five bytes each, and until they are decided four for its id and for each reference.
struct RowTable {
    /// What is known of a row.
    struct Flags: OptionSet {
        var rawValue: UInt8
        /// It is a good record, apart from its id and its references.
        static let isGood = Flags(rawValue: 1)
        /// It has problems of its own, of whatever severity.
        static let hasProblems = Flags(rawValue: 2)
        /// It has an id, a word.
        static let hasID = Flags(rawValue: 4)
        /// It refers to others: a word that counts them, then one for each.
        static let hasReferences = Flags(rawValue: 8)
        static let isAccepted = Flags(rawValue: 16)
        static let isDuplicate = Flags(rawValue: 32)
        static let lacksReference = Flags(rawValue: 64)
        /// It is about the file and no record.
        static let isNote = Flags(rawValue: 128)
    }

    /// A reference that cannot be stored: it is never available.
    static let noNode = IDTable.Node.max

    private var flags = ChunkedArray<UInt8>()
    /// Of rows that stand in the file as they are stored a hash, so that they need not be read a second time; else 0.
    private var hashes = ChunkedArray<UInt32>()
    private var words = ChunkedArray<UInt32>()

    var count: Int { flags.count }

    subscript(row: Int) -> Flags {
        get { Flags(rawValue: flags[row]) }
        set { flags[row] = newValue.rawValue }
    }

    /// - Parameter line: the row's bytes where it is stored as it stands.
    mutating func append(
        _ row: Flags, id: IDTable.Node?, references: [IDTable.Node], line: UnsafeRawBufferPointer? = nil
    ) {
        hashes.append(line.map { RowTable.hash($0) } ?? 0)
        var row = row
        if let id {
            row.insert(.hasID)
            words.append(id)
        }
        if !references.isEmpty {
            row.insert(.hasReferences)
            words.append(UInt32(references.count))
            for node in references { words.append(node) }
        }
        flags.append(row.rawValue)
    }

    /// Whether the row is stored as it stands; `line` is what stands there now, and nil says that it has changed.
    func isStored(_ row: Int, as line: [UInt8]) -> Bool? {
        guard hashes[row] != 0 else { return false }
        return line.withUnsafeBytes { RowTable.hash($0) } == hashes[row] ? true : nil
    }

    private static func hash(_ line: UnsafeRawBufferPointer) -> UInt32 {
        UInt32(truncatingIfNeeded: XXH64.hash(line)) | 1
    }

    /// Calls the body with every row in order; what it returns is the row's flags from then on.
    mutating func update(_ body: (Int, Flags, IDTable.Node?, [IDTable.Node]) -> Flags) {
        var at = 0
        var references: [IDTable.Node] = []
        for row in 0..<count {
            let flags = self[row]
            var id: IDTable.Node?
            if flags.contains(.hasID) {
                id = words[at]
                at += 1
            }
            references.removeAll(keepingCapacity: true)
            if flags.contains(.hasReferences) {
                let end = at + 1 + Int(words[at])
                for word in (at + 1)..<end { references.append(words[word]) }
                at = end
            }
            self[row] = body(row, flags, id, references)
        }
    }

    /// Forgets ids and references, which are no longer needed once every row is decided.
    mutating func forgetWords() { words.removeAll() }
}
