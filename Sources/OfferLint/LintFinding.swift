/// One thing that is wrong or odd in an offer, or in a cap over several.
package struct LintFinding: Equatable, Sendable {
    /// error: the offer cannot do what it says; warning: it most likely says something else than was meant; note: worth
    /// knowing.
    package enum Severity: String, CaseIterable, Comparable, Sendable {
        case error, warning, note

        /// Errors first.
        package static func < (a: Severity, b: Severity) -> Bool { a.order < b.order }

        private var order: Int {
            switch self {
            case .error: 0
            case .warning: 1
            case .note: 2
            }
        }
    }

    /// The offer's id, or the joint cap's.
    package let offer: String
    /// Path from the record: `rule.all[2]`, `benefit.cap_cny`; empty for the whole record.
    package let field: String
    package let code: LintCode
    package let severity: Severity
    /// What was found, why it matters, what to do.
    package let message: LintText

    init(_ offer: String, _ field: String, _ code: LintCode, _ severity: Severity, found: LintText) {
        self.offer = offer
        self.field = field
        self.code = code
        self.severity = severity
        message = LintText(zh: found.zh + "。" + code.advice.zh, en: found.en + ". " + code.advice.en)
    }
}

/// A sentence in both languages.
package struct LintText: Equatable, Sendable {
    package let zh: String
    package let en: String

    package init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}

extension [LintFinding] {
    /// By offer, then errors first, then field, code and message, all in byte order: the same for any order of files.
    func sortedForReport() -> [LintFinding] {
        sorted { a, b in
            if a.offer != b.offer { return a.offer.utf8.lexicographicallyPrecedes(b.offer.utf8) }
            if a.severity != b.severity { return a.severity < b.severity }
            let x = a.field + "\0" + a.code.rawValue + "\0" + a.message.en
            let y = b.field + "\0" + b.code.rawValue + "\0" + b.message.en
            return x.utf8.lexicographicallyPrecedes(y.utf8)
        }
    }
}
