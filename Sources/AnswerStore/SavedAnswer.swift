package import JSON

/// An answer with all that it follows from.
package struct SavedAnswer: Equatable, Sendable {
    /// What was asked: `match`, `assess`, `why-not`, `package`, `what-if`.
    package var verb: String
    /// The question with its day, its seq, all options and the records it came with as they stood.
    package var question: JSONValue
    /// The seq of the version of each offer that was read.
    package var ruleVersions: JSONValue
    /// The seq of the version of each joint cap that was read.
    package var jointCapVersions: JSONValue
    package var asOfSeq: UInt64
    /// As it was given.
    package var answer: JSONValue

    package init(
        verb: String, question: JSONValue, ruleVersions: JSONValue, jointCapVersions: JSONValue, asOfSeq: UInt64,
        answer: JSONValue
    ) {
        self.verb = verb
        self.question = question
        self.ruleVersions = ruleVersions
        self.jointCapVersions = jointCapVersions
        self.asOfSeq = asOfSeq
        self.answer = answer
    }

    /// What is hashed and written, without the id.
    var content: JSONValue {
        [
            "verb": .string(verb), "question": question, "rule_versions": ruleVersions,
            "joint_cap_versions": jointCapVersions, "as_of_seq": .int(asOfSeq), "answer": answer,
        ]
    }

    /// Nil where a part is missing.
    init?(content: JSONValue) {
        guard let verb = content["verb"]?.string, let question = content["question"], question.object != nil,
            let rules = content["rule_versions"], let caps = content["joint_cap_versions"],
            let seq = content["as_of_seq"]?.int, seq >= 0, let answer = content["answer"], answer.object != nil
        else { return nil }
        self.init(
            verb: verb, question: question, ruleVersions: rules, jointCapVersions: caps, asOfSeq: UInt64(seq),
            answer: answer)
    }
}
