import Domain
import Glibc

/// The ids of a run, each once, with what is known of it: some ten bytes beside its own.
///
/// An entry is found by its place, a `Node`. Entries stand one after another in blocks of a mebibyte: state, kind,
/// length, the id's bytes. A table of places, open-addressed and at most seven eighths full, finds an id; its hashes
/// are not kept.
struct IDTable {
    /// The place of an entry: block number, then offset in the block.
    typealias Node = UInt32

    /// What is known of an id.
    struct State: OptionSet {
        var rawValue: UInt8
        /// Some row refers to it.
        static let isReferenced = State(rawValue: 1)
        /// It is stored.
        static let isStored = State(rawValue: 2)
        /// A good row that refers to nothing has it.
        static let isSure = State(rawValue: 4)
        /// A good row that refers to others has it.
        static let isPossible = State(rawValue: 8)
        /// Of the rows that make it possible one is left that can be accepted.
        static let isLeft = State(rawValue: 16)
        /// A row with it has been accepted.
        static let isTaken = State(rawValue: 32)

        /// Whether a row that refers to it may be accepted.
        var isAvailable: Bool { !isDisjoint(with: [.isStored, .isSure, .isLeft]) }
    }

    private static let blockShift: UInt32 = 20
    private static let blockSize = 1 << 20
    private static let none = Node.max

    private var blocks: [[UInt8]] = []
    private var places = [Node](repeating: IDTable.none, count: 1 << 10)
    private(set) var count = 0

    /// The state of an id by its place.
    subscript(node: Node) -> State {
        get { State(rawValue: blocks[Int(node >> IDTable.blockShift)][Int(node) & (IDTable.blockSize - 1)]) }
        set { blocks[Int(node >> IDTable.blockShift)][Int(node) & (IDTable.blockSize - 1)] = newValue.rawValue }
    }

    /// The place of an id, or nil where the run has not met it.
    func find(_ kind: RecordKind, _ id: String) -> Node? {
        var text = id
        return text.withUTF8 { bytes in
            let place = places[slot(kind.number, UnsafeRawBufferPointer(bytes))]
            return place == IDTable.none ? nil : place
        }
    }

    /// The place of an id, a new one where it has none; nil for what is too long to be an id.
    mutating func intern(_ kind: RecordKind, _ id: String) -> Node? {
        var text = id
        return text.withUTF8 { intern(kind, UnsafeRawBufferPointer($0)) }
    }

    /// The same of an id's bytes.
    mutating func intern(_ kind: RecordKind, _ id: UnsafeRawBufferPointer) -> Node? {
        guard id.count <= IntakeLimits.idBytes else { return nil }
        let found = slot(kind.number, id)
        if places[found] != IDTable.none { return places[found] }
        let node = store(kind.number, id)
        places[found] = node
        count += 1
        if count * 8 > places.count * 7 { grow() }
        return node
    }

    /// Calls the body with every id's place, in the order they were met.
    func forEach(_ body: (Node, RecordKind, State) -> Void) {
        for (block, bytes) in blocks.enumerated() {
            var at = 0
            while at < bytes.count {
                if let kind = RecordKind(number: bytes[at + 1]) {
                    body(Node(block) << IDTable.blockShift | Node(at), kind, State(rawValue: bytes[at]))
                }
                at += 3 + Int(bytes[at + 2])
            }
        }
    }

    /// The id at a place.
    func id(of node: Node) -> String {
        let block = blocks[Int(node >> IDTable.blockShift)]
        let at = Int(node) & (IDTable.blockSize - 1)
        return String(decoding: block[(at + 3)..<(at + 3 + Int(block[at + 2]))], as: UTF8.self)
    }

    private mutating func store(_ kind: UInt8, _ id: UnsafeRawBufferPointer) -> Node {
        if blocks.last.map({ $0.count + id.count + 3 > IDTable.blockSize }) ?? true {
            precondition(blocks.count < 4095, "more than 4 GB of ids in one run")
            var block: [UInt8] = []
            block.reserveCapacity(IDTable.blockSize)
            blocks.append(block)
        }
        let last = blocks.count - 1
        let at = blocks[last].count
        blocks[last].append(contentsOf: [0, kind, UInt8(id.count)])
        blocks[last].append(contentsOf: id)
        return Node(last) << IDTable.blockShift | Node(at)
    }

    /// Where the id's place is, or would be.
    private func slot(_ kind: UInt8, _ id: UnsafeRawBufferPointer) -> Int {
        var at = IDTable.hash(kind, id) & (places.count - 1)
        while places[at] != IDTable.none, !isEntry(places[at], kind, id) { at = (at + 1) & (places.count - 1) }
        return at
    }

    private func isEntry(_ node: Node, _ kind: UInt8, _ id: UnsafeRawBufferPointer) -> Bool {
        blocks[Int(node >> IDTable.blockShift)].withUnsafeBytes { block in
            let at = Int(node) & (IDTable.blockSize - 1)
            guard block[at + 1] == kind, Int(block[at + 2]) == id.count, let here = block.baseAddress,
                let given = id.baseAddress
            else { return false }
            return memcmp(here + at + 3, given, id.count) == 0
        }
    }

    private mutating func grow() {
        let old = places
        places = [Node](repeating: IDTable.none, count: old.count * 2)
        for node in old where node != IDTable.none {
            let at = Int(node) & (IDTable.blockSize - 1)
            let hash = blocks[Int(node >> IDTable.blockShift)].withUnsafeBytes { block in
                let length = Int(block[at + 2])
                return IDTable.hash(
                    block[at + 1],
                    UnsafeRawBufferPointer(rebasing: block[(at + 3)..<(at + 3 + length)])
                )
            }
            var slot = hash & (places.count - 1)
            while places[slot] != IDTable.none { slot = (slot + 1) & (places.count - 1) }
            places[slot] = node
        }
    }

    /// Seeded by the process, so that no file can be made to collide; nothing that is given out depends on it.
    private static func hash(_ kind: UInt8, _ id: UnsafeRawBufferPointer) -> Int {
        var hasher = Hasher()
        hasher.combine(kind)
        hasher.combine(bytes: id)
        return hasher.finalize()
    }
}
