import Answers
import FoundationEssentials
import Messages
import Wire

/// What is too large or too much in a request, found before any of it is done.
enum RequestLimits {
    /// - Parameter bytes: of the request as it came.
    static func check(_ ask: WireClientRequest, bytes: Int) throws(AnswerError) {
        try limit(bytes, CoordinatorLimits.requestBytes, "request")
        switch ask.ask {
        case .search(let search):
            try limit(search.text.utf8.count, CoordinatorLimits.textBytes, "text")
            try check(search.where)
        case .list(let list): try check(list.where)
        case .match(let match): try limit(match.need.count, CoordinatorLimits.bodyBytes, "need")
        case .assess(let assess):
            try limit(assess.need.count, CoordinatorLimits.bodyBytes, "need")
            try limit(assess.enterprise.count, CoordinatorLimits.bodyBytes, "enterprise")
        case .packages(let ask), .askNext(let ask): try check(ask)
        case .impact(let ask): try limit(ask.offer.count, CoordinatorLimits.bodyBytes, "offer")
        case .whatIf(let ask):
            try check(ask.package)
            try limit(ask.facts.reduce(0) { $0 + $1.utf8.count }, CoordinatorLimits.textBytes, "facts")
        default: break
        }
    }

    private static func check(_ ask: WirePackageNeed) throws(AnswerError) {
        try limit(ask.need.count, CoordinatorLimits.bodyBytes, "need")
        try limit(ask.enterprise.count, CoordinatorLimits.bodyBytes, "enterprise")
        guard ask.picks.count <= CoordinatorLimits.picks else {
            throw AnswerError(
                "too_large", "there are \(ask.picks.count) picks", field: "pick",
                hint: "give at most \(CoordinatorLimits.picks), one a line")
        }
    }

    /// An import, which has no other part than its records.
    static func check(_ write: ImportRequest) throws(AnswerError) {
        guard write.bodies.count <= CoordinatorLimits.importRecords else {
            throw AnswerError(
                "too_many_records", "\(write.bodies.count) records in one request", field: "bodies",
                hint: "send at most \(CoordinatorLimits.importRecords) at a time")
        }
        guard write.idempotencyKey.count <= CoordinatorLimits.keyBytes else {
            throw AnswerError(
                "bad_key", "the idempotency key has \(write.idempotencyKey.count) bytes", field: "idempotency_key",
                hint: "give at most \(CoordinatorLimits.keyBytes)")
        }
        guard write.ifSeq == 0 || write.bodies.count == 1 else {
            throw AnswerError(
                "bad_request", "if_seq names the version of one record, and \(write.bodies.count) were sent",
                field: "if_seq", hint: "send one record")
        }
        for body in write.bodies { try limit(body.count, CoordinatorLimits.bodyBytes, "bodies") }
    }

    private static func check(_ filters: [String]) throws(AnswerError) {
        guard filters.count <= CoordinatorLimits.filters else {
            throw AnswerError(
                "too_large", "there are \(filters.count) filters", field: "where",
                hint: "give at most \(CoordinatorLimits.filters)")
        }
        for filter in filters { try limit(filter.utf8.count, CoordinatorLimits.filterBytes, "where") }
    }

    private static func limit(_ bytes: Int, _ most: Int, _ field: String) throws(AnswerError) {
        guard bytes > most else { return }
        throw AnswerError(
            "too_large", "\(field) has \(bytes) bytes", field: field, hint: "give at most \(most) bytes")
    }
}
