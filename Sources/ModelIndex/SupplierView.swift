package import Domain

/// What tests and scores read of a supplier, as plain numbers.
package struct SupplierFacts: BitwiseCopyable, Sendable {
    package var place: SupplierPlace
    /// Of the list of regions in `SupplierView.services`; −1 = the whole country.
    package var services: Int32
    /// 0 to 5; negative where it is unknown.
    package var rating: Double

    package init(region: Region?, services: Int32, rating: Double?, isActive: Bool) {
        place = SupplierPlace(region: region, isActive: isActive)
        self.services = services
        self.rating = rating ?? -1
    }

    package var isActive: Bool { place.isActive }

    /// Of a supplier that is not born yet: nothing of it is live.
    package static let unborn = SupplierFacts(region: nil, services: -1, rating: nil, isActive: false)
}

/// Where a supplier is and whether it is active, in four bytes: a search asks this of many more rows than the rest.
package struct SupplierPlace: BitwiseCopyable, Sendable {
    private static let active: UInt32 = 1 << 31
    private let bits: UInt32

    init(region: Region?, isActive: Bool) { bits = (region?.code ?? 0) | (isActive ? SupplierPlace.active : 0) }

    @inline(__always) var isActive: Bool { bits & SupplierPlace.active != 0 }
    /// 0 where it is unknown.
    @inline(__always) var regionCode: UInt32 { bits & ~SupplierPlace.active }
    @inline(__always) var region: Region? { regionCode == 0 ? nil : Region(code: regionCode) }
}

/// The suppliers by ordinal, as they stood at the change a question is read at.
package struct SupplierView: Sendable {
    package private(set) var facts: [SupplierFacts] = []
    /// Of the same suppliers, once more and close together.
    private(set) var places: [SupplierPlace] = []
    /// Lists of regions that suppliers serve, each once.
    package var services: [[Region]] = []

    package init() {}

    package mutating func append(_ supplier: SupplierFacts) {
        facts.append(supplier)
        places.append(supplier.place)
    }

    package mutating func replace(_ ordinal: Int, with supplier: SupplierFacts) {
        facts[ordinal] = supplier
        places[ordinal] = supplier.place
    }
}

/// What a score can at most get from the suppliers of a block, over all versions that a question may read.
package struct SupplierBounds: Sendable {
    /// Not below the greatest.
    package private(set) var maxRating: Float = 0
    /// A bit for each province and city that a supplier is in; two may share a bit.
    package private(set) var provinces: UInt64 = 0
    package private(set) var cities: UInt64 = 0
    /// A bit for each province that is served.
    package private(set) var served: UInt64 = 0

    package init() {}

    /// Takes a version of a supplier in.
    package mutating func add(_ facts: SupplierFacts, services: [Region]?) {
        let rating = Float(facts.rating)
        maxRating = max(maxRating, Double(rating) < facts.rating ? rating.nextUp : rating)
        if let region = facts.place.region {
            provinces |= SupplierBounds.province(region.code)
            cities |= SupplierBounds.city(region.code)
        }
        if let services {
            for region in services { served |= SupplierBounds.served(region.code) }
        } else {
            served = .max
        }
    }

    package mutating func add(_ other: SupplierBounds, withServices: Bool = true) {
        maxRating = max(maxRating, other.maxRating)
        provinces |= other.provinces
        cities |= other.cities
        if withServices { served |= other.served }
    }

    mutating func add(served code: UInt32) { served |= SupplierBounds.served(code) }

    static func province(_ code: UInt32) -> UInt64 { 1 << UInt64((code / 10_000) & 63) }

    static func city(_ code: UInt32) -> UInt64 {
        1 << ((UInt64(code / 100) &* 0x9E37_79B9_7F4A_7C15) >> 58)
    }

    /// A province as a bit, the whole country as all.
    private static func served(_ code: UInt32) -> UInt64 {
        code == Region.country.code ? .max : province(code)
    }
}
