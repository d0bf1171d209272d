import Testing

@testable import WatchIndex

@Suite struct WatchIndexTests {}
