import Domain
import JSON
import OS
import Synchronization
import TestSupport
import Wire

/// Asks about needs without a pause, on a thread of its own, while something happens to the cluster: every answer must
/// be whole and the same as at the beginning.
final class Questioner: Sendable {
    private struct State {
        var asked = 0
        var flaws: [String] = []
        var isOver = false
    }

    private final class Shared: Sendable {
        let state = Mutex(State())
    }

    private let shared = Shared()
    private let thread: OSThread

    /// - Parameters:
    ///   - needs: ids of stored needs.
    ///   - known: the change asked about; nil = the newest, where nothing is written meanwhile.
    init(_ address: String, needs: [String], known: UInt64? = nil) throws {
        let shared = shared
        thread = try OSThread.start(name: "questions") {
            do {
                let asker = try Asker(address)
                var first: [String: String] = [:]
                var number = 0
                while !shared.state.withLock({ $0.isOver }) {
                    let need = needs[number % needs.count]
                    number += 1
                    let flaw = Questioner.flaw(asker, need, known, &first)
                    shared.state.withLock { state in
                        state.asked += 1
                        if let flaw, state.flaws.count < 20 { state.flaws.append(flaw) }
                    }
                }
            } catch {
                shared.state.withLock { $0.flaws.append("\(error)") }
            }
        }
    }

    /// What is wrong with the answer about a need; nil = nothing.
    private static func flaw(
        _ asker: Asker, _ need: String, _ known: UInt64?, _ first: inout [String: String]
    ) -> String? {
        do {
            let json = try asker.json(timeoutMs: 10_000, known: known) { request in
                request.match.needID = need
                // With the number of all that fit, an answer does not depend on which worker holds what.
                request.match.count = true
            }
            guard json["coverage"]?["fraction"]?.double == 1 else { return "\(need): \(json["coverage"]?.text ?? "")" }
            let text = json.withoutCoverage.text
            guard let before = first[need] else {
                first[need] = text
                return nil
            }
            return before == text ? nil : "\(need) differs: \(text.prefix(300)), before \(before.prefix(300))"
        } catch {
            return "\(need): \(error)"
        }
    }

    /// Ends, and gives how many were asked and what was wrong.
    func end() -> (asked: Int, flaws: [String]) {
        shared.state.withLock { $0.isOver = true }
        thread.join()
        return shared.state.withLock { ($0.asked, $0.flaws) }
    }
}
