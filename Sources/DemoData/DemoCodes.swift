import Domain

/// Unified social credit codes of made-up companies: right in form, unique by construction.
enum DemoCodes {
    /// What the organisation's code starts with, so that it can be told apart.
    enum Owner: String { case enterprise = "DE", supplier = "DP" }

    /// Six characters of 31 letters and digits: so many companies of one kind.
    static let limit = 31 * 31 * 31 * 31 * 31 * 31

    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

    /// 91, the region, the organisation's code with its own check character (GB 11714), and the check character.
    ///
    /// - Parameter offset: moves the numbers, so that seeds differ.
    static func code(_ owner: Owner, region: Region, index: Int, offset: UInt64) -> String {
        precondition(index < limit, "more companies than codes")
        var bytes = Array("91".utf8)
        bytes.reserveCapacity(18)
        bytes.append(contentsOf: region.text.utf8)
        bytes.append(contentsOf: owner.rawValue.utf8)
        // 7 919 shares no factor with 31, so different indices keep different numbers.
        var number = (index * 7919 + Int(offset % UInt64(limit))) % limit
        for _ in 0..<6 {
            bytes.append(alphabet[number % 31])
            number /= 31
        }
        bytes.append(organisationCheck(bytes[8..<16]))
        let seventeen = String(decoding: bytes, as: UTF8.self)
        guard let check = USCC.checkCharacter(for: seventeen) else { preconditionFailure("not of the alphabet") }
        return seventeen + String(check)
    }

    /// GB 11714: weights 3, 7, 9, 10, 5, 8, 4, 2 modulo 11; letters count from A = 10.
    private static func organisationCheck(_ eight: ArraySlice<UInt8>) -> UInt8 {
        let weights = [3, 7, 9, 10, 5, 8, 4, 2]
        var sum = 0
        for (byte, weight) in zip(eight, weights) {
            sum += weight * (byte < 0x41 ? Int(byte) - 0x30 : Int(byte) - 0x41 + 10)
        }
        let rest = 11 - sum % 11
        return rest == 10 ? UInt8(ascii: "X") : rest == 11 ? UInt8(ascii: "0") : UInt8(0x30 + rest)
    }
}
