package import Domain

/// What is wrong with a record; codes are permanent (10-data-model.md, "Import").
package enum ProblemCode: String, CaseIterable, Sendable {
    case missingField = "missing_field"
    case unknownField = "unknown_field"
    case badType = "bad_type"
    case outOfRange = "out_of_range"
    case badDate = "bad_date"
    case badUSCCLength = "bad_uscc_length"
    case badUSCCCharacter = "bad_uscc_character"
    case badUSCCCheck = "bad_uscc_check"
    case unknownRegion = "unknown_region"
    case unknownIndustry = "unknown_industry"
    case unknownCategory = "unknown_category"
    case unknownReference = "unknown_reference"
    case duplicateID = "duplicate_id"
    case badJSON = "bad_json"
    case badEncoding = "bad_encoding"
    case lineTooLong = "line_too_long"
    case badConstraint = "bad_constraint"
    case badRule = "bad_rule"
    case negativeMoney = "negative_money"
    case tooPreciseMoney = "too_precise_money"
    case inconsistent
    case spelling
}

/// One problem of one field.
package struct Problem: Equatable, Sendable {
    /// critical: the row is rejected; major: accepted, answers get worse; minor.
    package enum Severity: String, CaseIterable, Sendable { case critical, major, minor }

    /// Path from the record: `lines[0].specs.power_kw`; empty for the whole row.
    package var field: String
    package var severity: Severity
    package var code: ProblemCode
    /// What to do about it, in a sentence.
    package var message: String
    /// What was found, shortened; empty where nothing was.
    package var found: String
    package var expected: String

    package init(
        field: String,
        severity: Severity,
        code: ProblemCode,
        message: String,
        found: String = "",
        expected: String = ""
    ) {
        self.field = field
        self.severity = severity
        self.code = code
        self.message = message
        self.found = found
        self.expected = expected
    }
}

/// Another record that a record names; whoever holds the stored ids checks it (`unknown_reference` else, R36).
package struct Reference: Hashable, Sendable {
    /// Path of the field that names it.
    package var field: String
    package var kind: RecordKind
    package var id: String

    package init(field: String, kind: RecordKind, id: String) {
        self.field = field
        self.kind = kind
        self.id = id
    }
}

/// A row read as a record, with everything that was wrong with it.
package struct Decoding: Equatable, Sendable {
    /// Nil where a problem is critical.
    package var record: Record?
    /// Ordered by field in byte order; a field reports its first.
    package var problems: [Problem]
    /// What must be stored, or accepted in the same run.
    package var references: [Reference]

    package init(record: Record?, problems: [Problem], references: [Reference]) {
        self.record = record
        self.problems = problems
        self.references = references
    }
}
