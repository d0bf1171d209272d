import Cluster
import Domain

/// The values of one spec key and one type in a block: a bit for each row that has it, then the values of those rows.
///
///     directory entry  key hash u64 · type u32 · offset of the values u32 · least f64 · greatest f64
///     values           bits 2 × u64 · value u64 for each bit that is set
///
/// Keys and texts are their XXH64, as terms are (`DocumentTerms`); numbers are their bits.
struct SpecColumn {
    static let bytes = 32
    static let bitBytes = 16
    static let number: UInt32 = 0
    static let bool: UInt32 = 1
    static let text: UInt32 = 2

    var key: UInt64
    var type: UInt32
    var values: Int
    var least, greatest: Double

    @inline(__always)
    func bits(_ block: ModelBlock) -> (UInt64, UInt64) {
        (block.load(values, UInt64.self), block.load(values + 8, UInt64.self))
    }

    @inline(__always)
    func value(_ block: ModelBlock, at rank: Int) -> UInt64 {
        block.load(values + SpecColumn.bitBytes + 8 * rank, UInt64.self)
    }

    /// The type and the bits of a value.
    static func code(_ value: SpecValue) -> (type: UInt32, bits: UInt64) {
        switch value {
        case .number(let number): (SpecColumn.number, number.bitPattern)
        case .bool(let flag): (SpecColumn.bool, flag ? 1 : 0)
        case .text(let text): (SpecColumn.text, XXH64.hash(text))
        }
    }

    static func key(_ key: String) -> UInt64 { XXH64.hash(key) }
}

extension ModelBlock {
    @inline(__always)
    func specColumn(_ index: Int) -> SpecColumn {
        let at = specDirectory + SpecColumn.bytes * index
        return SpecColumn(
            key: load(at, UInt64.self), type: load(at + 8, UInt32.self), values: Int(load(at + 12, UInt32.self)),
            least: Double(bitPattern: load(at + 16, UInt64.self)),
            greatest: Double(bitPattern: load(at + 24, UInt64.self)))
    }
}

/// A constraint of a line as the columns are asked.
struct SpecTest {
    let key: UInt64
    private let least, greatest: Double
    private let isRange: Bool
    /// Bits of the numbers of a list; of `is`, the flag.
    private let numbers: [Double]
    private let texts: [UInt64]
    private let flag: UInt64?

    init(_ key: String, _ constraint: Line.Constraint) {
        self.key = SpecColumn.key(key)
        var numbers: [Double] = []
        var texts: [UInt64] = []
        switch constraint {
        case .range(let min, let max):
            isRange = true
            least = min ?? -.infinity
            greatest = max ?? .infinity
            flag = nil
        case .oneOf(let list):
            (isRange, least, greatest, flag) = (false, 0, 0, nil)
            for value in list {
                if case .number(let number) = value { numbers.append(number) }
                if case .text(let text) = value { texts.append(XXH64.hash(text)) }
            }
        case .is(let wanted):
            (isRange, least, greatest, flag) = (false, 0, 0, wanted ? 1 : 0)
        }
        self.numbers = numbers
        self.texts = texts
    }

    /// The rows among `rows` whose value satisfies the constraint; no column of the key and type, no row
    /// (20-matching.md, "Hard tests").
    func filter(_ rows: inout RowBits, in block: ModelBlock) {
        var passing = RowBits(low: 0, high: 0)
        for index in 0..<block.specColumns {
            let column = block.specColumn(index)
            if column.key == key { add(column, rows, block, &passing) }
        }
        rows = passing
    }

    private func add(_ column: SpecColumn, _ rows: RowBits, _ block: ModelBlock, _ passing: inout RowBits) {
        guard mayHold(column) else { return }
        let (low, high) = column.bits(block)
        let present = RowBits(low: low, high: high)
        var left = RowBits(low: rows.low & low, high: rows.high & high)
        while let row = left.popFirst() {
            if holds(column.type, column.value(block, at: present.rank(row))) { passing.insert(row) }
        }
    }

    private func mayHold(_ column: SpecColumn) -> Bool {
        switch column.type {
        case SpecColumn.number:
            isRange
                ? column.greatest >= least && column.least <= greatest
                : numbers.contains { column.least <= $0 && $0 <= column.greatest }
        case SpecColumn.text: !texts.isEmpty
        default: flag != nil
        }
    }

    @inline(__always)
    private func holds(_ type: UInt32, _ bits: UInt64) -> Bool {
        switch type {
        case SpecColumn.number:
            let number = Double(bitPattern: bits)
            return isRange ? number >= least && number <= greatest : numbers.contains(number)
        case SpecColumn.text: return texts.contains(bits)
        default: return bits == flag
        }
    }
}
