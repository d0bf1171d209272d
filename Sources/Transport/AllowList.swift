import Glibc
import Synchronization
package import ZeroMQ

/// The keys that are let in, by a file: a key a line with a name after it. Read again when the file changes.
///
/// A key that is removed is refused at its next handshake; what still comes by its connections is not taken any more.
package final class AllowList: Sendable {
    /// What tells one state of a file from another.
    private struct Stamp: Equatable {
        var inode: UInt64 = 0
        var size: Int64 = 0
        var modifiedNs: Int64 = 0
        var changedNs: Int64 = 0
    }

    private struct State {
        var stamp: Stamp?
        /// Whether the file could still change without its stamp doing so: clocks of file systems are coarse.
        var isFresh = false
        var names: [CurveKey: String] = [:]
        var badLines: [Int] = []
    }

    private let path: String
    private let state = Mutex(State())
    private let count = Atomic<UInt64>(0)

    /// - Throws: if the file is missing or has a line that is no key with a name.
    package init(_ path: String) throws(KeyFileError) {
        self.path = path
        _ = try KeyFiles.named(path)
        refresh()
    }

    /// Rises with every change of the list.
    package var version: UInt64 { count.load(ordering: .acquiring) }

    /// The list as it is now.
    package var names: [CurveKey: String] { state.withLock { $0.names } }

    /// Lines of the file, from 1, that were passed over since it changed: a mistake lets nobody in and keeps nobody
    /// else out.
    package var badLines: [Int] { state.withLock { $0.badLines } }

    /// The name of a key that is let in now; `nil` for any other.
    package func name(of key: CurveKey) -> String? {
        refresh()
        return state.withLock { $0.names[key] }
    }

    /// Looks whether the file has changed, and then reads it. A missing file lets nobody in.
    package func refresh() {
        state.withLock { state in
            let stamp = AllowList.stamp(path)
            if state.stamp == stamp, stamp == nil || !state.isFresh { return }
            var (names, badLines): ([CurveKey: String], [Int]) = ([:], [])
            for line in (try? KeyFiles.lines(path)) ?? [] {
                if let (key, name) = KeyFiles.entry(line.words) {
                    names[key] = name
                } else {
                    badLines.append(line.number)
                }
            }
            let hasChanged = names != state.names
            state.stamp = stamp
            state.isFresh = stamp.map { AllowList.now() - $0.changedNs < 100_000_000 } ?? false
            state.names = names
            state.badLines = badLines
            if hasChanged { count.wrappingAdd(1, ordering: .releasing) }
        }
    }

    private static func stamp(_ path: String) -> Stamp? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Stamp(
            inode: UInt64(status.st_ino), size: Int64(status.st_size), modifiedNs: nanoseconds(status.st_mtim),
            changedNs: nanoseconds(status.st_ctim))
    }

    /// The clock that files are stamped by.
    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return nanoseconds(time)
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
