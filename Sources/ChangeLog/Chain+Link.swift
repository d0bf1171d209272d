package import Cluster
import Crypto
import Domain

extension Chain {
    /// The chain at the next change: first 16 bytes of SHA-256(previous chain, seq, kind, id, body)
    /// (40-cluster.md, section 5). Whoever appends computes it, whatever keeps the log.
    package func link(seq: UInt64, entry: LogEntry) -> Chain {
        var hash = SHA256()
        var head = bytes
        withUnsafeBytes(of: seq.littleEndian) { head.append(contentsOf: $0) }
        head.append(entry.kind.number)
        head.append(contentsOf: entry.id.utf8)
        head.withUnsafeBytes { hash.update(bufferPointer: $0) }
        entry.body.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return Chain(bytes: Array(hash.finalize().prefix(16)))
    }
}
