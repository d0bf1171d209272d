package import Domain

/// What a registration says of a company that may supply or renew equipment.
package struct RegistryCandidate: Equatable, Sendable {
    package enum Kind: String, CaseIterable, Sendable { case supplier, enterprise }

    /// Something wrong with a registration; raw values are permanent.
    package enum Flaw: String, CaseIterable, Sendable {
        case badUSCCLength = "bad_uscc_length"
        case badUSCCCharacter = "bad_uscc_character"
        case badUSCCCheck = "bad_uscc_check"
        /// The same code stood in an earlier row.
        case duplicateCode = "duplicate_code"
        /// Digits 3 to 8 of the code are no region of today's table.
        case unknownRegionCode = "unknown_region_code"
        /// The city's name is none of the table.
        case unknownCity = "unknown_city"
        /// Digits 3 to 6 of the code name another city than the city's name.
        case cityContradictsCode = "city_contradicts_code"
        case missingName = "missing_name"
        case missingScope = "missing_scope"
        case badDate = "bad_date"
        case unreadableCapital = "unreadable_capital"

        /// Whether the code itself is malformed, so that no record can be made.
        package var isMalformedCode: Bool {
            self == .badUSCCLength || self == .badUSCCCharacter || self == .badUSCCCheck
        }
    }

    /// The physical line, the header being 1.
    package let row: Int
    /// As given where it is malformed, else in upper case.
    package let uscc: String
    package let name: String
    /// From digits 3 to 8 of the code where they are known, else from the city's name.
    package let region: Region?
    /// The city the name says; with `cityContradictsCode` another one than the region's.
    package let namedCity: Region?
    /// In the order of `Kind`; empty where the scope makes nothing.
    package let kinds: [Kind]
    /// Categories of equipment it makes, in the order of the scope, each once with its first word.
    package let categories: [CategoryMention]
    /// Only where the first thing it makes has a word that says so.
    package let industry: IndustryMention?
    package let founded: CalendarDay?
    package let capital: RegisteredCapital
    package let scope: String
    package let flaws: [Flaw]
}

/// An industry a business scope names, with the words that say so.
package struct IndustryMention: Equatable, Sendable {
    package let industry: Industry
    package let word: String
    /// Unicode scalars of the scope before the word.
    package let position: Int
}

extension RegistryCandidate {
    /// The candidate as a supplier; nil where it is none, its code is malformed or its region unknown.
    package func supplier(source: Source? = nil) -> Supplier? {
        guard kinds.contains(.supplier), let region, isUsable else { return nil }
        var record = Supplier(id: uscc)
        record.name = name
        record.region = region
        record.scope = scope
        record.source = source
        return record
    }

    /// The candidate as an enterprise; nil where it is none, its code is malformed or its region unknown.
    package func enterprise(source: Source? = nil) -> Enterprise? {
        guard kinds.contains(.enterprise), let region, isUsable else { return nil }
        var record = Enterprise(id: uscc)
        record.name = name
        record.region = region
        record.industry = industry?.industry
        record.founded = founded
        record.scope = scope
        record.source = source
        return record
    }

    private var isUsable: Bool { !flaws.contains { $0.isMalformedCode || $0 == .missingName } }
}
