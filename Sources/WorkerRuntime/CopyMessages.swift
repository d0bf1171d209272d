import Cluster
import FoundationEssentials
import Messages
import SwiftProtobuf
import Transport
import Wire

extension CopyFetch {
    /// Reads what `wire` wrote.
    init?(_ message: Incoming) {
        guard let wire = try? WireCopyFetch(serializedBytes: message.body) else { return nil }
        self.init(
            vshard: VShard(rawValue: wire.vshard), transfer: message.header.request, vshards: Int(wire.vshards),
            incarnation: [UInt8](wire.incarnation), format: wire.format, maxBytesPerSecond: wire.maxBytesPerSecond)
    }

    var wire: [UInt8] {
        var wire = WireCopyFetch()
        wire.vshard = vshard.rawValue
        wire.vshards = UInt32(vshards)
        wire.incarnation = Data(incarnation)
        wire.format = format
        wire.maxBytesPerSecond = maxBytesPerSecond
        return wire.wireBytes
    }
}

extension CopyCredit {
    init?(_ message: Incoming) {
        guard let wire = try? WireCopyCredit(serializedBytes: message.body) else { return nil }
        self.init(next: wire.next, have: wire.have, again: wire.again, maxBytesPerSecond: wire.maxBytesPerSecond)
    }

    var wire: [UInt8] {
        var wire = WireCopyCredit()
        wire.next = next
        wire.have = have
        wire.again = again
        wire.maxBytesPerSecond = maxBytesPerSecond
        return wire.wireBytes
    }
}

extension SnapshotManifest {
    init?(_ message: Incoming) {
        guard let wire = try? WireCopyOffer(serializedBytes: message.body) else { return nil }
        self.init(text: [UInt8](wire.manifest))
    }

    var wire: [UInt8] {
        var wire = WireCopyOffer()
        wire.manifest = Data(text)
        return wire.wireBytes
    }
}

/// The words that end a copy.
enum CopyWord {
    static func abort(_ reason: String) -> [UInt8] {
        var wire = WireCopyAbort()
        wire.reason = reason
        return wire.wireBytes
    }

    static func reason(_ message: Incoming) -> String {
        (try? WireCopyAbort(serializedBytes: message.body))?.reason ?? "no reason that can be read"
    }

    static func refusal(_ message: Incoming) -> (Refusal, String) {
        guard let wire = try? WireRefuse(serializedBytes: message.body) else { return (.failed, "refused") }
        return (Refusal(rawValue: wire.code.rawValue) ?? .failed, wire.message)
    }
}
