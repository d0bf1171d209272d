import OS
import Testing

@Suite struct BlockFileTests {
    @Test("blocks written in any order are read back, and a read past the end gives what there is")
    func blocks() throws {
        let directory = try Files.makeTemporaryDirectory(prefix: "os-tests-")
        defer { try? Files.removeTree(directory) }
        let path = directory + "/blocks"
        let made = try BlockFile(making: path)
        try made.write([5, 6, 7], at: 10)
        try made.write([1, 2], at: 0)
        try made.sync()
        let file = try BlockFile(reading: path)
        #expect(try file.read(at: 0, count: 3) == [1, 2, 0])
        #expect(try file.read(at: 9, count: 100) == [0, 5, 6, 7])
        #expect(try file.read(at: 50, count: 4).isEmpty)
        #expect(try Files.size(path) == 13)
        #expect(throws: OSError.self) { _ = try BlockFile(reading: directory + "/missing").read(at: 0, count: 1) }
        #expect(throws: OSError.self) { try file.write([1], at: 0) }
    }
}
