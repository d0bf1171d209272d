import Client
import Domain
import Terminal
import Wire

/// Asks a cluster which ids it has.
struct StoredIDs {
    let client: ClusterClient
    let timeoutMs: Int
    /// Ids in one question, so that a message stays small.
    private static let batch = 2_000

    /// The ids that are stored, of those asked about.
    func stored(_ kind: RecordKind, _ ids: [String]) throws -> Set<String> {
        var found: Set<String> = []
        for start in stride(from: 0, to: ids.count, by: StoredIDs.batch) {
            let asked = Array(ids[start..<min(start + StoredIDs.batch, ids.count)])
            var request = WireClientRequest()
            request.exists.kind = UInt32(kind.number)
            request.exists.ids = asked
            let answer = try client.ask(request, timeoutMs: timeoutMs)
            if answer.error { _ = try Answer(answer) }
            guard answer.exists.count == asked.count else {
                throw CommandFailure(
                    "failed", Text(zh: "集群的应答读不懂", en: "the cluster's answer cannot be read"),
                    hint: Text(zh: "请确认两边版本一致", en: "see that both sides have the same version"),
                    status: ExitStatus.noAnswer)
            }
            for (id, isStored) in zip(asked, answer.exists) where isStored { found.insert(id) }
        }
        return found
    }
}

extension ClusterOptions {
    /// The ids of a cluster that was named, or of a local one that happens to be up; nil where there is none.
    ///
    /// - Throws: `CommandFailure` where the cluster that was named does not answer.
    func storedIDs() throws -> StoredIDs? {
        if !isGiven, !isReachable { return nil }
        let client = try client()
        if isGiven { return StoredIDs(client: client, timeoutMs: timeout) }
        var request = WireClientRequest()
        request.status = WireClusterStatus()
        guard (try? client.ask(request, timeoutMs: min(timeout, ClusterOptions.glanceMs))) != nil else { return nil }
        return StoredIDs(client: client, timeoutMs: timeout)
    }

    /// How long a cluster that was not named is given to show itself.
    private static let glanceMs = 2_000
}
