import Crypto
import JSON
import JSONParsing
import OS

/// Saved answers, a file each, named by what it holds.
///
///     answers/<id>.json   {"id": …, "verb": …, "question": …, …, "answer": …}
///
/// The id is the first 16 hexadecimal digits of the SHA-256 of the content without the id. A file is written whole,
/// synced with its directory, and never changed: the same answer to the same question is the same file.
package struct AnswerStore: Sendable {
    /// Why an answer cannot be kept or found.
    package struct Failure: Error, Equatable, Sendable {
        package enum Code: Sendable { case badID, notFound, damaged, tooLarge, unfit, full }

        package var code: Code
        package var message: String

        init(_ code: Code, _ message: String) {
            self.code = code
            self.message = message
        }
    }

    private let directory: String
    /// Of one file.
    package static let bytesMax = 16 << 20
    /// Of one directory.
    package static let filesMax = 100_000

    /// - Parameter directory: made with the first answer.
    package init(directory: String) { self.directory = directory }

    /// Keeps an answer and gives its id; one that is there already stays as it is.
    ///
    /// - Throws: `Failure`; `OSError` where the disk refuses.
    package func put(_ answer: SavedAnswer) throws -> String {
        let content = answer.content.bytes
        guard content.count <= AnswerStore.bytesMax else {
            throw Failure(.tooLarge, "the answer has \(content.count) bytes; at most \(AnswerStore.bytesMax) are kept")
        }
        // What is read back must be what was said, to the byte.
        guard let parsed = try? JSONParser.parse(content), parsed.bytes == content else {
            throw Failure(.unfit, "the answer does not read back as it was written")
        }
        let id = AnswerStore.id(of: content)
        let file = AnswerStore.file(id, content)
        try Files.makeDirectories(directory)
        if let stored = try Files.read(path(id)) {
            guard stored == file else { throw AnswerStore.damaged(id) }
            return id
        }
        guard try Files.names(in: directory).count < AnswerStore.filesMax else {
            throw Failure(.full, "\(AnswerStore.filesMax) answers are kept in \(directory); remove files from it")
        }
        try Files.writeAtomically(file, to: path(id))
        return id
    }

    /// The answer of that id.
    ///
    /// - Throws: `Failure` where there is none, or its file is not as it was written.
    package func get(_ id: String) throws -> SavedAnswer {
        guard AnswerStore.isID(id) else {
            throw Failure(.badID, "\(id) is no id of a saved answer: those are 16 of 0-9 and a-f")
        }
        let size = try Files.size(path(id)) ?? 0
        guard size <= AnswerStore.bytesMax + 64 else { throw AnswerStore.damaged(id) }
        guard let file = try Files.read(path(id)) else {
            throw Failure(.notFound, "there is no saved answer \(id)")
        }
        let head = AnswerStore.head(id)
        guard file.starts(with: head) else { throw AnswerStore.damaged(id) }
        let content = [UInt8(ascii: "{")] + file.dropFirst(head.count)
        guard AnswerStore.id(of: content) == id, let json = try? JSONParser.parse(content),
            let answer = SavedAnswer(content: json)
        else { throw AnswerStore.damaged(id) }
        return answer
    }

    private func path(_ id: String) -> String { "\(directory)/\(id).json" }

    private static func damaged(_ id: String) -> Failure {
        Failure(.damaged, "the file of saved answer \(id) is not as it was written")
    }

    /// `{"id":"…",`, which takes the place of the content's brace.
    private static func head(_ id: String) -> [UInt8] { Array("{\"id\":\"\(id)\",".utf8) }

    private static func file(_ id: String, _ content: [UInt8]) -> [UInt8] { head(id) + content.dropFirst() }

    private static func id(of content: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let hex = SHA256.hash(data: content).prefix(8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: hex, as: UTF8.self)
    }

    private static func isID(_ text: String) -> Bool {
        text.utf8.count == 16 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
