package import Domain
import Records

/// How one record of a file came out.
package struct RowOutcome {
    package let file: String
    package let kind: RecordKind
    /// Where the record starts.
    package let row: Int
    package let isAccepted: Bool
    /// By row, then by field in byte order; rows after `row` only for the lines of a need in a table.
    package let problems: [RowProblem]
    /// What stands in the file; nil where the row was accepted, and where the problem is about the file.
    let rejected: RejectedText?
}

extension IntakeRun {
    /// Reads the files again and tells how every record came out: by file as given, then by row.
    ///
    /// - Throws: `IntakeError` where a file cannot be read or has changed, and what the body throws.
    package func review(_ body: (RowOutcome) throws -> Void) throws {
        precondition(counts != nil, "check comes first")
        for file in sources.indices {
            var place = firstRows[file]
            let end = places(of: file).upperBound
            try forEachRow(of: file, .review) { found, header in
                guard place < end else { throw changed(file) }
                try body(outcome(of: found, rows[place], file: file, header: header))
                place += 1
            }
            guard place == end else { throw changed(file) }
        }
    }

    private func outcome(of found: FoundRow, _ flags: RowTable.Flags, file: Int, header: TableRow?) -> RowOutcome {
        let source = sources[file]
        let isAccepted = flags.contains(.isAccepted)
        let isClean = flags.isDisjoint(with: [.hasProblems, .isDuplicate, .lacksReference])
        var rejected: RejectedText?
        if !isAccepted && !flags.contains(.isNote) {
            rejected = RejectedText(
                source: source.bytes,
                range: found.range,
                sheetRows: found.sheetRows,
                header: header
            )
        }
        return RowOutcome(
            file: source.file,
            kind: source.kind,
            row: found.row,
            isAccepted: isAccepted,
            problems: isClean ? [] : problems(of: found, flags, source),
            rejected: rejected
        )
    }

    /// The problems of a row: its own, its id's, its references'.
    private func problems(of found: FoundRow, _ flags: RowTable.Flags, _ source: IntakeSource) -> [RowProblem] {
        let decoded = decoder.decode(found, source.kind)
        var problems = decoded.problems
        var fields = Set(problems.filter { $0.problem.severity != .minor }.map { $0.problem.field })
        if flags.contains(.isDuplicate), fields.insert("id").inserted {
            problems.removeAll { $0.problem.field == "id" }
            problems.append((found.row, IntakeRun.duplicate(decoded.id ?? "")))
        }
        for reference in decoded.references where !isAvailable(reference) && fields.insert(reference.field).inserted {
            problems.removeAll { $0.problem.field == reference.field }
            problems.append((found.row, IntakeRun.unknown(reference)))
        }
        return problems.map { RowProblem(file: source.file, row: $0.row, problem: $0.problem) }
            .sorted(by: RowProblem.isBefore)
    }

    private func isAvailable(_ reference: Reference) -> Bool {
        ids.find(reference.kind, reference.id).map { ids[$0].isAvailable } ?? false
    }

    func changed(_ file: Int) -> IntakeError {
        IntakeError(.changed, file: sources[file].file, "it changed while it was being read")
    }

    private static func duplicate(_ id: String) -> Problem {
        Problem(
            field: "id",
            severity: .critical,
            code: .duplicateID,
            message: "同一批次中此编号已被前面的行使用 an earlier row of this run has this id",
            found: RowProblem.found(id),
            expected: "each id once"
        )
    }

    private static func unknown(_ reference: Reference) -> Problem {
        Problem(
            field: reference.field,
            severity: .critical,
            code: .unknownReference,
            message: "引用的记录不存在，或在本批次中被拒绝 the record is neither stored nor accepted in this run",
            found: RowProblem.found(reference.id),
            expected: "an id of \(reference.kind.rawValue)"
        )
    }
}
