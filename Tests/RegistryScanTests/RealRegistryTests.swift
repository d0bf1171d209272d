import Domain
import Foundation
import RegistryScan
import SharedFiles
import Testing

@Suite struct RealRegistryTests {
    @Test(
        "the real registry is read without a malformed code",
        .enabled(if: SharedFiles.file("data/registry_gd_dev.csv.zst") != nil)
    )
    func registry() throws {
        guard let file = try RegistryFile.real() else { return }
        var scanner = RegistryScanner.withReferenceData()
        file.forEachRow { _ = scanner.scan($0) }
        let summary = scanner.summary
        #expect(summary.rows == 92_105)
        for flaw in RegistryCandidate.Flaw.allCases where flaw.isMalformedCode || flaw == .duplicateCode {
            #expect(summary.flaws[flaw] == nil)
        }
        // The city agrees with digits 3 to 6 in 99.67 %; the rest are contradictions or names that are no city.
        #expect((20...310).contains(summary.flaws[.cityContradictsCode] ?? 0))
        #expect((24_000...36_000).contains(summary.enterprises))
        #expect((1_500...4_000).contains(summary.suppliers))
        #expect(summary.withIndustry > summary.enterprises * 2 / 3)
        #expect((60_000...72_000).contains(summary.withCapital))
        #expect(summary.cities.keys.filter { $0.province == Region(code: 440_000) && $0.city != nil }.count == 21)
        #expect((summary.categories[CategoryPath("consumer.packaging")] ?? 0) > 100)
        #expect((summary.categories[CategoryPath("machine-tool")] ?? 0) > 40)
    }

    @Test(
        "every code of the vectors gets its verdict",
        .enabled(if: SharedFiles.file("data/uscc_vectors.csv") != nil)
    )
    func vectors() throws {
        let url = try #require(SharedFiles.file("data/uscc_vectors.csv"))
        var scanner = RegistryScanner.withReferenceData()
        var checked = 0
        RegistryFile(bytes: Array(try Data(contentsOf: url))).forEach { line, fields in
            guard line > 1 else { return }
            let candidate = scanner.scan(RegistryRow(row: line, name: "示例", uscc: fields[0]))
            let verdict = candidate.flaws.first { $0.isMalformedCode }?.rawValue ?? "ok"
            #expect(verdict == fields[1], "row \(line): \(fields[0])")
            if verdict == "ok" { #expect(candidate.uscc == fields[2]) }
            #expect(candidate.row == line)
            checked += 1
        }
        #expect(checked == 5066)
    }
}
