/// Numbers for values that many watches share, from 1 up; 0 stands for "not asked".
///
/// A value is forgotten, and its number free again, when the last watch that uses it is gone.
struct Interner<Value: Hashable & Sendable>: Sendable {
    private var numbers: [Value: UInt32] = [:]
    /// By number.
    private var values: [Value?] = [nil]
    private var uses: [UInt32] = [0]
    private var free: [UInt32] = []

    /// One above the highest number ever given out.
    var end: Int { values.count }

    /// The number of a value, nil where no watch uses it.
    func number(of value: Value) -> UInt32? { numbers[value] }

    /// The value of a number in use.
    subscript(number: UInt32) -> Value? { values[Int(number)] }

    /// Counts one more use.
    mutating func take(_ value: Value) -> UInt32 {
        if let number = numbers[value] {
            uses[Int(number)] += 1
            return number
        }
        let number = free.popLast() ?? UInt32(values.count)
        if Int(number) == values.count {
            values.append(nil)
            uses.append(0)
        }
        values[Int(number)] = value
        uses[Int(number)] = 1
        numbers[value] = number
        return number
    }

    /// Counts one use less; the value where it was the last. Of 0 there is nothing to count.
    mutating func release(_ number: UInt32) -> Value? {
        guard number != 0 else { return nil }
        uses[Int(number)] -= 1
        guard uses[Int(number)] == 0, let value = values[Int(number)] else { return nil }
        numbers[value] = nil
        values[Int(number)] = nil
        free.append(number)
        return value
    }
}
