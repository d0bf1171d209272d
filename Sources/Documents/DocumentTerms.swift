import Cluster

/// A document's terms as an index keeps them: sorted hashes with their counts.
package struct DocumentTerms: Equatable, Sendable {
    /// XXH64 of the token's UTF-8; two tokens of one hash are not told apart (odds 10^-7 for a million tokens).
    package typealias Term = UInt64

    /// By hash, each once.
    package private(set) var terms: [(term: Term, count: UInt16)] = []
    /// All tokens, repeats counted.
    package private(set) var length: UInt32 = 0

    /// The terms of the hashes of all tokens, with those of another document where there is one.
    init(_ hashes: inout [Term], adding shared: DocumentTerms?) {
        DocumentTerms.sort(&hashes)
        let others = shared?.terms ?? []
        length = UInt32(hashes.count) + (shared?.length ?? 0)
        terms.reserveCapacity(hashes.count + others.count)
        var other = 0
        var index = 0
        while index < hashes.count {
            let term = hashes[index]
            var count: UInt16 = 0
            while index < hashes.count, hashes[index] == term {
                count &+= count == .max ? 0 : 1
                index += 1
            }
            while other < others.count, others[other].term < term {
                terms.append(others[other])
                other += 1
            }
            if other < others.count, others[other].term == term {
                count &+= others[other].count
                other += 1
            }
            terms.append((term, count))
        }
        while other < others.count {
            terms.append(others[other])
            other += 1
        }
    }

    /// Ascending. A document mostly has few tokens, which insertion sorts faster than a sort for many.
    private static func sort(_ hashes: inout [Term]) {
        guard hashes.count <= 64 else { return hashes.sort() }
        hashes.withUnsafeMutableBufferPointer { hashes in
            for index in hashes.indices.dropFirst() {
                let hash = hashes[index]
                var place = index
                while place > 0, hashes[place - 1] > hash {
                    hashes[place] = hashes[place - 1]
                    place -= 1
                }
                hashes[place] = hash
            }
        }
    }

    package static func == (a: DocumentTerms, b: DocumentTerms) -> Bool {
        a.length == b.length && a.terms.elementsEqual(b.terms) { $0 == $1 }
    }

    /// The hash of a query's token.
    package static func term(_ token: String) -> Term { XXH64.hash(token) }
}
