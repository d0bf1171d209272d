/// Makes a long scan look up every few rows: its thread can say that it lives, and give up what nobody waits for.
package final class Pace {
    /// What a look throws where the question's time is over.
    package struct Late: Error, Sendable {
        package init() {}
    }

    /// Rows between two looks.
    package static let stride = 256

    private var left = Pace.stride
    private let look: () throws -> Void

    /// - Parameter look: called every `stride` rows; what it throws ends the scan.
    package init(_ look: @escaping () throws -> Void = {}) { self.look = look }

    /// One row more, or so many.
    @inline(__always)
    func step(_ rows: Int = 1) throws {
        left -= rows
        if left <= 0 { try lookUp() }
    }

    /// Looks up now: for work whose steps take long each.
    func lookUp() throws {
        left = Pace.stride
        try look()
    }
}
