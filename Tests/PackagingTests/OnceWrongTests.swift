import JSON
import JSONParsing
import Testing

/// The smallest questions on which the search and the reference once differed.
@Suite("Questions that were once answered wrongly")
struct OnceWrongTests {
    @Test("the engine and the reference agree", arguments: OnceWrongTests.questions.indices)
    func agree(index: Int) throws {
        let (name, text) = Self.questions[index]
        var worked = try #require(try JSONParser.parse(Array(text.utf8)).object)
        worked["id"] = .string(name)
        worked["as_of"] = "2025-03-01"
        let question = try #require(ReferenceCase(.object(worked))).question
        let search = ReferenceSearch(question)
        #expect(search?.isDelicate == false)
        #expect(ReferenceComparison.differences(question, search) == [], Comment(rawValue: name))
    }

    static let questions: [(String, String)] = [
        (
            "a benefit that counts nothing is in for the one on top of it, which a loan requires",
            """
            {"objective": "certain",
            "need": {"id": "n", "equipment_amount_cny": 60000, "financing": {"amount_cny": 6000, "tenor_months": 12}},
            "offers": [
            {"id": "l", "kind": "loan", "status": "open", "loan": {"rate_annual": 0.025, "repayment": "bullet"},
            "requires": [{"kind": "equipment_reward"}]},
            {"id": "base", "kind": "equipment_reward", "status": "open", "delivery": "reviewed",
            "benefit": {"base": "equipment_amount", "form": {"rate": 0.2}}},
            {"id": "top", "kind": "equipment_reward", "status": "open", "delivery": "automatic",
            "benefit": {"base": "benefit:base", "form": {"rate": 0.35}}}]}
            """
        ),
        (
            "a benefit that a joint cap takes away is in for the one on top of it, which a loan requires",
            """
            {"need": {"id": "n", "equipment_amount_cny": 340000, "financing": {"amount_cny": 340000}}, "offers": [
            {"id": "l", "kind": "loan", "status": "open", "loan": {"rate_annual": 0.025, "repayment": "bullet"},
            "requires": [{"offer": "top"}]},
            {"id": "base", "kind": "interest_subsidy", "status": "open", "delivery": "automatic",
            "benefit": {"base": "loan_principal", "form": {"points": 0.02}}},
            {"id": "top", "kind": "guarantee_subsidy", "status": "open", "delivery": "automatic",
            "benefit": {"base": "benefit:base", "form": {"rate": 0.05}}}],
            "joint_caps": [{"id": "j", "members": ["base"], "share": 0.5, "of": "premium"}]}
            """
        ),
        (
            "a benefit that requires the one on top of it",
            """
            {"need": {"id": "n", "equipment_amount_cny": 170000, "financing": {"tenor_months": 1}}, "offers": [
            {"id": "l", "kind": "loan", "status": "open", "loan": {"rate_annual": 0, "repayment": "bullet"}},
            {"id": "base", "kind": "interest_subsidy", "status": "open", "delivery": "automatic",
            "benefit": {"base": "loan_principal", "form": {"rate": 0.05}}, "requires": [{"offer": "top"}]},
            {"id": "top", "kind": "interest_subsidy", "status": "open", "delivery": "automatic",
            "benefit": {"base": "benefit:base", "form": {"rate": 0.5}}}]}
            """
        ),
        (
            "a flat sum is paid with the first premium and so is worth more than the premiums",
            """
            {"need": {"id": "n", "equipment_amount_cny": 30000}, "offers": [
            {"id": "i", "kind": "insurance", "status": "open",
            "insurance": {"premium_rate": 0.001, "insured": "equipment_amount", "years": 3}},
            {"id": "s", "kind": "insurance_subsidy", "status": "open", "delivery": "automatic",
            "benefit": {"base": "premium", "form": {"flat_cny": 119.79}}}]}
            """
        ),
        (
            "a flat sum on a guarantee fee leaves more cash in month 0 than none",
            """
            {"objective": "upfront",
            "need": {"id": "n", "equipment_amount_cny": 240000, "financing": {"tenor_months": 13}}, "offers": [
            {"id": "l", "kind": "loan", "status": "open", "loan": {"rate_annual": 0.06, "repayment": "bullet"}},
            {"id": "g", "kind": "guarantee", "status": "open", "guarantee": {"fee_rate_annual": 0.01}},
            {"id": "s", "kind": "guarantee_subsidy", "status": "open", "delivery": "automatic",
            "benefit": {"base": "guarantee_fee", "form": {"flat_cny": 3949.36}}}]}
            """
        ),
        (
            "a flat sum goes with the first premium: with it the insurance takes cash in month 0",
            """
            {"objective": "upfront", "need": {"id": "n", "equipment_amount_cny": 350000}, "offers": [
            {"id": "i", "kind": "insurance", "status": "open",
            "insurance": {"premium_rate": 0.001, "insured": "equipment_amount", "years": 3}},
            {"id": "a", "kind": "insurance_subsidy", "status": "open", "delivery": "automatic",
            "benefit": {"base": "premium", "form": {"rate": 0.8}}},
            {"id": "b", "kind": "insurance_subsidy", "status": "open", "delivery": "automatic",
            "benefit": {"base": "premium", "form": {"flat_cny": 300}}}]}
            """
        ),
        (
            "a joint cap goes by a benefit that is no member of it",
            """
            {"need": {"id": "n", "equipment_amount_cny": 130000}, "offers": [
            {"id": "of", "kind": "equipment_reward", "status": "open", "delivery": "automatic",
            "benefit": {"base": "equipment_amount", "form": {"rate": 0.1}}},
            {"id": "m", "kind": "equipment_reward", "status": "open", "delivery": "automatic",
            "benefit": {"base": "equipment_amount", "form": {"flat_cny": 1600}}}],
            "joint_caps": [{"id": "j", "members": ["m"], "share": 0.1, "of": "benefit:of"}]}
            """
        ),
        (
            "a joint cap goes by a benefit that is one of its members",
            """
            {"need": {"id": "n", "equipment_amount_cny": 360000}, "offers": [
            {"id": "of", "kind": "equipment_reward", "status": "open", "delivery": "automatic",
            "benefit": {"base": "equipment_amount", "form": {"flat_cny": 71767.16}}},
            {"id": "m", "kind": "equipment_reward", "status": "open", "delivery": "automatic",
            "benefit": {"base": "equipment_amount", "form": {"flat_cny": 24714.72}, "paid": {"month": 0}}}],
            "joint_caps": [{"id": "j", "members": ["m", "of"], "share": 0.5, "of": "benefit:of"}]}
            """
        ),
        (
            "a benefit that a joint cap takes away stays out",
            """
            {"need": {"id": "n", "equipment_amount_cny": 2362710.94, "financing": {"tenor_months": 12}}, "offers": [
            {"id": "l", "kind": "loan", "status": "open", "loan": {"rate_annual": 0.025, "repayment": "bullet"}},
            {"id": "d", "kind": "interest_subsidy", "status": "open", "delivery": "automatic",
            "benefit": {"base": "loan_principal", "form": {"rate": 0.3}}},
            {"id": "b", "kind": "interest_subsidy", "status": "open", "delivery": "automatic",
            "benefit": {"base": "loan_principal", "form": {"points": 0.005}}},
            {"id": "c", "kind": "interest_subsidy", "status": "open", "delivery": "automatic",
            "benefit": {"base": "loan_principal", "form": {"rate": 0.35}}, "requires": [{"offer": "b"}]},
            {"id": "n", "kind": "equipment_reward", "status": "open", "delivery": "automatic",
            "benefit": {"base": "equipment_amount", "form": {"rate": 0.3}}}],
            "joint_caps": [{"id": "j", "members": ["n", "d", "b"], "cap_cny": 11800}]}
            """
        ),
        (
            "a joint cap that bites in two years is named once",
            """
            {"need": {"id": "n", "equipment_amount_cny": 220000, "financing": {"tenor_months": 24}}, "offers": [
            {"id": "l", "kind": "loan", "status": "open", "loan": {"rate_annual": 0.01, "repayment": "bullet"}},
            {"id": "s", "kind": "interest_subsidy", "status": "open", "delivery": "automatic",
            "benefit": {"base": "loan_interest", "form": {"rate": 1}}}],
            "joint_caps": [{"id": "j", "members": ["s"], "cap_cny": 100, "per_year": true}]}
            """
        ),
        (
            "an unknown base is named before the bonus that hangs on another fact",
            """
            {"need": {"id": "n", "equipment_amount_cny": 250000, "financing": {"tenor_months": 2}}, "offers": [
            {"id": "l", "kind": "lease", "status": "open", "lease": {"rate_annual": 0.06},
            "requires": [{"kind": "equipment_reward"}]},
            {"id": "r", "kind": "equipment_reward", "status": "open", "delivery": "automatic",
            "benefit": {"base": "fixed_asset_investment", "form": {"rate": 0.1},
            "bonus": [{"when": {"fact": "package.lender_classes", "has_any": ["policy_bank"]}, "add_rate": 0.01}]}}]}
            """
        ),
        (
            "a benefit that a third frees under another bound is worth more than beside its base",
            """
            {"need": {"id": "n-1", "equipment_amount_cny": "1000000", "investment_total_cny": "1000000"},
            "offers": [
            {"id": "x", "kind": "equipment_reward", "status": "open", "delivery": "automatic",
            "benefit": {"base": "equipment_amount", "form": {"rate": 1}, "paid": {"month": 0}}},
            {"id": "y", "kind": "equipment_reward", "status": "open", "delivery": "automatic",
            "benefit": {"base": "benefit:x", "form": {"rate": 0.5}, "paid": {"month": 0}}},
            {"id": "z", "kind": "interest_subsidy", "status": "open", "delivery": "automatic",
            "benefit": {"base": "investment_total", "form": {"rate": 1}, "paid": {"month": 0}}}],
            "joint_caps": [{"id": "j", "members": ["z", "x"], "cap_cny": 1000000}]}
            """
        ),
        (
            "a benefit that counts nothing cuts another, and so leaves more to a third",
            """
            {"objective": "certain",
            "need": {"id": "n-1", "equipment_amount_cny": "1000000"},
            "offers": [
            {"id": "b", "kind": "equipment_reward", "status": "open", "delivery": "automatic",
            "benefit": {"base": "equipment_amount", "form": {"rate": 1}, "paid": {"month": 120}}},
            {"id": "d", "kind": "interest_subsidy", "status": "open", "delivery": "reviewed",
            "benefit": {"base": "equipment_amount", "form": {"rate": 1}, "paid": {"month": 0}}},
            {"id": "g", "kind": "equipment_reward", "status": "open", "delivery": "automatic",
            "benefit": {"base": "equipment_amount", "form": {"rate": 0.9}, "paid": {"month": 0}},
            "requires": [{"offer": "b"}]}],
            "joint_caps": [{"id": "j", "members": ["d", "b"], "cap_cny": 1000000}]}
            """
        ),
        (
            "a joint cap goes by what a benefit comes to in this very package",
            """
            {"need": {"id": "n-1", "equipment_amount_cny": "1000000"},
            "offers": [
            {"id": "b", "kind": "equipment_reward", "status": "open", "delivery": "automatic",
            "benefit": {"base": "equipment_amount", "form": {"rate": 0.2}, "paid": {"month": 0}},
            "groups": ["g"]},
            {"id": "x", "kind": "equipment_reward", "status": "open", "delivery": "automatic",
            "benefit": {"base": "benefit:b", "form": {"flat_cny": 600000}, "paid": {"month": 600}}},
            {"id": "y", "kind": "equipment_reward", "status": "open", "delivery": "automatic",
            "benefit": {"base": "equipment_amount", "form": {"rate": 0.5}, "paid": {"month": 0}},
            "groups": ["g"], "requires": [{"offer": "x"}]}],
            "joint_caps": [{"id": "j", "members": ["y"], "share": 1, "of": "benefit:x"}]}
            """
        ),
    ]
}
