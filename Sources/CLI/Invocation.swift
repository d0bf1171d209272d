import ArgumentParser
import Terminal

/// How this process was called, for messages that are written before or outside a parsed verb.
enum Invocation {
    /// `--lang` where it was given, else by the environment.
    static var language: Language {
        value(of: "--lang").flatMap { Language(rawValue: $0) } ?? Language.preferred(environment: Output.environment)
    }

    /// `--format` where it was given.
    static var format: OutputFormat { value(of: "--format").flatMap { OutputFormat(rawValue: $0) } ?? .table }

    /// The last value of an option among this process's arguments.
    private static func value(of option: String) -> String? {
        let arguments = CommandLine.arguments.prefix { $0 != "--" }
        var found: String?
        for (argument, next) in zip(arguments, arguments.dropFirst() + [""]) {
            if argument == option { found = next }
            if argument.hasPrefix(option + "=") { found = String(argument.dropFirst(option.utf8.count + 1)) }
        }
        return found
    }

    /// A wrong use of the command line: exit status 2.
    static func misuse(zh: String, en: String) -> ValidationError {
        ValidationError(Text(zh: zh, en: en)[language])
    }
}
