/// Reads a business scope: which things it names, and what is done with them.
///
/// A scope is clauses (`；`, `。`) of items (`、`, `，`). A verb governs the items after it (`生产、销售：A、B`; `生产A、B`)
/// or before it (`A、B的制造`; `A制造`). Text in brackets qualifies what stands before and is passed over, and so is an
/// item that excludes (`不含`, `除外`).
struct ScopeReader: Sendable {
    /// One named thing.
    struct Thing: Equatable {
        /// Its place in `Reading.text`.
        var range: Range<Int>
        var verbs: ScopeVerbs
        /// Whether 加工 follows it without 的: "机床加工" is work done with a machine tool.
        var isMeansOfWork: Bool
    }

    /// A scope read.
    struct Reading {
        /// The scope in one spelling, without what stands in brackets.
        var text: [UInt32] = []
        /// The place of each scalar of `text` in the scope.
        var places: [Int] = []
        var things: [Thing] = []
    }

    private let verbs = PrefixTrie(ScopeWords.verbs)
    private let fillers = PrefixTrie(ScopeWords.fillers)
    private let nounsAfterVerb = PrefixTrie(ScopeWords.nounsAfterVerb)
    private let negations = PrefixTrie(ScopeWords.negations)
    private let verbsAtEnd: SuffixTrie
    private let fillersAtEnd: SuffixTrie
    private let noGoods: SuffixTrie

    init() {
        verbsAtEnd = SuffixTrie(ScopeWords.verbs)
        fillersAtEnd = SuffixTrie(ScopeWords.fillers)
        noGoods = SuffixTrie(ScopeWords.noGoods)
    }

    /// Whether making the thing makes goods, unlike an advertisement or software.
    func isGoods(_ thing: Thing, in reading: Reading) -> Bool {
        noGoods.longest(in: reading.text, from: thing.range.lowerBound, to: thing.range.upperBound) == nil
    }

    /// The things a scope names in the order of the text.
    ///
    /// - Complexity: O(length of the scope).
    func read(_ scope: String) -> Reading {
        var reading = Reading()
        ScopeReader.strip(scope, into: &reading)
        var inherited: ScopeVerbs = []
        var start = 0
        for end in 0...reading.text.count {
            guard end == reading.text.count || ScopeReader.isClauseEnd(reading.text, end) else { continue }
            if end > start { inherited = readClause(start..<end, inherited: inherited, into: &reading) }
            start = end + 1
        }
        return reading
    }

    /// Copies the scope in one spelling, without what stands in brackets; an open bracket ends with its clause.
    private static func strip(_ scope: String, into reading: inout Reading) {
        reading.text.reserveCapacity(scope.utf8.count / 3)
        var depth = 0
        for (place, scalar) in scope.unicodeScalars.enumerated() {
            let value = Scalars.normal(scalar.value)
            switch value {
            case 0x28, 0x5B, 0x3014, 0x3010, 0x7B: depth += 1  // ( [ 〔 【 {
            case 0x29, 0x5D, 0x3015, 0x3011, 0x7D: depth = max(0, depth - 1)
            default:
                if depth > 0, value == 0x3B || value == 0x3002 { depth = 0 }
                if depth > 0 { continue }
                reading.text.append(value)
                reading.places.append(place)
            }
        }
    }

    private static func isClauseEnd(_ text: [UInt32], _ place: Int) -> Bool {
        switch text[place] {
        // ; 。 line ends ^ 〓 | ~ # ● ★
        case 0x3B, 0x3002, 10, 13, 0x5E, 0x3013, 0x7C, 0x7E, 0x23, 0x25CF, 0x2605: true
        default: false
        }
    }
}

extension ScopeReader {
    /// A piece of a clause between separators, taken apart.
    private struct Piece {
        var range: Range<Int>
        /// Without verbs and fillers at its ends; empty where it is verbs alone.
        var object: Range<Int>
        var leading: ScopeVerbs
        var trailing: ScopeVerbs
        var isMeansOfWork: Bool
        var isBeforeColon: Bool
        var isExcluded: Bool
    }

    /// Reads a clause and returns the verbs that a following clause without verbs inherits.
    private func readClause(_ range: Range<Int>, inherited: ScopeVerbs, into reading: inout Reading) -> ScopeVerbs {
        let pieces = pieces(of: range, text: reading.text)
        let hasVerbs = pieces.contains { !$0.leading.isEmpty || !$0.trailing.isEmpty }
        var state = ClauseState(governing: hasVerbs ? [] : inherited, things: reading.things)
        for piece in pieces { state.add(piece) }
        reading.things = state.things
        return hasVerbs ? state.inheritable : inherited
    }

    private func pieces(of range: Range<Int>, text: [UInt32]) -> [Piece] {
        var pieces: [Piece] = []
        var start = range.lowerBound
        for place in range.lowerBound...range.upperBound {
            let isEnd = place == range.upperBound
            guard isEnd || ScopeReader.isSeparator(text, place) else { continue }
            if place > start {
                let isBeforeColon = !isEnd && text[place] == 0x3A
                split(start..<place, text: text, isBeforeColon: isBeforeColon, into: &pieces)
            }
            start = place + 1
        }
        return pieces
    }

    /// 、 , : / blank * · and the point between two words.
    private static func isSeparator(_ text: [UInt32], _ place: Int) -> Bool {
        switch text[place] {
        case 0x3001, 0x2C, 0x3A, 0x2F, 0x20, 0x2A, 0xB7: true
        case 0x2E: place == 0 || !Scalars.isASCIIWord(text[place - 1])
        default: false
        }
    }

