import Cluster
import Logging
import Messages
import OS
import Store
import Synchronization
import Transport
import Wire

/// The copies that other workers fetch here.
extension CopyLoop {
    func serve(_ message: Incoming) {
        let key = ServedKey(route: message.route, transfer: message.header.request)
        switch message.header.type {
        case .copyFetch:
            guard let fetch = CopyFetch(message) else { return refuse(key, .failed, "the fetch cannot be read") }
            if served[key] == nil { admit(fetch, key) } else { on(key, .fetch(fetch)) }
        case .copyCredit: CopyCredit(message).map { on(key, .credit($0)) }
        case .copyDone: on(key, .done)
        case .copyAbort: on(key, .aborted(CopyWord.reason(message)))
        default: refuse(key, .unsupported, "the copy endpoint knows no such message")
        }
    }

    private func admit(_ fetch: CopyFetch, _ key: ServedKey) {
        guard fetched[fetch.transfer] == nil else {
            return refuse(key, .noRetry, "a worker does not copy from itself")
        }
        guard served.count < settings.servedMax else {
            return refuse(key, .busy, "\(served.count) copies are being served")
        }
        let request = number()
        let directory = "\(settings.directory)/vshard-\(fetch.vshard.rawValue)-\(nonce)-\(request)"
        served[key] = Served(key.route, CopySource(fetch, now: now, timing: settings.timing), directory)
        requested[request] = key
        desk.shared.withLock { $0.requests.append(CopyService.Request(number: request, vshard: fetch.vshard)) }
        desk.wake()
    }

    /// The loop thread lends the replica: a thread of its own copies it.
    func provide(_ source: SnapshotSource?, _ request: UInt64) {
        guard let key = requested.removeValue(forKey: request), let copy = served[key] else { return }
        let fetch = copy.machine.fetch
        guard let source else {
            return on(key, .failed(.noRetry, "vshard \(fetch.vshard.rawValue) is not here"))
        }
        if let objection = source.objection(to: fetch) { return on(key, .failed(.noRetry, objection)) }
        let (free, needed) = (settings.freeDiskBytes(settings.directory) ?? 0, CopyLoop.room(UInt64(source.byteCount)))
        guard free >= needed else {
            return on(key, .failed(.failed, "the source's disk has \(free) bytes free, a copy needs \(needed)"))
        }
        do {
            let directory = copy.directory
            copy.job = try begin(directory) { try source.copy(to: directory) }
        } catch { on(key, .failed(.failed, "\(error)")) }
    }

    /// What has to be free for a copy of so many bytes (40-cluster.md, section 9).
    static func room(_ bytes: UInt64) -> UInt64 { bytes + bytes * 3 / 10 }

    func prepared(_ key: ServedKey, _ copy: Served, _ result: Result<SnapshotManifest, CopyTarget.Failure>) {
        do {
            let manifest = try result.get()
            copy.file = try OpenBlocks(reading: copy.directory + "/" + SnapshotFile.dataName)
            on(key, .prepared(manifest))
        } catch { on(key, .failed(.failed, "\(error)")) }
    }

    func on(_ key: ServedKey, _ event: CopySource.Event) {
        guard let copy = served[key] else {
            // The target hears that nothing will come rather than wait for it.
            switch event {
            case .credit: send(key, .copyAbort, CopyWord.abort("no such copy is being served"))
            default: break
            }
            return
        }
        for action in copy.machine.on(event, now: now) { perform(action, key, copy) }
    }

    private func perform(_ action: CopySource.Action, _ key: ServedKey, _ copy: Served) {
        switch action {
        case .prepare: break
        case .sendOffer(let manifest): send(key, .copyOffer, manifest.wire)
        case .sendWait: send(key, .copyWait, [])
        case .sendChunk(let number, let bytes): send(key, chunk: number, bytes, copy)
        case .sendRefusal(let refusal, let why): refuse(key, refusal, why)
        case .sendAbort(let why): send(key, .copyAbort, CopyWord.abort(why))
        case .end(let failure):
            served[key] = nil
            copy.file = nil
            remove(copy.directory)
            let what: Logger.Metadata = [
                "vshard": "\(copy.machine.fetch.vshard.rawValue)", "transfer": "\(key.transfer)",
            ]
            if let failure {
                logger.warning("a copy was not served", metadata: what.merging(["why": "\(failure)"]) { $1 })
            } else {
                logger.info("a copy was served", metadata: what)
            }
        }
    }

    private func send(_ key: ServedKey, chunk number: UInt64, _ bytes: Int, _ copy: Served) {
        do {
            let offset = number * UInt64(SnapshotManifest.chunkBytes)
            guard let read = try copy.file?.file.read(at: offset, count: bytes) else { return }
            // One that the socket does not take is asked for again.
            _ = server.send(copy.route, FrameHeader(.copyChunk, request: key.transfer, seq: number), read)
        } catch {
            logger.warning("a chunk cannot be read", metadata: ["error": "\(error)"])
            // From the next turn on: this one is in the middle of the machine's actions.
            desk.shared.withLock { $0.orders.append(.unreadable(key, "\(error)")) }
            desk.waker.raise()
        }
    }

    private func refuse(_ key: ServedKey, _ refusal: Refusal, _ why: String) {
        send(key, .refuse, WireRefuse(refusal, why).wireBytes)
    }

    private func send(_ key: ServedKey, _ type: FrameType, _ body: [UInt8]) {
        // Who is gone is given up by the machine; a full pipe has chunks in it, after which it says more.
        _ = server.send(key.route, FrameHeader(type, request: key.transfer), body)
    }
}
