/// A list that grows by blocks, so that growing never holds it twice.
struct ChunkedArray<Element> {
    private var chunks: [ContiguousArray<Element>] = []
    private(set) var count = 0
    private static var shift: Int { 16 }
    private static var chunkSize: Int { 1 << shift }

    mutating func append(_ element: Element) {
        if count & (Self.chunkSize - 1) == 0 {
            var chunk = ContiguousArray<Element>()
            chunk.reserveCapacity(Self.chunkSize)
            chunks.append(chunk)
        }
        chunks[chunks.count - 1].append(element)
        count += 1
    }

    subscript(index: Int) -> Element {
        get { chunks[index >> Self.shift][index & (Self.chunkSize - 1)] }
        set { chunks[index >> Self.shift][index & (Self.chunkSize - 1)] = newValue }
    }

    /// Forgets everything and gives the memory back.
    mutating func removeAll() {
        chunks = []
        count = 0
    }
}
