internal import Domain
internal import Rules

/// Gates of one kind on one fact, of all offers that have one.
enum GateColumn: Sendable {
    /// Whose value has to be found.
    enum Found: Sendable {
        /// As a text, one element at least.
        case text
        /// As a code, within one or wider than one: one element at least, or every element.
        case code, everyCode
    }

    /// Passed by those listed for the value, and by those `without` such a gate.
    case found(Found, KeyTable, without: PlaceSet)
    /// Passed by those not listed for the value; as codes also for what the value is within.
    case notFound(isCode: Bool, KeyTable)
    /// Passed where the value is at least, at most the bound. Ascending by bound.
    case atLeast([Bound]), atMost([Bound])
    /// Passed by those not listed for the value.
    case flag(false: Posting, true: Posting)

    /// What one offer wants of an amount, number or day.
    struct Bound: Sendable {
        let value: Int64
        let place: UInt32
    }

    /// Takes the offers whose rule a known value makes false out of a set.
    func apply(_ slot: Slot, to set: inout PlaceSet) {
        switch self {
        case .found(let found, let table, let without): apply(slot, found, table, without, to: &set)
        case .notFound(let isCode, let table):
            for key in Key.keys(of: slot) ?? [] {
                if isCode {
                    table.forEach(around: key) { $0.remove(from: &set) }
                } else {
                    table.forEach(exactly: key) { $0.remove(from: &set) }
                }
            }
        case .atLeast(let bounds):
            guard let value = slot.ordered else { return }
            for bound in bounds[GateColumn.first(bounds) { $0 > value }...] { set.remove(bound.place) }
        case .atMost(let bounds):
            guard let value = slot.ordered else { return }
            for bound in bounds[..<GateColumn.first(bounds) { $0 >= value }] { set.remove(bound.place) }
        case .flag(let whereFalse, let whereTrue):
            guard case .bool(let value) = slot else { return }
            (value ? whereTrue : whereFalse).remove(from: &set)
        }
    }

    private func apply(
        _ slot: Slot, _ found: Found, _ table: KeyTable, _ without: PlaceSet, to set: inout PlaceSet
    ) {
        guard let keys = Key.keys(of: slot) else { return }
        var passed = without
        for key in keys {
            switch found {
            case .text: table.forEach(exactly: key) { $0.add(to: &passed) }
            case .code, .everyCode:
                table.forEach(around: key) { $0.add(to: &passed) }
                table.forEach(within: key) { $0.add(to: &passed) }
            }
            if case .everyCode = found {
                set.formIntersection(passed)
                passed = without
            }
        }
        if case .everyCode = found { return }
        set.formIntersection(passed)
    }

    /// The first place whose bound is so; the bounds are such that all after it are too.
    private static func first(_ bounds: [Bound], where isSo: (Int64) -> Bool) -> Int {
        var low = 0
        var high = bounds.count
        while low < high {
            let middle = (low + high) / 2
            if isSo(bounds[middle].value) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The bytes it takes.
    var byteCount: Int {
        switch self {
        case .found(_, let table, let without): table.byteCount + without.byteCount
        case .notFound(_, let table): table.byteCount
        case .atLeast(let bounds), .atMost(let bounds): bounds.count * MemoryLayout<Bound>.stride
        case .flag(let whereFalse, let whereTrue): whereFalse.byteCount + whereTrue.byteCount
        }
    }
}

extension Slot {
    /// An amount in fen, a day since 1970 or a number, as gates compare them; nil for other values.
    fileprivate var ordered: Int64? {
        switch self {
        case .money(let fen): fen.rawValue
        case .date(let day): Int64(day.number)
        case .number(let number): Gate.ordered(number)
        case .unknown, .text, .texts, .region, .regions, .industry, .categories, .bool: nil
        }
    }
}
