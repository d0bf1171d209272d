import JSON
import Terminal

/// The offers of a package, as people read them.
enum PackageParts {
    /// Its name, then kind, amount, when it is paid and which caps bit, then its id.
    static func item(_ part: JSONValue, _ page: inout Page) {
        let language = page.language
        let id = part["id"]?.string ?? ""
        page.item(0, "+", (part["name"]?.string ?? id) + mark(part, language))
        let kind = Words.offerKinds[part["kind"]?.string ?? ""]?[language] ?? ""
        var facts = [kind]
        if let amount = part["amount_cny"] {
            facts.append(PackagePage.money(amount, language))
            facts.append(paid(part["paid"], language))
        } else if let fees = part["fees"] ?? part["premiums"] {
            let sum = total(fees)
            facts.append(Text(zh: "费用 \(sum) 元", en: "costs \(sum) CNY")[language])
            facts.append(paid(fees, language))
        }
        facts += caps(part["capped_by"], language)
        page.item(2, "·", facts.filter { !$0.isEmpty }.joined(separator: language == .zh ? "，" : ", "))
        if part["name"] != nil { page.item(2, "·", id) }
    }

    private static func mark(_ part: JSONValue, _ language: Language) -> String {
        part["unverified"]?.bool == true ? Text(zh: "（未核实）", en: " (unverified)")[language] : ""
    }

    /// `第 12 月`, `第 1–36 月`, `第 0、12、24 月`.
    static func paid(_ paid: JSONValue?, _ language: Language) -> String {
        let months = (paid?.array ?? []).compactMap { $0["month"]?.int }
        if months.isEmpty { return "" }
        let text = Ranges.text(months)
        return Text(zh: "第 \(text) 月", en: months.count == 1 ? "month \(text)" : "months \(text)")[language]
    }

    private static func caps(_ value: JSONValue?, _ language: Language) -> [String] {
        let caps = (value?.array ?? []).compactMap(\.string).map { cap -> String in
            if cap.hasPrefix("joint_cap:") {
                let id = String(cap.dropFirst("joint_cap:".utf8.count))
                return Text(zh: "联合上限 \(id)", en: "joint cap \(id)")[language]
            }
            return Words.caps[cap]?[language] ?? cap
        }
        if caps.isEmpty { return [] }
        let list = caps.joined(separator: language == .zh ? "、" : ", ")
        return [Text(zh: "受限于 \(list)", en: "cut by \(list)")[language]]
    }

    /// The sum of amounts by month, in CNY.
    private static func total(_ months: JSONValue) -> String {
        let fen = (months.array ?? []).reduce(Int64(0)) { $0 + (Cents.of($1["amount_cny"]) ?? 0) }
        return Display.money(fen: fen)
    }
}

/// Amounts of answers as fen, so that what is shown beside them adds up.
enum Cents {
    /// Nil where the value is no amount.
    static func of(_ value: JSONValue?) -> Int64? {
        guard case .number(let text)? = value else { return nil }
        let isNegative = text.hasPrefix("-")
        let parts = (isNegative ? text.dropFirst() : text[...]).split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Int64(parts[0]) else { return nil }
        var cents: Int64 = 0
        if parts.count == 2 {
            guard (1...2).contains(parts[1].utf8.count), let value = Int64(parts[1]) else { return nil }
            cents = parts[1].utf8.count == 1 ? value * 10 : value
        }
        let fen = whole * 100 + cents
        return isNegative ? -fen : fen
    }
}
