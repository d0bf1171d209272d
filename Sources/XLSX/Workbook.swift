/// Where the parts of a workbook are.
struct WorkbookParts {
    var sheet: String
    var sharedStrings: String?
    var styles: String?
    var isSince1904: Bool

    /// Finds the first sheet by the workbook's relations.
    init(_ archive: ZipArchive, limits: XLSXLimits) throws(XLSXError) {
        let root = Relations()
        _ = try archive.parse("_rels/.rels", limits: limits, maxBytes: limits.partBytes, root)
        let workbook = root.target(ofType: "officeDocument", in: "") ?? "xl/workbook.xml"
        let list = SheetList()
        guard try archive.parse(workbook, limits: limits, maxBytes: limits.partBytes, list) else {
            throw XLSXError(.notAWorkbook, "the archive has no workbook in it")
        }
        let folder = WorkbookParts.folder(of: workbook)
        let relations = Relations()
        let file = workbook.dropFirst(folder.count)
        _ = try archive.parse(
            "\(folder)_rels/\(file).rels",
            limits: limits,
            maxBytes: limits.partBytes,
            relations
        )
        guard let id = list.firstSheet, let sheet = relations.target(withID: id, in: folder) else {
            throw XLSXError(.notAWorkbook, "the workbook has no sheet")
        }
        self.sheet = sheet
        sharedStrings = relations.target(ofType: "sharedStrings", in: folder)
        styles = relations.target(ofType: "styles", in: folder)
        isSince1904 = list.isSince1904
    }

    /// The path up to and with its last slash.
    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }
}

/// The sheets of a workbook.
private final class SheetList: XMLReceiver {
    private(set) var firstSheet: String?
    private(set) var isSince1904 = false

    func start(_ name: String, _ attributes: XMLAttributes) {
        switch name {
        case "sheet": if firstSheet == nil { firstSheet = attributes["id"] }
        case "workbookPr": isSince1904 = ["1", "true", "on"].contains(attributes["date1904"] ?? "")
        default: break
        }
    }

    func end(_ name: String) {}
    func text(_ bytes: UnsafeRawBufferPointer) {}
}

/// The relations of a part: which other parts it names.
private final class Relations: XMLReceiver {
    private var all: [(id: String, type: String, target: String)] = []

    func start(_ name: String, _ attributes: XMLAttributes) {
        guard name == "Relationship", let target = attributes["Target"], attributes["TargetMode"] != "External",
            all.count < 10_000
        else { return }
        all.append((attributes["Id"] ?? "", attributes["Type"] ?? "", target))
    }

    func end(_ name: String) {}
    func text(_ bytes: UnsafeRawBufferPointer) {}

    func target(ofType type: String, in folder: String) -> String? {
        all.first { $0.type.hasSuffix("/" + type) }.map { Relations.resolve($0.target, in: folder) }
    }

    func target(withID id: String, in folder: String) -> String? {
        all.first { $0.id == id }.map { Relations.resolve($0.target, in: folder) }
    }

    /// The name of a part in the archive: an absolute target without its slash, else below the folder.
    private static func resolve(_ target: String, in folder: String) -> String {
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        var steps = folder.split(separator: "/")
        for step in target.split(separator: "/") where step != "." {
            if step == ".." { _ = steps.popLast() } else { steps.append(step) }
        }
        return steps.joined(separator: "/")
    }
}
