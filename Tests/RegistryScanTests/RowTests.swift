import Domain
import RegistryScan
import Testing

@Suite struct RowTests {
    private func scan(uscc: String, city: String = "中山", scope: String = "生产：注塑机") -> RegistryCandidate {
        var scanner = RegistryScanner.withReferenceData()
        return scanner.scan(
            RegistryRow(
                row: 7,
                name: "示例厂",
                uscc: uscc,
                regDate: "1998-02-03",
                regCapital: "200(万元人民币)",
                businessScope: scope,
                city: city
            )
        )
    }

    private func code(region: String) throws -> String {
        let body = "91" + region + "198075568"
        let check = try #require(USCC.checkCharacter(for: body))
        return body + String(check)
    }

    @Test(
        "a registered capital is an amount only where it is in CNY",
        arguments: [
            ("100(万元(人民币))", RegisteredCapital.cny(Fen(100_000_000))), ("730(万美元)", .foreign("美")),
            ("", .absent), ("200(万元人民币)", .cny(Fen(200_000_000))), ("183.8000(万人民币元)", .cny(Fen(183_800_000))),
            ("3万人民币", .cny(Fen(3_000_000))), ("50（万元）", .cny(Fen(50_000_000))), ("50(万)", .unstated),
            ("880(万香港元)", .foreign("香港")), ("12万港币", .foreign("港币")), ("5(万元(港币))", .foreign("港币")),
            ("0.005(万元)", .cny(Fen(5000))), ("1.0000005万元", .cny(Fen(1_000_001))), ("某人", .unreadable),
            ("1.2.3万元", .unreadable), ("99999999999999999999万元", .unreadable), ("500元", .cny(Fen(50_000))),
        ]
    )
    func capital(text: String, expected: RegisteredCapital) {
        #expect(RegisteredCapital(text) == expected)
    }

    @Test("the region comes from the code where its digits are known")
    func region() throws {
        #expect(scan(uscc: try code(region: "440106"), city: "广州").region == Region(code: 440_106))
        #expect(scan(uscc: try code(region: "442000")).region == Region(code: 442_000))
        #expect(scan(uscc: try code(region: "440000"), city: "广州").region == Region(code: 440_100))
        #expect(scan(uscc: try code(region: "440000"), city: "").region == Region(code: 440_000))
        let old = scan(uscc: try code(region: "440199"), city: "广州")
        #expect(old.region == Region(code: 440_100) && old.flaws == [.unknownRegionCode])
    }

    @Test("a city that contradicts the code is reported and the code holds")
    func contradiction() throws {
        let candidate = scan(uscc: try code(region: "440106"), city: "深圳")
        #expect(candidate.region == Region(code: 440_106))
        #expect(candidate.namedCity == Region(code: 440_300))
        #expect(candidate.flaws == [.cityContradictsCode])
        #expect(scan(uscc: try code(region: "440106"), city: "N/A").flaws == [.unknownCity])
    }

    @Test("a malformed code is reported with its row and makes no record")
    func malformed() {
        for (code, flaw) in [
            ("9144200019807556", RegistryCandidate.Flaw.badUSCCLength), ("914420001980755I8W", .badUSCCCharacter),
            ("91442000198075568X", .badUSCCCheck),
        ] {
            let candidate = scan(uscc: code)
            #expect(candidate.row == 7 && candidate.uscc == code && candidate.flaws == [flaw])
            #expect(candidate.region == Region(code: 442_000))
            #expect(candidate.supplier() == nil && candidate.enterprise() == nil)
        }
    }

    @Test("a code that comes twice is reported the second time")
    func duplicate() {
        var scanner = RegistryScanner.withReferenceData()
        let row = RegistryRow(row: 2, name: "示例", uscc: "91442000198075568w", businessScope: "生产：泵")
        #expect(scanner.scan(row).flaws == [])
        #expect(scanner.scan(row).flaws == [.duplicateCode])
        #expect(scanner.summary.rows == 2 && scanner.summary.flaws == [.duplicateCode: 1])
    }

    @Test("a candidate becomes a supplier and an enterprise record")
    func records() throws {
        let source = Source(name: "registry", licence: "CC BY-NC-SA 4.0")
        let candidate = scan(uscc: "91442000198075568w")
        let supplier = try #require(candidate.supplier(source: source))
        #expect(supplier.id == "91442000198075568W" && supplier.name == "示例厂")
        #expect(supplier.region == Region(code: 442_000) && supplier.scope == "生产：注塑机" && supplier.source == source)
        let enterprise = try #require(candidate.enterprise(source: source))
        #expect(enterprise.founded == CalendarDay("1998-02-03") && enterprise.industry?.code == "C35")
        #expect(candidate.capital == .cny(Fen(200_000_000)))
        #expect(scan(uscc: "91442000198075568W", scope: "生产：五金").supplier() == nil)
    }
}
