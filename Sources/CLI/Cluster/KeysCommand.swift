import ArgumentParser
import Domain
import JSON
import ServiceKit
import Terminal
import Transport

/// `cluster keys`: keys of those who speak over a network.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Make keys for connections between machines.",
        subcommands: [NewKeysCommand.self])
}

/// `cluster keys new`: a secret key and its public key.
struct NewKeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Make a secret key and its public key.",
        discussion: """
            NAME.secret stays with its owner; NAME.public may be shown. A line of NAME.public in the list given by
            --allow lets its owner in, without a restart; without the line it is heard no more.

            A coordinator changes its key like this: give everybody the next public key as a second --server-key, then
            restart the coordinator with the next secret, then take the former key away.

            Examples:
              huanxin cluster keys new coordinator --out /etc/huanxin
              huanxin cluster keys new gateway-hangzhou
              cat gateway-hangzhou.public >> /etc/huanxin/allowed
            """)

    @Argument(help: "Role and, where there are several, provider or region: letters, digits, - _ . @")
    var name: String

    @Option(help: ArgumentHelp("Directory of the files; made if missing.", valueName: "dir"))
    var out: String = "."

    @OptionGroup var output: OutputOptions

    func run() throws {
        let made: KeyFiles.Made
        do {
            made = try KeyFiles.make(name, in: out, date: ShanghaiTime.today.text)
        } catch {
            throw CommandFailure("bad_key", Text(zh: "没有生成密钥：\(error)", en: "no key was made: \(error)"))
        }
        guard output.format == .table else {
            let answer: JSONValue = [
                "name": .string(name), "public_key": .string(made.publicKey), "secret_file": .string(made.secretPath),
                "public_file": .string(made.publicPath),
            ]
            return Output.standard.line(answer.text)
        }
        Output.standard.line(
            Text(
                zh: "✓ \(made.secretPath)（只有您能读取，请勿给人）\n✓ \(made.publicPath)  \(made.publicKey)",
                en: "✓ \(made.secretPath) (only you can read it; give it to nobody)\n"
                    + "✓ \(made.publicPath)  \(made.publicKey)")[output.language])
    }
}
