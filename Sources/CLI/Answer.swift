import ArgumentParser
import Client
import JSON
import JSONParsing
import Terminal
import Wire

/// A cluster's answer to a read.
struct Answer {
    /// As it came, which is what `--format json` prints.
    let bytes: [UInt8]
    let json: JSONValue
    /// Share of the data behind it, 0 to 1.
    let coverage: Double

    subscript(key: String) -> JSONValue? { json[key] }

    /// The elements of a list of the answer; none where it has no such list.
    func list(_ key: String) -> [JSONValue] { json[key]?.array ?? [] }

    init(_ answer: WireClientAnswer) throws {
        bytes = [UInt8](answer.json)
        json = try JSONParser.parse(bytes)
        coverage = answer.coverage
        if answer.error { throw CommandFailure(answer: json) }
    }

    /// An answer made of another one.
    init(_ json: JSONValue, coverage: Double) {
        bytes = json.bytes
        self.json = json
        self.coverage = coverage
    }
}

extension ClusterOptions {
    /// Asks the cluster once.
    ///
    /// - Throws: `CommandFailure` where nobody answers, or the answer is an error.
    func ask(_ request: WireClientRequest) throws -> Answer {
        try Answer(client().ask(request, timeoutMs: timeout))
    }
}

extension Answer {
    /// Shows the answer on standard output as asked.
    ///
    /// Less than all of the data behind an answer is said in a table and, beside CSV, on standard error.
    func show(_ output: OutputOptions, csv: (grid: Grid, rows: [JSONValue]), page: (inout Page) -> Void) {
        switch output.format {
        case .json:
            Output.standard.write(bytes + [0x0A])
        case .csv:
            Output.standard.write(csv.grid.csv(csv.rows))
            if let note = CoverageNote.text(json["coverage"], output.language) { Output.error.line(note) }
            if let saved = saved(output.language) { Output.error.line(saved) }
        case .table:
            var sheet = Page(language: output.language, layout: Output.standard.layout)
            page(&sheet)
            if let note = CoverageNote.text(json["coverage"], output.language) { sheet.line(note) }
            if let saved = saved(output.language) { sheet.line(saved) }
            if let footer = footer(output.language) { sheet.dim(footer) }
            Output.standard.write(sheet.text)
        }
    }

    /// Under which id the answer is kept.
    private func saved(_ language: Language) -> String? {
        guard let id = json["saved"]?.string else { return nil }
        return Text(zh: "已保存为 \(id)（huanxin replay \(id)）", en: "saved as \(id) (huanxin replay \(id))")[language]
    }

    /// The day judged and the change answered at.
    private func footer(_ language: Language) -> String? {
        guard let day = json["as_of"]?.string, let seq = json["as_of_seq"]?.int else { return nil }
        return Text(zh: "判断日 \(day)，数据到第 \(seq) 号变更", en: "as of \(day), records up to change \(seq)")[language]
    }
}

/// Lines and tables put together for people.
struct Page {
    let language: Language
    let layout: TextTable.Layout
    private(set) var text = ""

    init(language: Language, layout: TextTable.Layout) {
        self.language = language
        self.layout = layout
    }

    /// The columns of the terminal; nil where it is none.
    var width: Int? { if case .terminal(let width, _) = layout { width } else { nil } }

    /// Whether there is room for more than the main columns: no terminal, or a wide one.
    var isWide: Bool { width.map { $0 >= 110 } ?? true }

    /// Whether every figure has room.
    var isVeryWide: Bool { width.map { $0 >= 140 } ?? true }

    private var isStyled: Bool { if case .terminal(_, let isStyled) = layout { isStyled } else { false } }

    /// A line, broken where the terminal ends; what is stored cannot move the cursor.
    mutating func line(_ line: String = "") { put(line, nil) }

    mutating func line(zh: String, en: String) { put(Text(zh: zh, en: en)[language], nil) }

    mutating func heading(zh: String, en: String) { put(Text(zh: zh, en: en)[language], .bold) }

