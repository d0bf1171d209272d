import ArgumentParser
import Client
import Domain
import LocalCluster
import OS
import Terminal
import Transport
import Wire

/// Which cluster a verb talks to.
struct ClusterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Directory of the cluster's state; default $HUANXIN_DATA or ./.huanxin.", valueName: "dir"))
    var data: String?

    @Option(
        help: ArgumentHelp(
            "Client endpoint of a coordinator, such as tcp://host:7400; of several with commas between.",
            valueName: "endpoint"))
    var connect: String?

    @Option(help: ArgumentHelp("File of your secret key, for --connect to another machine.", valueName: "file"))
    var key: String?

    @Option(
        name: .customLong("server-key"),
        help: ArgumentHelp(
            "File of the coordinators' public key; once more for the next one while they change it.",
            valueName: "file"))
    var serverKey: [String] = []

    @Option(help: ArgumentHelp("Milliseconds to wait for an answer.", valueName: "ms"))
    var timeout: Int = 30_000

    /// `--data`, `$HUANXIN_DATA` or `./.huanxin`.
    var directory: String { data ?? CurrentProcess.environment("HUANXIN_DATA") ?? "./.huanxin" }

    /// Where the coordinators listen; at least one.
    var addresses: [String] {
        if let connect { return connect.split(separator: ",").map(String.init) }
        let layout = ClusterLayout(directory: directory)
        guard let settings = try? ClusterSettings.read(layout) else { return [layout.clientAddress] }
        return layout.clientAddresses(settings)
    }

    /// Whether a cluster was named on the command line.
    var isGiven: Bool { data != nil || connect != nil }

    /// Whether something may listen: a local cluster leaves no socket behind when it goes down.
    var isReachable: Bool {
        connect != nil || addresses.contains { Files.exists(String($0.dropFirst("ipc://".utf8.count))) }
    }

    /// A client of the cluster.
    ///
    /// - Throws: `CommandFailure` where there is no cluster to connect to.
    func client() throws -> ClusterClient {
        guard isReachable else {
            let place = ClusterLayout(directory: directory).directory
            throw CommandFailure(
                "no_cluster", Text(zh: "\(place) 中没有运行的集群", en: "no cluster is up in \(place)"),
                field: "data",
                hint: Text(
                    zh: "请先运行 huanxin up --detach，或用 --data、--connect 指明集群",
                    en: "start one with huanxin up --detach, or name one with --data or --connect"),
                status: ExitStatus.noAnswer)
        }
        let keys: TransportKeys?
        do {
            keys = try TransportKeys.read(secret: key, servers: serverKey)
        } catch {
            throw CommandFailure(
                "bad_key", Text(zh: "密钥不可用：\(error)", en: "the keys cannot be used: \(error)"), field: "key",
                hint: Text(
                    zh: "用 huanxin cluster keys new 生成密钥", en: "huanxin cluster keys new makes keys"))
        }
        do {
            return try ClusterClient(TransportContext(keys: keys), addresses: addresses)
        } catch {
            let address = addresses.joined(separator: ", ")
            throw CommandFailure(
                "bad_endpoint", Text(zh: "无法连接 \(address)：\(error)", en: "cannot connect to \(address): \(error)"),
                field: "connect",
                hint: Text(
                    zh: "写法如 tcp://host:7400；连接其他机器须给出 --key 与 --server-key",
                    en: "write it like tcp://host:7400; another machine needs --key and --server-key"))
        }
    }

    func validate() throws {
        guard timeout > 0, timeout <= 600_000 else {
            throw Invocation.misuse(
                zh: "--timeout 为 \(timeout)，应为 1 到 600000 毫秒",
                en: "--timeout is \(timeout); give 1 to 600000 milliseconds")
        }
        let isEndpoint = { (text: String) in ["tcp://", "ipc://"].contains { text.hasPrefix($0) } }
        if let connect, addresses.isEmpty || !addresses.allSatisfy(isEndpoint) {
            throw Invocation.misuse(
                zh: "--connect 为“\(connect)”，写法如 tcp://host:7400",
                en: "--connect is \"\(connect)\"; write it like tcp://host:7400")
        }
        if data != nil, connect != nil {
            throw Invocation.misuse(zh: "--data 与 --connect 只能给一个", en: "give --data or --connect, not both")
        }
    }
}

/// How an answer is shown.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case table, json, csv }

extension Language: ExpressibleByArgument {}

/// How an answer is shown, and in which language.
struct OutputOptions: ParsableArguments {
    @Option(help: "How the answer is shown.")
    var format: OutputFormat = .table

    @Option(help: "Language of what is shown; default by the environment.")
    var lang: Language?

    /// As asked, else by the environment; Chinese first.
    var language: Language { lang ?? Language.preferred(environment: Output.environment) }
}

/// What every read takes.
struct ReadOptions: ParsableArguments {
    @Option(
        name: .customLong("as-of"), help: ArgumentHelp("The day judged, YYYY-MM-DD; default today.", valueName: "date"))
    var asOf: String?

    @Option(
        help: ArgumentHelp(
            "Which versions of the records: a change or a time; default the newest.", valueName: "seq|time"))
    var known: String?

    @Option(name: .customLong("min-seq"), help: ArgumentHelp("The change the answer must include.", valueName: "seq"))
    var minSeq: UInt64 = 0

    @Option(
        name: .customLong("min-coverage"),
        help: ArgumentHelp("Below this share of the data there is no answer.", valueName: "fraction"))
    var minCoverage: Double = 0

    func validate() throws {
        guard (0...1).contains(minCoverage) else {
            throw Invocation.misuse(
                zh: "--min-coverage 为 \(minCoverage)，应为 0 到 1 的小数",
                en: "--min-coverage is \(minCoverage); give a fraction from 0 to 1")
        }
        if let asOf, CalendarDay(asOf) == nil {
            throw Invocation.misuse(
                zh: "--as-of 为“\(asOf)”，应为 YYYY-MM-DD 的日期", en: "--as-of is \"\(asOf)\"; give a day as YYYY-MM-DD")
        }
    }

    /// The request with these options set.
    func request() -> WireClientRequest {
        var request = WireClientRequest()
        request.asOf = asOf ?? ""
        request.known = known ?? ""
        request.minSeq = minSeq
        request.minCoverage = minCoverage
        return request
    }
}

extension RecordKind: ExpressibleByArgument {
    /// The kind as the contract calls it, or its singular, or with a hyphen: `model`, `joint-caps`.
    package init?(argument: String) {
        let name = argument.lowercased().map { $0 == "-" ? "_" : String($0) }.joined()
        let match = RecordKind.allCases.first { $0.rawValue == name || $0.rawValue == name + "s" }
        guard let match else { return nil }
        self = match
    }

    /// What help and messages list.
    package static var allValueStrings: [String] { allCases.map(\.rawValue) }
}
