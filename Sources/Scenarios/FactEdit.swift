package import Domain
import JSON
import Records

/// A project as it is judged: the need and, where it is known, the enterprise behind it.
package struct Project: Equatable, Sendable {
    package var need: Need
    package var enterprise: Enterprise?

    package init(need: Need, enterprise: Enterprise?) {
        self.need = need
        self.enterprise = enterprise
    }
}

/// Some facts of a project set to other values.
///
///     let edit = try FactEdit(["enterprise.size=small", "project.filed=true"])
///     let after = try edit.apply(to: project, asOf: day, codes: codes)
///
/// The records' JSON is changed and read again, so that a value which no record may have is the problem an import
/// finds.
package struct FactEdit: Equatable, Sendable {
    package let settings: [FactSetting]
    /// Facts of one question.
    package static let factsMax = 32

    /// - Throws: for what cannot be read, for a fact that is set twice, and for none or too many.
    package init(_ written: [String]) throws(FactFlaw) {
        guard (1...FactEdit.factsMax).contains(written.count) else {
            throw FactFlaw(
                "bad_fact", "\(written.count) facts are set", field: "facts",
                hint: "set 1 to \(FactEdit.factsMax), such as enterprise.size=small")
        }
        var settings: [FactSetting] = []
        for text in written {
            let setting = try FactSetting(text)
            guard !settings.contains(where: { $0.fact == setting.fact }) else {
                throw FactFlaw(
                    "bad_fact", "\(setting.fact.rawValue) is set twice", field: setting.fact.rawValue,
                    hint: "set it once")
            }
            settings.append(setting)
        }
        self.settings = settings
    }

    /// Whether the need's own equipment amount is set: then no picked models may make another.
    package var setsEquipmentAmount: Bool { settings.contains { $0.fact == .projectEquipmentAmount } }

    /// The project with the facts set.
    ///
    /// An enterprise that is not known begins to be known by what is set of it.
    /// - Parameters:
    ///   - asOf: the day from which an age is counted back.
    ///   - codes: the regions and industries that exist.
    /// - Throws: for a value that the fact's field cannot have.
    package func apply(to project: Project, asOf: CalendarDay, codes: KnownCodes) throws(FactFlaw) -> Project {
        var need = Draft(.needs, Record.need(project.need).json)
        let firm = project.enterprise ?? Enterprise(id: project.need.enterprise)
        var enterprise = Draft(.enterprises, Record.enterprise(firm).json)
        var isFirmSet = project.enterprise != nil
        for setting in settings {
            let place = FactPlace(setting.fact)
            let value = try place.value(setting, asOf: asOf)
            if place.isOfEnterprise {
                enterprise.set(place.path, value)
                try enterprise.check(place, setting, codes)
                isFirmSet = isFirmSet || value != nil
            } else {
                need.set(place.path, value)
                try need.check(place, setting, codes)
            }
        }
        guard case .need(let edited)? = need.record(codes), case .enterprise(let firm)? = enterprise.record(codes)
        else {
            throw FactFlaw("failed", "the changed records cannot be read", field: "facts", hint: "change fewer facts")
        }
        return Project(need: edited, enterprise: isFirmSet ? firm : nil)
    }
}

/// A record as JSON while its fields are changed.
private struct Draft {
    let kind: RecordKind
    var json: JSONValue

    init(_ kind: RecordKind, _ json: JSONValue) {
        self.kind = kind
        self.json = json
    }

    mutating func set(_ path: [String], _ value: JSONValue?) { json = Draft.set(json, path[...], value) }

    private static func set(_ json: JSONValue, _ path: ArraySlice<String>, _ value: JSONValue?) -> JSONValue {
        guard let key = path.first else { return json }
        var object = json.object ?? JSONObject()
        let rest = path.dropFirst()
        object[key] = rest.isEmpty ? value : set(object[key] ?? .object(JSONObject()), rest, value)
        return .object(object)
    }

    /// Holds the field just set against what an import accepts; what other fields lack is not this question's matter.
    func check(_ place: FactPlace, _ setting: FactSetting, _ codes: KnownCodes) throws(FactFlaw) {
        guard !setting.text.isEmpty else { return }
        let path = place.path.joined(separator: ".")
        let problem = RecordDecoder(codes: codes, mode: .strict).decode(kind, json).problems.first { problem in
            problem.severity == .critical
                && (problem.field == path || problem.field.hasPrefix(path + "[") || problem.field.hasPrefix(path + "."))
        }
        guard let problem else { return }
        throw FactFlaw(
            problem.code.rawValue, "\(setting.fact.rawValue) cannot be \(setting.text): expected \(problem.expected)",
            field: setting.fact.rawValue, hint: problem.message)
    }

    /// The record, what is missing unknown; nil where it cannot be read.
    func record(_ codes: KnownCodes) -> Record? {
        RecordDecoder(codes: codes, mode: .literal).decode(kind, json).record
    }
}
