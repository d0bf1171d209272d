package import Domain
package import JSON

/// Where a record comes from, as answers show it.
package enum SourceAnswer {
    /// The fields that are there; null without a source.
    package static func json(_ source: Source?) -> JSONValue {
        guard let source else { return .null }
        var json = JSONObject()
        json.add("document", source.document.map { .string($0) })
        json.add("clause", source.clause.map { .string($0) })
        json.add("url", source.url.map { .string($0) })
        json.add("quote", source.quote.map { .string($0) })
        json.add("name", source.name.map { .string($0) })
        json.add("retrieved_on", source.retrievedOn.map { .string($0.text) })
        json.add("licence", source.licence.map { .string($0) })
        return .object(json)
    }
}
