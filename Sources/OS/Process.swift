internal import CMalloc
import Glibc

/// The clock of intervals: never set, the same for all processes of this machine until it restarts.
package enum MonotonicClock {
    /// Nanoseconds now.
    @inline(__always)
    package static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}

/// The processor time of the calling thread.
package enum ThreadClock {
    /// Nanoseconds it has run.
    package static var busy: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}

/// The clock on the wall, for stamps that people read; it can be set back.
package enum WallClock {
    /// Milliseconds since 1970-01-01 UTC.
    package static var nowMs: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}

/// This process.
package enum CurrentProcess {
    /// Its number.
    package static var id: Int32 { getpid() }

    /// Processors online.
    package static var coreCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// Memory of this machine, in bytes.
    package static var memoryBytes: UInt64 {
        UInt64(max(0, sysconf(Int32(_SC_PHYS_PAGES)))) * UInt64(max(0, sysconf(Int32(_SC_PAGESIZE))))
    }

    /// The value of an environment variable; `nil` if it is not set.
    ///
    /// Read at start: the variables are not guarded against a thread that sets them.
    package static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// Keeps memory that was freed for the next use, up to so many bytes, and takes large pieces out of it too.
    ///
    /// The C library gives a large piece back to the system as soon as it is free, and the next one comes as pages that
    /// the kernel clears first: for a process that takes in and passes on batches all day that is a fifth of its time.
    package static func keepFreedMemory(bytes: Int32 = 256 << 20) {
        mallopt(M_MMAP_THRESHOLD, 64 << 20)
        mallopt(M_TRIM_THRESHOLD, bytes)
    }

    /// Bytes free on the disk of `path` for this user.
    package static func freeDiskBytes(at path: String) throws(OSError) -> UInt64 {
        var figures = statvfs()
        try check("look at disk of", path) { statvfs(path, &figures) }
        return UInt64(figures.f_bavail) * UInt64(figures.f_frsize)
    }
}
