internal import Domain
internal import JSON

extension FieldReader {
    /// 30-financing.md, "joint_caps" (R2): members in the order given, and `cap_cny` or `share` with `of`.
    mutating func jointCap() -> JointCap {
        let id = id("id") ?? ""
        let members = list("members", required: true, count: 1...Int.max) { value, row in
            let member = row.scalar(value, Scalar.id)
            if let member { row.refer(to: .offers, member) }
            return member
        }
        let limit = limit()
        return JointCap(
            id: id,
            members: members ?? [],
            limit: limit ?? .amount(.zero),
            perYear: bool("per_year"),
            source: source()
        )
    }

    private mutating func limit() -> JointCap.Limit? {
        let hasAmount = optional("cap_cny") != nil
        let hasShare = optional("share") != nil || optional("of") != nil
        guard hasShare else { return money("cap_cny", required: true).map(JointCap.Limit.amount) }
        if hasAmount {
            row.report(
                Flaw(.inconsistent, "cap_cny, or share with of", "make two joint caps of it"),
                found: .strings(["cap_cny", "share"])
            )
            _ = money("cap_cny")
        }
        let share = rate("share", required: true)
        let of = base("of")
        guard let share, let of else { return nil }
        return .share(share, of: of)
    }
}
