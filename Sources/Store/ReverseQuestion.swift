import Bodies
import Cluster
import Domain
import LMDB
import NeedIndex

/// What a vshard gives a question about its needs: its columns, and the needs that the columns have in a newer version
/// than the question is about.
struct NeedView {
    let replica: Replica
    let columns: NeedColumns
    let lines: LineColumns
    let hidden: Set<UInt32>
}

extension WorkerStore {
    /// The columns of a vshard for a question at a seq, the hidden needs given to `body` as they stood then; nil where
    /// the seq lies too far back, and every need of the vshard was given to it.
    ///
    /// - Parameter body: called for each need that the columns do not answer for, with its enterprise at that seq.
    func view(
        _ vshard: VShard, at seq: UInt64, pace: Pace, _ body: (Need, Enterprise?) throws -> Void
    ) throws -> NeedView? {
        guard let replica = replicas[vshard] else { throw StoreFlaw("vshard \(vshard.rawValue) is not here") }
        let common = common
        let enterprises = common.enterprises
        let reader = BodyReader()
        func give(_ version: VersionTable.Version) throws {
            let need = try reader.need(version.body)
            guard need.statusOrDefault == .open else { return }
            try body(need, try enterprise(need.enterprise, at: seq))
        }
        try enterprises.load(pace: pace, common.reading)
        let transaction = replica.reading
        guard seq >= replica.floor, seq >= enterprises.floor else {
            try replica.versions.forEach(.needs, at: seq, pace: pace, transaction, give)
            return nil
        }
        let loaded = try replica.needs.columns(enterprises, pace: pace, transaction)
        var hidden: Set<UInt32> = []
        for birth in replica.changed(.needs, after: seq) {
            if let ordinal = replica.needOrdinals.ordinal(of: birth) { hidden.insert(ordinal) }
        }
        for id in enterprises.changed(after: seq) {
            if let number = enterprises.firms.known(id) { hidden.formUnion(loaded.columns.rows(ofFirm: number)) }
        }
        for ordinal in hidden.sorted() {
            try pace.step()
            let birth = replica.needOrdinals.birth(of: ordinal)
            if let version = try replica.versions.version(.needs, birth: birth, at: seq, transaction) {
                try give(version)
            }
        }
        return NeedView(replica: replica, columns: loaded.columns, lines: loaded.lines, hidden: hidden)
    }
}
