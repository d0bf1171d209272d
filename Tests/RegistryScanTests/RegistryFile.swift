import Domain
import Foundation
import ReferenceData
import RegistryScan
import SharedFiles

/// The rows of a CSV file of registrations, read line by line with RFC 4180 quoting.
struct RegistryFile {
    let bytes: [UInt8]

    /// The real registrations, decompressed by the zstd tool; nil where the file or the tool is absent.
    static func real() throws -> RegistryFile? {
        guard let file = SharedFiles.file("data/registry_gd_dev.csv.zst") else { return nil }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["zstd", "-dc", file.path]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? RegistryFile(bytes: Array(data)) : nil
    }

    /// Calls for every record with its physical line and its fields.
    func forEach(_ body: (Int, [String]) throws -> Void) rethrows {
        var line = 1
        var firstLine = 1
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        for (place, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "\""):
                if !isQuoted, place > 0, bytes[place - 1] == byte { field.append(byte) }
                isQuoted.toggle()
            case UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                if isQuoted {
                    field.append(byte)
                    if byte == UInt8(ascii: "\n") { line += 1 }
                } else if byte != UInt8(ascii: "\r") {
                    fields.append(String(decoding: field, as: UTF8.self))
                    field.removeAll(keepingCapacity: true)
                    if byte == UInt8(ascii: "\n") {
                        try body(firstLine, fields)
                        fields.removeAll(keepingCapacity: true)
                        line += 1
                        firstLine = line
                    }
                }
            default: field.append(byte)
            }
        }
    }

    /// Calls for every registration.
    func forEachRow(_ body: (RegistryRow) throws -> Void) rethrows {
        try forEach { line, fields in
            guard line > 1, fields.count == 9 else { return }
            try body(
                RegistryRow(
                    row: line,
                    name: fields[0],
                    uscc: fields[1],
                    regDate: fields[2],
                    entityType: fields[3],
                    regCapital: fields[4],
                    businessScope: fields[5],
                    province: fields[6],
                    city: fields[7],
                    address: fields[8]
                )
            )
        }
    }
}

extension RegistryScanner {
    /// A scanner over the shipped tables.
    static func withReferenceData() -> RegistryScanner {
        RegistryScanner(
            categories: ReferenceData.categoryTable.all.map {
                ScanCategory(path: $0.path, name: $0.nameZh, synonyms: $0.synonyms, examples: $0.examples)
            },
            regions: ReferenceData.regions.all.map { ScanRegion(region: $0.region, zh: $0.zh) },
            industries: ReferenceData.industries.all.map { ScanIndustry(industry: $0.industry, zh: $0.zh) }
        )
    }
}
