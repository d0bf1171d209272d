import Domain
import ReferenceData
import Testing

@Suite struct ReferenceDataTests {
    @Test("the regions are complete and each has its parent")
    func regions() throws {
        let all = ReferenceData.regions.all
        let counts = Dictionary(grouping: all, by: \.level).mapValues(\.count)
        #expect(counts == [.country: 1, .province: 34, .city: 342, .county: 2974])
        for info in all where info.level != .country {
            let parent = try #require(info.parent.flatMap { ReferenceData.regions[$0] })
            #expect(parent.level.rawValue == info.level.rawValue - 1)
            #expect(info.region.isWithin(parent.region))
        }
        let cities = ReferenceData.regions.children(of: Region(code: 440_000))
        #expect(cities.count == 21)
        #expect(cities.map { ReferenceData.regions.children(of: $0.region).count }.reduce(0, +) == 122)
    }

    @Test("a region has its names and its point")
    func tianhe() throws {
        let tianhe = try #require(ReferenceData.regions["440106"])
        #expect(tianhe.zh == "天河区")
        #expect(tianhe.en == "Tianhe")
        let point = try #require(tianhe.point)
        #expect(point.latitude == 23.15888 && point.longitude == 113.34684 && point.isNearestPlace)
        #expect(ReferenceData.regions["440100"]?.point?.isNearestPlace == false)
        #expect(ReferenceData.regions["230103"]?.point == nil)
        #expect(ReferenceData.regions["440199"] == nil)
        #expect(ReferenceData.regions.children(of: Region(code: 441_900)).isEmpty)
    }

    @Test("the industries are complete and each has its parent")
    func industries() throws {
        let all = ReferenceData.industries.all
        let counts = Dictionary(grouping: all, by: \.level).mapValues(\.count)
        #expect(counts == [.section: 20, .division: 97, .group: 473, .class: 1381])
        for info in all where info.level != .section {
            let parent = try #require(info.parent)
            #expect(ReferenceData.industries[parent] != nil)
        }
        #expect(ReferenceData.industries["C3421"]?.zh == "金属切削机床制造")
        #expect(ReferenceData.industries["C34"]?.en != nil)
    }

    @Test("the categories are complete, parents before children")
    func categories() throws {
        let table = ReferenceData.categoryTable
        #expect(table.all.count == 212)
        #expect(table.all.filter(\.isLeaf).count == 168)
        var seen: Set<String> = []
        for info in table.all {
            if let dot = info.path.path.lastIndex(of: ".") { #expect(seen.contains(String(info.path.path[..<dot]))) }
            seen.insert(info.path.path)
            for industry in info.industries { #expect(ReferenceData.industries[industry] != nil) }
        }
        #expect(ReferenceData.categories.categories.count == 212)
        #expect(ReferenceData.categories[CategoryPath("robot")]?.specs["axes"] == .number)
    }

    @Test("a category carries trigger, specs and examples")
    func lathe() throws {
        let lathe = try #require(ReferenceData.categoryTable["machine-tool.lathe"])
        #expect(lathe.nameZh == "车床" && lathe.examples == ["CA6140"] && lathe.isPlanInherited)
        #expect(lathe.trigger?.ageYears == 10)
        #expect(lathe.trigger?.citations.first?.ref == "box1.machine-tools")
        #expect(lathe.specs.first?.unit == "mm")
        let piston = try #require(ReferenceData.categoryTable["energy.compressor.air-piston"])
        #expect(piston.trigger?.efficiency == .below)
        #expect(piston.trigger?.phaseOut.map(\.id) == ["IND2024-COMPRESSOR-3W", "IND2024-COMPRESSOR-L10"])
        #expect(ReferenceData.categoryTable["robot"]?.trigger == nil)
    }

    @Test("the boxes of the plan name what the tree and the codes know")
    func plan() throws {
        let plan = ReferenceData.plan
        #expect(plan.document.number == "粤工信技改函〔2024〕6号")
        #expect(plan.boxes.map(\.rows.count) == [15, 4, 15, 4])
        #expect(plan.boxes.map { $0.rows.map(\.items.count).reduce(0, +) } == [60, 9, 58, 11])
        for row in plan.boxes.flatMap(\.rows) {
            for industry in row.industries + row.items.flatMap(\.industries) {
                #expect(ReferenceData.industries[industry] != nil)
            }
            for path in row.items.flatMap(\.categories) { #expect(ReferenceData.categoryTable[path] != nil) }
        }
        for category in ReferenceData.categoryTable.all {
            for id in category.plan where id.hasPrefix("box1.") && id.split(separator: ".").count == 3 {
                #expect(plan.item(id) != nil)
            }
        }
        let box1 = try #require(plan.box(1))
        #expect(box1.direction(of: box1.rows[0]) == .advancedEquipment)
        #expect(plan.box(3)?.direction(of: box1.rows[0]) == .digital)
    }

    @Test("actions, directions, tasks and targets of the plan are there")
    func planFacts() {
        let plan = ReferenceData.plan
        #expect(plan.actions.map(\.action) == Need.Action.allCases)
        #expect(Set(plan.directions.map(\.id)) == Set(Need.Direction.allCases.map(\.rawValue)))
        #expect(plan.tasks.map(\.number) == Array(1...20))
        #expect(plan.targets.count == 16)
        #expect(plan.targets.first { $0.id == "srdi-province" }?.designation == .srdiProvince)
        #expect(plan.keyIndustries.count == 10)
    }

    @Test("every shipped offer is a line and has its marks")
    func offers() {
        #expect(ReferenceData.offers.count == 112)
        #expect(ReferenceData.incompleteOffers.isEmpty)
        #expect(ReferenceData.jointCaps.count == 5)
        #expect(ReferenceData.exampleProducts.count == 9)
        let grades = Dictionary(grouping: ReferenceData.provenance.values, by: \.grade).mapValues(\.count)
        #expect(grades == [.exact: 77, .generous: 13, .unpublished: 22])
        for line in ReferenceData.offers + ReferenceData.incompleteOffers {
            let id = line.dropFirst(#"{"id": ""#.count).prefix { $0 != "\"" }
            #expect(ReferenceData.provenance[String(id)] != nil)
        }
        #expect(ReferenceData.exampleProducts.allSatisfy { $0.contains("illustrative, made up") })
        #expect(ReferenceData.openCodes.contains { $0.kind == "lists" && $0.code == "gd-tech-upgrade-pool" })
    }

    @Test("the codes are the tables'")
    func codes() {
        #expect(ReferenceData.codes.regions.count == 3351)
        #expect(ReferenceData.codes.industries.count == 1971)
        #expect(ReferenceData.codes.categories.categories.count == 212)
    }
}
