/// What a verb of a business scope says about the things beside it.
struct ScopeVerbs: OptionSet, Sendable {
    let rawValue: Int32

    /// Makes them: 生产, 制造, 研发.
    static let makes = ScopeVerbs(rawValue: 1)
    /// Works on them: 加工. Makes something, but "机床加工" is work done with a machine tool.
    static let works = ScopeVerbs(rawValue: 2)
    /// Only deals with them: 销售, 维修, 租赁.
    static let deals = ScopeVerbs(rawValue: 4)
}

/// The words a business scope is built of. Chosen here from the registrations' usage.
enum ScopeWords {
    /// Verbs before or after what they govern.
    static let verbs: [(word: String, payload: Int32)] =
        list(makes, .makes) + list("加工 深加工 初加工 精加工 来料加工 来样加工 委托加工", .works) + list(deals, .deals)

    private static let makes = """
        生产 制造 制作 产销 产制 自产 自产自销 研发 研制 研究开发 试制 生产制造 开发生产 设计制造 设计生产
        生产加工 加工生产 加工制造 制造加工 生产销售 制造销售 研发生产 生产经营 生产组装 组装生产 来料加工生产
        """
    private static let deals = """
        销售 批发 零售 批零 批发零售 零售批发 购销 经销 代理 代销 经营 收购 采购 供应 贸易 进出口 出口 进口 回收 出售
        维修 修理 维护 保养 检修 安装 调试 租赁 出租 服务 施工 承接 承包 设计 咨询 开发 研究 技术开发 技术研究 技术服务
        技术咨询 技术转让 技术推广 技术支持 推广 投资 管理 运输 仓储 装卸 拆除 改造 工程 业务 展览 培训 策划 检测 检验
        检测服务 配套服务 售后服务 上门维修 上门安装 系统集成 集成 加盟 代购 批发业 零售业 供销 采掘 开采 种植 养殖 提供
        修配 清洗 翻新 零配件销售 产品销售 连锁经营 发布 制作发布 营销 直销 分销 配送 购买 仓储服务 组装 装配 安装服务
        维修服务 修理服务 租赁服务 开发经营 加油 装修 装饰 设立 兴办 筹建 运营 监理 勘察 测绘 回收利用 处理 治理
        """

    /// Words without weight before a verb or a thing.
    static let fillers: [(word: String, payload: Int32)] = list(
        """
        从事 主要 各类 各种 各式 自主 自行 本企业 本公司 本厂 公司 企业 专业 经营范围 一般经营项目 许可经营项目 一般项目
        许可项目 主营 兼营 以及 及其 及 和 与 或 等 有关 相关 上述 其他 其它 新型 国内 的 之 其 类 为 并 一般经营项目是
        许可经营项目是 凭许可证 高新技术 项目 在中国境内 境内 为主
        """,
        []
    )

    /// Words after a thing that leave it what it is.
    static let tails: [(word: String, payload: Int32)] = list(
        """
        系列产品 系列 产品 整机 成套设备 成套装备 成套 设备 装置 装备 机组 系统 主机 本体 类 等 类产品 等产品 等设备 等系列
        系统设备 专用设备 的
        """,
        []
    )

    /// A maker's verb before one of these is part of a noun: 生产线, 加工中心, 生产资料.
    static let nounsAfterVerb: [(word: String, payload: Int32)] = list(
        "线 设备 资料 中心 性 型 业 商 基地 许可 所需 用 企业 厂",
        []
    )

    /// An item with one of these excludes what it names.
    static let negations: [(word: String, payload: Int32)] = list(
        "不含 除外 不包括 不得 不涉及 严禁 禁止 不设 不从事 不包含 所需",
        []
    )

    /// Before a machine these make it something else: 玩具机器人, 汽车发电机.
    static let otherUses: [(word: String, payload: Int32)] = list(
        """
        玩具 汽车 家用 医用 医疗 摩托车 儿童 仿真 模型 手机 电脑 打印机 空调 冰箱 家庭 民用 农用 儿童用 车用 自行车 电动车 生活 礼品 工艺
        厨房 美容 航模 娱乐 按摩 保健 血糖 水产 航空模型 游戏 办公 舞台 音响 电视 照相 相机 理发 宠物 水族
        """,
        []
    )

    /// Works and services: making them makes no goods.
    static let noGoods: [(word: String, payload: Int32)] = list(
        """
        广告 动漫 动画 节目 影视 电影 网站 网页 软件 技术 工程 服务 房地产 课件 图文 影片 短片 音像 新技术 游戏 创意 图像
        雕塑工程 视频 平面 栏目 电视剧 广告牌匾 技术研发 科技 科学 项目 媒体 多媒体 数据 网络 资料 图纸 方案 系统软件 计算机软硬件
        """,
        []
    )

    /// Words for parts of a home or for small electronics: beside them 变压器, 电机, 马达 and 风机 are small ones.
    static let smallElectronics: [(word: String, payload: Int32)] = list(
        """
        线圈 电感 充电器 镇流 火牛 电源供应 插头 音响 玩具 家用电器 电子玩具 小家电 电风扇 电吹风 电热 电饭 耳机 手机 收音机 电话
        照相机 电脑 连接器 适配器 灯饰 灯具 日用电器 电子元件 电子元器件 电子零 开关电源 家电 风扇 电器配件 塑胶 化妆 礼品 模型
        """,
        []
    )

    private static func list(_ words: String, _ verbs: ScopeVerbs) -> [(word: String, payload: Int32)] {
        words.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { (String($0), verbs.rawValue) }
    }
}
