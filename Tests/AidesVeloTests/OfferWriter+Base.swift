import Foundation
import JSON

/// What a programme's tiers have in common: the base, what is taken off it, what their caps count.
struct Base {
    let text: String
    let less: [String]
    let capIncludes: [String]

    private let writer: OfferWriter
    private let symbol: Linear.Symbol
    private let reducing: [Linear.Symbol]
    private let counted: [Linear.Symbol]

    /// - Throws: where tiers rest on different bases.
    init(_ pieces: [Translator.Piece], _ writer: OfferWriter) throws {
        self.writer = writer
        var positive: Set<Linear.Symbol> = []
        var negative: Set<Linear.Symbol> = []
        for piece in pieces {
            for (symbol, factor) in piece.amount?.terms ?? [:] {
                if factor > 0 { positive.insert(symbol) } else { negative.insert(symbol) }
            }
        }
        guard positive.count <= 1 else { throw Untranslatable("tiers on \(positive)") }
        symbol = positive.first ?? .price
        reducing = negative.sorted { "\($0)" < "\($1)" }
        let caps = pieces.flatMap(\.caps)
        counted = Set(caps.flatMap { $0.terms.filter { $0.value < 0 }.keys }).sorted { "\($0)" < "\($1)" }
        text = try writer.bases(symbol)[0]
        less = try reducing.flatMap { try writer.bases($0) }
        capIncludes = try counted.flatMap { try writer.bases($0) }
    }

    /// Form and caps of one tier.
    func terms(_ piece: Translator.Piece) throws -> JSONObject {
        var terms = JSONObject()
        guard let amount = piece.amount else { return JSONObject([.init(key: "form", value: ["flat_cny": 0])]) }
        if amount.isConstant {
            terms.add("form", ["flat_cny": VeloFact.json(amount.constant)])
        } else {
            guard amount.constant == 0, let rate = amount.terms[symbol],
                reducing.allSatisfy({ amount.terms[$0] == -rate })
            else { throw Untranslatable("a tier of \(amount)") }
            terms.add("form", ["rate": VeloFact.json(rate)])
        }
        try addCaps(piece.caps, to: &terms)
        return terms
    }

    private func addCaps(_ caps: [Linear], to terms: inout JSONObject) throws {
        let flat = caps.filter { $0.terms.values.allSatisfy { $0 < 0 } }
        let shares = caps.filter { !$0.terms.values.allSatisfy { $0 < 0 } }
        for cap in caps where !counted.allSatisfy({ cap.terms[$0] == -1 }) {
            throw Untranslatable("a cap of \(cap) beside one less others' aid")
        }
        if let lowest = flat.map(\.constant).min() { terms.add("cap_cny", VeloFact.json(lowest)) }
        guard let first = shares.first else { return }
        let base = try first.terms.first { $0.value > 0 }.orThrow("no base of a cap").key
        let lowest = try shares.map { cap in
            guard cap.constant == 0, let share = cap.terms[base] else { throw Untranslatable("a cap of \(cap)") }
            return share
        }.min()
        terms.add("cap", ["of": .string(try writer.bases(base)[0]), "share": VeloFact.json(lowest ?? 1)])
    }
}

extension OfferWriter {
    /// What a symbol is in an offer: a level is whatever offer fills it, and what is known to be granted as a sum.
    func bases(_ symbol: Linear.Symbol) throws -> [String] {
        switch symbol {
        case .price: ["equipment_amount"]
        case .priceWithoutTax: [VeloFact.priceWithoutTax]
        case .programme(let name): ["benefit:" + (try id(name))]
        case .level(let level): ["group:" + Self.group(level), VeloFact.granted(level)]
        }
    }
}
