package import Cluster
import FoundationEssentials
package import Wire

extension WireReady {
    package init(_ ready: Ready, host: String) {
        self.init()
        worker = ready.worker
        bootNonce = ready.bootNonce
        protocolMin = ready.protocolMin
        protocolMax = ready.protocolMax
        format = ready.format
        self.host = host
        incarnation = Data(ready.incarnation)
        replicas = ready.replicas.sorted { $0.key < $1.key }.map { vshard, position in
            WireReplica(vshard: vshard.rawValue, position, .active)
        }
        common = WireReplica(vshard: 0, ready.common, .active)
    }

    package var ready: Ready {
        Ready(
            worker: worker, bootNonce: bootNonce, protocolMin: protocolMin, protocolMax: protocolMax, format: format,
            incarnation: Array(incarnation),
            replicas: Dictionary(
                replicas.map { (VShard(rawValue: $0.vshard), $0.position) }, uniquingKeysWith: { first, _ in first }),
            common: common.position)
    }
}

extension WireReplica {
    package init(vshard: UInt32, _ position: Position, _ state: WireReplicaState) {
        self.init()
        self.vshard = vshard
        self.state = state
        appliedSeq = position.seq
        chain = Data(position.chain.bytes)
    }

    package var position: Position { Position(seq: appliedSeq, chain: Chain(bytes: Array(chain))) }
}

extension WireReadyAck {
    package init(_ ack: ReadyAck) {
        self.init()
        `protocol` = 1
        incarnation = Data(ack.incarnation)
        vshards = UInt32(ack.vshards)
        assigned = ack.assigned.map(\.rawValue)
        rebuild = ack.rebuild
    }

    /// Nil for a damaged message.
    package var ack: ReadyAck? {
        guard vshards >= 1, assigned.allSatisfy({ $0 < vshards }) else { return nil }
        return ReadyAck(
            incarnation: Array(incarnation), vshards: Int(vshards), assigned: assigned.map { VShard(rawValue: $0) },
            rebuild: rebuild)
    }
}

extension WireHeartbeat {
    package init(_ progress: Progress) {
        self.init()
        appliedSeq = progress.applied.seq
        chain = Data(progress.applied.chain.bytes)
        recordCreditBytes = UInt64(max(0, progress.recordCreditBytes))
        queryCredit = UInt32(max(0, progress.queryCredit))
    }

    package var progress: Progress {
        Progress(
            applied: Position(seq: appliedSeq, chain: Chain(bytes: Array(chain))),
            recordCreditBytes: Int(clamping: recordCreditBytes), queryCredit: Int(queryCredit))
    }
}

extension WireRefuse {
    package init(_ refusal: Refusal, _ message: String) {
        self.init()
        code = WireRefusalCode(rawValue: refusal.rawValue) ?? .failed
        self.message = message
    }

    package var refusal: Refusal { Refusal(rawValue: code.rawValue) ?? .failed }
}
