import LMDB
import OS

/// What is wrong with an environment's files, rather than with the disk or the code: it is removed and built anew.
package enum Damage {
    package static func isDamage(_ error: any Error) -> Bool {
        if let error = error as? LMDBError {
            return [.invalidFile, .corrupted, .versionMismatch, .pageNotFound, .incompatible].contains(error.code)
        }
        return (error as? StoreFlaw)?.isDamage ?? false
    }

    /// Opens an environment whose file is as long as its meta page says: a read past the end of a file that was cut
    /// would end the process.
    static func open(_ directory: String, _ options: Environment.Options) throws -> Environment {
        let environment = try Environment(path: directory, options: options)
        let used = environment.information().usedBytes
        if let size = try Files.size(directory + "/data.mdb"), size < used {
            throw StoreFlaw("\(directory)/data.mdb has \(size) bytes of \(used)", isDamage: true)
        }
        return environment
    }
}
