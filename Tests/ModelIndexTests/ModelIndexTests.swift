import Testing

@testable import ModelIndex

@Suite struct ModelIndexTests {}
