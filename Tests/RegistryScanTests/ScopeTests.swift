import Domain
import RegistryScan
import Testing

@Suite struct ScopeTests {
    private func scan(_ scope: String) -> RegistryCandidate {
        var scanner = RegistryScanner.withReferenceData()
        return scanner.scan(
            RegistryRow(
                row: 2,
                name: "示例",
                uscc: "91442000198075568W",
                businessScope: scope,
                province: "广东",
                city: "中山"
            )
        )
    }

    private func categories(_ scope: String) -> [String] {
        scan(scope).categories.map { $0.path.path + "=" + $0.word }
    }

    @Test(
        "equipment that is made names its category",
        arguments: [
            ("产销：数控机床、数控刀具配件、机床附件。", ["machine-tool=数控机床"]),
            ("制造：五金机械、木工机械，普通机械配件。", ["consumer.furniture=木工机械"]),
            ("金属切削机床制造;机床附件制造;工业机器人制造;", ["machine-tool=金属切削机床", "robot=工业机器人"]),
            ("塑料机械、注塑机的制造、加工；高分子聚合物的销售。", ["consumer.plastics.injection=注塑机"]),
            ("研发、生产、销售：焊接设备、机器人与自动化装备", ["welding=焊接设备", "robot=机器人"]),
            ("生产塑料注塑机系列产品及其配件", ["consumer.plastics.injection=注塑机"]),
            ("生产：立式（数控）加工中心", ["machine-tool.machining-center.vertical=立式加工中心"]),
            ("污水处理设备（压力容器除外）制造", ["environment.wastewater-reuse=污水处理设备"]),
            ("制造:ＡＧＶ", ["logistics.agv=AGV"]),
        ]
    )
    func made(scope: String, expected: [String]) {
        #expect(categories(scope) == expected)
        #expect(scan(scope).kinds == [.supplier, .enterprise])
    }

    @Test(
        "what is only dealt with, excluded or a part names nothing",
        arguments: [
            "销售：数控机床、注塑机。", "机床批发;注塑机零售;机械设备租赁;", "数控机床的维修、安装。",
            "生产：五金制品（不含机床）。", "生产：五金制品，不含机床、铣床。", "生产：机床配件、注塑机零件、锅炉用水处理剂。",
            "生产：非机床类五金", "生产：发电机、玩具机器人、家用缝纫机", "数控机床加工。", "线切割加工",
            "批发、零售：农业生产资料、泵", "制造：五金制品；销售：注塑机", "机床、铣床、磨床批发;五金制品制造",
            "经营本企业生产所需的注塑机、机械设备的进口业务",
        ]
    )
    func notMade(scope: String) {
        #expect(categories(scope) == [])
        #expect(!scan(scope).kinds.contains(.supplier))
    }

    @Test("a wide category gives way to a narrower one it contains")
    func specific() {
        #expect(categories("生产：机床、车床、数控车床、泵") == ["machine-tool.lathe.cnc=数控车床", "energy.pump=泵"])
    }

    @Test("a motor beside household appliances is a part of them")
    func smallParts() {
        #expect(categories("生产：电机、电扇配件、家用电器") == [])
        #expect(categories("生产：电机、减速机") == ["energy.motor=电机"])
    }

    @Test("the position counts the characters of the scope before the word")
    func position() {
        let scope = "生产、销售（凭许可证）：五金、注塑机"
        let mention = scan(scope).categories.first
        let before = scope.unicodeScalars.prefix(mention?.position ?? 0)
        #expect(String(String.UnicodeScalarView(before)) == "生产、销售（凭许可证）：五金、")
    }

    @Test(
        "makers of goods are enterprise candidates, with the industry their first goods state",
        arguments: [
            ("生产、加工、销售：服装、针织品。", "C18"), ("塑料零件制造;模具制造;", "C29"), ("加工：家具；销售：五金", "C21"),
            ("金属切削机床制造", "C3421"), ("生产：特种功能组合体、玩具", "C245"),
        ]
    )
    func makers(scope: String, industry: String) {
        let candidate = scan(scope)
        #expect(candidate.kinds.contains(.enterprise))
        #expect(candidate.industry?.industry.code == industry)
    }

    @Test(
        "who deals, serves or makes advertisements is none",
        arguments: ["设计、制作、发布国内外各类广告", "软件开发；技术服务", "零售：农业生产资料", "批发：服装、家具", ""]
    )
    func others(scope: String) {
        #expect(scan(scope).kinds == [])
        #expect(scan(scope).industry == nil)
    }

    @Test("where no word states an industry there is none")
    func unknownIndustry() {
        let candidate = scan("生产：特种功能组合体")
        #expect(candidate.kinds == [.enterprise])
        #expect(candidate.industry == nil)
    }
}
