import Domain
import FinanceMath
import JSON
import JSONParsing
import Records
import Rules
import SharedFiles
import Testing

@Suite("Worked cases of schedules", .enabled(if: SharedFiles.has("cases/schedules.json")))
struct WorkedCaseTests {
    private static let decoder = RecordDecoder(
        codes: KnownCodes(regions: [], industries: [], categories: CategoryTree([])),
        mode: .literal
    )

    private static let cases: [JSONValue] = {
        guard let bytes = SharedFiles.bytes("cases/schedules.json") else { return [] }
        return (try? JSONParser.parse(bytes))?.array ?? []
    }()

    @Test("every case, field by field", arguments: cases.indices)
    func workedCase(index: Int) throws {
        let worked = Self.cases[index]
        let id = Comment(rawValue: worked["id"]?.string ?? "")
        let asOf = try #require(worked["as_of"]?.string.flatMap { CalendarDay($0) })
        let need = try #require(Self.decoded(.needs, worked["need"])?.need)
        let offers = try #require(worked["offers"]?.array).map { try #require(Self.decoded(.offers, $0)?.offer) }
        let names = try #require(worked["package"]?.array).compactMap(\.string)
        let package = names.compactMap { name in offers.first { $0.id == name } }
        #expect(package.count == names.count, id)
        let got = Financing(FactTable(enterprise: nil, need: need, asOf: asOf), package)?.json ?? ["fits": false]
        let expected = try #require(worked["expected"]?.object)
        for member in expected.members where member.key != "yearly_cost_rate" {
            #expect(got[member.key].map(Self.plain) == Self.plain(member.value), id)
        }
        if let rate = expected["yearly_cost_rate"] {
            let (wanted, computed) = (try #require(rate.double), try #require(got["yearly_cost_rate"]?.double))
            #expect(abs(wanted - computed) <= 1e-8, id)
        }
    }

    @Test("there are 24") func count() { #expect(Self.cases.count == 24) }

    private static func decoded(_ kind: RecordKind, _ value: JSONValue?) -> Record? {
        value.flatMap { decoder.decode(kind, $0).record }
    }

    /// Numbers in one form, so that 100 and 100.0 compare the same.
    private static func plain(_ value: JSONValue) -> JSONValue {
        switch value {
        case .number: value.double.map { .double($0) } ?? value
        case .array(let elements): .array(elements.map(plain))
        case .object(let object): .object(JSONObject(object.members.map { .init(key: $0.key, value: plain($0.value)) }))
        case .null, .bool, .string, .raw: value
        }
    }
}

/// A package of a worked case put together from the functions under test.
private struct Financing {
    private let equipment: Fen
    private let tenor: Int
    private var loan: LoanSchedule?
    private var lease: LeaseSchedule?
    private var fees: [(id: String, payments: [MonthAmount])] = []
    private var premiums: [(id: String, payments: [MonthAmount])] = []

    /// Nil where one of the package does not fit.
    init?(_ facts: FactTable, _ package: [Offer]) {
        let backbone = package.first { $0.kind == .loan || $0.kind == .lease }
        guard let equipment = facts.money(.projectEquipmentAmount), let backbone,
            let amount = AmountAsked.amount(of: backbone, facts),
            let tenor = AmountAsked.tenorMonths(of: backbone, facts),
            amount > .zero, amount >= (backbone.loan?.amount ?? backbone.lease?.amount)?.min ?? .zero
        else { return nil }
        self.equipment = equipment
        self.tenor = tenor
        if let terms = backbone.loan { loan = LoanSchedule(terms, amount: amount, tenorMonths: tenor) }
        if let terms = backbone.lease { lease = LeaseSchedule(terms, amount: amount, tenorMonths: tenor) }
        for offer in package {
            if let terms = offer.guarantee {
                guard let loan, GuaranteeFees.fits(terms, principal: loan.amount),
                    let payments = GuaranteeFees.payments(terms, loan)
                else { return nil }
                fees.append((offer.id, payments))
            }
            if let terms = offer.insurance {
                guard let payments = Premiums.payments(terms, equipment: equipment, loan: loan) else {
                    return nil
                }
                premiums.append((offer.id, payments))
            }
        }
    }

    private var flows: [MonthAmount] {
        (loan?.flows ?? lease?.flows ?? []) + fees.flatMap(\.payments) + premiums.flatMap(\.payments)
    }

    var json: JSONValue {
        let cash = flows + [MonthAmount(month: 0, amount: equipment)]
        let cost = Fen(halfUp: PresentValue.of(cash, rate: PresentValue.standardRate))
        var json = JSONObject()
        json.add("fits", true)
        json.add("equipment_amount_cny", money(equipment))
        json.add("tenor_months", .int(tenor))
        json.add("rows", .array((loan?.rows ?? lease?.rows ?? []).map(row)))
        json.add("amount_cny", (loan?.amount ?? lease?.amount).map(money))
        json.add("fee_cny", (loan?.fee ?? lease?.fee).map(money))
        json.add("down_payment_cny", lease.map { money($0.downPayment) })
        json.add("financed_cny", lease.map { money($0.financed) })
        json.add("residual_cny", lease.map { money($0.residual) })
        json.add("deposit_cny", lease.map { money($0.deposit) })
        json.add("guarantee_fees", byID(fees))
        json.add("premiums", byID(premiums))
        json.add("own_cash_by_month", payments(cash.byMonth()))
        json.add("net_present_cost_cny", money(cost))
        json.add("yearly_cost_rate", CostRate.yearly(flows).map { .double($0) })
        return .object(json)
    }

    private func money(_ fen: Fen) -> JSONValue { .number(JSONNumber.fixed(fen.rawValue, digits: 2)) }

    private func payments(_ list: [MonthAmount]) -> JSONValue {
        .array(list.map { ["month": .int($0.month), "amount_cny": money($0.amount)] })
    }

    private func byID(_ list: [(id: String, payments: [MonthAmount])]) -> JSONValue {
        .object(JSONObject(list.map { .init(key: $0.id, value: payments($0.payments)) }))
    }

    private func row(_ row: ScheduleRow) -> JSONValue {
        [
            "month": .int(row.month), "payment_cny": money(row.payment), "interest_cny": money(row.interest),
            "principal_cny": money(row.principal), "balance_cny": money(row.balance),
        ]
    }
}

extension Record {
    fileprivate var need: Need? { if case .need(let record) = self { record } else { nil } }
    fileprivate var offer: Offer? { if case .offer(let record) = self { record } else { nil } }
}
