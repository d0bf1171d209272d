internal import CYajl
internal import JSON

/// One run of libyajl over one buffer, in its default configuration: no comments, no partial or further values.
///
/// Functions used: `yajl_alloc`, `yajl_parse`, `yajl_complete_parse`, `yajl_get_bytes_consumed`, `yajl_get_error`,
/// `yajl_free_error`, `yajl_free`. The handle lives within one call, on one thread.
enum YajlRun {
    /// Parses bytes that are known to be UTF-8 with paired surrogate escapes.
    static func value(of bytes: UnsafeRawBufferPointer) -> Result<JSONValue, JSONParseError> {
        var builder = ValueBuilder()
        return withUnsafePointer(to: callbacks) { callbacks in
            withUnsafeMutablePointer(to: &builder) { builder in
                guard let handle = yajl_alloc(callbacks, nil, builder) else { fatalError("no memory for a parser") }
                defer { yajl_free(handle) }
                return run(handle, over: bytes, into: builder)
            }
        }
    }

    private static func run(
        _ handle: yajl_handle,
        over bytes: UnsafeRawBufferPointer,
        into builder: UnsafeMutablePointer<ValueBuilder>
    ) -> Result<JSONValue, JSONParseError> {
        let text = bytes.assumingMemoryBound(to: UInt8.self)
        var status = yajl_status_ok
        var offset = bytes.count
        if let start = text.baseAddress, !text.isEmpty {
            status = yajl_parse(handle, start, text.count)
            if status != yajl_status_ok { offset = min(yajl_get_bytes_consumed(handle), text.count) }
        }
        if status == yajl_status_ok { status = yajl_complete_parse(handle) }
        if status == yajl_status_ok, let value = builder.pointee.value { return .success(value) }
        let message = builder.pointee.refusal ?? message(of: handle, status)
        return .failure(JSONParseError(kind: .syntax, message: message, offset: offset))
    }

    private static func message(of handle: yajl_handle, _ status: yajl_status) -> String {
        guard status != yajl_status_ok, let text = yajl_get_error(handle, 0, nil, 0) else {
            return "there is no JSON value"
        }
        defer { yajl_free_error(handle, text) }
        var message = Substring(String(cString: text))
        for prefix in ["lexical error: ", "parse error: "] where message.hasPrefix(prefix) {
            message = message.dropFirst(prefix.count)
        }
        while message.last?.isWhitespace == true { message.removeLast() }
        return String(message)
    }

    private static let callbacks = yajl_callbacks(
        yajl_null: { builder($0).add(.null) },
        yajl_boolean: { builder($0).add(.bool($1 != 0)) },
        yajl_integer: nil,
        yajl_double: nil,
        yajl_number: { builder($0).add(.number(text($1, $2))) },
        yajl_string: { builder($0).add(.string(text($1, $2))) },
        yajl_start_map: { builder($0).begin(.object) },
        yajl_map_key: { builder($0).add(key: text($1, $2)) },
        yajl_end_map: { builder($0).end() },
        yajl_start_array: { builder($0).begin(.array) },
        yajl_end_array: { builder($0).end() }
    )
}

/// The builder behind the context that libyajl hands back: always the one given to `yajl_alloc`.
@inline(__always)
private func builder(_ context: UnsafeMutableRawPointer?) -> BuilderReference {
    BuilderReference(pointer: context.unsafelyUnwrapped.assumingMemoryBound(to: ValueBuilder.self))
}

/// Forwards events to the builder as libyajl wants them answered: 1 goes on, 0 stops.
private struct BuilderReference {
    let pointer: UnsafeMutablePointer<ValueBuilder>

    func add(_ value: JSONValue) -> CInt {
        pointer.pointee.add(value)
        return 1
    }
    func add(key: String) -> CInt { pointer.pointee.add(key: key) ? 1 : 0 }
    func begin(_ kind: ValueBuilder.Container) -> CInt { pointer.pointee.begin(kind) ? 1 : 0 }
    func end() -> CInt {
        pointer.pointee.end()
        return 1
    }
}

private func text(_ start: UnsafePointer<UInt8>?, _ count: Int) -> String {
    String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
}

private func text(_ start: UnsafePointer<CChar>?, _ count: Int) -> String {
    guard let start else { return "" }
    return start.withMemoryRebound(to: UInt8.self, capacity: count) { text($0, count) }
}
