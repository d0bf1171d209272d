import CPostgreSQL

/// The rows of an answer, in binary; freed with the last reference.
package final class Rows {
    private let result: OpaquePointer

    init(_ result: OpaquePointer) { self.result = result }

    deinit { PQclear(result) }

    package var count: Int { Int(PQntuples(result)) }

    /// Rows a statement without an answer changed.
    package var changed: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    package func isNull(_ row: Int, _ column: Int) -> Bool { PQgetisnull(result, Int32(row), Int32(column)) == 1 }

    /// The bytes of a field; valid as long as these rows are.
    package func bytes(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: PQgetvalue(result, Int32(row), Int32(column)),
            count: Int(PQgetlength(result, Int32(row), Int32(column))))
    }

    /// An integer of the type that the column has.
    package func number<T: FixedWidthInteger & BitwiseCopyable>(_ row: Int, _ column: Int, as _: T.Type) -> T {
        T(bigEndian: bytes(row, column).loadUnaligned(as: T.self))
    }

    package func number(_ row: Int, _ column: Int) -> Int64 { number(row, column, as: Int64.self) }

    package func text(_ row: Int, _ column: Int) -> String { String(decoding: bytes(row, column), as: UTF8.self) }
}
