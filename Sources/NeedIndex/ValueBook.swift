import Documents
import Domain
import Rules

/// The values met of one fact, numbered from 1 as they come; 0 is unknown. Of a set, its elements.
///
/// A value keeps its number when the last row that had it is gone.
struct ValueBook {
    /// By hash of the bytes; of two values of one hash the second is among `others`.
    private var codes: [UInt64: UInt32] = [:]
    private var others: [[UInt8]: UInt32] = [:]
    /// By code.
    private(set) var slots: [Slot] = [.unknown]

    var count: Int { slots.count }

    /// The number of a value or of an element, a new one where it is met for the first time.
    mutating func code(of slot: Slot) -> UInt32 {
        switch slot {
        case .text(let text): code(of: text) { .text(text) }
        case .industry(let industry): code(of: industry.code) { .industry(industry) }
        case .region(let region): code(UInt64(region.code)) { .region(region) }
        case .bool(let bool): code(bool ? 1 : 0) { .bool(bool) }
        case .unknown, .number, .money, .date, .texts, .categories, .regions:
            preconditionFailure("a number or a set has a column of its own")
        }
    }

    /// The number of a text, an element where `slot` makes a set of it.
    mutating func code(of text: String, _ slot: () -> Slot) -> UInt32 {
        let hash = DocumentTerms.term(text)
        if let code = codes[hash] {
            // By bytes, for `String` takes canonical equivalents for equal.
            if slots[Int(code)].text.utf8.elementsEqual(text.utf8) { return code }
            let key = Array(text.utf8)
            if let code = others[key] { return code }
            others[key] = UInt32(slots.count)
        } else {
            codes[hash] = UInt32(slots.count)
        }
        slots.append(slot())
        return UInt32(slots.count - 1)
    }

    /// The number of a value that is a number itself.
    mutating func code(_ number: UInt64, _ slot: () -> Slot) -> UInt32 {
        if let code = codes[number] { return code }
        codes[number] = UInt32(slots.count)
        slots.append(slot())
        return UInt32(slots.count - 1)
    }
}

extension Slot {
    /// The text of a value or of the only element of a set.
    fileprivate var text: String {
        switch self {
        case .text(let text): text
        case .industry(let industry): industry.code
        case .texts(let texts): texts.first ?? ""
        case .categories(let paths): paths.first?.path ?? ""
        default: ""
        }
    }

    /// The codes of the elements of a set.
    func forEachElement(in book: inout ValueBook, _ body: (UInt32) -> Void) {
        switch self {
        case .texts(let texts): for text in texts { body(book.code(of: text) { .texts([text]) }) }
        case .categories(let paths): for path in paths { body(book.code(of: path.path) { .categories([path]) }) }
        case .regions(let regions):
            for region in regions { body(book.code(UInt64(region.code)) { .regions([region]) }) }
        default: return
        }
    }
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
