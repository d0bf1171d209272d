import Glibc
import OS

/// What a process uses.
package enum ProcessFacts {
    /// Resident memory in bytes; 0 where the system does not tell.
    package static var residentBytes: UInt64 {
        guard let text = try? Files.read("/proc/self/statm") ?? [] else { return 0 }
        let fields = String(decoding: text, as: UTF8.self).split(separator: " ")
        guard fields.count > 1, let pages = UInt64(fields[1]) else { return 0 }
        return pages * UInt64(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// CPU seconds used so far.
    package static var cpuSeconds: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    /// Nanoseconds of CPU that the calling thread has used.
    package static var threadCPUNanoseconds: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// 64 random bits from the system.
    package static var randomBits: UInt64 { UInt64.random(in: .min ... .max) }
}

extension ProcessFacts {
    /// Random bytes from the system.
    package static func randomBytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max) }
    }
}
