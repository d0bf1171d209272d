package import Domain

/// The plan 粤工信技改函〔2024〕6号 as facts.
package struct PlanFacts: Equatable, Sendable {
    /// The document itself.
    package struct Document: Equatable, Sendable {
        package let number, titleZh, titleEn, issuerZh, issuerEn: String
        package let date: CalendarDay
    }
    /// Something with an id and a name in both languages: an aim, a direction.
    package struct Named: Equatable, Sendable {
        package let id, zh, en: String
    }
    /// An industry the plan names as key, with the codes it is mapped to.
    package struct KeyIndustry: Equatable, Sendable {
        package let zh, en: String
        package let industries: [Industry]
    }
    /// One of the four actions, with the ids of its tasks.
    package struct Action: Equatable, Sendable {
        package let action: Need.Action
        package let zh, en: String
        package let tasks: [String]
    }
    /// One of the twenty tasks.
    package struct Task: Equatable, Sendable {
        package let id: String
        package let number: Int
        package let action: Need.Action
        package let zh, en: String
    }
    /// Something the plan wants reached.
    package struct Target: Equatable, Sendable {
        package enum Test: String, CaseIterable, Sendable {
            case above
            case atLeast = "at_least"
            case equal, qualitative
        }

        package let id, zh, en: String
        package let test: Test
        /// Nil for a qualitative one.
        package let value: Double?
        /// `enterprise`, `ratio` and the like.
        package let unit: String?
        package let by: CalendarDay?
        /// `goal`, or the task that says it.
        package let ref: String
        /// Whether this service can count it.
        package let isMeasurable: Bool
        package let baselineYear: Int?
        package let scope: String?
        package let designation: Enterprise.Designation?
        package let efficiency: Efficiency?
    }

    package fileprivate(set) var document = Document(
        number: "",
        titleZh: "",
        titleEn: "",
        issuerZh: "",
        issuerEn: "",
        date: CalendarDay(number: 0)
    )
    package fileprivate(set) var aims: [Named] = []
    package fileprivate(set) var keyIndustries: [KeyIndustry] = []
    package fileprivate(set) var directions: [Named] = []
    package fileprivate(set) var actions: [Action] = []
    package fileprivate(set) var tasks: [Task] = []
    package fileprivate(set) var targets: [Target] = []
    /// Boxes 1 to 4 in order.
    package fileprivate(set) var boxes: [PlanBox] = []

    /// The box of that number, 1 to 4.
    package func box(_ number: Int) -> PlanBox? { boxes.first { $0.number == number } }

    /// The item of that id in any box.
    package func item(_ id: String) -> PlanItem? {
        for box in boxes {
            for row in box.rows where id.hasPrefix(row.id) {
                if let item = row.items.first(where: { $0.id == id }) { return item }
            }
        }
        return nil
    }
}

/// A box (专栏) of the plan.
package struct PlanBox: Equatable, Sendable {
    /// A group of rows with the direction they belong to.
    package struct Group: Equatable, Sendable {
        package let id, zh, en: String
        package let direction: Need.Direction?
    }

    package let number: Int
    package let zh, en: String
    /// The id of its task.
    package let task: String
    /// Where the box as a whole has one.
    package let direction: Need.Direction?
    package fileprivate(set) var groups: [Group] = []
    package fileprivate(set) var rows: [PlanRow] = []

    /// The direction of a row: its group's, else the box's.
    package func direction(of row: PlanRow) -> Need.Direction? {
        groups.first { $0.id == row.group }?.direction ?? direction
    }
}

/// A row of a box: an industry, a stage or a city.
package struct PlanRow: Equatable, Sendable {
    package let id, zh, en: String
    package let group: String?
    /// The city of a row of box 3.
    package let region: Region?
    package let industries: [Industry]
    /// Whether the row's own words are wider or narrower than the codes.
    package let isPartialMapping: Bool
    package fileprivate(set) var items: [PlanItem] = []
}

