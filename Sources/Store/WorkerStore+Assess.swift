import Answers
import Bodies
import Cluster
package import Domain
import LMDB
package import Queries
import Rules

extension WorkerStore {
    /// Every offer's outcome for a need, or one offer's (30-financing.md, "Outcome").
    ///
    /// - Parameters:
    ///   - enterprise: given with a need that is not stored; nil = the stored one.
    ///   - withVersions: whether the result says which versions of all offers it rests on.
    package func assess(
        need: Need, enterprise: Enterprise?, offer: String?, asOf: CalendarDay, explain: Bool,
        withVersions: Bool = false, at seq: UInt64
    ) throws -> AssessResult {
        let firm = try enterprise ?? self.enterprise(need.enterprise, at: seq)
        let facts = FactTable(enterprise: firm, need: need, asOf: asOf)
        guard let offer else {
            let judged = common.judgedOffers(facts, asOf: asOf, at: seq)
            let versions = withVersions ? versions(of: common.offers(at: seq), at: seq) : []
            return AssessResult(
                offers: judged.json(facts, asOf: asOf, explain: explain), isOfferKnown: true,
                grounds: Grounds(enterprise: firm, offers: versions))
        }
        var answer = OffersAnswer(facts, asOf: asOf, explain: explain)
        let one = common.offer(offer, at: seq)
        if let one { answer.add(one) }
        return AssessResult(
            offers: answer.end(), isOfferKnown: one != nil,
            grounds: Grounds(enterprise: firm, offers: versions(of: one.map { [$0] } ?? [], at: seq)))
    }

    /// The enterprise of that id as it stood at `seq`.
    func enterprise(_ id: String, at seq: UInt64) throws -> Enterprise? {
        let common = common
        guard let birth = try common.versions.birth(of: id, .enterprises, common.reading) else { return nil }
        let version = try common.versions.version(.enterprises, birth: birth, at: seq, common.reading)
        return try version.map { try BodyReader().enterprise($0.body) }
    }
}
