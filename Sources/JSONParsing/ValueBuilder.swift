internal import JSON

/// Puts parse events together to a value: one flat stack of elements, one of members, cut at each end.
struct ValueBuilder: ~Copyable {
    enum Container { case array, object }

    /// An open array or object: where its part of the stack begins.
    private struct Frame {
        var container: Container
        var start: Int
    }

    /// Above so many members keys are compared by hash, so that a large object stays linear.
    private static let scannedMembersMax = 32

    /// The value, once it is complete.
    private(set) var value: JSONValue?
    /// Why the builder stopped the parser.
    private(set) var refusal: String?
    private var frames: [Frame] = []
    private var elements = MoveStack<JSONValue>(capacity: 16)
    private var members = MoveStack<JSONObject.Member>(capacity: 32)
    /// The keys of open objects that are too large to scan, by depth.
    private var largeObjects: [Int: Set<KeyBytes>] = [:]

    init() { frames.reserveCapacity(8) }

    /// A complete value, at the top, in an array, or as that of the last key.
    mutating func add(_ value: consuming JSONValue) {
        guard let frame = frames.last else {
            self.value = value
            return
        }
        switch frame.container {
        case .array: elements.push(value)
        case .object: members.withLast { $0.value = value }
        }
    }

    /// Opens an array or object; false where that would be too deep.
    mutating func begin(_ container: Container) -> Bool {
        guard frames.count < JSONParser.depthMax else {
            refusal = "more than \(JSONParser.depthMax) arrays and objects stand inside each other"
            return false
        }
        frames.append(Frame(container: container, start: container == .array ? elements.count : members.count))
        return true
    }

    /// Closes the innermost array or object.
    mutating func end() {
        guard let frame = frames.popLast() else { return }
        switch frame.container {
        case .array: add(.array(elements.pop(from: frame.start)))
        case .object:
            if !largeObjects.isEmpty { largeObjects[frames.count] = nil }
            add(.object(JSONObject(members.pop(from: frame.start))))
        }
    }

    /// The next key of the innermost object; false where the object has it already.
    mutating func add(key: String) -> Bool {
        guard let start = frames.last?.start else { return false }
        guard !isTaken(key, from: start) else {
            refusal = "an object has the key \(JSONValue.string(String(key.prefix(40))).text) twice"
            return false
        }
        members.push(.init(key: key, value: .null))
        return true
    }

    private mutating func isTaken(_ key: String, from start: Int) -> Bool {
        if members.count - start < Self.scannedMembersMax {
            // String equality takes canonically equivalent texts for equal, so it only narrows down.
            return members.contains(from: start) { $0.key == key && $0.key.utf8.elementsEqual(key.utf8) }
        }
        let key = KeyBytes(key: key)
        var keys = largeObjects.removeValue(forKey: frames.count - 1) ?? []
        if keys.isEmpty { members.forEach(from: start) { keys.insert(KeyBytes(key: $0.key)) } }
        let isNew = keys.insert(key).inserted
        largeObjects[frames.count - 1] = keys
        return !isNew
    }
}

/// A key compared and hashed by its bytes.
private struct KeyBytes: Hashable {
    var key: String

    static func == (a: KeyBytes, b: KeyBytes) -> Bool { a.key.utf8.elementsEqual(b.key.utf8) }

    func hash(into hasher: inout Hasher) {
        var key = key
        key.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
