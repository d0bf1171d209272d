/// The language of what people read. Chinese comes first.
package enum Language: String, CaseIterable, Sendable {
    case zh, en

    /// The language that a process's environment asks for.
    ///
    /// The first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set and not empty decides, as in POSIX: Chinese for
    /// `zh…`, English for any other language. Chinese where none is set or it names no language (`C`, `POSIX`).
    package static func preferred(environment: [String: String]) -> Language {
        let locale = variables.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        guard let locale else { return .zh }
        let name = locale.lowercased().prefix { $0 != "." && $0 != "@" }
        if name.hasPrefix("zh") || name == "c" || name == "posix" { return .zh }
        return .en
    }

    /// The variables that `preferred(environment:)` looks at, the strongest first.
    package static let variables = ["LC_ALL", "LC_MESSAGES", "LANG"]
}

/// The same text in both languages.
///
///     output.line(Text(zh: "没有符合条件的设备", en: "no model fits")[language])
package struct Text: Equatable, Sendable {
    /// The Chinese text.
    package var zh: String
    /// The English text.
    package var en: String

    /// A text in both languages.
    package init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }

    /// The text in one language.
    package subscript(_ language: Language) -> String {
        switch language {
        case .zh: zh
        case .en: en
        }
    }
}
