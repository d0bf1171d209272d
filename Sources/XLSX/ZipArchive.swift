import CMinizip

/// A ZIP archive that is open for reading; one part at a time.
///
/// Functions of minizip used: `unzOpen64`, `unzClose`, `unzLocateFile`, `unzGetCurrentFileInfo64`,
/// `unzOpenCurrentFile`, `unzReadCurrentFile`, `unzCloseCurrentFile`.
final class ZipArchive {
    private let archive: UnsafeMutableRawPointer
    private let limits: XLSXLimits
    private var isPartOpen = false
    private var name = ""
    private var packedBytes = 0
    private var unpackedBytes = 0

    init(path: String, limits: XLSXLimits) throws(XLSXError) {
        guard let archive = path.withCString({ unzOpen64($0) }) else {
            throw XLSXError(.notAWorkbook, "the file is no XLSX workbook, or its end is missing")
        }
        self.archive = archive
        self.limits = limits
    }

    deinit {
        if isPartOpen { unzCloseCurrentFile(archive) }
        unzClose(archive)
    }

    /// Opens a part for `read`; false where the archive has none of that name.
    func open(_ name: String) throws(XLSXError) -> Bool {
        precondition(!isPartOpen, "one part at a time")
        guard name.withCString({ unzLocateFile(archive, $0, 2) }) == UNZ_OK else { return false }
        var info = unz_file_info64()
        guard unzGetCurrentFileInfo64(archive, &info, nil, 0, nil, 0, nil, 0) == UNZ_OK,
            unzOpenCurrentFile(archive) == UNZ_OK
        else { throw damaged(name) }
        self.name = name
        packedBytes = Int(clamping: info.compressed_size)
        unpackedBytes = 0
        isPartOpen = true
        return true
    }

    /// Fills the buffer from the open part; the number of bytes, 0 at the end, where the checksum is verified.
    func read(into buffer: inout [UInt8]) throws(XLSXError) -> Int {
        let count = buffer.withUnsafeMutableBytes {
            Int(unzReadCurrentFile(archive, $0.baseAddress, UInt32(clamping: $0.count)))
        }
        guard count >= 0 else {
            closeUnverified()
            throw damaged(name)
        }
        if count == 0 {
            isPartOpen = false
            guard unzCloseCurrentFile(archive) == UNZ_OK else { throw damaged(name) }
            return 0
        }
        unpackedBytes += count
        try checkSize()
        return count
    }

    /// Ends the open part before its end was read.
    func closeUnverified() {
        guard isPartOpen else { return }
        isPartOpen = false
        unzCloseCurrentFile(archive)
    }

    /// Reads a part through without looking at it, to verify its checksum; false where there is none of that name.
    func verify(_ name: String) throws(XLSXError) -> Bool {
        guard try open(name) else { return false }
        var buffer = [UInt8](repeating: 0, count: ZipArchive.chunkBytes)
        while try read(into: &buffer) > 0 {}
        return true
    }

    static let chunkBytes = 1 << 16

    private func checkSize() throws(XLSXError) {
        let isBomb = unpackedBytes > limits.partBytes && unpackedBytes / limits.ratio > max(packedBytes, 1)
        guard isBomb || unpackedBytes > limits.unpackedBytes else { return }
        closeUnverified()
        throw XLSXError(
            .tooLarge,
            "\(name) unpacks to more than is allowed (\(unpackedBytes) bytes from \(packedBytes))"
        )
    }

    private func damaged(_ name: String) -> XLSXError {
        XLSXError(.damaged, "the part \(name) of the workbook is damaged")
    }
}
