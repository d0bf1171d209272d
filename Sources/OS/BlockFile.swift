import Glibc

/// A file read or written in place, block by block; closed when it goes out of scope.
package struct BlockFile: ~Copyable {
    private let file: OpenFile
    private let path: String

    /// Opens a file for reading.
    package init(reading path: String) throws(OSError) {
        file = try OpenFile(path, O_RDONLY)
        self.path = path
    }

    /// Makes an empty file, in place of one that is there.
    package init(making path: String) throws(OSError) {
        file = try OpenFile(path, O_RDWR | O_CREAT | O_TRUNC)
        self.path = path
    }

    /// So many bytes from an offset on; fewer at the end of the file.
    package func read(at offset: UInt64, count: Int) throws(OSError) -> [UInt8] {
        var failure: OSError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            do throws(OSError) {
                while filled < count {
                    let got = try check("read", path) {
                        pread(
                            file.descriptor, buffer.baseAddress?.advanced(by: filled), count - filled,
                            off_t(offset) + off_t(filled))
                    }
                    if got == 0 { break }
                    filled += got
                }
            } catch { failure = error }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Writes bytes at an offset, past the end too.
    package func write(_ bytes: [UInt8], at offset: UInt64) throws(OSError) {
        var written = 0
        while written < bytes.count {
            written += try check("write", path) {
                bytes.withUnsafeBytes {
                    pwrite(
                        file.descriptor, $0.baseAddress?.advanced(by: written), $0.count - written,
                        off_t(offset) + off_t(written))
                }
            }
        }
    }

    /// Brings what was written to the disk.
    package func sync() throws(OSError) { try file.sync() }
}
