import Glibc
import JSON
import OS
import ServiceKit

/// Times of questions asked one after the other on one thread, by the clock and in CPU time of the thread.
///
/// Other processes make the first longer where they share a core, and hardly the second.
struct QuestionTimes {
    private var wall = Times()
    private var cpu = Times()
    private var cpuSum: UInt64 = 0
    private(set) var count = 0

    /// Asks, and notes how long it took.
    mutating func measure<R>(_ ask: () throws -> R) rethrows -> R {
        let (start, cpuStart) = (MonotonicClock.now, ProcessFacts.threadCPUNanoseconds)
        let answer = try ask()
        let cpuTime = ProcessFacts.threadCPUNanoseconds - cpuStart
        wall.record(MonotonicClock.now - start)
        cpu.record(cpuTime)
        cpuSum += cpuTime
        count += 1
        return answer
    }

    var p50Ms: Double { wall.at(50) / 1e6 }
    var p99Ms: Double { wall.at(99) / 1e6 }
    var maxMs: Double { wall.at(100) / 1e6 }
    var cpuMeanMs: Double { count == 0 ? 0 : Double(cpuSum) / Double(count) / 1e6 }

    /// As figures of that name.
    func add(_ name: String, to figures: inout JSONObject) {
        var object = JSONObject()
        object.add("questions", .int(count))
        for (key, times) in [("", wall), ("cpu_", cpu)] {
            object.add(key + "p50_ms", .ms(times.at(50) / 1e6))
            object.add(key + "p90_ms", .ms(times.at(90) / 1e6))
            object.add(key + "p99_ms", .ms(times.at(99) / 1e6))
            object.add(key + "max_ms", .ms(times.at(100) / 1e6))
        }
        object.add("cpu_mean_ms", .ms(cpuMeanMs))
        object.add("per_s_and_core", .double((1000 / max(1e-9, cpuMeanMs)).rounded()))
        figures.add(name, .object(object))
    }

    /// `p50 0.081 ms, p99 0.402 ms, …`.
    var text: String {
        "p50 \(RoadBench.text(p50Ms)) ms, p99 \(RoadBench.text(p99Ms)) ms, max \(RoadBench.text(maxMs)) ms; CPU p50 "
            + "\(RoadBench.text(cpu.at(50) / 1e6)) ms, p99 \(RoadBench.text(cpu.at(99) / 1e6)) ms, mean "
            + "\(RoadBench.text(cpuMeanMs)) ms = \(Int(1000 / max(1e-9, cpuMeanMs))) a second and core"
    }
}

extension JSONValue {
    /// Milliseconds to a ten-thousandth.
    static func ms(_ value: Double) -> JSONValue { .double((value * 1e4).rounded() / 1e4) }

    /// A ratio to a thousandth.
    static func ratio(_ value: Double) -> JSONValue { .double((value * 1e3).rounded() / 1e3) }
}

/// What the machine is and does, beside the figures measured on it.
enum MachineFacts {
    /// Cores, processor, and the load of the last minute.
    static func add(to figures: inout JSONObject) {
        var object = JSONObject()
        object.add("cores", .int(CurrentProcess.coreCount))
        object.add("processor", processor.map { .string($0) })
        object.add("load_1_min", load.map { .double($0) })
        figures.add("machine", .object(object))
    }

    private static var processor: String? {
        lines("/proc/cpuinfo").first { $0.utf8.starts(with: "model name".utf8) }?.split(separator: ":").last.map {
            String($0.drop { $0 == " " })
        }
    }

    /// Runnable threads on average over the last minute.
    static var load: Double? { lines("/proc/loadavg").first?.split(separator: " ").first.flatMap { Double($0) } }

    /// Resident bytes that are not of files: the process's own memory, without the pages of the maps.
    static var anonymousBytes: Int { status("RssAnon:") }

    /// Resident bytes of files, most of them pages of the maps that the system can drop.
    static var fileBytes: Int { status("RssFile:") }

    private static func status(_ name: String) -> Int {
        let line = lines("/proc/self/status").first { $0.utf8.starts(with: name.utf8) }
        let kib = line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) }
        return (kib ?? 0) << 10
    }

    private static func lines(_ path: String) -> [Substring] {
        let bytes = (try? Files.read(path)) ?? nil
        return String(decoding: bytes ?? [], as: UTF8.self).split(separator: "\n")
    }
}

/// A file written line by line in large pieces.
final class BenchFile {
    private let file: UnsafeMutablePointer<FILE>

    init(_ path: String) throws {
        guard let file = fopen(path, "w") else { throw OSError("create", path, errno: errno) }
        self.file = file
    }

    deinit { fclose(file) }

    /// Appends a line and its end.
    func line(_ text: String) throws {
        guard fputs(text, file) >= 0, fputc(0x0A, file) >= 0 else { throw OSError("write", "a file", errno: errno) }
    }

    /// Writes out what is still in memory.
    func finish() throws {
        guard fflush(file) == 0 else { throw OSError("write", "a file", errno: errno) }
    }
}
