import CatalogueStore
import ChangeLog
import Cluster
import Domain
import Logging
import OS

/// Opens the catalogue and brings it up to the log: what is missing is read again, what is of another log is thrown
/// away.
enum CatalogueStart {
    static func open(_ settings: CoordinatorSettings, _ log: any ChangeLog, _ logger: Logger) throws -> Catalogue {
        try Files.makeDirectories(settings.directory)
        let directory = settings.directory + "/catalogue"
        do {
            if let catalogue = try existing(directory, log, settings) {
                try catchUp(catalogue, log, logger)
                return catalogue
            }
            logger.warning("the catalogue is of another log or another build and is built anew")
        } catch  where Catalogue.isDamage(error) {
            logger.error("the catalogue is damaged and is built anew", metadata: ["error": "\(error)"])
        }
        try Files.removeTree(directory)
        let catalogue = try Catalogue(directory: directory, log: log, categories: settings.codes.categories)
        try catchUp(catalogue, log, logger)
        return catalogue
    }

    /// Nil where it is of another log; closed again then.
    private static func existing(
        _ directory: String, _ log: any ChangeLog, _ settings: CoordinatorSettings
    ) throws -> Catalogue? {
        let catalogue = try Catalogue(directory: directory, log: log, categories: settings.codes.categories)
        return try catalogue.isOf(log) ? catalogue : nil
    }

    private static func catchUp(_ catalogue: Catalogue, _ log: any ChangeLog, _ logger: Logger) throws {
        let head = try log.head().seq
        if catalogue.position.seq < head {
            logger.info("catching up", metadata: ["from": "\(catalogue.position.seq)", "to": "\(head)"])
        }
        while catalogue.position.seq < head {
            let changes = try log.read(after: catalogue.position.seq, maxRecords: 5_000, maxBytes: 16 << 20)
            guard !changes.isEmpty else { throw CoordinatorFlaw("the log ends before its head") }
            try catalogue.apply(changes)
        }
    }
}
