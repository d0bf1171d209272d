import Domain
import Rules

/// The values met of one fact, numbered from 1 as they come; 0 is unknown. Of a set, its elements.
///
/// A value keeps its number when the last row that had it is gone.
struct ValueBook {
    private var codes: [[UInt8]: UInt32] = [:]
    /// By code.
    private(set) var slots: [Slot] = [.unknown]

    var count: Int { slots.count }

    /// The number of a value, a new one where it is met for the first time.
    mutating func code(of slot: Slot) -> UInt32 {
        let key = ValueBook.key(slot)
        if let code = codes[key] { return code }
        let code = UInt32(slots.count)
        codes[key] = code
        slots.append(slot)
        return code
    }

    /// Bytes, for `String` takes canonical equivalents for equal.
    private static func key(_ slot: Slot) -> [UInt8] {
        switch slot {
        case .text(let text): return Array(text.utf8)
        case .industry(let industry): return Array(industry.code.utf8)
        case .region(let region): return bytes(region.code)
        case .bool(let bool): return [bool ? 1 : 0]
        case .texts(let texts): return list(texts)
        case .categories(let paths): return list(paths.map(\.path))
        case .regions(let regions): return regions.flatMap { bytes($0.code) }
        case .unknown, .number, .money, .date: preconditionFailure("a number has a column of its own")
        }
    }

    private static func bytes(_ number: UInt32) -> [UInt8] { withUnsafeBytes(of: number) { Array($0) } }

    /// 0xFF is in no text of UTF-8.
    private static func list(_ texts: [String]) -> [UInt8] { texts.flatMap { Array($0.utf8) + [0xFF] } }
}

/// The values of all facts, shared by the columns of a worker, so that codes mean the same in all of its vshards.
package final class FactWords {
    /// By `Fact.index`.
    var books: [ValueBook]
    /// Cities as `Region.code` and divisions of industries of the facets, and sets of directions, by code.
    var cities = LabelBook<UInt32>()
    var divisions = LabelBook<String>()
    var directions = LabelBook<[String]>()

    package init() {
        books = Array(repeating: ValueBook(), count: FactShape.count)
    }
}

/// Labels numbered from 0 as they come.
struct LabelBook<Label: Hashable> {
    private var codes: [Label: UInt32] = [:]
    /// By code.
    private(set) var labels: [Label] = []

    mutating func code(of label: Label) -> UInt32 {
        if let code = codes[label] { return code }
        let code = UInt32(labels.count)
        codes[label] = code
        labels.append(label)
        return code
    }
}
