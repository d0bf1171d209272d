package import Domain

/// What tests and scores read of a supplier, as plain numbers.
package struct SupplierFacts: BitwiseCopyable, Sendable {
    /// 0 where it is unknown.
    package var regionCode: UInt32
    /// Of the list of regions in `SupplierView.services`; −1 = the whole country.
    package var services: Int32
    /// 0 to 5; negative where it is unknown.
    package var rating: Double
    package var isActive: Bool

    package init(region: Region?, services: Int32, rating: Double?, isActive: Bool) {
        regionCode = region?.code ?? 0
        self.services = services
        self.rating = rating ?? -1
        self.isActive = isActive
    }

    /// Of a supplier that is not born yet: nothing of it is live.
    package static let unborn = SupplierFacts(region: nil, services: -1, rating: nil, isActive: false)
}

/// The suppliers by ordinal, as they stood at the change a question is read at.
package struct SupplierView: Sendable {
    package var facts: [SupplierFacts]
    /// Lists of regions that suppliers serve, each once.
    package var services: [[Region]]

    package init(facts: [SupplierFacts] = [], services: [[Region]] = []) {
        self.facts = facts
        self.services = services
    }
}

/// What a score can at most get from the suppliers of a block, over all versions that a question may read.
package struct SupplierBounds: Sendable {
    package private(set) var maxRating = 0.0
    /// A bit for each province and city that a supplier is in; two may share a bit.
    package private(set) var provinces: UInt64 = 0
    package private(set) var cities: UInt64 = 0
    /// A bit for each province that is served.
    package private(set) var served: UInt64 = 0

    package init() {}

    /// Takes a version of a supplier in.
    package mutating func add(_ facts: SupplierFacts, services: [Region]?) {
        maxRating = max(maxRating, facts.rating)
        if facts.regionCode != 0 {
            provinces |= SupplierBounds.province(facts.regionCode)
            cities |= SupplierBounds.city(facts.regionCode)
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
