import Glibc
import OS

/// CPU and memory of the processes of a bench's cluster, as the kernel counts them.
struct ProcessUse {
    /// One process.
    struct Use {
        var cpuSeconds: Double
        var residentBytes: Int
    }

    /// By name: the client, `coordinator`, and the workers by theirs.
    private(set) var uses: [(name: String, use: Use)] = []

    /// Now.
    ///
    /// - Parameter supervisor: whose children are the services.
    init(supervisor: Int32) {
        if let use = ProcessUse.use(of: getpid()) { uses.append(("client", use)) }
        for process in ProcessUse.children(of: supervisor) {
            guard let use = ProcessUse.use(of: process) else { continue }
            uses.append((ProcessUse.name(of: process), use))
        }
    }

    /// CPU seconds of each process since an earlier look.
    func cpuSeconds(since before: ProcessUse) -> [(name: String, seconds: Double)] {
        uses.map { name, use in
            (name, use.cpuSeconds - (before.uses.first { $0.name == name }?.use.cpuSeconds ?? 0))
        }
    }

    /// The processes of a supervisor by name: `coordinator`, `w1` …
    static func processes(of supervisor: Int32) -> [String: Int32] {
        Dictionary(children(of: supervisor).map { (name(of: $0), $0) }, uniquingKeysWith: { $1 })
    }

    private static func children(of parent: Int32) -> [Int32] {
        let all = (try? Files.names(in: "/proc")) ?? []
        return all.compactMap { Int32($0) }.filter { fields(of: $0).map { $0[1] == String(parent) } ?? false }.sorted()
    }

    /// `match-worker --name w1 …` is `w1`, `huanxin-coordinator` is `coordinator`.
    private static func name(of process: Int32) -> String {
        let line = (try? Files.read("/proc/\(process)/cmdline")) ?? nil
        let words = (line ?? []).split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        if let place = words.firstIndex(of: "--name"), place + 1 < words.count { return words[place + 1] }
        return words.first?.hasSuffix("coordinator") == true ? "coordinator" : words.first ?? String(process)
    }

    private static func use(of process: Int32) -> Use? {
        guard let fields = fields(of: process), fields.count > 21, let user = Double(fields[11]),
            let system = Double(fields[12]), let pages = Int(fields[21])
        else { return nil }
        return Use(
            cpuSeconds: (user + system) / Double(sysconf(Int32(_SC_CLK_TCK))),
            residentBytes: pages * sysconf(Int32(_SC_PAGESIZE)))
    }

    /// The fields of `/proc/<pid>/stat` after the program's name, which may have spaces: state, parent, …
    private static func fields(of process: Int32) -> [Substring]? {
        guard let bytes = (try? Files.read("/proc/\(process)/stat")) ?? nil, let end = bytes.lastIndex(of: 0x29) else {
            return nil
        }
        return String(decoding: bytes[(end + 1)...], as: UTF8.self).split(separator: " ")
    }
}

/// Bytes of the files below a directory, lock files left out.
enum DiskUse {
    static func bytes(below path: String) -> Int {
        guard let names = try? Files.names(in: path) else { return 0 }
        return names.reduce(0) { sum, name in
            let inner = path + "/" + name
            if Files.isDirectory(inner) { return sum + bytes(below: inner) }
            return sum + (name == "lock.mdb" ? 0 : ((try? Files.size(inner)) ?? nil) ?? 0)
        }
    }
}
