import Domain

/// The joint caps, all versions: any worker can put a package together.
struct JointCapTable: Sendable {
    private var caps: [String: Versioned<JointCap>] = [:]

    mutating func put(_ cap: JointCap, seq: UInt64) { caps[cap.id, default: Versioned()].put(cap, seq: seq) }

    /// The caps as they stood at a seq, by id in byte order, each with the seq of its version.
    func all(at seq: UInt64) -> [(seq: UInt64, cap: JointCap)] {
        let found = caps.values.compactMap { $0.version(at: seq) }.map { (seq: $0.seq, cap: $0.value) }
        return found.sorted { $0.cap.id.utf8.lexicographicallyPrecedes($1.cap.id.utf8) }
    }
}
