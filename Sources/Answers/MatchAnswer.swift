import Domain
package import JSON
package import Matching

/// The answers to `match` and `wanted-by` (50-interfaces.md, "JSON").
package enum MatchAnswer {
    /// One line with its best models.
    package static func line(_ line: String, candidates: Int, exact: Bool, models: [JSONValue]) -> JSONValue {
        [
            "line": .string(line), "candidates": .int(candidates), "candidates_exact": .bool(exact),
            "models": .array(models),
        ]
    }

    /// One model of a line.
    ///
    /// - Parameter tests: every hard test with both figures, only where they were asked for.
    package static func model(_ hit: Hit, tests: JSONValue? = nil) -> JSONValue {
        var json = JSONObject()
        json.add("id", .string(hit.model))
        json.add("score", .millionths(hit.score))
        json.add("parts", parts(hit.parts))
        json.add("price_cny", .money(hit.price))
        json.add("supplier", .string(hit.supplier))
        json.add("name", .string(hit.name))
        json.add("tests", tests)
        return .object(json)
    }

    /// Appends the text of `model(_:tests:)` without making a tree of it: an answer has ten of them a line.
    package static func write(_ hit: Hit, tests: JSONValue? = nil, to out: inout [UInt8]) {
        out.append(json: "{\"id\":")
        JSONValue.write(hit.model, to: &out)
        out.append(json: ",\"score\":")
        JSONNumber.write(hit.score, digits: 6, to: &out)
        out.append(json: ",\"parts\":{\"price\":")
        JSONNumber.write(hit.parts.price, digits: 6, to: &out)
        out.append(json: ",\"efficiency\":")
        JSONNumber.write(hit.parts.efficiency, digits: 6, to: &out)
        out.append(json: ",\"text\":")
        JSONNumber.write(hit.parts.text, digits: 6, to: &out)
        out.append(json: ",\"delivery\":")
        JSONNumber.write(hit.parts.delivery, digits: 6, to: &out)
        out.append(json: ",\"locality\":")
        JSONNumber.write(hit.parts.locality, digits: 6, to: &out)
        out.append(json: ",\"rating\":")
        JSONNumber.write(hit.parts.rating, digits: 6, to: &out)
        out.append(json: ",\"policy\":")
        JSONNumber.write(hit.parts.policy, digits: 6, to: &out)
        out.append(json: "},\"price_cny\":")
        JSONNumber.write(hit.price.rawValue, digits: 2, to: &out)
        out.append(json: ",\"supplier\":")
        JSONValue.write(hit.supplier, to: &out)
        out.append(json: ",\"name\":")
        JSONValue.write(hit.name, to: &out)
        if let tests {
            out.append(json: ",\"tests\":")
            tests.write(to: &out)
        }
        out.append(json: "}")
    }

    /// The parts of a score, in the order of the score's table.
    package static func parts(_ parts: RoundedParts) -> JSONValue {
        [
            "price": .millionths(parts.price), "efficiency": .millionths(parts.efficiency),
            "text": .millionths(parts.text), "delivery": .millionths(parts.delivery),
            "locality": .millionths(parts.locality), "rating": .millionths(parts.rating),
            "policy": .millionths(parts.policy),
        ]
    }

    /// The fields of the answer to `wanted-by`.
    package static func wanted(_ model: String, candidates: Int, lines: [JSONValue]) -> [(String, JSONValue)] {
        [("model", .string(model)), ("candidates", .int(candidates)), ("lines", .array(lines))]
    }

    /// One line that a model fits, with what else is known of it.
    package static func wantedLine(_ line: WantedLine, _ rest: [(String, JSONValue)]) -> JSONValue {
        var json = JSONObject()
        json.add("need", .string(line.need))
        json.add("line", .string(line.line))
        json.add("score", .millionths(line.score))
        for (key, value) in rest { json.add(key, value) }
        return .object(json)
    }

    /// The hard tests of a model with both figures.
    package static func tests(_ results: [TestResult]) -> JSONValue {
        .array(
            results.map { result in
                [
                    "test": .string(result.test), "holds": .bool(result.holds),
                    "model": result.modelValue.map { .string($0) } ?? .null,
                    "line": result.lineValue.map { .string($0) } ?? .null,
                ]
            })
    }
}
