import Domain

/// A constraint of a line as the columns are asked: the ranges of codes that satisfy it.
struct SpecTest {
    private struct Range {
        var type: UInt8
        var codes: ClosedRange<Int64>
    }

    private let key: UInt64
    private let ranges: [Range]

    init(_ key: String, _ constraint: Line.Constraint) {
        self.key = SpecCode.key(key)
        switch constraint {
        case .range(let min, let max):
            ranges = [SpecTest.numbers(from: min ?? -.infinity, through: max ?? .infinity)].compactMap(\.self)
        case .oneOf(let list):
            ranges = list.compactMap { value in
                switch value {
                case .number(let number): return SpecTest.numbers(from: number, through: number)
                case .text(let text):
                    let code = SpecCode.code(text)
                    return Range(type: SpecCode.text, codes: code...code)
                case .bool: return nil
                }
            }
        case .is(let wanted):
            let code = SpecCode.code(wanted)
            ranges = [Range(type: SpecCode.bool, codes: code...code)]
        }
    }

    private static func numbers(from least: Double, through greatest: Double) -> Range? {
        SpecCode.codes(from: least, through: greatest).map { Range(type: SpecCode.number, codes: $0) }
    }

    /// The rows among `rows` whose value satisfies the constraint; no column of the key and type, no row
    /// (20-matching.md, "Hard tests").
    @inline(__always)
    func filter(_ rows: inout RowBits, in block: ModelBlock) {
        var passing = RowBits.none
        for range in ranges {
            guard let column = block.specColumn(key, range.type) else { continue }
            passing.formUnion(
                column.rows(block.count, from: range.codes.lowerBound, through: range.codes.upperBound))
        }
        rows.formIntersection(passing)
    }
}
