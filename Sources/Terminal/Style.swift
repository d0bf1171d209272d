/// How a word stands out on a terminal that shows colours.
package enum Style: Int, Sendable, CaseIterable {
    case bold = 1
    case dim = 2
    case red = 31
    case green = 32
    case yellow = 33

    /// The text in this style, or unchanged where styling is off. The escape codes take no columns.
    package func apply(to text: String, isOn: Bool) -> String {
        isOn && !text.isEmpty ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
    }
}
