import ArgumentParser
import FoundationEssentials
import Intake
import Terminal
import Wire

/// What a package is chosen by: the verbs that work packages out share it.
struct PackageChoices: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "File with the enterprise as JSON, used in place of the stored one.", valueName: "firm.json")
    )
    var enterprise: String?

    @Option(
        name: .customLong("pick"),
        help: ArgumentHelp(
            "The model for a line; other lines take their best match. Repeat for more lines.", valueName: "line=model"))
    var picks: [String] = []

    @Flag(name: .customLong("no-picks"), help: "Lines without --pick take no model: the need's own amounts hold.")
    var noPicks = false

    @Option(help: ArgumentHelp("What is least: cost, upfront or certain.", valueName: "objective"))
    var objective: String = "cost"

    @Option(help: ArgumentHelp("Discount rate a year, as a fraction; default 0.03.", valueName: "fraction"))
    var rate: String?

    func validate() throws {
        for pick in picks where PackageChoices.split(pick) == nil {
            throw Invocation.misuse(
                zh: "--pick 为“\(pick)”，写法为 项=型号，如 --pick 1=demo-m-0000001",
                en: "--pick is \"\(pick)\"; write line=model, such as --pick 1=demo-m-0000001")
        }
    }

    /// The line before the first `=`, the model after it; nil where one is empty.
    private static func split(_ pick: String) -> (line: String, model: String)? {
        guard let sign = pick.firstIndex(of: "=") else { return nil }
        let (line, model) = (String(pick[..<sign]), String(pick[pick.index(after: sign)...]))
        return line.isEmpty || model.isEmpty ? nil : (line, model)
    }

    /// The question about a need with these choices.
    func ask(id: String, body: Data) throws -> WirePackageNeed {
        var ask = WirePackageNeed()
        ask.needID = id
        ask.need = body
        if let enterprise { ask.enterprise = Data(try RecordFile.read(enterprise, option: "enterprise")) }
        ask.picks = picks.compactMap { PackageChoices.split($0) }.map { pick in
            var wire = WireLinePick()
            wire.line = pick.line
            wire.model = pick.model
            return wire
        }
        ask.noPicks = noPicks
        ask.objective = objective
        ask.discountRate = rate ?? ""
        return ask
    }
}

/// Whether an answer is kept.
struct SaveOptions: ParsableArguments {
    @Flag(help: "Keep the answer with all that it follows from, and print its id; huanxin replay ID shows it again.")
    var save = false
}
