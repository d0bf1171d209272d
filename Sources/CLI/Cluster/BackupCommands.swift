import ArgumentParser
import Backup
import Cluster
import JSON
import LocalCluster
import OS
import ServiceKit
import Terminal

/// `cluster backup`: the log of a cluster, so that it can be restored without it.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Back up a cluster's log, or add to an older backup what it lacks.",
        discussion: """
            Reads the log where it lies, on this machine or in PostgreSQL, while the cluster goes on, or without it.
            All else is built again from the log. What is written after it began is in the next backup.

            Examples:
              huanxin cluster backup /backup/huanxin          again into the same directory: only what is new
              huanxin cluster backup /backup/huanxin --log postgres://db/huanxin
            """)

    @Argument(help: "Directory of the backup.")
    var directory: String

    @Option(
        help: ArgumentHelp("Directory of the cluster's state; default $HUANXIN_DATA or ./.huanxin.", valueName: "dir"))
    var data: String?

    @Option(
        help: ArgumentHelp("The PostgreSQL database of the log; default as under --data.", valueName: "postgres://…"))
    var log: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        let place = data ?? CurrentProcess.environment("HUANXIN_DATA") ?? "./.huanxin"
        let manifest = try ClusterBackup.write(
            ClusterLayout(directory: place), log: log, product: HuanxinCommand.configuration.version,
            to: BackupReport.path(directory)
        ) { seq, head in BackupReport.progress(seq, of: head) }
        BackupReport.show(manifest, output, zh: "已备份到", en: "backed up through")
    }
}

/// `cluster restore`: a new data directory from a backup.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make a new data directory from a backup, as of its end or of an earlier point.",
        discussion: """
            The whole backup is checked first. huanxin up --data NEW then starts the restored cluster, which builds its
            indexes from the log. Idempotency keys, kept answers and API keys are not in a backup.

            Examples:
              huanxin cluster restore /backup/huanxin --data ./restored
              huanxin cluster restore /backup/huanxin --data ./restored --to 120000
              huanxin cluster restore /backup/huanxin --data ./restored --to 2026-11-23T09:30:00
            """)

    @Argument(help: "Directory of the backup.")
    var directory: String

    @Option(help: ArgumentHelp("The new directory; must be empty or not there.", valueName: "dir"))
    var data: String

    @Option(help: ArgumentHelp("The last change, or a time: the last change not after it.", valueName: "seq|time"))
    var to: String?

    @Option(help: "Workers of the restored cluster.")
    var workers: Int = 2

    @Option(help: "Copies of each shard.")
    var replicas: Int = 2

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...ClusterSettings.workersMax).contains(workers), replicas >= 1 else {
            throw Invocation.misuse(
                zh: "workers 应为 1 到 \(ClusterSettings.workersMax)，replicas 至少为 1",
                en: "give 1 to \(ClusterSettings.workersMax) workers and 1 replica or more")
        }
        _ = try point()
    }

    private func point() throws -> BackupPoint {
        guard let to else { return .end }
        if let seq = UInt64(to), seq > 0 { return .seq(seq) }
        if let time = ShanghaiTime.milliseconds(of: to) { return .time(time) }
        throw Invocation.misuse(
            zh: "--to 为“\(to)”，应为变更号，或 2026-11-23、2026-11-23T09:30:00 这样的时间",
            en: "--to is \"\(to)\"; give a change, or a time as 2026-11-23 or 2026-11-23T09:30:00")
    }

    func run() throws {
        let reader = try BackupReader(BackupReport.path(directory))
        let last = try ClusterBackup.restore(
            reader, through: point(), to: data, workers: workers, replicas: replicas
        ) { seq, head in BackupReport.progress(seq, of: head) }
        guard output.format == .table else {
            let json: JSONValue = ["seq": .int(last), "data": .string(data)]
            return Output.standard.write(json.bytes + [0x0A])
        }
        Output.standard.line(
            Text(
                zh: "✓ 已恢复到变更 \(last)：huanxin up --data \(data)",
                en: "✓ restored through change \(last): huanxin up --data \(data)")[output.language])
    }
}

/// `cluster verify --backup`: whether a backup is whole.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that a backup can be restored.",
        discussion: """
            Reads all of it: sizes, hashes, the checksum of each record and the chain. Exit status 1 if it is damaged.

            Example:
              huanxin cluster verify --backup /backup/huanxin
            """)

    @Option(help: ArgumentHelp("Directory of the backup.", valueName: "dir"))
    var backup: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        let reader = try BackupReader(BackupReport.path(backup))
        try reader.verify()
        BackupReport.show(reader.manifest, output, zh: "备份完好：", en: "the backup is whole:")
    }
}

/// What is said of a backup.
enum BackupReport {
    /// Without slashes at its end: a temporary name is made by adding to it.
    static func path(_ directory: String) -> String {
        var path = directory
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    static func progress(_ seq: UInt64, of head: UInt64) {
        guard seq < head else { return }
        Output.error.line("\(seq) / \(head)")
    }

    static func show(_ manifest: BackupManifest, _ output: OutputOptions, zh: String, en: String) {
        let time = ShanghaiTime.text(milliseconds: manifest.timeMs)
        guard output.format == .table else {
            let json: JSONValue = [
                "seq": .int(manifest.position.seq), "incarnation": .string(manifest.incarnation),
                "time": .string(time), "shards": .int(manifest.vshards), "files": .int(manifest.segments.count),
                "bytes": .int(manifest.byteCount),
            ]
            return Output.standard.write(json.bytes + [0x0A])
        }
        let (seq, files, bytes) = (manifest.position.seq, manifest.segments.count, manifest.byteCount)
        Output.standard.line(
            Text(
                zh: "✓ \(zh)变更 \(seq)，\(files) 个文件，\(bytes) 字节，\(time)",
                en: "✓ \(en) change \(seq), \(files) files, \(bytes) bytes, \(time)")[output.language])
    }
}
