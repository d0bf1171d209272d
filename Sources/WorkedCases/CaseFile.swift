package import JSON
internal import JSONParsing

/// One file of worked cases (cases/README.md).
package struct CaseFile: Equatable, Sendable {
    /// As given on the command line.
    package let name: String
    /// Each case as it stands; what is wrong with one is found when it is run.
    package let cases: [JSONValue]

    /// - Throws: `CaseFileError` where the bytes are not one JSON array.
    package init(name: String, bytes: [UInt8]) throws(CaseFileError) {
        self.name = name
        let value: JSONValue
        do {
            value = try JSONParser.parse(bytes)
        } catch {
            let message = error.message.hasSuffix(".") ? String(error.message.dropLast()) : error.message
            throw CaseFileError(file: name, reason: .notJSON(message: message, byte: error.offset))
        }
        guard let cases = value.array else { throw CaseFileError(file: name, reason: .notArray) }
        self.cases = cases
    }
}

/// Why a file is none of worked cases.
package struct CaseFileError: Error, Equatable, Sendable {
    package enum Reason: Equatable, Sendable {
        /// Not one JSON value: what is wrong, and at or before which byte, from 0.
        case notJSON(message: String, byte: Int)
        case notArray
        /// There is none of that name.
        case notFound
        /// What the system says.
        case cannotRead(String)
    }

    package var file: String
    package var reason: Reason

    package init(file: String, reason: Reason) {
        self.file = file
        self.reason = reason
    }
}
