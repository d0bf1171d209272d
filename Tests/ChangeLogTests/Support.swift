import ChangeLog
import ChangeLogLMDB
import Cluster
import Crypto
import Domain
import TestSupport

/// A log in a directory of its own.
struct LogSite {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    func open(_ limits: EmbeddedLog.Limits = LogSite.small) throws -> EmbeddedLog {
        try EmbeddedLog(directory: scratch.path + "/log", newIncarnation: Array(0..<16), limits: limits)
    }

    static var small: EmbeddedLog.Limits {
        var limits = EmbeddedLog.Limits()
        limits.mapBytes = 256 << 20
        return limits
    }
}
