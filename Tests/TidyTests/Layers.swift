/// Where a target stands, and what it may import for that (ARCHITECTURE.md, "Targets").
enum Layer: String {
    /// Values in, values out: no clock, file, socket, thread, logger.
    case pure
    /// The only importer of its C library.
    case binding
    /// Threads, files, clocks of the system.
    case system
    /// Records on disk, bytes on sockets, files of records.
    case storage
    /// What runs: services, programs, their tools.
    case shell

    /// The layers whose targets it may import. A binding that only computes counts as pure: `Layers.calculating`.
    var imports: Set<Layer> {
        switch self {
        case .pure: [.pure]
        case .binding: []
        case .system: []
        case .storage: [.pure, .binding, .system, .storage]
        case .shell: [.pure, .system, .storage, .shell]
        }
    }

    /// The modules of the toolchain and of packages it may import.
    var modules: Set<String> {
        switch self {
        case .pure: []
        case .binding, .system: ["Glibc", "Synchronization"]
        case .storage: ["Glibc", "Synchronization", "FoundationEssentials", "SwiftProtobuf", "Crypto"]
        case .shell:
            [
                "Glibc", "Synchronization", "FoundationEssentials", "SwiftProtobuf", "Logging", "ArgumentParser",
                "Histogram",
            ]
        }
    }
}

/// The layer of every target.
enum Layers {
    static let of: [String: Layer] = {
        var layers: [String: Layer] = [:]
        for (layer, names) in table { for name in names { layers[name] = layer } }
        return layers
    }()

    private static let table: [(Layer, [String])] = [
        (
            .pure,
            [
                "Answers", "Benefits", "Bodies", "Cluster", "DemoData", "Documents", "Domain", "FinanceMath", "JSON",
                "Matching", "ModelIndex", "NeedIndex", "OfferIndex", "OfferLint", "Packaging", "Queries", "Records",
                "ReferenceData", "RegistryScan", "Rules", "Scenarios", "TextAnalysis", "TextIndex", "WatchIndex",
            ]
        ),
        (.binding, ["JSONParsing", "LMDB", "PostgreSQL", "UnicodeForms", "XLSX", "ZeroMQ"]),
        (.system, ["OS"]),
        (
            .storage,
            [
                "AnswerStore", "Backup", "CatalogueStore", "ChangeLog", "ChangeLogLMDB", "ChangeLogPostgreSQL",
                "Intake",
                "Messages", "Store", "Transport", "Wire",
            ]
        ),
        (
            .shell,
            [
                "Bench", "CLI", "Client", "Coordinator", "CoordinatorMain", "LocalCluster", "MatchWorker", "ServiceKit",
                "Terminal", "WorkedCases", "WorkerRuntime",
            ]
        ),
    ]

    /// The C modules, each with the one target that imports it.
    static let importerOfC = [
        "CLMDB": "LMDB", "CZeroMQ": "ZeroMQ", "CYajl": "JSONParsing", "CExpat": "XLSX", "CMinizip": "XLSX",
        "CUTF8Proc": "UnicodeForms", "CMalloc": "OS", "CIntrinsics": "ModelIndex",
        "CPostgreSQL": "PostgreSQL",
    ]

    /// Bindings that only compute: the same bytes in give the same values out, so pure targets and shells may use them.
    static let calculating: Set<String> = ["JSONParsing", "UnicodeForms"]

    /// What single targets may import beside their layer's, with the reason.
    static let exceptions: [String: Set<String>] = [
        // The logarithm of BM25: the standard library has none.
        "TextAnalysis": ["Glibc", "Musl", "Darwin"],
        // Exponential and logarithm of compound interest, likewise.
        "FinanceMath": ["Glibc", "Musl", "Darwin"],
    ]

    /// Storage back ends that must stay apart, so that one can be replaced without the other.
    static let apart: [Set<String>] = [
        ["Store", "ChangeLogLMDB", "ChangeLogPostgreSQL", "Transport"], ["CatalogueStore", "Store"],
        ["ChangeLogLMDB", "ChangeLogPostgreSQL"],
    ]
}
