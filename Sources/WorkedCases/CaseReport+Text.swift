internal import JSON
package import Terminal

extension CaseReport {
    /// The report as people read it: per file the counts and every case that fails, then the counts in all.
    package func text(_ language: Language, isStyled: Bool = false) -> String {
        var lines: [String] = []
        for file in files {
            lines.append(CaseText.counts(file.name, file.passed, file.failed)[language])
            for result in file.results where !result.isPassed {
                lines += CaseText.lines(result, language, isStyled: isStyled)
            }
        }
        let all = Text(zh: "合计", en: "in all")[language]
        lines.append(CaseText.counts(all, passed, failed)[language])
        return lines.map { $0 + "\n" }.joined()
    }

    /// The report as CSV: one row a difference, one with empty cells for a case that passes.
    package var csv: String {
        let writer = CSVWriter()
        var text = writer.row(["id", "file", "pass", "path", "expected", "got"])
        for file in files {
            for result in file.results {
                let start = [result.id, file.name, result.isPassed ? "true" : "false"]
                if result.isPassed { text += writer.row(start + ["", "", ""]) }
                for difference in result.differences {
                    let values = [difference.expected, difference.got].map { $0?.text ?? "" }
                    text += writer.row(start + [difference.path] + values)
                }
            }
        }
        return text
    }
}

extension CaseFileError {
    /// The file, what is wrong with it and what to do.
    package var message: Text {
        let name = DisplayWidth.singleLine(file)
        let (zh, en): (String, String) =
            switch reason {
            case .notJSON(let why, let byte):
                (
                    "不是有效的 JSON（第 \(byte) 字节处：\(why)）。请改正后重试。",
                    "is not valid JSON (at byte \(byte): \(why)). Correct it, then run it again."
                )
            case .notArray:
                (
                    "不是 JSON 数组。案例文件应为 [ {\"id\", \"ask\", \"expected\", …}, … ]。",
                    "is not a JSON array. A file of cases is [ {\"id\", \"ask\", \"expected\", …}, … ]."
                )
            case .notFound: ("文件不存在。请检查路径。", "does not exist. Check the path.")
            case .cannotRead(let why): ("无法读取：\(why)。", "cannot be read: \(why).")
            }
        return Text(zh: "\(name)：\(zh)", en: "\(name) \(en)")
    }
}

/// The parts of a report's text.
private enum CaseText {
    /// Columns that a value takes at most; the JSON answer has it whole.
    private static let valueColumns = 400

    static func counts(_ name: String, _ passed: Int, _ failed: Int) -> Text {
        let name = DisplayWidth.singleLine(name)
        return Text(
            zh: "\(name)：通过 \(Display.count(passed))，未通过 \(Display.count(failed))",
            en: "\(name): \(Display.count(passed)) passed, \(Display.count(failed)) failed"
        )
    }

    static func lines(_ result: CaseResult, _ language: Language, isStyled: Bool) -> [String] {
        let mark = Style.red.apply(to: Display.mark(false), isOn: isStyled)
        let about = result.about.isEmpty ? "" : "  " + DisplayWidth.singleLine(result.about)
        var lines = ["  \(mark) \(DisplayWidth.singleLine(result.id))\(about)"]
        for difference in result.differences {
            let whole = Text(zh: "（整个案例）", en: "(the whole case)")[language]
            let path = difference.path.isEmpty ? whole : DisplayWidth.singleLine(difference.path)
            lines.append("      " + Style.bold.apply(to: path, isOn: isStyled))
            lines.append("        " + Text(zh: "应为 ", en: "expected ")[language] + value(difference.expected, language))
            lines.append("        " + Text(zh: "实得 ", en: "got      ")[language] + value(difference.got, language))
        }
        return lines
    }

    private static func value(_ value: JSONValue?, _ language: Language) -> String {
        guard let value else { return Text(zh: "（无此项）", en: "(nothing there)")[language] }
        return DisplayWidth.truncate(DisplayWidth.singleLine(value.text), to: valueColumns)
    }
}
