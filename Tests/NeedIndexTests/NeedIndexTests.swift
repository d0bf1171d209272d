import Testing

@testable import NeedIndex

@Suite struct NeedIndexTests {}
