import DemoData
import Domain
import JSON
import Matching
import OS
import Queries

/// Writes a registry, questions and their answers for other programs: all figures resolved, so that another program
/// needs only comparisons and the score's formula.
struct RetrievalExport {
    private let asker: RetrievalAsker
    private let directory: String

    /// Into a directory of that size within `directory`.
    init(_ asker: RetrievalAsker, directory: String) throws {
        self.asker = asker
        self.directory = directory + "/\(asker.bench.content.models)"
        try Files.makeDirectories(self.directory)
    }

    func write(_ natural: [Need], _ fixed: [Need]) throws {
        try suppliers()
        try models()
        try questions("natural", natural)
        try questions("passing", fixed)
    }

    /// number, active, region, rating, service regions.
    private func suppliers() throws {
        let file = try BenchFile(directory + "/suppliers.csv")
        try file.line("number,active,region,rating,service_regions")
        for (index, record) in asker.bench.demo.records(.suppliers).enumerated() {
            guard case .supplier(let supplier) = record else { continue }
            try file.line(
                [
                    String(index + 1), supplier.isActive ? "1" : "0", supplier.region?.text ?? "",
                    supplier.rating.map { JSONNumber.shortest($0) } ?? "",
                    CSV.regions(supplier.serviceRegions ?? [.country]),
                ].joined(separator: ","))
        }
        try file.finish()
    }

    /// A model a row; days since 1970, prices in fen, tiers by rank, specs as JSON.
    private func models() throws {
        let file = try BenchFile(directory + "/models.csv")
        try file.line(
            "id,supplier,category,price_fen,efficiency,lead_time_days,monthly_capacity,favoured,valid_until,active,"
                + "service_regions,specs")
        var numbers: [String: Int] = [:]
        for (index, record) in asker.bench.demo.records(.suppliers).enumerated() { numbers[record.id] = index + 1 }
        for case .model(let model) in asker.bench.demo.records(.models) {
            try file.line(CSV.row(model, supplier: numbers[model.supplier] ?? 0))
        }
        try file.finish()
    }

    /// A question a line with its answer: how many pass, and of the best ten id, score and price in order.
    private func questions(_ name: String, _ needs: [Need]) throws {
        let file = try BenchFile(directory + "/\(name).jsonl")
        for need in needs {
            var object = question(need)
            let match = try asker.counted(need)
            object.add("passing", .int(match.candidates))
            object.add("hits", .array(match.hits.map { [.string($0.model), .int($0.score), .int($0.price.rawValue)] }))
            try file.line(JSONValue.object(object).text)
        }
        try file.finish()
    }

    private func question(_ need: Need) -> JSONObject {
        let line = need.lines[0]
        let days = line.neededBy?.days(since: asker.bench.content.asOf)
        var object = JSONObject()
        object.add("category", .string(line.category.path))
        object.add("limit_fen", line.maxUnitPrice.map { .int($0.rawValue) } ?? .null)
        object.add("min_efficiency", .int(line.minEfficiency?.rank ?? 0))
        object.add("days", days.map { .int($0) } ?? .null)
        object.add("months", .int(max(1, (days ?? 0) / 30)))
        object.add("quantity", .int(line.quantity))
        object.add("as_of", .int(asker.bench.content.asOf.number))
        object.add("region", .int((need.region ?? .country).code))
        object.add("specs", .array((line.specs ?? []).map { .object(CSV.constraint($0)) }))
        return object
    }
}

/// Values as other programs read them.
private enum CSV {
    /// `{440000;440100}`, quoted as an array for PostgreSQL.
    static func regions(_ regions: [Region]) -> String {
        "\"{" + regions.map(\.text).joined(separator: ",") + "}\""
    }

    static func row(_ model: EquipmentModel, supplier: Int) -> String {
        let isFavoured = model.firstSet == true || model.listings?.isEmpty == false
        var specs = JSONObject()
        for spec in model.specs ?? [] { specs.add(spec.key, value(spec.value)) }
        let quoted = JSONValue.object(specs).text.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"")
        return [
            model.id, String(supplier), model.category.path, String(model.price.rawValue),
            String((model.efficiency ?? .unrated).rank), String(model.leadTimeDays),
            model.monthlyCapacity.map { String($0) } ?? "", isFavoured ? "1" : "0",
            model.validUntil.map { String($0.number) } ?? "", model.isActive ? "1" : "0",
            model.serviceRegions.map(regions) ?? "", "\"" + quoted + "\"",
        ].joined(separator: ",")
    }

    static func value(_ value: SpecValue) -> JSONValue {
        switch value {
        case .number(let number): .double(number)
        case .text(let text): .string(text)
        case .bool(let flag): .bool(flag)
        }
    }

    static func constraint(_ constraint: Line.SpecConstraint) -> JSONObject {
        var object = JSONObject()
        object.add("key", .string(constraint.key))
        switch constraint.constraint {
        case .range(let min, let max):
            object.add("min", min.map { .double($0) })
            object.add("max", max.map { .double($0) })
        case .oneOf(let values): object.add("one_of", .array(values.map(value)))
        case .is(let flag): object.add("is", .bool(flag))
        }
        return object
    }
}
