import DemoData
import Domain
import Records
import ReferenceData
import TestSupport

/// The records a test imports, and the registry they make.
struct Demo {
    let data: DemoData
    private(set) var registry = Registry()
    /// In the order of import.
    let records: [Record]

    init(seed: UInt64, _ sizes: DemoData.Sizes, offers: Bool = true) throws {
        data = DemoData(seed: seed, sizes: sizes, asOf: Asker.asOf)
        records = try (offers ? RecordText.published() : []) + Array(data.all)
        for record in records { registry.put(record) }
    }

    /// Imports all, kind by kind, and gives the seq of the last.
    func load(into asker: Asker) throws -> UInt64 {
        var seq: UInt64 = 0
        for kind in [RecordKind.offers, .jointCaps] + DemoData.kinds {
            let bodies = records.filter { $0.kind == kind }.map(RecordText.body)
            if !bodies.isEmpty { seq = try asker.write(kind, bodies) }
        }
        return seq
    }
}
