package import Documents
package import Domain
import TextAnalysis

/// A need as its index stores it: all that rules, lists and scores read, a tenth of the work of its JSON to read.
///
/// Left out are the description, what lines replace, the source, the filing number but for its presence, and the texts
/// of lines, of which the distinct tokens are kept.
package struct NeedRow: Equatable, Sendable {
    package var need: Need
    /// For each line the hashes of its text's distinct tokens in order of first appearance.
    package var terms: [[DocumentTerms.Term]]

    /// What stands for a filing number that is present.
    package static let filed = "filed"

    private init(need: Need, terms: [[DocumentTerms.Term]]) {
        self.need = need
        self.terms = terms
    }

    /// The row of a need as a record has it.
    package init(_ need: Need, with words: inout LineScanner) {
        self.need = need
        terms = need.lines.map { line in line.text.map { words.terms(of: $0) } ?? [] }
        self.need.description = nil
        self.need.source = nil
        self.need.filingNumber = need.isFiled ? NeedRow.filed : nil
        for index in need.lines.indices {
            self.need.lines[index].text = nil
            self.need.lines[index].replaces = nil
        }
    }

    /// The row in bytes.
    package var bytes: [UInt8] {
        var writer = RowWriter()
        writer.put(need.id)
        writer.put(need.enterprise)
        writer.put(need.title)
        writer.put(whole: need.region.map { Int64($0.code) })
        writer.put(choice: need.action)
        writer.put(texts: need.directions)
        writer.put(list: Array(zip(need.lines, terms))) { $0.put($1.0, terms: $1.1) }
        for fen in [need.investmentTotal, need.fixedAssetInvestment, need.plantInvestment, need.equipmentAmount] {
            writer.put(whole: fen?.rawValue)
        }
        for day in [need.startedOn, need.completedOn, need.contractSignedOn, need.submittedOn] {
            writer.put(whole: day.map { Int64($0.number) })
        }
        writer.put(need.isFiled)
        writer.put(need.financing) { $0.put($1) }
        writer.put(need.consent) { $0.put(list: $1) { $0.put($1) } }
        writer.put(choice: need.status)
        writer.put(choice: need.siteStatus)
        writer.put(number: need.progressShare)
        for list in [need.zones, need.lists, need.attested] { writer.put(texts: list) }
        writer.put(figures: need.figures)
        return writer.bytes
    }

    /// The row of bytes; nil where they are damaged.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        var reader = RowReader(bytes)
        var need = Need(id: reader.text())
        need.enterprise = reader.text()
        need.title = reader.text()
        need.region = reader.wholeOrNil().map { Region(code: UInt32(truncatingIfNeeded: $0)) }
        need.action = reader.choice()
        need.directions = reader.texts()
        let lines = reader.list { $0.line() }
        need.lines = lines.map(\.line)
        need.investmentTotal = reader.fen()
        need.fixedAssetInvestment = reader.fen()
        need.plantInvestment = reader.fen()
        need.equipmentAmount = reader.fen()
        need.startedOn = reader.day()
        need.completedOn = reader.day()
        need.contractSignedOn = reader.day()
        need.submittedOn = reader.day()
        need.filingNumber = reader.flag() ? NeedRow.filed : nil
        need.financing = reader.optional { $0.financing() }
        need.consent = reader.optional { $0.list { $0.consent() } }
        need.status = reader.choice()
        need.siteStatus = reader.choice()
        need.progressShare = reader.doubleOrNil()
        need.zones = reader.texts()
        need.lists = reader.texts()
        need.attested = reader.texts()
        need.figures = reader.figures()
        guard !reader.isDamaged else { return nil }
        self.init(need: need, terms: lines.map(\.terms))
    }
}

/// Finds the tokens of the texts of lines.
package struct LineScanner {
    private var scanner = TokenScanner()

    package init() {}

    mutating func terms(of text: String) -> [DocumentTerms.Term] { DocumentTerms.distinct(in: text, with: &scanner) }
}

