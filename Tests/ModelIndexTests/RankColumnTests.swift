import OS
import TestSupport
import Testing

@testable import ModelIndex

@Suite("Columns of ranks") struct RankColumnTests {
    @Test("a range of bytes is the rows in it, for any number of rows")
    func bytes() {
        let seed = SeededRandom.drawnSeed(CurrentProcess.environment("HUANXIN_SEED"))
        var random = SeededRandom(seed: seed)
        for count in 1...64 {
            // Readable up to a multiple of sixteen, whatever stands there.
            let bytes = (0..<64).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            let least = UInt8.random(in: .min ... .max, using: &random)
            let span = UInt8.random(in: 0...(.max - least), using: &random)
            var rows = bytes.withUnsafeBytes { raw in
                raw.baseAddress.map { RowBits($0, rows: count, least: least, span: span) } ?? .none
            }
            rows.formIntersection(RowBits(rows: count))
            var found: [Int] = []
            while let row = rows.popFirst() { found.append(row) }
            #expect(found == (0..<count).filter { bytes[$0] >= least && bytes[$0] - least <= span }, "seed \(seed)")
        }
    }

    @Test("a column that was changed row by row answers ranges as the plain values do")
    func column() throws {
        let seed = SeededRandom.drawnSeed(CurrentProcess.environment("HUANXIN_SEED"))
        var random = SeededRandom(seed: seed)
        let pool: [Int64] = [.min, -7, -1, 0, 1, 2, 3, 99, 1 << 40, .max] + (0..<140).map { _ in random.next32() }
        // Now and then values are close together, and take two or four bytes each.
        var widths: Set<Int> = []
        for round in 0..<6 {
            let greatest = [Int64.max, 99, 1 << 32][round % 3]
            let values = round % 3 == 0 ? pool : pool.filter { (0...greatest).contains($0) }
            try change(values, &random, seed, &widths)
        }
        #expect(widths == [2, 4, 8])
    }

    private func change(
        _ pool: [Int64], _ random: inout SeededRandom, _ seed: UInt64, _ widths: inout Set<Int>
    ) throws {
        var plain: [Int64?] = [1]
        var builder = RankColumnBuilder(rows: 0)
        builder.append(1)
        for step in 0..<500 {
            let value = Int.random(in: 0..<6, using: &random) == 0 ? nil : pool.randomElement(using: &random)
            let row = Int.random(in: 0..<plain.count, using: &random)
            if plain.count == 64 || (plain.count > 1 && Int.random(in: 0..<4, using: &random) == 0) {
                builder.remove(row)
                plain.remove(at: row)
            } else if Bool.random(using: &random) {
                builder.replace(row, with: value)
                plain[row] = value
            } else {
                builder.append(value)
                plain.append(value)
            }
            #expect(builder.distinct == Set(plain.compactMap(\.self)).count)
            guard step % 10 == 0, builder.distinct > 0 else { continue }
            widths.insert(builder.width)
            var out = ByteWriter(reserving: 0)
            builder.write(to: &out)
            out.bytes.withUnsafeBytes { raw in
                guard let base = raw.baseAddress else { return }
                let stride = (plain.count + 15) & ~15
                let column = RankColumn(base, stride: stride, distinct: builder.distinct, width: builder.width)
                #expect(
                    RankColumn.bytes(stride: stride, distinct: builder.distinct, width: builder.width) == raw.count)
                #expect(column.isWhole(plain.count, needsAll: false))
                #expect(column.isWhole(plain.count, needsAll: true) == !plain.contains(nil))
                guard let a = pool.randomElement(using: &random), let b = pool.randomElement(using: &random)
                else { return }
                let wanted = min(a, b)...max(a, b)
                var expected = plain.indices.filter { plain[$0].map { wanted.contains($0) } == true }
                var rows = column.rows(plain.count, from: wanted.lowerBound, through: wanted.upperBound)
                rows.formIntersection(RowBits(rows: plain.count))
                while let row = rows.popFirst() { #expect(row == expected.removeFirst(), "seed \(seed)") }
                #expect(expected.isEmpty, "seed \(seed)")
            }
        }
    }

    @Test("codes keep the order of numbers; both zeros are one number")
    func codes() throws {
        let numbers: [Double] = [-.infinity, -2.5, -1e-300, -0.0, 0.0, 1e-300, 0.1, 1, 1.5, 1e18, .infinity]
        let codes = numbers.map { SpecCode.code($0) }
        #expect(codes == codes.sorted() && Set(codes).count == codes.count)
        let zero = try #require(SpecCode.codes(from: 0, through: -0.0))
        #expect(zero.contains(SpecCode.code(-0.0)) && zero.contains(SpecCode.code(0.0)) && zero.count == 2)
        #expect(SpecCode.codes(from: 2, through: 1) == nil)
    }
}

extension SeededRandom {
    fileprivate mutating func next32() -> Int64 { Int64(next() >> 32) }
}
