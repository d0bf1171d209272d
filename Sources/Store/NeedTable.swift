import Domain
import LMDB

/// The needs of a vshard as its indexes keep them.
///
///     lines    category path · 0 · birth u64 · index u16 → seq u64
///     docs     birth u64 → whether a need is live, and the terms of its text
final class NeedTable {
    let lines, docs: Table

    init(_ environment: Environment) throws {
        lines = try environment.openTable("lines")
        docs = try environment.openTable("docs")
    }

    /// Puts the edits of a batch, each need once. May run twice where the map was full: what is in memory changes in
    /// `commit`.
    func apply(_ edits: [NeedEdit], _ transaction: inout WriteTransaction) throws {
        for edit in edits {
            for key in edit.previous.map({ keys($0, edit.birth) }) ?? [] { try transaction.delete(key, in: lines) }
            for key in keys(edit.need, edit.birth) {
                try transaction.put(key, value: Key(edit.seq).bytes, in: lines)
            }
            let document = DocumentCodec.encode(edit.document, isLive: edit.need.statusOrDefault != .withdrawn)
            try transaction.put(Key(edit.birth), value: document, in: docs)
        }
    }

    /// Takes the edits of `apply` up in memory, after the commit.
    func commit(_ edits: [NeedEdit]) {}

    private func keys(_ need: Need, _ birth: UInt64) -> [Key] {
        need.lines.enumerated().map { index, line in
            var key = NeedTable.key(line.category, birth)
            key.append(UInt16(index))
            return key
        }
    }

    /// category path · 0 · birth.
    private static func key(_ category: CategoryPath, _ birth: UInt64) -> Key {
        var key = Key(capacity: category.path.utf8.count + 11)
        key.append(category.path)
        key.append(UInt8(0))
        key.append(birth)
        return key
    }
}
