import Cluster
import Domain
import LMDB

/// What a catalogue holds cannot be: it is to be built anew from the log.
package struct CatalogueDamage: Error, CustomStringConvertible, Sendable {
    package let description: String

    init(_ description: String) { self.description = description }
}

extension Catalogue {
    /// Whether an error says that the catalogue, or its file, is damaged.
    package static func isDamage(_ error: any Error) -> Bool {
        if error is CatalogueDamage { return true }
        guard let error = error as? LMDBError else { return false }
        return [.invalidFile, .corrupted, .versionMismatch, .pageNotFound].contains(error.code)
    }
}

/// What a catalogue depends on beside the log.
enum CatalogueFingerprint {
    /// Of the tables.
    private static let format: UInt32 = 1
    /// To be raised whenever TextAnalysis or Documents make other terms of the same record.
    private static let analyser: UInt32 = 1

    static func bytes(_ categories: CategoryTree) -> [UInt8] {
        var hash: UInt64 = 0
        for (path, category) in categories.categories.sorted(by: { $0.key < $1.key }) {
            for text in [path.path, category.nameZh, category.nameEn] + category.synonyms + ["\n"] {
                hash = XXH64.hash(text, seed: hash)
            }
        }
        return Key(format).appending(analyser).appending(hash).bytes
    }
}