    mutating func dim(_ line: String) { put(line, .dim) }

    /// A table; nothing where there are no rows.
    mutating func table(_ grid: Grid, _ rows: [JSONValue]) {
        if !rows.isEmpty { text += grid.table(rows, language, layout) }
    }

    /// `name: value` with the value's further lines below its beginning.
    mutating func field(_ name: String, _ value: String) {
        let head = DisplayWidth.singleLine(name) + (language == .zh ? "：" : ": ")
        guard let width, width > 40 else { return put(head + value, nil) }
        let indent = DisplayWidth.of(head)
        let lines = DisplayWidth.wrap(DisplayWidth.singleLine(value), to: max(20, width - indent))
        for (index, line) in lines.enumerated() {
            text += (index == 0 ? head : String(repeating: " ", count: indent)) + line + "\n"
        }
    }

    /// A line whose further lines stand as far in as the text after its mark.
    mutating func item(_ indent: Int, _ mark: String, _ line: String) {
        let head = String(repeating: " ", count: indent) + mark + " "
        let room = max(20, (width ?? Int.max) - DisplayWidth.of(head))
        let clean = DisplayWidth.singleLine(line)
        let lines = width == nil ? [clean] : DisplayWidth.wrap(clean, to: room)
        for (index, line) in lines.enumerated() {
            text += (index == 0 ? head : String(repeating: " ", count: DisplayWidth.of(head))) + line + "\n"
        }
    }

    private mutating func put(_ line: String, _ style: Style?) {
        let clean = DisplayWidth.singleLine(line)
        for piece in width.map({ DisplayWidth.wrap(clean, to: max(8, $0)) }) ?? [clean] {
            text += (style?.apply(to: piece, isOn: isStyled) ?? piece) + "\n"
        }
    }
}

/// Less than all of the data behind an answer, in words.
enum CoverageNote {
    /// What is missing and why; nil where nothing is.
    static func text(_ coverage: JSONValue?, _ language: Language) -> String? {
        guard let fraction = coverage?["fraction"]?.double, fraction < 1 else { return nil }
        let share = Display.percent(fraction, places: 1)
        let reasons = (coverage?["reasons"]?.array ?? []).map { reason($0, language) }
        let lead = Text(zh: "! 答案不完整：只覆盖 \(share) 的数据", en: "! in part: \(share) of the data answered")[language]
        if reasons.isEmpty { return lead }
        return lead + (language == .zh ? "；" : "; ") + reasons.joined(separator: language == .zh ? "；" : "; ")
    }

    private static func reason(_ reason: JSONValue, _ language: Language) -> String {
        let shards = Ranges.text((reason["shards"]?.array ?? []).compactMap(\.int))
        let why = reason["why"]?.string ?? ""
        let records = Display.count(reason["records"]?.int ?? 0)
        return Text(
            zh: "分片 \(shards) \(words[why]?.zh ?? why)，缺 \(records) 条记录",
            en: "shards \(shards) \(words[why]?.en ?? why), \(records) records missing")[language]
    }

    private static let words: [String: Text] = [
        "timeout": Text(zh: "超时", en: "timed out"), "unreachable": Text(zh: "无法联系", en: "cannot be reached"),
        "behind": Text(zh: "数据落后", en: "are behind"), "overload": Text(zh: "过载", en: "are overloaded"),
        "no_replica": Text(zh: "没有副本", en: "have no replica"), "failed": Text(zh: "出错", en: "failed"),
        "too_old": Text(zh: "历史版本已清理", en: "no longer hold that state"),
    ]
}

/// Whole numbers as ranges: `0–7, 9`.
enum Ranges {
    static func text(_ numbers: [Int]) -> String {
        var parts: [String] = []
        var rest = numbers.sorted()[...]
        while let first = rest.popFirst() {
            var last = first
            while rest.first == last + 1 { last = rest.removeFirst() }
            parts.append(first == last ? "\(first)" : "\(first)–\(last)")
        }
        return parts.isEmpty ? Display.none : parts.joined(separator: ", ")
    }
}
