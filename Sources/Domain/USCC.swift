/// A unified social credit code of 18 characters whose check character is right (GB 32100-2015).
package struct USCC: Hashable, Sendable {
    /// Upper case, 18 characters.
    package let code: String

    /// Why a text is no code.
    package enum Flaw: String, Error, Sendable {
        case length = "bad_uscc_length"
        case character = "bad_uscc_character"
        case check = "bad_uscc_check"
    }

    /// The 31 characters of the code in the order of their values; I, O, S, V and Z are not among them.
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    private static let values: [Int8] = {
        var values = [Int8](repeating: -1, count: 128)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = Int8(value) }
        return values
    }()

    /// Upper-cases and verifies: length first, then characters, then the check character.
    package init(_ text: String) throws(Flaw) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(18)
        guard text.unicodeScalars.count == 18 else { throw .length }
        for byte in text.utf8 { bytes.append(byte >= 0x61 && byte <= 0x7A ? byte - 32 : byte) }
        var sum = 0
        for (index, byte) in bytes.enumerated() {
            guard byte < 128, USCC.values[Int(byte)] >= 0 else { throw .character }
            if index < 17 { sum += Int(USCC.values[Int(byte)]) * USCC.weights[index] }
        }
        guard (31 - sum % 31) % 31 == Int(USCC.values[Int(bytes[17])]) else { throw .check }
        code = String(decoding: bytes, as: UTF8.self)
    }

    /// The check character that completes 17 characters of the alphabet; nil where one of them is not in it.
    package static func checkCharacter(for seventeen: String) -> Character? {
        let bytes = Array(seventeen.utf8)
        guard bytes.count == 17 else { return nil }
        var sum = 0
        for (byte, weight) in zip(bytes, weights) {
            guard byte < 128, values[Int(byte)] >= 0 else { return nil }
            sum += Int(values[Int(byte)]) * weight
        }
        return Character(Unicode.Scalar(alphabet[(31 - sum % 31) % 31]))
    }
}
