import Terminal
import Testing

@Suite struct TextTableTests {
    private let models = TextTable(
        columns: [
            .init("编号"), .init("设备", isFlexible: true), .init("价格（元）"), .init("能效"), .init("符合", styles: ["✗": .red]),
        ],
        rows: [
            ["M-1001", "五轴联动立式加工中心（含刀库）", Display.money(fen: 123_456_789), "1级", "✓"],
            ["M-7", "数控车床 CK6150", Display.money(fen: 8_800_000), "–", "✗"],
            ["M-20", "工业机器人", "–", "2级", "?"],
        ]
    )

    @Test("a Chinese table with room is as wide as its content")
    func chinese() {
        #expect(
            models.render(.terminal(width: 80, isStyled: false)) == """
                编号    设备                              价格（元）  能效  符合
                ──────  ──────────────────────────────  ────────────  ────  ────
                M-1001  五轴联动立式加工中心（含刀库）  1,234,567.89  1级   ✓
                M-7     数控车床 CK6150                    88,000.00  –     ✗
                M-20    工业机器人                                 –  2级   ?

                """
        )
    }

    @Test("flexible text is shortened, amounts and fixed columns are not")
    func chineseShort() {
        #expect(
            models.render(.terminal(width: 54, isStyled: false)) == """
                编号    设备                    价格（元）  能效  符合
                ──────  ────────────────────  ────────────  ────  ────
                M-1001  五轴联动立式加工中…   1,234,567.89  1级   ✓
                M-7     数控车床 CK6150          88,000.00  –     ✗
                M-20    工业机器人                       –  2级   ?

                """
        )
    }

    @Test("where columns cannot fit each row becomes a block")
    func chineseBlocks() {
        #expect(
            models.render(.terminal(width: 30, isStyled: false)) == """
                编号        M-1001
                设备
                  五轴联动立式加工中心（含刀
                  库）
                价格（元）  1,234,567.89
                能效        1级
                符合        ✓

                编号        M-7
                设备        数控车床 CK6150
                价格（元）  88,000.00
                能效        –
                符合        ✗

                编号        M-20
                设备        工业机器人
                价格（元）  –
                能效        2级
                符合        ?

                """
        )
    }

    private let offers = TextTable(
        columns: [
            .init("offer"), .init("provider", isFlexible: true), .init("yearly cost"), .init("note", isFlexible: true),
        ],
        rows: [
            ["loan-01", "Bank of Somewhere, Foshan branch", "3.50%", "asks for the filing number of the project"],
            ["lease-7", "Leasing Co.", "12.05%", ""],
        ]
    )

    @Test("an English table at 80 columns shares out what is left between its flexible columns")
    func english() {
        #expect(
            offers.render(.terminal(width: 80, isStyled: false)) == """
                offer    provider                      yearly cost  note
                ───────  ────────────────────────────  ───────────  ────────────────────────────
                loan-01  Bank of Somewhere, Foshan b…        3.50%  asks for the filing number …
                lease-7  Leasing Co.                        12.05%

                """
        )
    }

    @Test("an amount below its title where it has no room beside it")
    func amountBelow() {
        let table = TextTable(columns: [.init("设备采购总金额")], rows: [["999,999,999,999.99"]])
        #expect(table.render(.terminal(width: 20, isStyled: false)).split(separator: "\n").last == "999,999,999,999.99")
        let two = TextTable(columns: [.init("设备采购总金额"), .init("名称")], rows: [["999,999,999,999.99", "甲"]])
        #expect(
            two.render(.terminal(width: 20, isStyled: false)) == """
                设备采购…
                  999,999,999,999.99
                名称       甲

                """
        )
    }

    @Test("without a terminal: tabs, whole texts, no styles")
    func plain() {
        let table = TextTable(
            columns: [.init("名称", isFlexible: true, styles: ["✗": .red]), .init("x")],
            rows: [["含\t制表符\n和换行", "1"], ["✗"]]
        )
        #expect(table.render(.plain) == "名称\tx\n含 制表符 和换行\t1\n✗\t\n")
    }

    @Test("styles stand around the text, not around the spaces")
    func styled() {
        let table = TextTable(columns: [.init("a"), .init("bcd", styles: ["✗": .red])], rows: [["x", "✗"]])
        let text = table.render(.terminal(width: 20, isStyled: true))
        #expect(text.hasPrefix("\u{1B}[1ma\u{1B}[0m  \u{1B}[1mbcd\u{1B}[0m\n"))
        #expect(text.hasSuffix("x  \u{1B}[31m✗\u{1B}[0m\n"))
        #expect(unstyled(text) == table.render(.terminal(width: 20, isStyled: false)))
    }

    @Test("a column is right-aligned if all that is said in it is a number")
    func alignment() {
        let table = TextTable(
            columns: [.init("numbers"), .init("dates"), .init("forced", alignment: .right), .init("end")],
            rows: [["-1,016", "2026-11-23", "abc", "|"], ["–", "2026", "d", "|"], ["3.5%", "", "", "|"]]
        )
        #expect(
            table.render(.terminal(width: 60, isStyled: false)) == """
                numbers  dates       forced  end
                ───────  ──────────  ──────  ───
                 -1,016  2026-11-23     abc  |
                      –  2026             d  |
                   3.5%                      |

                """
        )
    }

    @Test("no rows leave the titles")
    func empty() {
        let table = TextTable(columns: [.init("编号"), .init("数量")])
        #expect(table.render(.terminal(width: 20, isStyled: false)) == "编号  数量\n────  ────\n")
        #expect(table.render(.plain) == "编号\t数量\n")
    }

    @Test("no line is wider than the terminal, at 20 to 200 columns, whatever the content")
    func bounds() {
        let seed = newSeed("tables")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<400 {
            let table = random.table()
            let width = Int.random(in: 20...200, using: &random)
            let isStyled = Bool.random(using: &random)
            let text = unstyled(table.render(.terminal(width: width, isStyled: isStyled)))
            for line in text.split(separator: "\n") where DisplayWidth.of(line) > width {
                Issue.record("seed \(seed): \(DisplayWidth.of(line)) columns of \(width): \(line.debugDescription)")
            }
        }
    }

    @Test("no amount is ever shortened, at 20 to 200 columns")
    func amounts() {
        let seed = newSeed("amounts")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let amount = Display.money(fen: Int64.random(in: 0...99_999_999_999_999, using: &random))
            let note = DisplayWidth.singleLine(random.text(limit: 8))
            let table = TextTable(
                columns: [.init("说明", isFlexible: true), .init("金额（元）", isFlexible: true), .init("id")],
                rows: [[note, amount, "need-1"]]
            )
            let width = Int.random(in: 22...200, using: &random)
            let text = table.render(.terminal(width: width, isStyled: false))
            #expect(text.contains(amount), "seed \(seed), \(width) columns")
        }
    }
}
