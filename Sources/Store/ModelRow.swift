import Documents
import Domain
import LMDB

/// A model as the match index keeps it: what the hard tests and the score read, in place from the map.
///
///     0 price i64 · 8 supplier ordinal u64 · 16 seq u64 · 24 valid_until i32 · 28 lead time u32 · 32 capacity u32
///     36 document length u32 · 40 efficiency u8 · 41 flags u8 · 42 id length u16 · 44 name length u16
///     46 regions u16 · 48 terms u16 · 50 specs u16 · 52 … id · name · regions u32 · terms (u64, u16) · specs
///
/// A spec is key length u8 · key · type u8 · value (f64, u8, or u16 length and text); integers are little-endian. The
/// key of a row is category path · 0 · birth, so that a category and all below it are two ranges.
enum ModelRow {
    static let fixedBytes = 52
    static let active: UInt8 = 1
    static let favoured: UInt8 = 2
    static let ownRegions: UInt8 = 4
    static let none = UInt32.max

    /// The row of a model's version.
    static func encode(_ model: EquipmentModel, seq: UInt64, supplier: UInt32, document: DocumentTerms) -> [UInt8]
    {
        var out: [UInt8] = []
        out.reserveCapacity(128 + document.terms.count * 10)
        append(model.price.rawValue, &out)
        append(UInt64(supplier), &out)
        append(seq, &out)
        append(model.validUntil?.number ?? .max, &out)
        append(UInt32(clamping: model.leadTimeDays), &out)
        append(model.monthlyCapacity.map { UInt32(clamping: min($0, Int(none) - 1)) } ?? none, &out)
        append(document.length, &out)
        out.append(UInt8((model.efficiency ?? .unrated).rank))
        out.append(flags(model))
        append(UInt16(model.id.utf8.count), &out)
        append(UInt16(clamping: model.name.utf8.count), &out)
        append(UInt16(clamping: model.serviceRegions?.count ?? 0), &out)
        append(UInt16(clamping: document.terms.count), &out)
        append(UInt16(clamping: model.specs?.count ?? 0), &out)
        out.append(contentsOf: model.id.utf8)
        out.append(contentsOf: model.name.utf8.prefix(Int(UInt16.max)))
        for region in (model.serviceRegions ?? []).prefix(Int(UInt16.max)) { append(region.code, &out) }
        for (term, count) in document.terms.prefix(Int(UInt16.max)) {
            append(term, &out)
            append(count, &out)
        }
        for spec in (model.specs ?? []).prefix(Int(UInt16.max)) { append(spec, &out) }
        return out
    }

    private static func flags(_ model: EquipmentModel) -> UInt8 {
        var flags: UInt8 = 0
        if model.isActive { flags |= active }
        if model.firstSet == true || model.listings?.isEmpty == false { flags |= favoured }
        if model.serviceRegions != nil { flags |= ownRegions }
        return flags
    }

    private static func append(_ spec: Spec, _ out: inout [UInt8]) {
        let key = spec.key.utf8.prefix(255)
        out.append(UInt8(key.count))
        out.append(contentsOf: key)
        switch spec.value {
        case .number(let value):
            out.append(0)
            append(value.bitPattern, &out)
        case .bool(let value):
            out.append(1)
            out.append(value ? 1 : 0)
        case .text(let text):
            let bytes = text.utf8.prefix(Int(UInt16.max))
            out.append(2)
            append(UInt16(bytes.count), &out)
            out.append(contentsOf: bytes)
        }
    }

    private static func append<T: FixedWidthInteger>(_ value: T, _ out: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { out.append(contentsOf: $0) }
    }

    /// category path · 0 · birth.
    static func key(_ category: CategoryPath, birth: UInt64) -> Key {
        var key = Key(capacity: category.path.utf8.count + 9)
        key.append(category.path)
        key.append(UInt8(0))
        key.append(birth)
        return key
    }

    /// The ranges of rows within a category: its own, and those of the paths that go on after a dot.
    static func ranges(within category: CategoryPath) -> [KeyRange] {
        let path = Array(category.path.utf8)
        return [.prefix(path + [0]), .prefix(path + [UInt8(ascii: ".")])]
    }
}

/// Reads fields of a row in place; every load is checked against the row's length.
struct ModelRowReader {
    static func number<T: FixedWidthInteger & BitwiseCopyable>(_ row: RawSpan, _ offset: Int, _: T.Type) -> T {
        T(littleEndian: row.unsafeLoadUnaligned(fromByteOffset: offset, as: T.self))
    }

