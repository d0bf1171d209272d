/// The kinds of records (10-data-model.md, "Kinds"); raw values are what the command line and JSON call them.
package enum RecordKind: String, CaseIterable, Sendable {
    case enterprises, suppliers, models, inventory, needs, offers
    case jointCaps = "joint_caps"

    /// The number of the kind on the wire and in the log; never reused.
    package var number: UInt8 {
        switch self {
        case .enterprises: 1
        case .suppliers: 2
        case .models: 3
        case .inventory: 4
        case .needs: 5
        case .offers: 6
        case .jointCaps: 7
        }
    }

    package init?(number: UInt8) {
        guard let kind = RecordKind.allCases.first(where: { $0.number == number }) else { return nil }
        self = kind
    }
}

/// Where a record comes from; kept and shown.
package struct Source: Equatable, Sendable {
    package var document, clause, url, quote, name: String?
    package var retrievedOn: CalendarDay?
    package var licence: String?

    package init(
        document: String? = nil, clause: String? = nil, url: String? = nil, quote: String? = nil, name: String? = nil,
        retrievedOn: CalendarDay? = nil, licence: String? = nil
    ) {
        self.document = document
        self.clause = clause
        self.url = url
        self.quote = quote
        self.name = name
        self.retrievedOn = retrievedOn
        self.licence = licence
    }
}
