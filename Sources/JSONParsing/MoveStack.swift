/// A stack whose top part is moved out as an array, without touching reference counts.
struct MoveStack<Element>: ~Copyable {
    private var base: UnsafeMutablePointer<Element>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    deinit {
        base.deinitialize(count: count)
        base.deallocate()
    }

    mutating func push(_ element: consuming Element) {
        if count == capacity { grow() }
        (base + count).initialize(to: element)
        count += 1
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: base, count: count)
        base.deallocate()
        base = larger
        capacity *= 2
    }

    /// Changes the last element, which must be there.
    mutating func withLast(_ change: (inout Element) -> Void) {
        precondition(count > 0, "the stack is empty")
        change(&base[count - 1])
    }

    /// Moves the elements from that place on out of the stack.
    mutating func pop(from start: Int) -> [Element] {
        precondition((0...count).contains(start), "the stack has no element \(start)")
        let moved = count - start
        if moved == 0 { return [] }
        let first = base + start
        count = start
        return [Element](unsafeUninitializedCapacity: moved) { buffer, initialized in
            buffer.baseAddress?.moveInitialize(from: first, count: moved)
            initialized = moved
        }
    }

    func contains(from start: Int, _ isWanted: (borrowing Element) -> Bool) -> Bool {
        for index in start..<count where isWanted(base[index]) { return true }
        return false
    }

    func forEach(from start: Int, _ body: (borrowing Element) -> Void) {
        for index in start..<count { body(base[index]) }
    }
}
