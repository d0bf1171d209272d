import ArgumentParser
import Terminal
import Wire

/// `package`: equipment, support and finance of a need together (30-financing.md, "The package").
struct PackageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "package",
        abstract: "The best way to pay for a need: own cash, a loan or a lease, with the support that goes with it.",
        discussion: """
            Examples:
              huanxin package demo-n-0000008
              huanxin package demo-n-0000008 --objective certain --top 1 --schedule
              huanxin package demo-n-0000008 --pick 1=demo-m-0009161 --format json
              huanxin package --file need.json --enterprise firm.json --no-picks

            Each line takes the model given by --pick, else its best match, and their prices make the equipment amount. \
            CSV has a row a package, with --schedule a row a flow.
            """)

    @OptionGroup var need: NeedOptions
    @OptionGroup var choices: PackageChoices

    @Option(help: "Packages at most: the best, then the best of other kinds.")
    var top: Int = 3

    @Flag(help: "Show every package month by month.")
    var schedule = false

    @OptionGroup var saving: SaveOptions
    @OptionGroup var read: ReadOptions
    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try Limits.check("--top", top, Limits.packages) }

    func run() throws {
        var request = read.request()
        let asked = try need.asked()
        request.packages = try choices.ask(id: asked.id, body: asked.body)
        request.packages.top = UInt32(top)
        request.packages.schedule = schedule
        request.save = saving.save
        PackagePage.show(try cluster.ask(request), schedule: schedule, output)
    }
}
