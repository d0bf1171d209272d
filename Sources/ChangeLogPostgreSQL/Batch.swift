import ChangeLog
import Cluster
import Domain
import PostgreSQL

/// Groups with the seqs and chains they get if they follow a position.
struct Batch {
    /// What must still hold at the server.
    struct Fence {
        var epoch: Int32
        var incarnation: [UInt8]
        var writer: Int64
        var first: Int64
        var at: Int64
    }

    private static let fence = """
        WITH fence AS (UPDATE head SET next_seq = next_seq + $1
                WHERE epoch = $2 AND incarnation = $3 AND next_seq = $4 AND writer = $5 RETURNING 1),
            once AS (INSERT INTO idem (key, first_seq, last_seq, at, content)
                SELECT k.key, k.first_seq, k.last_seq, $6, k.content
                FROM fence, unnest($7::bytea[], $8::bigint[], $9::bigint[], $10::bigint[])
                    AS k (key, first_seq, last_seq, content))
        """
    private static let answer = "SELECT pg_notify('\(Writer.channel)', '') FROM fence"
    /// One statement, so one round trip, one transaction: no row back = fenced.
    static let insert = """
        \(fence), records AS (INSERT INTO log (seq, epoch, vshard, kind, id, body, chain, at, birth)
            SELECT $4 + r.place - 1, $2, r.vshard, r.kind, r.id, r.body, r.chain, $6, r.birth
            FROM fence, unnest($11::int[], $12::smallint[], $13::bytea[], $14::bytea[], $15::bytea[], $16::bigint[])
                WITH ORDINALITY AS r (vshard, kind, id, body, chain, birth, place))
        \(answer)
        """
    /// The same without the records, which follow by COPY.
    static let takeSeqs = "\(fence) \(answer)"
    static let copy = "COPY log (seq, epoch, vshard, kind, id, body, chain, at, birth) FROM STDIN (FORMAT binary)"

    let outcomes: [AppendOutcome]
    let end: Position
    private(set) var keys: [[UInt8]] = []
    private var firsts: [Int64] = []
    private var lasts: [Int64] = []
    private var contents: [Int64] = []
    private var entries: [LogEntry] = []
    private var chains: [[UInt8]] = []

    init(_ groups: [AppendGroup], after start: Position, known: [[UInt8]: KnownKey]) {
        var used = known
        var outcomes: [AppendOutcome] = []
        var position = start
        for group in groups {
            let key = group.idempotencyKey
            if !key.isEmpty, let done = used[key] {
                outcomes.append(done.outcome(content: group.content))
                continue
            }
            let first = position.seq + 1
            for entry in group.entries {
                let seq = position.seq + 1
                position = Position(seq: seq, chain: position.chain.link(seq: seq, entry: entry))
                entries.append(entry)
                chains.append(position.chain.bytes)
            }
            if !key.isEmpty {
                used[key] = KnownKey(first: first, last: position.seq, content: group.content)
                keys.append(key)
                firsts.append(Int64(first))
                lasts.append(Int64(position.seq))
                contents.append(Int64(bitPattern: group.content))
            }
            outcomes.append(.committed(first: first, last: position.seq))
        }
        self.outcomes = outcomes
        end = position
    }

    /// Records to be written.
    var count: Int { entries.count }

    /// Whether every group was done before.
    var isAllKnown: Bool {
        outcomes.allSatisfy { outcome in
            if case .committed = outcome { false } else { true }
        }
    }

    func parameters(_ fence: Fence, withRecords: Bool) -> Parameters {
        var parameters = Parameters()
        parameters.add(Int64(count))
        parameters.add(fence.epoch)
        parameters.add(uuid: fence.incarnation)
        parameters.add(fence.first)
        parameters.add(fence.writer)
        parameters.add(timestamp: fence.at)
        parameters.add(keys)
        parameters.add(firsts)
        parameters.add(lasts)
        parameters.add(contents)
        guard withRecords else { return parameters }
        parameters.add(entries.map { Int32(bitPattern: $0.vshard) })
        parameters.add(entries.map { Int16($0.kind.number) })
        parameters.add(entries.map { Array($0.id.utf8) })
        parameters.add(entries.map(\.body))
        parameters.add(chains)
        parameters.add(births(fence))
        return parameters
    }

    func rows(_ fence: Fence) -> CopyRows {
        var rows = CopyRows()
        let births = births(fence)
        for (index, entry) in entries.enumerated() {
            rows.begin(fields: 9)
            rows.add(fence.first + Int64(index))
            rows.add(fence.epoch)
            rows.add(Int32(bitPattern: entry.vshard))
            rows.add(Int16(entry.kind.number))
            rows.add(entry.id)
            rows.add(entry.body)
            rows.add(chains[index])
            rows.add(fence.at)
            rows.add(births[index])
        }
        rows.end()
        return rows
    }

    private func births(_ fence: Fence) -> [Int64] {
        entries.enumerated().map { $1.birth.map { Int64($0) } ?? fence.first + Int64($0) }
    }
}
