/// Why facts cannot be changed as asked.
package struct FactFlaw: Error, Equatable, Sendable {
    /// Permanent, as in answers.
    package var code: String
    package var message: String
    /// The fact, by its name in rules.
    package var field: String
    package var hint: String

    init(_ code: String, _ message: String, field: String, hint: String) {
        self.code = code
        self.message = message
        self.field = field
        self.hint = hint
    }
}
