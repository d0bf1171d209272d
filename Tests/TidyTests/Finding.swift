/// Something in the tree that must be changed: where, what, and what to do.
struct Finding: CustomStringConvertible, Equatable {
    var file: String
    var line: Int
    var what: String

    var description: String { "\(file):\(line): \(what)" }
}

extension [Finding] {
    /// One finding a line, for a test's message.
    var text: String { map(\.description).joined(separator: "\n") }
}
