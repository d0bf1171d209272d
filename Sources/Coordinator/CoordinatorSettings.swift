import CatalogueStore
package import Cluster
package import Domain
import OS

/// What a coordinator needs to know at start.
package struct CoordinatorSettings: Sendable {
    /// Where its log and catalogue lie.
    package var directory: String
    /// Where it listens: clients, queries, the change stream.
    package var clientAddress, queryAddress, applyAddress: String
    /// A worker that a new cluster begins with.
    package struct Worker: Equatable, Sendable {
        package var name: String
        /// Label of the machine.
        package var host: String

        /// - Parameter text: `name` or `name@host`.
        package init(_ text: String) {
            let parts = text.split(separator: "@", maxSplits: 1).map(String.init)
            name = parts.first ?? ""
            host = parts.count > 1 ? parts[1] : name
        }
    }

    /// The workers of a new cluster; others join when they say READY.
    package var workers: [Worker]
    /// Vshards of a new cluster, and copies of each; an existing one keeps its own.
    package var vshards: Int
    package var copies: Int
    package var codes: KnownCodes
    /// How replicas are chosen for questions; other than the default only for comparison.
    package var router = Router.Settings()
    /// Bytes free under the directory; nil where that cannot be told.
    package var freeDiskBytes: @Sendable () -> UInt64?

    package init(
        directory: String, clientAddress: String, queryAddress: String, applyAddress: String, workers: [String],
        vshards: Int, copies: Int = 1, codes: KnownCodes
    ) {
        self.directory = directory
        self.clientAddress = clientAddress
        self.queryAddress = queryAddress
        self.applyAddress = applyAddress
        self.workers = workers.map { Worker($0) }
        self.vshards = vshards
        self.copies = copies
        self.codes = codes
        freeDiskBytes = { try? CurrentProcess.freeDiskBytes(at: directory) }
    }
}

/// Limits of what a client may ask of a coordinator.
enum CoordinatorLimits {
    /// Records of one import request.
    static let importRecords = 5_000
    /// One body: a line of an import is no longer (50-interfaces.md).
    static let bodyBytes = 1 << 20
    static let requestBytes = 16 << 20
    static let textBytes = 8 << 10
    static let filters = 32
    static let filterBytes = 256
    /// Below this much free disk only withdrawals are written.
    static let diskReserve: UInt64 = 256 << 20
    /// Of an idempotency key: the log keeps it beside a time in one LMDB key of 511 bytes.
    static let keyBytes = 255
    static let top = 1_000
    static let page = 1_000
    /// Lines of a need, and so models picked.
    static let picks = 200
    /// Packages of one answer.
    static let packages = 20
    /// Files that wait to be read or written.
    static let diskWork = 64
    /// Places named where an answer asked for again is another one.
    static let differences = 20
    /// Questions under way at once; more are refused as busy.
    static let questions = 10_000
    /// After a start clients wait until every worker is back, so long at most: a restart is a pause, not a failure.
    static let gathering: Instant = .milliseconds(2_000)
    /// Deadline of an interactive question (40-cluster.md, section 8).
    static let interactive: Instant = .milliseconds(5_000)
    /// The longest that a question may take.
    static let patience: Instant = .milliseconds(30_000)

    /// The time for a question whose client gives it so long; 0 = it does not say.
    static func time(microseconds: UInt32) -> Instant {
        microseconds == 0 ? interactive : min(Instant(microseconds) * 1_000, patience)
    }

    /// Bytes of records in one frame.
    static let recordBytes = 1 << 20
    static let recordsInFrame = 2_000
    /// What a record takes in a frame beside its body, about.
    static let recordOverhead = 64
    /// Changes a worker may be behind and still count as there in the status.
    static let lagOfPresent: UInt64 = 1_000
    /// Sub-requests that wait for a worker's credit.
    static let queueOfWorker = 1_000
    /// Time of a question that warms a replica.
    static let warmingMicroseconds: UInt32 = 500_000
    /// What was done about placement, kept for `cluster status`.
    static let notes = 32
    /// Between two looks for answers that are late: a hedge is late by so much itself.
    static let lookEvery: Instant = .milliseconds(3)
    /// Between two rounds of placement.
    static let placementPause: Instant = .milliseconds(100)
}
