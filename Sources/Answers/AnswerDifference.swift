package import JSON

/// Where two answers differ.
package struct AnswerDifference: Equatable, Sendable {
    /// From the answer down: `packages[0].offers[1].amount_cny`.
    package var path: String
    /// Nil where nothing stands.
    package var saved, now: JSONValue?

    /// The first differences in the order of the saved answer; a list or object of another form counts as one.
    ///
    /// - Parameter limit: differences at most.
    package static func list(saved: JSONValue, now: JSONValue, limit: Int) -> [AnswerDifference] {
        var found: [AnswerDifference] = []
        compare(saved, now, at: "", limit, &found)
        return found
    }

    /// `{"path", "saved", "now"}`; null where nothing stands.
    package var json: JSONValue { ["path": .string(path), "saved": saved ?? .null, "now": now ?? .null] }

    private static func compare(
        _ saved: JSONValue?, _ now: JSONValue?, at path: String, _ limit: Int, _ found: inout [AnswerDifference]
    ) {
        guard found.count < limit, saved != now else { return }
        switch (saved, now) {
        case (.object(let a)?, .object(let b)?):
            let count = found.count
            for member in a.members {
                compare(member.value, b[member.key], at: place(path, member.key), limit, &found)
            }
            for member in b.members where a[member.key] == nil {
                compare(nil, member.value, at: place(path, member.key), limit, &found)
            }
            // The same members in another order are other bytes too.
            if found.count == count { found.append(AnswerDifference(path: path, saved: saved, now: now)) }
        case (.array(let a)?, .array(let b)?):
            for index in 0..<max(a.count, b.count) {
                compare(
                    index < a.count ? a[index] : nil, index < b.count ? b[index] : nil, at: "\(path)[\(index)]", limit,
                    &found)
            }
        default: found.append(AnswerDifference(path: path, saved: saved, now: now))
        }
    }

    private static func place(_ path: String, _ key: String) -> String { path.isEmpty ? key : path + "." + key }
}
