import Foundation
import SharedFiles
import Testing

@Suite struct GeneratedFilesTests {
    private static let checkout = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("the committed files are what the script makes", .enabled(if: SharedFiles.file("data/regions.json") != nil))
    func upToDate() throws {
        let data = try #require(SharedFiles.file("data"))
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("huanxin-resources-\(UUID())")
        defer { try? FileManager.default.removeItem(at: output) }
        let process = Process()
        process.executableURL = Self.checkout.appendingPathComponent("ops/make-resources")
        process.arguments = [data.path, output.path]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let committed = Self.checkout.appendingPathComponent("Sources/ReferenceData/Generated")
        let names = try FileManager.default.contentsOfDirectory(atPath: output.path).sorted()
        #expect(try FileManager.default.contentsOfDirectory(atPath: committed.path).sorted() == names)
        for name in names {
            let made = try Data(contentsOf: output.appendingPathComponent(name))
            #expect(try Data(contentsOf: committed.appendingPathComponent(name)) == made, "\(name) is out of date")
        }
    }
}
