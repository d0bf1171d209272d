/// Some records of a kind, by id in byte order.
package struct RecordPage: Sendable {
    /// How many pass the filters.
    package var total = 0
    package var bodies: [[UInt8]] = []

    package init() {}
}
