import Cluster
import Domain

/// A column of numbers of a block: its distinct values in order, and which of them each row has.
///
///     ranks   u8 a row, `none` where a row has no value, up to a multiple of sixteen rows
///     values  ascending: the least i64, then what each is above it, u16 or u32; where that does not fit, i64 each
///
/// A range of values is a range of ranks, found once a block: rows are then compared as bytes, and a block of them is
/// one cache line (a dictionary of a column in order, as in Abadi et al., "The Design and Implementation of Modern
/// Column-Oriented Database Systems", 2013, section 4.3).
struct RankColumn {
    static let none: UInt8 = 255

    let ranks: UnsafeRawPointer
    private let values: UnsafeRawPointer
    let distinct: Int
    /// The first number; 0 where values stand as they are.
    private let least: Int64
    private let width: Int

    @inline(__always)
    init(_ base: UnsafeRawPointer, stride: Int, distinct: Int, width: Int) {
        ranks = base
        self.distinct = distinct
        self.width = width
        values = base + stride + (width == 8 ? 0 : 8)
        least = width == 8 ? 0 : Int64(littleEndian: (base + stride).loadUnaligned(as: Int64.self))
    }

    /// Bytes of ranks and values.
    @inline(__always)
    static func bytes(stride: Int, distinct: Int, width: Int) -> Int {
        stride + width * distinct + (width == 8 ? 0 : 8)
    }

    @inline(__always)
    func rank(_ row: Int) -> UInt8 { ranks.load(fromByteOffset: row, as: UInt8.self) }

    @inline(__always)
    func value(ofRank rank: Int) -> Int64 {
        switch width {
        case 2: least &+ Int64(load(rank, UInt16.self))
        case 4: least &+ Int64(load(rank, UInt32.self))
        default: load(rank, Int64.self)
        }
    }

    @inline(__always)
    private func load<T: FixedWidthInteger & BitwiseCopyable>(_ rank: Int, _: T.Type) -> T {
        T(littleEndian: values.loadUnaligned(fromByteOffset: MemoryLayout<T>.size * rank, as: T.self))
    }

    /// Of a row that has one.
    @inline(__always)
    subscript(_ row: Int) -> Int64 { value(ofRank: Int(rank(row))) }

    /// Least and greatest.
    var bounds: (Int64, Int64) { (value(ofRank: 0), value(ofRank: distinct - 1)) }

    /// How many of the values lie below a bound.
    @inline(__always)
    func count(below bound: Int64) -> Int {
        var (low, high) = (0, distinct)
        while low < high {
            let middle = (low + high) / 2
            if value(ofRank: middle) < bound { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The rows that have a value in [`least`, `greatest`].
    @inline(__always)
    func rows(_ count: Int, from least: Int64, through greatest: Int64) -> RowBits {
        let first = least == .min ? 0 : self.count(below: least)
        let end = greatest == .max ? distinct : self.count(below: greatest + 1)
        guard first < end else { return .none }
        // `none` is further above any rank than a span can be.
        return RowBits(ranks, rows: count, least: UInt8(first), span: UInt8(end - 1 - first))
    }

    /// Whether every rank has its value and the values ascend.
    func isWhole(_ count: Int, needsAll: Bool) -> Bool {
        for row in 0..<count {
            let rank = rank(row)
            guard rank < distinct || (rank == RankColumn.none && !needsAll) else { return false }
        }
        for rank in 1..<max(1, distinct) where value(ofRank: rank - 1) >= value(ofRank: rank) { return false }
        return true
    }
}

/// What a value of a spec is in a column: numbers keep their order, texts are their XXH64 as terms are
/// (`DocumentTerms`).
enum SpecCode {
    static let number: UInt8 = 0
    static let bool: UInt8 = 1
    static let text: UInt8 = 2

    static func code(_ value: SpecValue) -> (type: UInt8, code: Int64) {
        switch value {
        case .number(let number): (SpecCode.number, code(number))
        case .bool(let flag): (SpecCode.bool, code(flag))
        case .text(let text): (SpecCode.text, code(text))
        }
    }

    /// The bits, those of negative numbers turned round: as a signed number they have the order of the numbers.
    static func code(_ number: Double) -> Int64 {
        let bits = Int64(bitPattern: number.bitPattern)
        return bits ^ ((bits >> 63) & .max)
    }

    static func code(_ flag: Bool) -> Int64 { flag ? 1 : 0 }

    static func code(_ text: String) -> Int64 { Int64(bitPattern: XXH64.hash(text)) }

    static func key(_ key: String) -> UInt64 { XXH64.hash(key) }

    /// The codes of the numbers in a range; both zeros are one number.
    static func codes(from least: Double, through greatest: Double) -> ClosedRange<Int64>? {
        let (first, last) = (code(least == 0 ? -0.0 : least), code(greatest == 0 ? 0.0 : greatest))
        return first <= last ? first...last : nil
    }
}
