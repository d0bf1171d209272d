import Glibc
package import OS
package import ZeroMQ

/// What is wrong with a file of keys. Never says a key.
package enum KeyFileError: Error, Hashable, CustomStringConvertible {
    case missing(String)
    case exists(String)
    /// Others than its owner may read a secret.
    case readableByOthers(String)
    /// A line, counted from 1, is no key, or no key with a name.
    case line(String, Int)
    case notOneKey(String)
    case name(String)
    case system(OSError)

    package var description: String {
        switch self {
        case .missing(let path): "\(path) does not exist"
        case .exists(let path): "\(path) exists already; keys are not replaced: choose another name, or remove it first"
        case .readableByOthers(let path): "\(path) can be read by others than its owner; run: chmod 600 \(path)"
        case .line(let path, let line): "\(path), line \(line): write a key of 40 characters (Z85), a space and a name"
        case .notOneKey(let path): "\(path) does not hold just one secret key of 40 characters (Z85)"
        case .name(let name): "\"\(name)\" is no name of a key; use letters, digits, '-', '_', '.' and '@', 1 to 100"
        case .system(let error): error.description
        }
    }
}

/// Reads and writes files of keys: one a line, `#` begins a comment.
package enum KeyFiles {
    /// The files of a pair made, and its public key.
    package struct Made: Sendable {
        package let secretPath: String
        package let publicPath: String
        package let publicKey: String
    }

    /// Makes a pair: `name.secret`, which only its owner may read, and `name.public`, a line for an allow-list.
    ///
    /// - Parameter date: written into both.
    package static func make(_ name: String, in directory: String, date: String) throws(KeyFileError) -> Made {
        guard isName(name) else { throw .name(name) }
        let (secret, shown) = (directory + "/" + name + ".secret", directory + "/" + name + ".public")
        for path in [secret, shown] where Files.exists(path) { throw .exists(path) }
        let pair = CurveKeyPair.make()
        let secretText = "# secret key of \(name), made \(date); show it to nobody\n\(pair.secret)\n"
        let publicText = "# public key of \(name), made \(date)\n\(pair.publicKey) \(name)\n"
        do {
            try Files.makeDirectories(directory)
            try Files.writeAtomically(Array(secretText.utf8), to: secret)
            try Files.writeAtomically(Array(publicText.utf8), to: shown)
        } catch {
            throw .system(error)
        }
        return Made(secretPath: secret, publicPath: shown, publicKey: pair.publicKey.text)
    }

    /// The pair of a secret's file.
    package static func secret(_ path: String) throws(KeyFileError) -> CurveKeyPair {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .missing(path) }
        guard status.st_mode & 0o077 == 0 else { throw .readableByOthers(path) }
        let lines = try lines(path)
        guard lines.count == 1, let words = lines.first?.words, words.count == 1,
            let pair = CurveKeyPair(secret: words[0])
        else { throw .notOneKey(path) }
        return pair
    }

    /// The keys of an allow-list or of `.public` files, with their names.
    package static func named(_ path: String) throws(KeyFileError) -> [(key: CurveKey, name: String)] {
        var keys: [(key: CurveKey, name: String)] = []
        for line in try lines(path) {
            guard let entry = entry(line.words) else { throw .line(path, line.number) }
            keys.append(entry)
        }
        return keys
    }

    static func lines(_ path: String) throws(KeyFileError) -> [(number: Int, words: [String])] {
        let bytes: [UInt8]?
        do { bytes = try Files.read(path, maxBytes: 4 << 20) } catch { throw .system(error) }
        guard let bytes else { throw .missing(path) }
        var found: [(Int, [String])] = []
        let isEnd = { (byte: UInt8) in byte == UInt8(ascii: "\n") }
        for (index, line) in bytes.split(omittingEmptySubsequences: false, whereSeparator: isEnd).enumerated() {
            let isGap = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == 13 }
            let words = line.split(whereSeparator: isGap).map { String(decoding: $0, as: UTF8.self) }
            // A key may begin with '#' as well, but has no space after it; a comment of one word is shorter.
            guard let first = words.first, !first.hasPrefix("#") || first.utf8.count == 40 else { continue }
            found.append((index + 1, words))
        }
        return found
    }

    static func entry(_ words: [String]) -> (key: CurveKey, name: String)? {
        guard words.count == 2, let key = CurveKey(words[0]), isName(words[1]) else { return nil }
        return (key, words[1])
    }

    private static func isName(_ name: String) -> Bool {
        (1...100).contains(name.utf8.count) && !name.hasPrefix(".")
            && name.utf8.allSatisfy { byte in
                switch UInt8(byte) {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-_.@".utf8.contains(byte)
                }
            }
    }
}
