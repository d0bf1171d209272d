/// The strings that cells name by number, in one block of bytes.
final class SharedStrings: XMLReceiver {
    private var bytes: [UInt8] = []
    /// Where each string ends in `bytes`.
    private var ends: [UInt32] = []
    private let limits: XLSXLimits
    private var isInText = false
    /// Readings of characters (`rPh`) are no part of the text.
    private var isInReading = false

    init(limits: XLSXLimits) { self.limits = limits }

    /// The string of that number, or nil where there is none.
    subscript(index: Int) -> String? {
        guard ends.indices.contains(index) else { return nil }
        let start = index == 0 ? 0 : Int(ends[index - 1])
        return EscapedText.decode(bytes[start..<Int(ends[index])])
    }

    func start(_ name: String, _ attributes: XMLAttributes) {
        switch name {
        case "t": isInText = !isInReading
        case "rPh": isInReading = true
        default: break
        }
    }

    func end(_ name: String) throws(XLSXError) {
        switch name {
        case "t": isInText = false
        case "rPh": isInReading = false
        case "si":
            guard ends.count < limits.sharedStrings else {
                throw XLSXError(.tooLarge, "the workbook has more than \(limits.sharedStrings) shared strings")
            }
            ends.append(UInt32(bytes.count))
        default: break
        }
    }

    func text(_ piece: UnsafeRawBufferPointer) throws(XLSXError) {
        guard isInText else { return }
        guard bytes.count + piece.count <= limits.sharedStringBytes else {
            throw XLSXError(
                .tooLarge,
                "the workbook's shared strings are longer than \(limits.sharedStringBytes) bytes"
            )
        }
        bytes.append(contentsOf: piece)
    }
}

/// Text of a workbook, where `_x000D_` stands for a character that XML cannot carry (ECMA-376, ST_Xstring).
enum EscapedText {
    static func decode(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "_")) else { return String(decoding: bytes, as: UTF8.self) }
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count)
        var rest = Array(String(decoding: bytes, as: UTF8.self).utf16)[...]
        while let unit = rest.first {
            if unit == 0x5F, let code = escape(rest) {
                units.append(code)
                rest = rest.dropFirst(7)
            } else {
                units.append(unit)
                rest = rest.dropFirst()
            }
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// The code unit where the text begins with `_xHHHH_`.
    private static func escape(_ text: ArraySlice<UInt16>) -> UInt16? {
        guard text.count >= 7, text[text.startIndex + 1] == 0x78, text[text.startIndex + 6] == 0x5F else { return nil }
        var value: UInt16 = 0
        for unit in text[(text.startIndex + 2)..<(text.startIndex + 6)] {
            guard let scalar = Unicode.Scalar(unit), let digit = Character(scalar).hexDigitValue, unit < 128 else {
                return nil
            }
            value = value * 16 + UInt16(digit)
        }
        return value
    }
}
