import Client
import Intake
import JSON
import LocalCluster
import OS
import Terminal

/// The exit statuses of 50-interfaces.md.
enum ExitStatus {
    static let done: Int32 = 0
    /// The answer is "no", or some rows were rejected.
    static let no: Int32 = 1
    static let usage: Int32 = 2
    /// The cluster did not answer, or answered in part where more was asked for.
    static let noAnswer: Int32 = 3
}

/// Why a verb did not do what was asked: what is wrong, in which field, what to do, and the exit status.
struct CommandFailure: Error {
    var code: String
    var message: Text
    var field: String
    var hint: Text
    var status: Int32
    /// The answer that was an error, which JSON repeats as it came.
    private var answer: JSONValue?

    init(
        _ code: String, _ message: Text, field: String = "", hint: Text = Text(zh: "", en: ""),
        status: Int32 = ExitStatus.usage
    ) {
        self.code = code
        self.message = message
        self.field = field
        self.hint = hint
        self.status = status
    }

    /// `message (field) hint`.
    func text(_ language: Language) -> String {
        var text = message[language]
        if !field.isEmpty { text += language == .zh ? "（\(field)）" : " (\(field))" }
        if !hint[language].isEmpty { text += (language == .zh && !field.isEmpty ? "" : " ") + hint[language] }
        return text
    }

    /// `{"error": {"code", "message", "field", "hint"}}`, as answers have it.
    func json(_ language: Language) -> JSONValue {
        answer ?? [
            "error": [
                "code": .string(code), "message": .string(message[language]), "field": .string(field),
                "hint": .string(hint[language]),
            ]
        ]
    }
}

extension CommandFailure {
    /// Any error that reaches the end of a verb.
    init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let silence as ClusterClient.Failure: self = .silence(silence)
        case let refusal as ClusterRefusal: self.init(answer: refusal.json)
        case let error as IntakeError: self = .file(error)
        case let error as OSError:
            self.init("file", Text(zh: "系统拒绝了操作：\(error)", en: "\(error)"))
        case let error as OutputError:
            self.init(error.code.rawValue, error.message, status: ExitStatus.no)
        case let flaw as ClusterSettings.Flaw:
            self.init("usage", Text(zh: "集群设置不符：\(flaw.description)", en: flaw.description))
        default:
            self.init("failed", Text(zh: "\(error)", en: "\(error)"), status: ExitStatus.no)
        }
    }

    private static func silence(_ failure: ClusterClient.Failure) -> CommandFailure {
        CommandFailure(
            "no_answer", Text(zh: "集群没有应答：\(failure.description)", en: failure.description),
            hint: Text(
                zh: "请用 huanxin cluster status 查看，或用 huanxin up 启动",
                en: "look with huanxin cluster status, or start it with huanxin up"), status: ExitStatus.noAnswer)
    }

    private static func file(_ error: IntakeError) -> CommandFailure {
        let what =
            switch error.code {
            case .cannotOpen: Text(zh: "打不开文件", en: "the file cannot be opened")
            case .cannotRead: Text(zh: "文件读取失败", en: "the file cannot be read")
            case .cannotWrite: Text(zh: "文件写入失败", en: "the file cannot be written")
            case .changed: Text(zh: "文件在读取时被改动", en: "the file changed while it was being read")
            }
        return CommandFailure(
            "file",
            Text(zh: "\(what.zh) \(error.file)：\(error.message)", en: "\(what.en): \(error.file): \(error.message)"),
            field: "file",
            hint: Text(zh: "请检查路径和权限后重试", en: "check its path and permissions, then run it again"))
    }
}

extension CommandFailure {
    /// The error a cluster answered: `{"error": {"code", "message", "field", "hint"}}`.
    init(answer json: JSONValue) {
        let error = json["error"]
        let code = error?["code"]?.string ?? "failed"
        let message = error?["message"]?.string ?? json.text
        let hint = error?["hint"]?.string ?? ""
        let lead = CommandFailure.leads[code].map { $0 + "：" } ?? ""
        self.init(
            code, Text(zh: lead + message, en: message), field: error?["field"]?.string ?? "",
            hint: Text(zh: hint, en: hint), status: CommandFailure.status(of: code))
        if error != nil { answer = json }
    }

    private static let incomplete: Set<String> = ["incomplete", "behind", "failed", "disk_full"]

    private static let no: Set<String> = ["not_found", "needs_facts", "damaged", "refused"]

    private static func status(of code: String) -> Int32 {
        if no.contains(code) { return ExitStatus.no }
        let isPassing = ClusterRefusal.passing.contains(code)
        return isPassing || incomplete.contains(code) ? ExitStatus.noAnswer : ExitStatus.usage
    }

    /// The codes' meaning in Chinese, before the coordinator's own words.
    private static let leads: [String: String] = [
        "not_found": "没有找到", "refused": "不执行", "bad_date": "日期不对", "bad_filter": "筛选条件不对", "bad_text": "检索词不对",
        "bad_json": "不是一个 JSON 对象", "bad_cursor": "翻页标记不对", "bad_type": "类型不对",
        "bad_request": "请求不完整", "out_of_range": "超出范围", "unknown_kind": "没有这种记录",
        "unknown_region": "没有这个地区代码", "unknown_industry": "没有这个行业代码",
        "unknown_category": "没有这个设备类别", "unknown_direction": "没有这个方向", "unknown_sort": "没有这种排序",
        "unknown_field": "没有这个字段", "missing_field": "缺少字段", "unsupported": "不支持",
        "busy": "集群繁忙", "behind": "尚未到达该变更号", "incomplete": "数据覆盖不足", "timeout": "部分节点超时",
        "unavailable": "相关节点没有应答", "unknown_outcome": "写入结果未知", "not_holder": "协调节点已换",
        "failed": "未能作答", "too_many_records": "一次记录太多",
        "key_reused": "幂等键已用于别的内容", "too_large": "内容太大", "disk_full": "磁盘空间不足", "bad_constraint": "规格约束不对",
        "bad_uscc_length": "统一社会信用代码位数不对", "bad_uscc_character": "统一社会信用代码含非法字符",
        "bad_uscc_check": "统一社会信用代码校验位不对", "duplicate_id": "编号重复", "inconsistent": "前后矛盾",
        "needs_facts": "需先补充信息", "bad_pick": "所选型号不符", "bad_rate": "利率不对", "damaged": "存档已损坏",
        "unknown_objective": "没有这个目标", "bad_fact": "事实写法不对", "unknown_fact": "没有这个事实",
        "fixed_fact": "这个事实不能直接改", "negative_money": "金额不能为负", "too_precise_money": "金额最多两位小数",
        "unknown_reference": "引用的记录不存在",
    ]
}