/// One thing a row names.
package struct PlanItem: Equatable, Sendable {
    package let id, zh, en: String
    package let categories: [CategoryPath]
    /// Box 3 only.
    package let industries: [Industry]
    /// The heading in box 3 it stands under, for example 汽车制造.
    package let groupZh: String?
}

extension PlanFacts {
    init(_ text: String) {
        for cells in Table.rows(text) { add(cells) }
    }

    private mutating func add(_ cells: [Substring]) {
        let texts = cells.map { String($0) }
        switch cells[0] {
        case "document":
            document = Document(
                number: texts[1],
                titleZh: texts[3],
                titleEn: texts[4],
                issuerZh: texts[5],
                issuerEn: texts[6],
                date: CalendarDay(texts[2]) ?? CalendarDay(number: 0)
            )
        case "aim": aims.append(Named(id: texts[1], zh: texts[2], en: texts[3]))
        case "key_industry":
            keyIndustries.append(
                KeyIndustry(zh: texts[1], en: texts[2], industries: PlanFacts.industries(cells[3]))
            )
        case "direction": directions.append(Named(id: texts[1], zh: texts[2], en: texts[3]))
        case "action", "task": addActionOrTask(cells, texts)
        case "target": targets.append(PlanFacts.target(cells, texts))
        default: addToBoxes(cells, texts)
        }
    }

    private mutating func addActionOrTask(_ cells: [Substring], _ texts: [String]) {
        let isAction = cells[0] == "action"
        guard let action = Need.Action(rawValue: texts[isAction ? 1 : 3]) else {
            preconditionFailure("not an action of the plan: \(cells)")
        }
        if isAction {
            actions.append(Action(action: action, zh: texts[2], en: texts[3], tasks: Table.list(cells[4])))
        } else {
            let number = Int(cells[2]) ?? 0
            tasks.append(Task(id: texts[1], number: number, action: action, zh: texts[4], en: texts[5]))
        }
    }

    private mutating func addToBoxes(_ cells: [Substring], _ texts: [String]) {
        switch cells[0] {
        case "box":
            boxes.append(
                PlanBox(
                    number: Int(cells[1]) ?? 0,
                    zh: texts[2],
                    en: texts[3],
                    task: texts[4],
                    direction: Need.Direction(rawValue: texts[5])
                )
            )
        case "group":
            boxes[boxes.count - 1].groups.append(
                .init(id: texts[1], zh: texts[2], en: texts[3], direction: Need.Direction(rawValue: texts[4]))
            )
        case "row":
            boxes[boxes.count - 1].rows.append(
                PlanRow(
                    id: texts[1],
                    zh: texts[2],
                    en: texts[3],
                    group: Table.optional(cells[4]),
                    region: Region(texts[5]),
                    industries: PlanFacts.industries(cells[6]),
                    isPartialMapping: cells[7] == "1"
                )
            )
        case "item":
            let item = PlanItem(
                id: texts[1],
                zh: texts[2],
                en: texts[3],
                categories: Table.list(cells[4]).map { CategoryPath($0) },
                industries: PlanFacts.industries(cells[5]),
                groupZh: Table.optional(cells[6])
            )
            let box = boxes.count - 1
            boxes[box].rows[boxes[box].rows.count - 1].items.append(item)
        default: preconditionFailure("not a line of the plan: \(cells)")
        }
    }

    private static func industries(_ cell: Substring) -> [Industry] { Table.list(cell).map { Industry(code: $0) } }

    private static func target(_ cells: [Substring], _ texts: [String]) -> Target {
        guard let test = Target.Test(rawValue: texts[4]) else { preconditionFailure("not a target: \(cells)") }
        return Target(
            id: texts[1],
            zh: texts[2],
            en: texts[3],
            test: test,
            value: Double(cells[5]),
            unit: Table.optional(cells[6]),
            by: CalendarDay(texts[7]),
            ref: texts[8],
            isMeasurable: cells[9] == "1",
            baselineYear: Int(cells[10]),
            scope: Table.optional(cells[11]),
            designation: Enterprise.Designation(rawValue: texts[12]),
            efficiency: Efficiency(rawValue: texts[13])
        )
    }
}
