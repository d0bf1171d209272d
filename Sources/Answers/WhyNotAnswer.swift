package import JSON

/// The answer to `why-not`: of one offer's whole explanation, what keeps it from being eligible.
package enum WhyNotAnswer {
    /// From the answer to `assess` with one offer: the envelope, then `need`, `offer`, `outcome`, `conditions` (only
    /// those false or unknown, in rule order), `asks`, `depends_on_package`, `nearest_fix` and `source`.
    package static func json(_ assess: JSONValue) -> JSONValue {
        let offer = assess["offers"]?.array?.first
        var json = JSONObject()
        for key in ["as_of", "as_of_seq", "coverage", "need", "enterprise_known"] { json.add(key, assess[key]) }
        for key in ["id", "kind", "name", "outcome", "unverified"] {
            json.add(key == "id" ? "offer" : key, offer?[key])
        }
        let open = (offer?["conditions"]?.array ?? []).filter { $0["result"]?.string != "true" }
        json.add("conditions", .array(open))
        for key in ["asks", "depends_on_package", "nearest_fix", "provider", "source"] { json.add(key, offer?[key]) }
        return .object(json)
    }
}
