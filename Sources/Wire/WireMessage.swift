package import SwiftProtobuf

/// Any of our messages, as bytes for a frame.
package typealias WireMessage = Message

extension Message {
    /// The serialized message. Ours have no required fields, so that serializing cannot fail.
    package var wireBytes: [UInt8] {
        do {
            return try serializedBytes()
        } catch {
            fatalError("a message without required fields was not serialized: \(error)")
        }
    }
}
