package import JSON

/// The answer to `why-not`: of one offer's whole explanation, what keeps it from being eligible.
package enum WhyNotAnswer {
    /// From one offer of the answer to `assess`: `offer`, `kind`, `name`, `outcome`, `conditions` (only those false or
    /// unknown, in rule order), `asks`, `depends_on_package`, `nearest_fix`, `provider` and `source`.
    package static func fields(_ offer: JSONValue) -> [(String, JSONValue)] {
        let open = (offer["conditions"]?.array ?? []).filter { $0["result"]?.string != "true" }
        var fields: [(String, JSONValue)] = []
        for key in ["id", "kind", "name", "outcome", "unverified"] {
            if let value = offer[key] { fields.append((key == "id" ? "offer" : key, value)) }
        }
        fields.append(("conditions", .array(open)))
        for key in ["asks", "depends_on_package", "nearest_fix", "provider", "source"] {
            if let value = offer[key] { fields.append((key, value)) }
        }
        return fields
    }
}
