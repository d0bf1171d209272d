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
    /// - Parameter enterprise: given with a need that is not stored; nil = the stored one.
    package func assess(
        need: Need, enterprise: Enterprise?, offer: String?, asOf: CalendarDay, explain: Bool, at seq: UInt64
    ) throws -> AssessResult {
        let firm = try enterprise ?? self.enterprise(need.enterprise, at: seq)
        let facts = FactTable(enterprise: firm, need: need, asOf: asOf)
        let offers: [CompiledOffer]
        if let offer {
            guard let one = common.offers.offer(offer, at: seq) else {
                return AssessResult(
                    offers: [], isOfferKnown: false, grounds: Grounds(enterprise: firm, offers: []))
            }
            offers = [one]
        } else {
            offers = common.offers.all(at: seq)
        }
        let judged = offers.map { compiled in
            (
                offer: compiled.offer, assessment: Assessor.assess(compiled, facts, asOf: asOf, explain: explain),
                rest: ()
            )
        }
        return AssessResult(
            offers: AssessAnswer.sorted(judged).map {
                AssessAnswer.offer($0.offer, $0.assessment, source: SourceAnswer.json($0.offer.source))
            },
            isOfferKnown: true, grounds: Grounds(enterprise: firm, offers: versions(of: offers, at: seq)))
    }

    /// The enterprise of that id as it stood at `seq`.
    func enterprise(_ id: String, at seq: UInt64) throws -> Enterprise? {
        let common = common
        let version = try common.environment.read { transaction -> VersionTable.Version? in
            guard let birth = try common.versions.birth(of: id, .enterprises, transaction) else { return nil }
            return try common.versions.version(.enterprises, birth: birth, at: seq, transaction)
        }
        return try version.map { try BodyReader().enterprise($0.body) }
    }
}
