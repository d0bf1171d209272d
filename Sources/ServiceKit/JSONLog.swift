import Glibc
import JSON
package import Logging

/// Writes log entries as JSON lines to standard error: time, level, service, message, metadata. Never bodies or names.
package struct JSONLog: LogHandler {
    package var logLevel: Logger.Level = .info
    package var metadata: Logger.Metadata = [:]
    private let service: String

    package init(service: String, level: Logger.Level = .info) {
        self.service = service
        logLevel = level
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var json = JSONObject()
        json.add("at", .string(ShanghaiTime.text(milliseconds: ShanghaiTime.milliseconds)))
        json.add("level", .string(event.level.rawValue))
        json.add("service", .string(service))
        json.add("message", .string("\(event.message)"))
        for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }).sorted(by: {
            $0.key < $1.key
        }) {
            json.add(key, .string("\(value)"))
        }
        var line = JSONValue.object(json).bytes
        line.append(0x0A)
        line.withUnsafeBytes { _ = write(2, $0.baseAddress, $0.count) }
    }

    /// A logger of that service.
    package static func logger(_ service: String, level: Logger.Level = .info) -> Logger {
        Logger(label: service, factory: { _ in JSONLog(service: service, level: level) })
    }
}
