import Testing

@testable import TextIndex

@Suite struct TextIndexTests {}
