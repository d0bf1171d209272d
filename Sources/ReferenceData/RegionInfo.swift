package import Domain

/// A region with its names and place (GB/T 2260; points from GeoNames, see NOTICE).
package struct RegionInfo: Equatable, Sendable {
    /// From the whole country down.
    package enum Level: Int, CaseIterable, Sendable { case country, province, city, county }

    /// A point of a region in WGS-84 degrees.
    package struct Point: Equatable, Sendable {
        package let latitude, longitude: Double
        /// Whether it is only the nearest populated place, within 5 km, and not the seat of the unit.
        package let isNearestPlace: Bool
    }

    package let region: Region
    package let level: Level
    /// Nil for the whole country.
    package let parent: Region?
    package let zh: String
    /// Nil for most counties outside Guangdong.
    package let en: String?
    package let point: Point?
}

/// The regions in the order of their codes, with lookup by code.
package struct RegionTable: Sendable {
    /// Every region, parents before children.
    package let all: [RegionInfo]
    private let places: [Region: Int]
    private let childPlaces: [Region: [Int]]

    /// The region of that code; nil where the table has none.
    package subscript(region: Region) -> RegionInfo? { places[region].map { all[$0] } }

    /// The region of that code given as six digits.
    package subscript(code: String) -> RegionInfo? { Region(code).flatMap { self[$0] } }

    /// The regions right below, in the order of the table.
    package func children(of region: Region) -> [RegionInfo] { (childPlaces[region] ?? []).map { all[$0] } }

    init(_ text: String) {
        let all = Table.rows(text).map(RegionTable.region)
        self.all = all
        places = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.region, $0) })
        var children: [Region: [Int]] = [:]
        for (place, info) in all.enumerated() {
            if let parent = info.parent { children[parent, default: []].append(place) }
        }
        childPlaces = children
    }

    /// code, level, parent, zh, en, lat, lon, point flag.
    private static func region(_ cells: [Substring]) -> RegionInfo {
        guard cells.count == 8, let code = UInt32(cells[0]), let rank = Int(cells[1]),
            let level = RegionInfo.Level(rawValue: rank)
        else { preconditionFailure("not a line of the region table: \(cells)") }
        var point: RegionInfo.Point?
        if let latitude = Double(cells[5]), let longitude = Double(cells[6]) {
            point = .init(latitude: latitude, longitude: longitude, isNearestPlace: cells[7] == "1")
        }
        return RegionInfo(
            region: Region(code: code),
            level: level,
            parent: UInt32(cells[2]).map { Region(code: $0) },
            zh: String(cells[3]),
            en: Table.optional(cells[4]),
            point: point
        )
    }
}
