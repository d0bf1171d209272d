import DemoData
import Domain
import JSON
import Matching
import OS
import Queries
import ReferenceData
import TextAnalysis

/// Writes the texts of a registry as tokens, and questions with their answers, for other programs.
struct TextExport {
    private let asker: TextAsker
    private let directory: String

    /// Into a directory of that size within `directory`.
    init(_ asker: TextAsker, directory: String) throws {
        self.asker = asker
        self.directory = directory + "/\(asker.bench.content.models)"
        try Files.makeDirectories(self.directory)
    }

    func write(_ questions: [[String]]) throws {
        try texts()
        try write(questions, to: directory + "/text.jsonl")
    }

    /// A live model a line: id, a tab, its tokens parted by spaces.
    private func texts() throws {
        let file = try BenchFile(directory + "/texts.tsv")
        var suspended: Set<String> = []
        for case .supplier(let supplier) in asker.bench.demo.records(.suppliers) where !supplier.isActive {
            suspended.insert(supplier.id)
        }
        for case .model(let model) in asker.bench.demo.records(.models)
        where model.isActive && !suspended.contains(model.supplier) {
            let text = DocumentText.text(of: model, category: ReferenceData.categories[model.category])
            try file.line(model.id + "\t" + TextAnalyser.tokens(text).joined(separator: " "))
        }
        try file.finish()
    }

    /// A question a line with its answer: how many were found, and of the best ten id and score in millionths.
    private func write(_ questions: [[String]], to path: String) throws {
        let file = try BenchFile(path)
        for tokens in questions {
            let result = try asker.ask(tokens, counting: true)
            var object = JSONObject()
            object.add("tokens", .strings(tokens))
            object.add("total", .int(result.total))
            object.add("hits", .array(result.hits.map { [.string($0.id), .int($0.score)] }))
            try file.line(JSONValue.object(object).text)
        }
        try file.finish()
    }
}
