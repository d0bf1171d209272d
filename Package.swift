// swift-tools-version: 6.2
import PackageDescription

let features = [
    "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility", "NonisolatedNonsendingByDefault",
]
// Small functions of one target are called in the loops of another: imports run a sixth faster with them inlined.
let acrossTargets = SwiftSetting.unsafeFlags(["-cross-module-optimization"], .when(configuration: .release))
let settings: [SwiftSetting] =
    [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error), acrossTargets]
    + features.map { .enableUpcomingFeature($0) }

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let yaml = Target.Dependency.product(name: "Yams", package: "Yams")
let histogram = Target.Dependency.product(name: "Histogram", package: "hdrhistogram-swift")

func system(_ name: String) -> Target { .systemLibrary(name: name) }
func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}
func executable(_ name: String, path: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, path: path, swiftSettings: settings)
}
func support(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Tests/\(name)", swiftSettings: settings)
}
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let targets: [Target] = [
    // C libraries: a module map and a shim each, and one binding each.
    system("CLMDB"), system("CZeroMQ"), system("CYajl"), system("CExpat"), system("CMinizip"), system("CUTF8Proc"),
    system("CMalloc"), system("CIntrinsics"), .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq"),
    library("OS", ["CMalloc"]),
    library("LMDB", ["CLMDB"]),
    library("ZeroMQ", ["CZeroMQ"]),
    library("PostgreSQL", ["CPostgreSQL"]),
    library("JSONParsing", ["CYajl", "JSON"]),
    library("XLSX", ["CExpat", "CMinizip"]),
    library("UnicodeForms", ["CUTF8Proc"]),

    // What decides: values in, values out.
    library("JSON", []),
    library("Domain", []),
    library("ReferenceData", ["Domain"]),
    library("TextAnalysis", ["UnicodeForms"]),
    library("Records", ["Domain", "JSON"]),
    library("Rules", ["Domain"]),
    library("OfferLint", ["Domain"]),
    library("OfferIndex", ["Domain", "Rules"]),
    library("FinanceMath", ["Domain"]),
    library("Benefits", ["Domain", "FinanceMath", "Rules"]),
    library("Packaging", ["Benefits", "Domain", "FinanceMath", "Rules"]),
    library("Scenarios", ["Domain", "JSON", "JSONParsing", "Records", "Rules"]),
    library("Matching", ["Domain", "TextAnalysis"]),
    library("Documents", ["Cluster", "Domain", "Matching", "TextAnalysis"]),
    library("Bodies", ["Domain", "JSON", "JSONParsing", "Records"]),
    library("Queries", ["Domain", "JSON", "Matching", "OfferIndex", "Packaging"]),
    library("ModelIndex", ["CIntrinsics", "Cluster", "Documents", "Domain", "Matching", "TextAnalysis"]),
    library("NeedIndex", ["Documents", "Domain", "Matching", "OfferIndex", "Queries", "Rules", "TextAnalysis"]),
    library("TextIndex", ["Documents", "Matching", "TextAnalysis"]),
    library("WatchIndex", ["Domain", "OfferIndex", "Rules"]),
    library("RegistryScan", ["Domain"]),
    library("DemoData", ["Domain", "ReferenceData", "Records", "JSON"]),
    library("Cluster", ["Domain"]),

    // Files, storage, sockets.
    library("Intake", ["Cluster", "Domain", "JSON", "JSONParsing", "Records", "XLSX"]),
    library("ChangeLog", ["Cluster", "Domain", crypto]),
    library("ChangeLogLMDB", ["ChangeLog", "Cluster", "Domain", "LMDB", "OS"]),
    library("Backup", ["ChangeLog", "Cluster", "Domain", "JSON", "JSONParsing", "OS", "Wire", crypto]),
    library("ChangeLogPostgreSQL", ["ChangeLog", "Cluster", "Domain", "OS", "PostgreSQL"]),
    library(
        "Store",
        [
            "Answers", "Bodies", "Cluster", "Documents", "Domain", "JSON", "JSONParsing", "LMDB", "Matching",
            "ModelIndex", "NeedIndex", "OS", "OfferIndex", "Packaging", "Queries", "Records", "Rules", "Scenarios",
            "TextAnalysis", "TextIndex", "WatchIndex",
        ]),
    library(
        "CatalogueStore",
        ["Bodies", "ChangeLog", "Cluster", "Documents", "Domain", "LMDB", "OS", "Queries", "Records", "TextAnalysis"]),
    library("AnswerStore", ["JSON", "JSONParsing", "OS", crypto]),
    library("Messages", ["Cluster", "Domain", "Matching", "OfferIndex", "Queries", "TextAnalysis", "Wire"]),
    library("Wire", [protobuf]),
    library("Transport", ["OS", "Wire", "ZeroMQ"]),

    // Shells.
    library("ServiceKit", ["Domain", "JSON", "OS", logging]),
    library("Terminal", ["JSON"]),
    library(
        "Answers",
        [
            "Benefits", "Cluster", "Domain", "FinanceMath", "JSON", "Matching", "OfferIndex", "Packaging", "Rules",
            "Scenarios",
        ]),
    library(
        "WorkerRuntime",
        [
            "Answers", "Bodies", "Cluster", "Domain", "JSON", "Matching", "Messages", "OS", "Packaging", "Queries",
            "Records",
            "ServiceKit", "Store", "TextAnalysis", "Transport", "Wire", logging, protobuf,
        ]),
    library(
        "Coordinator",
        [
            "AnswerStore", "Answers", "Bodies", "CatalogueStore", "ChangeLog", "Cluster", "Domain", "JSON",
            "JSONParsing", "Matching", "Messages", "OS", "Packaging", "Queries", "Records", "ReferenceData", "Rules",
            "Scenarios", "ServiceKit", "TextAnalysis", "Transport", "Wire", logging, protobuf,
        ]),
    library(
        "Client",
        ["Domain", "Intake", "JSON", "JSONParsing", "Messages", "OS", "Records", "Transport", "Wire", protobuf]),
    library(
        "LocalCluster",
        [
            "Backup", "ChangeLog", "ChangeLogLMDB", "ChangeLogPostgreSQL", "Cluster", "Coordinator", "Domain", "JSON",
            "JSONParsing", "OS", "ReferenceData", "ServiceKit", "Store", "Transport", "WorkerRuntime", logging,
        ]),
    library(
        "Bench",
        [
            "Answers", "Bodies", "Client", "Cluster", "DemoData", "Documents", "Domain", "Intake", "JSON",
            "JSONParsing", "LocalCluster", "Matching", "ModelIndex", "NeedIndex", "OS", "OfferIndex", "Packaging",
            "Queries", "Records", "ReferenceData", "Rules", "ServiceKit", "Store", "TextAnalysis", "TextIndex",
            "Transport", "WatchIndex", "Wire", histogram,
        ]),
    library(
        "WorkedCases",
        [
            "Answers", "Domain", "FinanceMath", "Intake", "JSON", "JSONParsing", "Matching", "Packaging", "Records",
            "Rules",
            "Terminal", "TextAnalysis",
        ]),

    // Programs.
    executable(
        "huanxin-coordinator", path: "Sources/CoordinatorMain",
        ["Cluster", "Coordinator", "LocalCluster", "ReferenceData", "ServiceKit", "Transport", arguments, logging]),
    executable(
        "match-worker", path: "Workers/MatchWorker",
        ["LocalCluster", "ServiceKit", "Store", "Transport", "WorkerRuntime", arguments, logging]),
    executable(
        "huanxin", path: "Sources/CLI",
        [
            "Answers", "Backup", "Bench", "Client", "Cluster", "DemoData", "Domain", "Intake", "JSON", "JSONParsing",
            "LocalCluster", "OS", "OfferLint", "Records", "ReferenceData", "RegistryScan", "ServiceKit", "Terminal",
            "Transport", "Wire", "WorkedCases", arguments,
        ]),

    // Tests.
    support("AllocationCount", []),
    support("SharedFiles", []),
    support(
        "TestSupport",
        [
            "Answers", "ChangeLog", "Cluster", "Domain", "JSON", "JSONParsing", "Matching", "OS", "Packaging",
            "Queries", "Records",
            "ReferenceData", "Rules", "TextAnalysis", crypto,
        ]),
    tests("DomainTests", ["Domain"]),
    tests("AnswersTests", ["Answers", "Domain", "JSON", "Matching", "Packaging", "Rules"]),
    tests("AnswerStoreTests", ["AnswerStore", "JSON", "JSONParsing", "OS", "TestSupport"]),
    tests("ScenariosTests", ["Domain", "ReferenceData", "Rules", "Scenarios"]),
    tests("ClusterTests", ["Cluster", "Domain"]),
    tests("SimulationTests", ["Cluster", "Domain"]),
    tests("WireTests", ["Wire"]),
    tests("MessagesTests", ["Cluster", "Messages", "TestSupport", "Wire", protobuf]),
    tests("JSONTests", ["JSON", "JSONParsing", "SharedFiles"]),
    tests("LMDBTests", ["LMDB"]),
    tests("ZeroMQTests", ["ZeroMQ"]),
    tests("TransportTests", ["OS", "Transport", "Wire", "ZeroMQ"]),
    tests("OSTests", ["OS"]),
    tests("RecordsTests", ["Domain", "JSON", "JSONParsing", "Records", "ReferenceData", "SharedFiles"]),
    tests("IntakeTests", ["Domain", "Intake", "JSON", "JSONParsing", "Records", "ReferenceData", "SharedFiles"]),
    tests("RulesTests", ["Domain", "JSON", "JSONParsing", "Records", "Rules", "SharedFiles"]),
    tests(
        "OfferLintTests",
        [
            "Domain", "JSON", "JSONParsing", "OfferLint", "Records", "ReferenceData", "Rules", "Terminal",
            "WorkedCases",
        ]),
    tests(
        "OfferIndexTests",
        [
            "AllocationCount", "DemoData", "Domain", "JSON", "JSONParsing", "OfferIndex", "Records", "ReferenceData",
            "Rules",
        ]),
    tests("FinanceMathTests", ["Domain", "FinanceMath", "JSON", "JSONParsing", "Records", "Rules", "SharedFiles"]),
    tests(
        "BenefitsTests",
        ["Benefits", "Domain", "FinanceMath", "JSON", "JSONParsing", "Records", "Rules", "SharedFiles"]),
    tests(
        "PackagingTests",
        [
            "Benefits", "Domain", "FinanceMath", "JSON", "JSONParsing", "Packaging", "Records", "ReferenceData",
            "Rules",
            "SharedFiles",
        ]),
    tests(
        "AidesVeloTests",
        [
            "Benefits", "Domain", "JSON", "JSONParsing", "Packaging", "Records", "ReferenceData", "Rules",
            "SharedFiles", yaml,
        ]),
    tests("DocumentsTests", ["Documents", "Domain", "TestSupport", "TextAnalysis"]),
    tests("MatchingTests", ["Domain", "JSON", "JSONParsing", "Matching", "Records", "SharedFiles", "TextAnalysis"]),
    tests(
        "ModelIndexTests",
        [
            "DemoData", "Documents", "Domain", "Matching", "ModelIndex", "OS", "ReferenceData", "TestSupport",
            "TextAnalysis",
        ]),
    tests(
        "NeedIndexTests",
        [
            "AllocationCount", "DemoData", "Documents", "Domain", "JSON", "JSONParsing", "Matching", "NeedIndex",
            "OfferIndex", "Queries", "Records", "ReferenceData", "Rules", "TestSupport", "TextAnalysis",
        ]),
    tests(
        "TextIndexTests",
        [
            "DemoData", "Documents", "Domain", "Matching", "ReferenceData", "TestSupport", "TextAnalysis", "TextIndex",
        ]),
    tests("WatchIndexTests", ["AllocationCount", "DemoData", "Domain", "OfferIndex", "Rules", "WatchIndex"]),
    tests("RegistryScanTests", ["Domain", "Intake", "ReferenceData", "RegistryScan", "SharedFiles"]),
    tests("DemoDataTests", ["DemoData", "Domain", "JSON", "JSONParsing", "Records", "ReferenceData"]),
    tests("ReferenceDataTests", ["Domain", "ReferenceData", "SharedFiles"]),
    tests("TerminalTests", ["JSON", "Terminal"]),
    tests("TidyTests", []),
    tests(
        "WorkedCasesTests",
        ["Domain", "JSON", "JSONParsing", "ReferenceData", "SharedFiles", "Terminal", "WorkedCases"]),
    tests(
        "BackupTests",
        ["Backup", "ChangeLog", "ChangeLogLMDB", "Cluster", "Domain", "OS", "TestSupport"]),
    tests("ChangeLogTests", ["ChangeLog", "ChangeLogLMDB", "Cluster", "Domain", "OS", "TestSupport", crypto]),
    tests(
        "ChangeLogPostgreSQLTests",
        [
            "ChangeLog", "ChangeLogLMDB", "ChangeLogPostgreSQL", "Cluster", "Domain", "OS", "PostgreSQL", "TestSupport",
            crypto,
        ]),
    tests(
        "StoreTests",
        [
            "Cluster", "DemoData", "Documents", "Domain", "JSON", "LMDB", "Matching", "OS", "OfferIndex", "Packaging",
            "Queries", "Records", "ReferenceData", "Rules", "Store", "TestSupport", "TextAnalysis", "TextIndex",
        ]),
    tests(
        "CoordinatorTests",
        [
            "CatalogueStore", "ChangeLog", "ChangeLogLMDB", "Client", "Cluster", "Coordinator", "DemoData", "Domain",
            "JSON", "JSONParsing", "LMDB", "OS", "Queries", "Records", "ReferenceData", "ServiceKit", "TestSupport",
            "TextAnalysis", "Transport", "Wire", logging,
        ]),
    tests(
        "WorkerRuntimeTests",
        [
            "Cluster", "DemoData", "Domain", "Matching", "OS", "Queries", "Records", "ReferenceData", "Store",
            "TestSupport", "TextAnalysis", "Transport", "WorkerRuntime", logging,
        ]),
    tests(
        "IntegrationTests",
        [
            "ChangeLog", "ChangeLogLMDB", "Client", "Cluster", "DemoData", "Domain", "JSON", "JSONParsing",
            "LocalCluster", "Matching", "OS", "Queries", "Records", "ReferenceData", "Rules", "ServiceKit",
            "TestSupport", "Transport", "Wire", "ZeroMQ", crypto,
        ]),
]

let package = Package(
    name: "huanxin",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0", traits: []),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        // For tests only: the published rules come as YAML.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: targets
)
