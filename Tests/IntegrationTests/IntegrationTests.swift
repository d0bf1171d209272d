import Testing

/// Tests of whole clusters, one after the other: each takes the machine for itself.
@Suite(.serialized) struct IntegrationTests {}

extension Tag {
    /// Takes more than a minute: `ops/test` runs it once.
    @Tag static var slow: Self
}
