package import Domain
internal import Intake
package import JSON

/// `validate`: an import of files in memory.
package struct ValidateRunner: AskRunner {
    private let codes: KnownCodes

    package let ask = "validate"

    /// - Parameter codes: the regions and industries that exist; the categories are each case's.
    package init(codes: KnownCodes) { self.codes = codes }

    package func answer(_ input: CaseInput) async throws(CaseFlaw) -> JSONValue {
        var codes = codes
        codes.categories = try input.categories()
        let stored = try existing(input)
        let sources = try CaseSources.sources(input)
        do {
            let run = IntakeRun(sources, codes: codes)
            _ = try await run.check { kind, ids in (stored[kind] ?? []).intersection(ids) }
            var accepted: [JSONValue] = []
            var problems: [JSONValue] = []
            try run.review { outcome in
                if outcome.isAccepted { accepted.append(["file": .string(outcome.file), "row": .int(outcome.row)]) }
                problems += outcome.problems.map(\.json)
            }
            return ["accepted": .array(accepted), "problems": .array(problems)]
        } catch {
            throw CaseFlaw("files", "files that can be read", got: .string("\(error)"))
        }
    }

    /// The ids already stored, by kind.
    private func existing(_ input: CaseInput) throws(CaseFlaw) -> [RecordKind: Set<String>] {
        guard let value = input.optional("existing") else { return [:] }
        guard let object = value.object else { throw CaseFlaw("existing", "ids by kind", got: value) }
        var stored: [RecordKind: Set<String>] = [:]
        for member in object.members {
            let path = "existing." + member.key
            guard let kind = RecordKind(rawValue: member.key) else {
                throw CaseFlaw(path, "a kind: " + CaseSources.kinds, got: member.value)
            }
            guard let ids = member.value.array?.compactMap(\.string), ids.count == member.value.array?.count else {
                throw CaseFlaw(path, "a list of ids", got: member.value)
            }
            stored[kind] = Set(ids)
        }
        return stored
    }
}
