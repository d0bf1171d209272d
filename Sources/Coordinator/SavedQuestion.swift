import Domain
import FoundationEssentials
import JSON
import Packaging
import Records
import Wire

/// Questions as they are kept with their answers: with all options, and with the records they are about.
///
/// The need and the enterprise stand in them as they stood, so that asking again needs neither of them stored.
enum SavedQuestion {
    /// Of `match`; lines that were not asked for are left in the need.
    static func match(_ ask: WireMatchNeed, need: Need, top: Int) -> [(String, JSONValue)] {
        [
            ("need", Record.need(need).json), ("line", .string(ask.line)), ("top", .int(top)),
            ("count", .bool(ask.count)), ("explain", .bool(ask.explain)),
        ]
    }

    /// Of `assess` and `why-not`.
    static func assess(_ ask: WireAssessNeed, need: Need, enterprise: JSONValue) -> [(String, JSONValue)] {
        [
            ("need", Record.need(need).json), ("enterprise", enterprise), ("offer", .string(ask.offer)),
            ("explain", .bool(ask.explain)),
        ]
    }

    /// Of `package`.
    static func package(
        _ ask: WirePackageNeed, _ options: PackageOptions, need: Need, enterprise: JSONValue
    ) -> [(String, JSONValue)] {
        [
            ("need", Record.need(need).json), ("enterprise", enterprise),
            ("picks", .array(ask.picks.map { ["line": .string($0.line), "model": .string($0.model)] })),
            ("no_picks", .bool(ask.noPicks)), ("objective", .string(options.objective.rawValue)),
            ("top", .int(options.top)),
            ("discount_rate", .number(JSONNumber.fixed(options.discountRate.rawValue, digits: 9))),
            ("schedule", .bool(options.schedule)),
        ]
    }

    /// Of `what-if`.
    static func whatIf(
        _ ask: WireWhatIfNeed, _ options: PackageOptions, need: Need, enterprise: JSONValue
    ) -> [(String, JSONValue)] {
        package(ask.package, options, need: need, enterprise: enterprise) + [("facts", .strings(ask.facts))]
    }

    /// The request that asks a kept question again; nil where it cannot be read.
    static func request(_ verb: String, _ json: JSONValue) -> WireClientRequest? {
        guard let day = json["as_of"]?.string, let seq = json["known"]?.int else { return nil }
        var request = WireClientRequest()
        request.asOf = day
        request.known = String(seq)
        switch verb {
        case "match": request.match = match(json)
        case "assess", "why-not":
            request.assess = assess(json)
            request.assess.whyNot = verb == "why-not"
        case "package": request.packages = package(json)
        case "what-if":
            request.whatIf.package = package(json)
            request.whatIf.facts = texts(json["facts"])
        default: return nil
        }
        return request
    }

    private static func match(_ json: JSONValue) -> WireMatchNeed {
        var ask = WireMatchNeed()
        ask.need = body(json["need"])
        ask.line = json["line"]?.string ?? ""
        ask.top = UInt32(clamping: json["top"]?.int ?? 0)
        ask.count = json["count"]?.bool ?? false
        ask.explain = json["explain"]?.bool ?? false
        return ask
    }

    private static func assess(_ json: JSONValue) -> WireAssessNeed {
        var ask = WireAssessNeed()
        ask.need = body(json["need"])
        ask.enterprise = body(json["enterprise"])
        ask.offer = json["offer"]?.string ?? ""
        ask.explain = json["explain"]?.bool ?? false
        return ask
    }

    private static func package(_ json: JSONValue) -> WirePackageNeed {
        var ask = WirePackageNeed()
        ask.need = body(json["need"])
        ask.enterprise = body(json["enterprise"])
        ask.picks = (json["picks"]?.array ?? []).map { pick in
            var wire = WireLinePick()
            wire.line = pick["line"]?.string ?? ""
            wire.model = pick["model"]?.string ?? ""
            return wire
        }
        ask.noPicks = json["no_picks"]?.bool ?? false
        ask.objective = json["objective"]?.string ?? ""
        ask.top = UInt32(clamping: json["top"]?.int ?? 0)
        if case .number(let rate)? = json["discount_rate"] { ask.discountRate = rate }
        ask.schedule = json["schedule"]?.bool ?? false
        return ask
    }

    /// Of a record; empty for null.
    private static func body(_ json: JSONValue?) -> Data { json?.object == nil ? Data() : Data(json?.bytes ?? []) }

    private static func texts(_ json: JSONValue?) -> [String] { (json?.array ?? []).compactMap(\.string) }
}
