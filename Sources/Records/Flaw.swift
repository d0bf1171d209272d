/// Why a single value is not what its field wants; where it stands is for the reader to say.
struct Flaw: Error {
    var code: ProblemCode
    /// What was expected: completes "must be …".
    var expected: String
    /// What to do: a clause in the imperative.
    var advice: String

    init(_ code: ProblemCode, _ expected: String, _ advice: String) {
        self.code = code
        self.expected = expected
        self.advice = advice
    }
}