    /// Splits an item once more where 及, 和 and the like stand before a verb or a thing.
    private func split(_ range: Range<Int>, text: [UInt32], isBeforeColon: Bool, into pieces: inout [Piece]) {
        let excluded = negations.isFound(in: text, range)
        var start = range.lowerBound
        for place in range where ScopeReader.isConjunction(text[place]) && place > start {
            pieces.append(piece(start..<place, from: range.lowerBound, text: text, false, excluded))
            start = place + 1
        }
        if start < range.upperBound {
            pieces.append(piece(start..<range.upperBound, from: range.lowerBound, text: text, isBeforeColon, excluded))
        } else if isBeforeColon, !pieces.isEmpty {
            pieces[pieces.count - 1].isBeforeColon = true
        }
    }

    /// 及 和 与 或
    private static func isConjunction(_ scalar: UInt32) -> Bool {
        scalar == 0x53CA || scalar == 0x548C || scalar == 0x4E0E || scalar == 0x6216
    }

    private func piece(
        _ range: Range<Int>,
        from itemStart: Int,
        text: [UInt32],
        _ isBeforeColon: Bool,
        _ isExcluded: Bool
    ) -> Piece {
        var start = range.lowerBound
        let leading = takeLeading(&start, range.upperBound, text)
        var end = range.upperBound
        var isMeansOfWork = false
        let trailing = takeTrailing(start, &end, text, &isMeansOfWork)
        return Piece(
            range: range,
            object: start..<end,
            leading: leading,
            trailing: trailing,
            isMeansOfWork: isMeansOfWork,
            isBeforeColon: isBeforeColon,
            isExcluded: isExcluded
        )
    }

    private func takeLeading(_ start: inout Int, _ end: Int, _ text: [UInt32]) -> ScopeVerbs {
        var found: ScopeVerbs = []
        while start < end {
            if let verb = verbs.longest(in: text, from: start, to: end),
                nounsAfterVerb.longest(in: text, from: start + verb.length, to: end) == nil
            {
                found.formUnion(ScopeVerbs(rawValue: verb.payload))
                start += verb.length
            } else if let filler = fillers.longest(in: text, from: start, to: end) {
                start += filler.length
            } else {
                break
            }
        }
        return found
    }

    private func takeTrailing(
        _ start: Int,
        _ end: inout Int,
        _ text: [UInt32],
        _ isMeansOfWork: inout Bool
    ) -> ScopeVerbs {
        var found: ScopeVerbs = []
        while end > start {
            if let verb = verbsAtEnd.longest(in: text, from: start, to: end) {
                let flags = ScopeVerbs(rawValue: verb.payload)
                end -= verb.length
                isMeansOfWork = flags == .works && found.isEmpty
                found.formUnion(flags)
            } else if let filler = fillersAtEnd.longest(in: text, from: start, to: end) {
                if isMeansOfWork, filler.length == 1, text[end - 1] == 0x7684 { isMeansOfWork = false }  // 的
                end -= filler.length
            } else {
                break
            }
        }
        return found
    }

    /// What governs the pieces of a clause as they come.
    private struct ClauseState {
        /// Verbs before the things they govern; empty where none is in force.
        var governing: ScopeVerbs
        var things: [Thing]
        /// Verbs in force after a colon.
        var inheritable: ScopeVerbs = []
        /// Things that wait for a verb after them.
        private var waiting: [Int] = []
        /// Things the last verb after them governs; a further verb governs them too.
        private var governed: [Int] = []
        /// Whether the last piece was verbs alone, so that the next verbs join them.
        private var isHead = false

        init(governing: ScopeVerbs, things: [Thing]) {
            self.governing = governing
            self.things = things
        }

        mutating func add(_ piece: Piece) {
            if piece.object.isEmpty {
                addVerbs(piece.leading.union(piece.trailing), isBeforeColon: piece.isBeforeColon)
            } else if piece.isExcluded {
                waiting = []
                governed = []
                governing = []
                isHead = false
            } else {
                addThing(piece)
            }
        }

        private mutating func addVerbs(_ verbs: ScopeVerbs, isBeforeColon: Bool) {
            guard !verbs.isEmpty else { return }
            let endsThings = !isBeforeColon && !isHead && governing.isEmpty && !(waiting + governed).isEmpty
            if endsThings {
                for index in waiting + governed { things[index].verbs.formUnion(verbs) }
                governed += waiting
                waiting = []
                return
            }
            governing = isHead ? governing.union(verbs) : verbs
            isHead = true
            waiting = []
            governed = []
            if isBeforeColon { inheritable = governing }
        }

        private mutating func addThing(_ piece: Piece) {
            if !piece.leading.isEmpty {
                governing = isHead ? governing.union(piece.leading) : piece.leading
                waiting = []
                governed = []
                if piece.isBeforeColon { inheritable = governing }
            }
            isHead = false
            let verbs = piece.trailing.isEmpty ? governing : piece.trailing.union(piece.leading)
            things.append(Thing(range: piece.object, verbs: verbs, isMeansOfWork: piece.isMeansOfWork))
            let index = things.count - 1
            if !governing.isEmpty { return }
            if piece.trailing.isEmpty {
                governed = []
                waiting.append(index)
            } else {
                for place in waiting {
                    things[place].verbs.formUnion(piece.trailing)
                    things[place].isMeansOfWork = piece.isMeansOfWork
                }
                governed = waiting + [index]
                waiting = []
            }
        }
    }
}
