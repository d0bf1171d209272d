/// Why bytes are not one JSON value (10-data-model.md, "Import": `bad_json`, `bad_encoding`).
package struct JSONParseError: Error, Equatable, Sendable {
    /// encoding: the bytes are not UTF-8; syntax: they are, but not exactly one JSON value within the limits.
    package enum Kind: String, Sendable { case encoding, syntax }

    package var kind: Kind
    /// What is wrong, in a sentence without the offset.
    package var message: String
    /// The byte, from 0, at or before which it is wrong.
    package var offset: Int

    package init(kind: Kind, message: String, offset: Int) {
        self.kind = kind
        self.message = message
        self.offset = offset
    }
}
