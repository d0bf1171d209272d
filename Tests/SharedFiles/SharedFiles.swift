package import Foundation

/// The reference data and worked cases beside the checkout; tests that need them skip where they are not.
package enum SharedFiles {
    /// `HUANXIN_SHARED`, else the first folder `shared` beside the checkout or one of the folders above it.
    package static let folder: URL? = {
        if let path = ProcessInfo.processInfo.environment["HUANXIN_SHARED"] {
            return existing(URL(fileURLWithPath: path))
        }
        var url = URL(fileURLWithPath: #filePath)
        while url.path != "/" {
            url.deleteLastPathComponent()
            let shared = url.appendingPathComponent("shared")
            if existing(shared.appendingPathComponent("cases")) != nil { return shared }
        }
        return nil
    }()

    package static var isThere: Bool { folder != nil }

    /// A file or folder there; nil where it is absent.
    package static func file(_ path: String) -> URL? { folder.flatMap { existing($0.appendingPathComponent(path)) } }

    package static func has(_ path: String) -> Bool { file(path) != nil }

    /// The bytes of a file there; nil where it is absent.
    package static func bytes(_ path: String) -> [UInt8]? { try? contents(path) }

    /// The bytes of a file that must be there.
    package static func contents(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: (folder ?? URL(fileURLWithPath: "/")).appendingPathComponent(path)))
    }

    /// The lines of a text file that must be there, without empty ones.
    package static func lines(_ path: String) throws -> [[UInt8]] {
        try contents(path).split(separator: UInt8(ascii: "\n")).map(Array.init)
    }

    private static func existing(_ url: URL) -> URL? {
        FileManager.default.fileExists(atPath: url.path) ? url : nil
    }
}
