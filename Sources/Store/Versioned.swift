/// The versions of one value, oldest first, so that any past seq can be read.
struct Versioned<Value: Sendable>: Sendable {
    private var versions: [(seq: UInt64, value: Value)] = []

    /// Adds a version; one that is there already is replaced, for the log may be replayed.
    mutating func put(_ value: Value, seq: UInt64) {
        if let last = versions.last, last.seq >= seq {
            guard let index = versions.firstIndex(where: { $0.seq >= seq }) else { return }
            if versions[index].seq == seq {
                versions[index].value = value
            } else {
                versions.insert((seq, value), at: index)
            }
        } else {
            versions.append((seq, value))
        }
    }

    var count: Int { versions.count }

    /// The seq of the newest version.
    var newestSeq: UInt64? { versions.last?.seq }

    /// The newest version not after `seq`.
    func at(_ seq: UInt64) -> Value? { version(at: seq)?.value }

    /// The same with the seq it was written at.
    func version(at seq: UInt64) -> (seq: UInt64, value: Value)? {
        if let last = versions.last, last.seq <= seq { return last }
        return versions.last { $0.seq <= seq }
    }
}