extension RowWriter {
    mutating func put(_ line: Line, terms: [DocumentTerms.Term]) {
        put(line.line)
        put(line.category.path)
        put(Int64(line.quantity))
        put(whole: line.maxUnitPrice?.rawValue)
        put(choice: line.minEfficiency)
        put(whole: line.neededBy.map { Int64($0.number) })
        put(line.specs) { $0.put(list: $1) { $0.put($1) } }
        put(list: terms) { $0.put(fixed: $1) }
    }

    mutating func put(_ spec: Line.SpecConstraint) {
        put(spec.key)
        switch spec.constraint {
        case .range(let min, let max):
            put(UInt64(0))
            put(number: min)
            put(number: max)
        case .oneOf(let values):
            put(UInt64(1))
            put(list: values) { $0.put($1) }
        case .is(let flag):
            put(UInt64(2))
            put(flag)
        }
    }

    mutating func put(_ value: SpecValue) {
        switch value {
        case .number(let number):
            put(UInt64(0))
            put(number)
        case .text(let text):
            put(UInt64(1))
            put(text)
        case .bool(let flag):
            put(UInt64(2))
            put(flag)
        }
    }

    mutating func put(_ financing: Need.Financing) {
        put(whole: financing.amount?.rawValue)
        put(whole: financing.tenorMonths.map { Int64($0) })
        put(whole: financing.ownFunds?.rawValue)
        put(texts: financing.preferred)
        put(texts: financing.banks)
    }

    mutating func put(_ consent: Need.Consent) {
        put(consent.provider)
        put(whole: consent.from.map { Int64($0.number) })
        put(whole: consent.to.map { Int64($0.number) })
        put(text: consent.purpose)
    }

    mutating func put(figures: [Figure.Entry]?) {
        put(figures) { writer, entries in
            writer.put(list: entries) { writer, entry in
                writer.put(entry.code)
                switch entry.value {
                case .number(let number):
                    writer.put(false)
                    writer.put(number)
                case .money(let fen):
                    writer.put(true)
                    writer.put(fen.rawValue)
                }
            }
        }
    }
}

extension RowReader {
    mutating func fen() -> Fen? { wholeOrNil().map { Fen($0) } }
    mutating func day() -> CalendarDay? { wholeOrNil().map { CalendarDay(number: Int32(truncatingIfNeeded: $0)) } }

    mutating func line() -> (line: Line, terms: [DocumentTerms.Term]) {
        var line = Line(line: text())
        line.category = CategoryPath(text())
        line.quantity = Int(signed())
        line.maxUnitPrice = fen()
        line.minEfficiency = choice()
        line.neededBy = day()
        line.specs = optional { $0.list { $0.spec() } }
        return (line, list { $0.fixed() })
    }

    mutating func spec() -> Line.SpecConstraint {
        let key = text()
        switch number() {
        case 0: return .init(key: key, constraint: .range(min: doubleOrNil(), max: doubleOrNil()))
        case 1: return .init(key: key, constraint: .oneOf(list { $0.value() }))
        default: return .init(key: key, constraint: .is(flag()))
        }
    }

    mutating func value() -> SpecValue {
        switch number() {
        case 0: .number(double())
        case 1: .text(text())
        default: .bool(flag())
        }
    }

    mutating func financing() -> Need.Financing {
        Need.Financing(
            amount: fen(), tenorMonths: wholeOrNil().map { Int($0) }, ownFunds: fen(), preferred: texts(),
            banks: texts())
    }

    mutating func consent() -> Need.Consent {
        Need.Consent(provider: text(), from: day(), to: day(), purpose: textOrNil())
    }

    mutating func figures() -> [Figure.Entry]? {
        optional { reader in
            reader.list { reader in
                let code = reader.text()
                let isMoney = reader.flag()
                return Figure.Entry(
                    code: code, value: isMoney ? .money(Fen(reader.signed())) : .number(reader.double()))
            }
        }
    }
}
