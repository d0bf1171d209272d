internal import Domain
internal import JSON

/// Whole numbers of records are at most this, so that sums of products of them stay far from overflow.
let wholeNumberMax = 1_000_000_000
/// No loan or lease runs longer, and no benefit is paid later.
let monthsMax = 600

/// Getters of the contract's types.
extension FieldReader {
    mutating func text(_ key: String, required: Bool = false) -> String? {
        scalar(key, required: required, Scalar.text)
    }

    /// A required name or title: an empty one is missing (R30).
    mutating func name(_ key: String) -> String? {
        guard let text = text(key, required: true) else { return nil }
        if text.isEmpty, row.isStrict {
            row.report(Flaw(.missingField, "a text that is not empty", "give the name"), found: .string(text), key: key)
        }
        return text
    }

    mutating func id(_ key: String, required: Bool = true) -> String? {
        scalar(key, required: required, Scalar.id)
    }

    mutating func bool(_ key: String) -> Bool? { scalar(key, Scalar.bool) }
    mutating func date(_ key: String) -> CalendarDay? { scalar(key, Scalar.date) }
    mutating func month(_ key: String, required: Bool = false) -> CalendarMonth? {
        scalar(key, required: required, Scalar.month)
    }
    mutating func money(_ key: String, required: Bool = false) -> Fen? {
        scalar(key, required: required, Scalar.money)
    }

    mutating func number(
        _ key: String,
        from low: Double = -.infinity,
        to high: Double = .infinity
    ) -> Double? {
        scalar(key) { (value: JSONValue) throws(Flaw) in try Scalar.number(value, low...high) }
    }

    mutating func int(_ key: String, from low: Int, to high: Int = wholeNumberMax, required: Bool = false) -> Int? {
        scalar(key, required: required) { (value: JSONValue) throws(Flaw) in try Scalar.int(value, low...high) }
    }

    /// A rate or share from 0 to 1.
    mutating func rate(_ key: String, required: Bool = false) -> Rate? {
        scalar(key, required: required) { (value: JSONValue) throws(Flaw) in
            try Scalar.rate(value, Rate(rawValue: 0)...Rate.one)
        }
    }

    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ key: String,
        _ words: Word.Type,
        required: Bool = false
    ) -> Word? where Word.RawValue == String {
        scalar(key, required: required) { (value: JSONValue) throws(Flaw) in try Scalar.word(value, words) }
    }

    mutating func uscc(_ key: String) -> String? {
        let checked = row.isStrict
        return scalar(key, required: true) { (value: JSONValue) throws(Flaw) in
            try Scalar.uscc(value, checked: checked)
        }
    }

    mutating func region(_ key: String, required: Bool = false) -> Region? {
        let known = row.knownRegions
        return scalar(key, required: required) { (value: JSONValue) throws(Flaw) in
            try Scalar.region(value, known: known)
        }
    }

    mutating func industry(_ key: String) -> Industry? {
        let known = row.knownIndustries
        return scalar(key) { (value: JSONValue) throws(Flaw) in try Scalar.industry(value, known: known) }
    }

    mutating func category(_ key: String) -> CategoryPath? {
        let known = row.knownCategories
        return scalar(key, required: true) { (value: JSONValue) throws(Flaw) in
            try Scalar.category(value, known: known)
        }
    }

    /// An open set: sorted in byte order, each once.
    mutating func codes(_ key: String) -> [String]? {
        list(key) { value, row in row.scalar(value, Scalar.text) }.map(ByteOrder.set)
    }

    /// A set of ids.
    mutating func ids(_ key: String, count: ClosedRange<Int>) -> [String]? {
        list(key, count: count) { value, row in row.scalar(value, Scalar.id) }.map(ByteOrder.set)
    }

    /// A set of words of a closed list, as their raw values.
    mutating func words<Word: RawRepresentable & CaseIterable>(_ key: String, _ words: Word.Type) -> [String]?
    where Word.RawValue == String {
        list(key) { value, row in
            row.scalar(value) { (value: JSONValue) throws(Flaw) in try Scalar.word(value, words).rawValue }
        }.map(ByteOrder.set)
    }

    /// A set of regions, sorted, each once.
    mutating func regions(_ key: String) -> [Region]? {
        let regions: [Region]? = list(key) { value, row in
            row.scalar(value) { (value: JSONValue) throws(Flaw) in
                try Scalar.region(value, known: row.knownRegions)
            }
        }
        return regions.map { regions in
            if regions.count < 2 { return regions }
            var set: [Region] = []
            for region in regions.sorted() where set.last != region { set.append(region) }
            return set
        }
    }

    /// Two days of which the second is not before the first; a second that is, is noted.
    mutating func dates(_ first: String, _ second: String) -> (first: CalendarDay?, second: CalendarDay?) {
        let from = date(first)
        let to = date(second)
        if let from, let to, to < from {
            row.reportDisorder(
                key: second,
                found: .string(to.text),
                notBelow: "\(first), \(from.text)",
                "correct one of them"
            )
        }
        return (from, to)
    }

    /// Where the record comes from: name, url, retrieved_on, licence (10-data-model.md, "Import").
    mutating func source() -> Source? {
        object("source") { fields in
            Source(
                url: fields.text("url"),
                name: fields.text("name"),
                retrievedOn: fields.date("retrieved_on"),
                licence: fields.text("licence")
            )
        }
    }

    /// Where an offer comes from: of a policy also document, clause and quote (30-financing.md, "An offer").
    mutating func policySource() -> Source? {
        object("source") { fields in
            Source(
                document: fields.text("document"),
                clause: fields.text("clause"),
                url: fields.text("url"),
                quote: fields.text("quote"),
                name: fields.text("name"),
                retrievedOn: fields.date("retrieved_on"),
                licence: fields.text("licence")
            )
        }
    }
}

/// Texts in the order of their UTF-8 bytes, which is the contract's order.
enum ByteOrder {
    static func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }

    /// Sorted, each once.
    static func set(_ texts: [String]) -> [String] {
        if texts.count < 2 { return texts }
        var set: [String] = []
        set.reserveCapacity(texts.count)
        for text in texts.sorted(by: precedes) where set.last?.utf8.elementsEqual(text.utf8) != true {
            set.append(text)
        }
        return set
    }
}
