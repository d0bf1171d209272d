internal import Domain

/// Whether a set of texts can be what several conditions want: what must be in it and what must not.
struct TextSetSearch {
    private var needed: Set<Bytes> = []
    private var barred: Set<Bytes> = []
    /// Of each of these lists one must be in the set.
    private var oneOf: [Set<Bytes>] = []
    /// Of each of these lists one must not be in it.
    private var lacks: [Set<Bytes>] = []
    private var isUndecided = false

    /// Whether such a set may exist.
    func exists(for literals: [Literal]) -> Bool {
        var search = self
        for literal in literals { search.add(literal) }
        return search.isUndecided || search.settles()
    }

    private mutating func add(_ literal: Literal) {
        let list = Set(literal.test.list.map { Bytes($0.utf8) })
        // Of a known set every test is decided.
        let isWanted = literal.accepts(true)
        switch (literal.test, isWanted) {
        case (.hasAny, true), (.hasNone, false): oneOf.append(list)
        case (.hasNone, true), (.hasAny, false): barred.formUnion(list)
        case (.hasAll, true): needed.formUnion(list)
        case (.hasAll, false): lacks.append(list)
        default: isUndecided = true
        }
    }

    /// Follows what is left of each choice until nothing new comes up.
    private mutating func settles() -> Bool {
        while true {
            let before = (needed.count, barred.count)
            for list in oneOf where list.isDisjoint(with: needed) {
                let left = list.subtracting(barred)
                if left.isEmpty { return false }
                if left.count == 1 { needed.formUnion(left) }
            }
            for list in lacks where list.isDisjoint(with: barred) {
                let left = list.subtracting(needed)
                if left.isEmpty { return false }
                if left.count == 1 { barred.formUnion(left) }
            }
            if !needed.isDisjoint(with: barred) { return false }
            if before == (needed.count, barred.count) { return true }
        }
    }
}

/// Whether a set of regions or categories can be what several conditions want, element by element (R54).
struct CodeSetSearch {
    /// What one element may be.
    fileprivate enum Wish {
        /// Its place among the codes is one of these.
        case place([CodePath], Set<CodePath.Place>)
        /// Whether it is one of the codes itself.
        case listed([CodePath], Bool)
    }

    private let kind: Fact.Kind
    private var every: [Wish] = []
    private var some: [Wish] = []
    private var named: [CodePath] = []

    init(_ kind: Fact.Kind) { self.kind = kind }

    /// Whether such a set may exist: with nothing wanted of some element, the empty one.
    func exists(for literals: [Literal]) -> Bool {
        var search = self
        for literal in literals {
            guard let codes = CodePath.all(literal.test.list, kind) else { continue }
            search.named += codes
            guard search.add(literal, codes) else { return false }
        }
        let candidates = CodePath.candidates(for: search.named, kind).filter { search.every.allowed($0) }
        return search.some.allSatisfy { wish in candidates.contains { [wish].allowed($0) } }
    }

    /// Whether the wish can be met at all.
    private mutating func add(_ literal: Literal, _ codes: [CodePath]) -> Bool {
        switch literal.test {
        case .hasAny: add(literal.accepts(true), codes)
        case .hasNone: add(literal.accepts(false), codes)
        case .hasAll:
            if literal.accepts(true) {
                some += codes.map { .listed([$0], true) }
            } else if codes.isEmpty {
                // Every set has all of nothing.
                return false
            }
        case .anyWithin: addAny(literal, codes)
        case .allWithin: addAll(literal, codes)
        default: break
        }
        return true
    }

    private mutating func add(_ hasOne: Bool, _ codes: [CodePath]) {
        if hasOne { some.append(.listed(codes, true)) } else { every.append(.listed(codes, false)) }
    }

    private mutating func addAny(_ literal: Literal, _ codes: [CodePath]) {
        switch (literal.accepts(true), literal.accepts(nil)) {
        case (true, true): some.append(.place(codes, [.inside, .undecided]))
        case (true, false): some.append(.place(codes, [.inside]))
        case (false, true): every.append(.place(codes, [.outside, .undecided]))
        case (false, false): every.append(.place(codes, [.outside]))
        }
    }

    private mutating func addAll(_ literal: Literal, _ codes: [CodePath]) {
        switch (literal.accepts(true), literal.accepts(nil)) {
        case (true, true): every.append(.place(codes, [.inside, .undecided]))
        case (true, false): every.append(.place(codes, [.inside]))
        case (false, true): some.append(.place(codes, [.outside, .undecided]))
        case (false, false): some.append(.place(codes, [.outside]))
        }
    }
}

extension [CodeSetSearch.Wish] {
    fileprivate func allowed(_ value: CodePath) -> Bool {
        allSatisfy { wish in
            switch wish {
            case .place(let codes, let places): places.contains(value.place(among: codes))
            case .listed(let codes, let isListed): codes.contains(value) == isListed
            }
        }
    }
}
