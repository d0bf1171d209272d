package import Cluster
import FoundationEssentials
package import Wire

extension WireReady {
    package init(_ ready: Ready) {
        self.init()
        worker = ready.worker
        bootNonce = ready.bootNonce
        protocolMin = ready.protocolMin
        protocolMax = ready.protocolMax
        format = ready.format
        host = ready.host
        incarnation = Data(ready.incarnation)
        replicas = ready.replicas.sorted { $0.key < $1.key }.map { vshard, position in
            WireReplica(vshard: vshard.rawValue, position, .active)
        }
        common = WireReplica(vshard: 0, ready.common, .active)
        copyAddress = ready.copyAddress
        unfed = !ready.isFed
        cores = ready.cores
    }

    package var ready: Ready {
        var ready = Ready(
            worker: worker, host: host, bootNonce: bootNonce, protocolMin: protocolMin, protocolMax: protocolMax,
            format: format,
            incarnation: Array(incarnation),
            replicas: Dictionary(
                replicas.map { (VShard(rawValue: $0.vshard), $0.position) }, uniquingKeysWith: { first, _ in first }),
            common: common.position, copyAddress: copyAddress, isFed: !unfed)
        ready.cores = cores
        return ready
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
        `protocol` = ProtocolVersion.newest
        incarnation = Data(ack.incarnation)
        vshards = UInt32(ack.vshards)
        assigned = ack.assigned.map(\.rawValue)
        rebuild = ack.rebuild
        version = ack.version
        copies = ack.copies.map { order in
            var wire = WireCopyOrder()
            wire.vshard = order.vshard.rawValue
            wire.transfer = order.transfer
            wire.address = order.address
            return wire
        }
    }

    /// Nil for a damaged message.
    package var ack: ReadyAck? {
        guard vshards >= 1, assigned.allSatisfy({ $0 < vshards }), copies.allSatisfy({ $0.vshard < vshards }) else {
            return nil
        }
        return ReadyAck(
            incarnation: Array(incarnation), vshards: Int(vshards), assigned: assigned.map { VShard(rawValue: $0) },
            copies: copies.map {
                CopyOrder(vshard: VShard(rawValue: $0.vshard), transfer: $0.transfer, address: $0.address)
            }, rebuild: rebuild, version: version)
    }
}

extension WireHeartbeat {
    package init(_ progress: Progress) {
        self.init()
        appliedSeq = progress.applied.seq
        chain = Data(progress.applied.chain.bytes)
        recordCreditBytes = UInt64(max(0, progress.recordCreditBytes))
        queryCredit = UInt32(max(0, progress.queryCredit))
        commonSeq = progress.common
        queued = UInt32(clamping: progress.queued)
        obeys = progress.obeys
        unfed = !progress.isFed
        replicas = progress.replicas.sorted { $0.key < $1.key }.map { vshard, report in
            var wire = WireReplicaReport()
            wire.vshard = vshard.rawValue
            wire.seq = report.seq
            wire.transfer = report.transfer
            wire.failure = report.failure
            wire.bytes = report.bytes
            wire.busyUs = report.busyMicroseconds
            return wire
        }
    }

    package var progress: Progress {
        var progress = Progress(
            applied: Position(seq: appliedSeq, chain: Chain(bytes: Array(chain))), common: commonSeq,
            replicas: Dictionary(
                replicas.map { (VShard(rawValue: $0.vshard), $0.report) }, uniquingKeysWith: { first, _ in first }),
            recordCreditBytes: Int(clamping: recordCreditBytes), queryCredit: Int(queryCredit), queued: Int(queued),
            obeys: obeys)
        progress.isFed = !unfed
        return progress
    }
}

extension WireReplicaReport {
    fileprivate var report: ReplicaReport {
        ReplicaReport(
            seq: seq, transfer: transfer, failure: failure, bytes: bytes, busyMicroseconds: busyUs)
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