    static func text(_ row: RawSpan, _ offset: Int, _ count: Int) -> String {
        row.withUnsafeBytes { String(decoding: $0[offset..<offset + count], as: UTF8.self) }
    }

    static func priceFen(_ row: RawSpan) -> Int64 { number(row, 0, Int64.self) }
    static func supplier(_ row: RawSpan) -> UInt32 { UInt32(truncatingIfNeeded: number(row, 8, UInt64.self)) }
    static func seq(_ row: RawSpan) -> UInt64 { number(row, 16, UInt64.self) }
    static func validUntilDay(_ row: RawSpan) -> Int32? {
        let day = number(row, 24, Int32.self)
        return day == .max ? nil : day
    }
    static func leadTimeDays(_ row: RawSpan) -> Int { Int(number(row, 28, UInt32.self)) }
    static func monthlyCapacity(_ row: RawSpan) -> Int? {
        let capacity = number(row, 32, UInt32.self)
        return capacity == ModelRow.none ? nil : Int(capacity)
    }
    static func documentLength(_ row: RawSpan) -> Int { Int(number(row, 36, UInt32.self)) }
    static func efficiencyRank(_ row: RawSpan) -> Int { Int(number(row, 40, UInt8.self)) }
    static func flags(_ row: RawSpan) -> UInt8 { number(row, 41, UInt8.self) }
    static func idLength(_ row: RawSpan) -> Int { Int(number(row, 42, UInt16.self)) }
    static func nameLength(_ row: RawSpan) -> Int { Int(number(row, 44, UInt16.self)) }
    static func regionCount(_ row: RawSpan) -> Int { Int(number(row, 46, UInt16.self)) }
    static func termCount(_ row: RawSpan) -> Int { Int(number(row, 48, UInt16.self)) }
    static func specCount(_ row: RawSpan) -> Int { Int(number(row, 50, UInt16.self)) }

    static func id(_ row: RawSpan) -> String { text(row, ModelRow.fixedBytes, idLength(row)) }
    static func name(_ row: RawSpan) -> String { text(row, ModelRow.fixedBytes + idLength(row), nameLength(row)) }

    private static func regionsOffset(_ row: RawSpan) -> Int { ModelRow.fixedBytes + idLength(row) + nameLength(row) }
    private static func termsOffset(_ row: RawSpan) -> Int { regionsOffset(row) + 4 * regionCount(row) }
    private static func specsOffset(_ row: RawSpan) -> Int { termsOffset(row) + 10 * termCount(row) }

    /// Whether the need's region lies within one of the row's own service regions.
    static func serves(_ row: RawSpan, _ region: Region) -> Bool {
        let offset = regionsOffset(row)
        for index in 0..<regionCount(row)
        where region.isWithin(Region(code: number(row, offset + 4 * index, UInt32.self))) {
            return true
        }
        return false
    }

    /// How often the document has the term; a binary search over the sorted hashes.
    static func count(_ row: RawSpan, of term: DocumentTerms.Term) -> Int {
        let offset = termsOffset(row)
        var (low, high) = (0, termCount(row))
        while low < high {
            let middle = (low + high) / 2
            let here = number(row, offset + 10 * middle, UInt64.self)
            if here == term { return Int(number(row, offset + 10 * middle + 8, UInt16.self)) }
            if here < term { low = middle + 1 } else { high = middle }
        }
        return 0
    }

    /// The value of a spec, nil where the model has no such key.
    static func spec(_ row: RawSpan, key: [UInt8]) -> SpecValue? {
        var at = specsOffset(row)
        for _ in 0..<specCount(row) {
            let keyLength = Int(number(row, at, UInt8.self))
            let isKey =
                keyLength == key.count && row.withUnsafeBytes { $0[at + 1..<at + 1 + keyLength].elementsEqual(key) }
            at += 1 + keyLength
            let type = number(row, at, UInt8.self)
            at += 1
            switch type {
            case 0:
                if isKey { return .number(Double(bitPattern: number(row, at, UInt64.self))) }
                at += 8
            case 1:
                if isKey { return .bool(number(row, at, UInt8.self) != 0) }
                at += 1
            default:
                let length = Int(number(row, at, UInt16.self))
                if isKey { return .text(text(row, at + 2, length)) }
                at += 2 + length
            }
        }
        return nil
    }
}
