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

/// The open figures of an enterprise and a project (ops/offer-format.md, "Figures").
struct FigureTable: Sendable {
    /// By code in byte order.
    private let enterprise: [Figure.Entry]
    private let project: [Figure.Entry]

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

    private static func slot(of code: String, in entries: Span<Figure.Entry>) -> Slot {
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
