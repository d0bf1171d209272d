import Answers
import Domain
import FoundationEssentials
import Queries
import Wire

/// The models chosen for the lines of a need.
struct LinePicks {
    /// One model for a line.
    struct Pick {
        var line: String
        var model: EquipmentModel
        /// Canonical JSON.
        var body: Data
        /// Else it is the best match.
        var isAsked: Bool
    }

    /// In the order of the need's lines.
    private(set) var picks: [Pick] = []

    /// The models that were asked for, which must be there and fit their lines' categories.
    ///
    /// - Parameter bodies: of the models by id; those that are not stored are absent.
    init(
        asked: [WireLinePick], need: Need, models: [String: (model: EquipmentModel, body: Data)], asOf: CalendarDay
    ) throws(AnswerError) {
        for line in need.lines {
            guard let pick = asked.first(where: { $0.line == line.line }) else { continue }
            guard let found = models[pick.model] else {
                throw LinePicks.flaw(
                    "there is no model \(pick.model)",
                    hint: "huanxin match shows the models for line \(line.line)")
            }
            try LinePicks.check(found.model, line, asOf)
            picks.append(Pick(line: line.line, model: found.model, body: found.body, isAsked: true))
        }
    }

    /// What is wrong with the asked lines alone, before anything is read.
    static func check(_ asked: [WireLinePick], _ need: Need) throws(AnswerError) {
        var seen: Set<String> = []
        for pick in asked {
            guard need.lines.contains(where: { $0.line == pick.line }) else {
                let lines = need.lines.map(\.line).joined(separator: ", ")
                throw flaw("need \(need.id) has no line \(pick.line)", hint: "its lines are \(lines)")
            }
            guard seen.insert(pick.line).inserted else {
                throw flaw("line \(pick.line) is given two models", hint: "pick one model for it")
            }
        }
    }

    private static func check(_ model: EquipmentModel, _ line: Line, _ asOf: CalendarDay) throws(AnswerError) {
        guard model.isActive else {
            throw flaw("model \(model.id) is withdrawn", hint: "huanxin match shows the models for line \(line.line)")
        }
        guard model.category.isWithin(line.category) else {
            throw flaw(
                "model \(model.id) is of category \(model.category.path), line \(line.line) asks for \(line.category.path)",
                hint: "pick a model of the line's category")
        }
        if let last = model.validUntil, last < asOf {
            throw flaw(
                "the price of model \(model.id) held until \(last.text)",
                hint: "pick a model that is offered on \(asOf.text), or ask with an earlier --as-of")
        }
    }

    static func flaw(_ message: String, hint: String) -> AnswerError {
        AnswerError("bad_pick", message, field: "pick", hint: hint)
    }

    /// The lines that have none yet.
    func open(of need: Need) -> [Line] { need.lines.filter { line in !picks.contains { $0.line == line.line } } }

    /// Takes the best match of each line that has none yet; of no line where a line is then without model and price,
    /// for then the need's own amount holds.
    mutating func fill(_ best: [Pick], need: Need) {
        let filled = picks + best
        let isPriced = need.lines.allSatisfy { line in
            line.maxUnitPrice != nil || filled.contains { $0.line == line.line }
        }
        guard isPriced else { return }
        let order = Dictionary(need.lines.enumerated().map { ($1.line, $0) }, uniquingKeysWith: { first, _ in first })
        picks = filled.sorted { (order[$0.line] ?? 0) < (order[$1.line] ?? 0) }
    }

    /// As workers get them.
    var wire: [WirePickedModel] {
        picks.map { pick in
            var wire = WirePickedModel()
            wire.line = pick.line
            wire.model = pick.body
            return wire
        }
    }
}
