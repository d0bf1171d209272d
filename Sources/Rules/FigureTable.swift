internal import Domain

/// Where the value of a fact stands: the contract's own facts have a place each, figures are looked up by code.
enum FactPlace: Equatable, Sendable {
    /// `Fact.index`.
    case slot(Int)
    case figure(Figure)

    init(_ fact: Fact) {
        if case .figure(let figure) = fact {
            self = .figure(figure)
        } else if let index = fact.index {
            self = .slot(index)
        } else {
            preconditionFailure("\(fact) is not among all facts")
        }
    }
}

/// The open figures of an enterprise and a project (ops/offer-format-extensions.md, "Figures").
struct FigureTable: Sendable {
    /// By code in byte order.
    private var enterprise: [Figure.Entry]
    private var project: [Figure.Entry]

    init(enterprise: [Figure.Entry]?, project: [Figure.Entry]?) {
        self.enterprise = enterprise ?? []
        self.project = project ?? []
    }

    /// Unknown where the record does not have it. Allocates nothing. Complexity: O(log figures).
    subscript(figure: Figure) -> Slot {
        switch figure.holder {
        case .enterprise: FigureTable.slot(of: figure.code, in: enterprise.span)
        case .project: FigureTable.slot(of: figure.code, in: project.span)
        }
    }

    /// Sets a figure; nothing where the slot is no number.
    mutating func set(_ slot: Slot, of figure: Figure) {
        let value: Figure.Entry.Value
        switch slot {
        case .number(let number): value = .number(number)
        case .money(let amount): value = .money(amount)
        default: return
        }
        let entry = Figure.Entry(code: figure.code, value: value)
        switch figure.holder {
        case .enterprise: enterprise = FigureTable.with(entry, enterprise)
        case .project: project = FigureTable.with(entry, project)
        }
    }

    private static func with(_ entry: Figure.Entry, _ entries: [Figure.Entry]) -> [Figure.Entry] {
        (entries.filter { $0.code != entry.code } + [entry]).sorted { $0.code < $1.code }
    }

    static func slot(of code: String, in entries: Span<Figure.Entry>) -> Slot {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = low + (high - low) / 2
            if entries[middle].code < code { low = middle + 1 } else { high = middle }
        }
        guard low < entries.count, entries[low].code == code else { return .unknown }
        return switch entries[low].value {
        case .number(let number): .number(number)
        case .money(let amount): .money(amount)
        }
    }
}
