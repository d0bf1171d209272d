import Cluster
import Logging
import OS
import Store
import Synchronization
import Transport
import Wire

/// The copies that are fetched from other workers.
extension CopyLoop {
    func begin(_ fetch: CopyFetch, from address: String) {
        func fail(_ why: String) { finish(fetch.transfer, fetch.vshard, .failure(CopyTarget.Failure(why))) }
        guard address != settings.address else { return fail("a worker does not copy from itself") }
        guard fetched[fetch.transfer] == nil else { return fail("transfer \(fetch.transfer) is under way") }
        guard !fetched.values.contains(where: { $0.machine.vshard == fetch.vshard }) else {
            return fail("a copy of vshard \(fetch.vshard.rawValue) is under way")
        }
        do {
            // The same after a reconnect, or the source would speak to nobody.
            let route = Array("copy:\(nonce):\(fetch.transfer)".utf8)
            let endpoint = try PeerEndpoint(transport, .copy, address: address, routingID: route)
            let directory = "\(settings.directory)/in-\(fetch.vshard.rawValue)-\(fetch.transfer)"
            watch(endpoint)
            fetched[fetch.transfer] = Fetched(
                endpoint, CopyTarget(fetch, now: now, timing: settings.timing), directory)
        } catch { fail("\(error)") }
    }

    func take(_ message: Incoming, _ transfer: UInt64) {
        guard message.header.request == transfer, let copy = fetched[transfer] else { return }
        switch message.header.type {
        case .copyOffer: SnapshotManifest(message).map { on(transfer, .offer($0)) }
        case .copyWait: on(transfer, .wait)
        case .copyChunk:
            let event = CopyTarget.Event.chunk(message.header.seq, bytes: message.body.count)
            perform(copy.machine.on(event, now: now), transfer, copy, message.body)
        case .refuse:
            let (refusal, why) = CopyWord.refusal(message)
            on(transfer, .refused(refusal, why))
        case .copyAbort: on(transfer, .aborted(CopyWord.reason(message)))
        default: break
        }
    }

    func on(_ transfer: UInt64, _ event: CopyTarget.Event) {
        guard let copy = fetched[transfer] else { return }
        perform(copy.machine.on(event, now: now), transfer, copy)
    }

    private func perform(_ actions: [CopyTarget.Action], _ transfer: UInt64, _ copy: Fetched, _ chunk: [UInt8] = []) {
        for action in actions {
            do {
                try perform(action, transfer, copy, chunk)
            } catch {
                // The rest of the actions is of a copy that goes on.
                return perform(copy.machine.on(.failed("\(error)"), now: now), transfer, copy)
            }
        }
    }

    private func perform(
        _ action: CopyTarget.Action, _ transfer: UInt64, _ copy: Fetched, _ chunk: [UInt8]
    ) throws {
        switch action {
        case .sendFetch(let fetch): send(copy, .copyFetch, fetch.wire)
        case .sendCredit(let credit): send(copy, .copyCredit, credit.wire)
        case .sendDone: send(copy, .copyDone, [])
        case .sendAbort(let why): send(copy, .copyAbort, CopyWord.abort(why))
        case .create(let manifest): try create(manifest, copy)
        case .write(let number):
            try copy.file?.file.write(chunk, at: number * UInt64(SnapshotManifest.chunkBytes))
        case .check(let manifest):
            let directory = copy.directory
            copy.file = nil
            copy.job = try begin(directory) {
                try Files.sync(directory + "/" + SnapshotFile.dataName)
                try SnapshotFile.check(directory, manifest)
                try Files.writeAtomically(manifest.text, to: directory + "/" + SnapshotFile.manifestName)
                return manifest
            }
        case .finish(let manifest):
            close(transfer, copy)
            let copied = CopyService.Copied(directory: copy.directory, manifest: manifest)
            finish(transfer, copy.machine.vshard, .success(copied))
        case .drop(let failure):
            close(transfer, copy)
            remove(copy.directory)
            finish(transfer, copy.machine.vshard, .failure(failure))
        }
    }

    private func create(_ manifest: SnapshotManifest, _ copy: Fetched) throws {
        let (free, needed) = (settings.freeDiskBytes(settings.directory) ?? 0, CopyLoop.room(manifest.fileBytes))
        guard free >= needed else {
            throw CopyTarget.Failure("the disk has \(free) bytes free, the copy needs \(needed)")
        }
        try Files.removeTree(copy.directory)
        try Files.makeDirectories(copy.directory)
        copy.file = try OpenBlocks(making: copy.directory + "/" + SnapshotFile.dataName)
    }

    private func close(_ transfer: UInt64, _ copy: Fetched) {
        copy.file = nil
        close(copy.endpoint)
        fetched[transfer] = nil
    }

    private func finish(
        _ transfer: UInt64, _ vshard: VShard, _ result: Result<CopyService.Copied, CopyTarget.Failure>
    ) {
        let outcome = CopyService.Outcome(transfer: transfer, vshard: vshard, result: result)
        desk.shared.withLock { $0.finished.append(outcome) }
        desk.wake()
    }

    private func send(_ copy: Fetched, _ type: FrameType, _ body: [UInt8]) {
        // What the socket does not take, a later tick says again.
        _ = copy.endpoint.send(FrameHeader(type, request: copy.machine.transfer), body)
    }
}
