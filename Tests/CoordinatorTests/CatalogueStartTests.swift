import ChangeLog
import ChangeLogLMDB
import Cluster
import DemoData
import Domain
import LMDB
import OS
import Records
import ReferenceData
import ServiceKit
import TestSupport
import Testing

@testable import CatalogueStore
@testable import Coordinator

@Suite struct CatalogueStartTests {
    /// A log with records, and a directory in which a coordinator's catalogue lies.
    private func site() throws -> (CatalogueSite, CoordinatorSettings) {
        let site = try CatalogueSite()
        let demo = DemoData(
            seed: 3, sizes: .init(enterprises: 3, suppliers: 3, models: 20, needs: 5),
            asOf: CalendarDay(number: 20_780))
        try site.write(Array(demo.all))
        let settings = CoordinatorSettings(
            directory: site.scratch.path + "/coordinator", clientAddress: "", queryAddress: "", applyAddress: "",
            workers: ["w1"], vshards: site.vshards, codes: ReferenceData.codes)
        try Files.makeDirectories(settings.directory)
        return (site, settings)
    }

    private func open(_ settings: CoordinatorSettings, _ site: CatalogueSite) throws -> Catalogue {
        try CatalogueStart.open(settings, site.log, JSONLog.logger("test"))
    }

    @Test(
        "a damaged file is thrown away and built anew", arguments: ["garbage", "half", "one page", "empty", "zeroes"])
    func damage(how: String) throws {
        let (site, settings) = try site()
        _ = try open(settings, site)
        let file = settings.directory + "/catalogue/data.mdb"
        let bytes = try #require(try Files.read(file))
        let damaged: [UInt8] =
            switch how {
            case "garbage": (0..<bytes.count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            case "half": Array(bytes.prefix(bytes.count / 2 & ~4_095))
            case "one page": Array(bytes.prefix(4_096))
            case "zeroes": [UInt8](repeating: 0, count: bytes.count)
            default: []
            }
        try Files.writeAtomically(damaged, to: file)
        let catalogue = try open(settings, site)
        #expect(catalogue.position == site.catalogue.position)
        try site.expectStatistics(catalogue, "\(how)")
    }

    @Test("figures that would fall below none mean that the catalogue is built anew, not that the process ends")
    func negative() throws {
        let (site, settings) = try site()
        let model = try #require(site.registry.models[site.registry.ids(.models)[0]])
        var gone = model
        gone.status = .withdrawn
        do {
            let catalogue = try open(settings, site)
            try catalogue.environment.write { transaction in
                try transaction.clear(catalogue.totals)
                try transaction.clear(catalogue.terms)
            }
            try site.write([.model(gone)])
            let changes = try site.log.read(after: catalogue.position.seq, maxRecords: 9, maxBytes: .max)
            #expect { try catalogue.apply(changes) } throws: { Catalogue.isDamage($0) }
        }
        let catalogue = try open(settings, site)
        #expect(catalogue.position == site.catalogue.position)
        try site.expectStatistics(catalogue, "built anew at the start")

        try catalogue.clear()
        #expect(catalogue.position == .start)
        let changes = try site.log.read(after: 0, maxRecords: .max, maxBytes: .max)
        try catalogue.apply(changes)
        try site.expectStatistics(catalogue, "built anew in place")
    }

    @Test("a catalogue made with other categories is not used")
    func fingerprint() throws {
        let (site, settings) = try site()
        let directory = settings.directory + "/catalogue"
        var list = Array(ReferenceData.categories.categories.values)
        list[0].synonyms.append("又一个词")
        do {
            let other = try Catalogue(directory: directory, log: site.log, categories: CategoryTree(list))
            let changes = try site.log.read(after: 0, maxRecords: .max, maxBytes: .max)
            try other.apply(changes)
            #expect(try other.isOf(site.log))
        }
        do {
            let same = try Catalogue(directory: directory, log: site.log, categories: ReferenceData.categories)
            #expect(try !same.isOf(site.log))
        }
        let catalogue = try open(settings, site)
        #expect(try catalogue.isOf(site.log))
        try site.expectStatistics(catalogue, "built anew")
    }
}
