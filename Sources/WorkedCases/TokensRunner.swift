package import JSON
internal import TextAnalysis

/// `tokens`: texts into the tokens that search and text scores go by.
package struct TokensRunner: AskRunner {
    package let ask = "tokens"

    package init() {}

    package func answer(_ input: CaseInput) async throws(CaseFlaw) -> JSONValue {
        ["tokens": .array(try input.texts("texts").map { .strings(TextAnalyser.tokens($0)) })]
    }
}
