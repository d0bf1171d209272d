/// Trade words of registrations beside the names, synonyms and examples of the category tree.
enum EquipmentWords {
    /// Words for a category that the tree does not list: path, then words.
    ///
    /// Many are the product names of GB/T 4754 classes as Guangzhou's registrations use them (`塑料加工专用设备`).
    static let more = """
        machine-tool 金属加工机床 数控机床 数控机床设备 精密机床 组合机床 专用机床 普通机床 重型机床 数控金属切削机床
        machine-tool.edm 电火花机床 线切割机 线切割机床 电火花线切割机床 电火花成型机 电火花加工机床
        machine-tool.laser-cutting 激光切割设备 激光加工设备 激光设备 金属切割设备
        machine-tool.milling 雕铣机 数控雕铣机 精雕机
        machine-tool.drilling 攻丝机 钻攻机 攻牙机
        machine-tool.lathe.cnc 数控车
        forming 金属成形机床 锻压机械 锻压机床 钣金机械
        forming.press 冲压设备 冲压机床 冲压机
        forming.press.hydraulic 液压机械 四柱油压机
        forming.shear 剪床 剪切机 剪板机床
        forming.press-brake 折床 弯管机
        forming.die-casting 压铸机械 压铸设备
        welding 电焊机 焊割设备 焊接机 焊接机械 金属切割及焊接设备 电焊设备 氩弧焊机 逆变焊机 点焊机 碰焊机
        welding.ultrasonic 超声波焊机 超声波塑料焊接机 超声波熔接机 超声波设备
        surface 涂装机械 表面处理机械 涂装生产线 喷涂设备 涂装线
        surface.spraying 喷涂机 喷涂机械 静电喷涂设备 喷油设备 喷粉设备 喷漆设备
        surface.drying 烘干设备 烘干机 烤箱设备 工业烤箱 隧道炉 烘箱 工业烘箱
        surface.plating 电镀设备 电镀机械 阳极氧化设备
        assembly 非标自动化设备 自动化生产设备 自动化生产线 生产流水线 自动化流水线
        assembly.line.automatic 自动化组装线 自动装配设备 自动化装配设备 自动组装设备
        robot 工业机械手 自动机械手 机械手设备 注塑机械手
        logistics 起重机 起重设备 起重机械 桥式起重机 门式起重机 轻小型起重设备 连续搬运设备 物料搬运设备 起重运输设备 装卸设备 物流设备 仓储设备
        logistics.conveyor 输送设备 输送机 输送机械 皮带机 流水线设备 分拣设备
        logistics.warehouse 立体仓库 自动化仓储设备 自动仓储设备
        textile 纺织专用设备 纺织设备 纺织机器 纺织器材设备
        textile.weaving 针织机械 针织机 针织大圆机 织布机 织带机 织造机械 圆机 经编机 横编机
        textile.dyeing 印染机械 染整机械 染整设备 印染机 洗水机械 洗水设备 染色设备
        textile.sewing 缝制机械 缝纫机械 缝纫设备 工业缝纫机 制衣机械 服装机械 制鞋机械 鞋机 制鞋机 绣花机 电脑绣花机 皮革机械
        textile.sewing 裁床 制衣设备 服装设备 缝纫机设备 鞋业机械 缝纫专用设备 皮革加工机械
        process 化工机械 化工专用设备 压力容器 化工容器 化工生产专用设备
        process.reactor.kettle 反应锅
        process.heat-exchanger 热交换器 换热设备 热交换设备
        process.tank 储油罐 油罐 储气罐 贮气罐
        process.dryer 干燥设备 干燥机械 烘干机械 干燥箱
        process.membrane 反渗透纯水设备 纯水设备 水处理膜设备 膜分离装置
        pv 太阳能电池制造设备
        battery 电池设备 电池生产设备 锂电池设备 电池机械 锂电池生产设备 电池制造设备 电池专用设备
        test 测试设备 检测仪器 试验仪器 测试仪器 试验机 检测仪器设备 测试仪 检测仪 检测装置 试验箱
        test.mechanical 材料试验机
        test.electronic 电子测试仪器 电子测量仪器 电子测试设备 电子仪器仪表
        test.optical 光学仪器 光学检测设备 光学测量仪器
        test.environmental.adaptability 环境试验设备 恒温恒湿试验箱 环境试验箱 环境试验机
        test.reliability 振动试验台 老化设备
        test.metrology 三坐标 三坐标测量仪 影像测量仪 计量仪器 测量仪器
        test.lab-analysis 实验分析仪器 实验室仪器 实验室分析仪器
        test.smart-inspection 视觉检测设备 机器视觉设备
        electronics 电子工业专用设备 电子专用设备 电子生产设备 电子设备专用机械 电子机械 电子工业设备 电子专用生产设备
        electronics.smt 贴片设备 回流焊机 波峰焊 波峰焊机 回流焊设备 锡膏印刷机 自动插件机 插件机 波峰焊设备
        electronics.pcb 线路板设备 电路板设备 印刷电路板设备 印制板设备 线路板生产设备 线路板机械 线路板专用设备
        electronics.semiconductor 半导体器件专用设备 半导体生产设备 焊线机 半导体专用设备
        electronics.display 液晶显示设备生产线 液晶生产设备
        consumer.furniture 木工机床 木工设备 木材加工机械 家具机械 木业机械 木工机械设备 木材加工设备
        consumer.plastics 塑料机械 塑胶机械 塑料加工专用设备 橡塑机械 塑料机械设备 塑胶机械设备 塑机设备 塑料设备
        consumer.plastics 塑料工业专用设备 橡胶机械 橡胶加工专用设备 塑料加工机械 塑料成型机 橡胶设备 橡塑设备
        consumer.plastics.injection 注塑机械 注塑成型机 注射机 塑料注射机 塑料注射成型机 精密注塑机
        consumer.plastics.extrusion 吹瓶机 吸塑机械 挤塑机 造粒机 塑料挤出机 中空成型机 吹瓶设备 挤出设备
        consumer.food 食品加工机械 食品机械设备 食品加工设备 食品设备 饮料机械 灌装机 灌装设备
        consumer.food 茶生产专用设备 农副食品加工专用设备 茶叶机械 粮油机械 屠宰机械 酿酒设备 饮料生产专用设备 烘焙设备 食品专用设备 粮食机械 制糖设备 制糖机械
        consumer.packaging 包装机械 包装机械设备 包装专用设备 封口机 打包机 捆扎机 包装材料机械 封箱机 真空包装机
        consumer.printing 印刷机 印刷机械 印刷专用设备 印刷设备 印刷机械设备 丝印机 移印机 丝网印刷机 丝印设备 印后设备 印刷机器
        consumer.paper 造纸专用设备 造纸机械 制浆和造纸专用设备 纸品机械 纸箱机械 造纸设备 纸制品机械 纸业机械 纸箱设备 瓦楞机械
        consumer.ceramics 陶瓷机械 陶瓷机械设备 陶瓷设备 陶瓷专用设备 窑炉机械 压砖机 搪瓷制品生产专用设备 抛光线 陶瓷生产设备
        consumer.hardware 抛光设备 抛光机械 研磨设备 研磨机 拉丝机 五金抛光机
        consumer.lighting 照明器具生产专用设备
        consumer.pharma 制药机械 制药专用设备 药品包装机械 制药机械设备 医药机械
        digital.software.control 工业自动控制系统装置 工业自动控制系统 工业控制系统 工业自动化控制系统 自动化控制系统 分散控制系统
        digital.iot 可编程控制器 可编程序控制器 工业传感器
        energy.motor 电动机及组件 马达产品
        energy.motor.high-voltage 高压电机
        energy.drive 变频调速器 变频调速装置 变频调速设备 变频设备 变频装置
        energy.transformer 电力变压器 箱式变压器 箱式变电站 电炉变压器
        energy.compressor 气体压缩机械 空气压缩机 制冷压缩机 冷冻压缩机
        energy.fan 通风机 工业风机 轴流风机 通风设备 风机设备 环保风机 抽风机
        energy.pump 泵及真空设备 水泵设备 泵类 油泵 真空泵 液压泵 计量泵
        energy.boiler 锅炉及辅助设备 锅炉设备 工业锅炉设备 有机热载体炉 导热油炉 热油炉 蒸汽发生器
        energy.furnace 工业电炉 电炉设备 燃气炉 工业炉窑 熔炉
        energy.furnace.heat-treatment 热处理设备 热处理炉设备
        energy.furnace.melting 熔化炉 感应加热设备 熔铝炉设备
        energy.furnace.ceramic-kiln 陶瓷窑炉设备 窑炉设备
        energy.chiller 制冷机 冷水机 工业冷水机 热泵 工业冷冻机 热泵热水机组 空气源热泵 冷库设备
        metallurgy 冶金设备 冶金专用设备 冶金机械 轧钢设备 轧机
        building-material 建材机械 建筑材料生产专用机械 建筑材料机械 水泥机械 石材机械 制砖机 水泥设备 砖机 玻璃机械 玻璃设备
        building-material.crushing 破碎设备 破碎机械 碎石机
        building-material.grinding 粉碎机 粉碎设备 粉体设备 砂磨机 研磨机械
        building-material.mining 矿山专用设备 采矿设备 洗选设备 矿山机械设备 选矿机械
        environment 环保机械 环保机械设备 环境保护专用设备 环保专用设备 环境保护设备 环保治理设备
        environment.flue-gas 除尘设备 除尘器 废气处理设备 脱硫设备 废气治理设备 大气污染防治设备 脱硫除尘设备
        environment.wastewater-reuse 污水处理设备 水处理设备 废水处理设备 水处理机械 水污染防治设备 工业废水处理设备 水质污染防治设备
        environment.wastewater-reuse 污水处理成套设备 水处理装置 污水处理机械
        environment.solid-waste 垃圾处理设备 固体废物处理设备 垃圾焚烧设备 压滤机 污泥处理设备 固体废弃物处理设备 焚烧炉
        environment.cooling-tower 冷却塔设备 冷却水塔 冷却塔机械
        environment.recycling 再生资源设备 废旧塑料再生设备 塑料再生设备 塑料回收设备
        safety.fire-emergency 消防设备 消防器材 消防器械 灭火器 消防专用设备 消防产品
        """

    /// Words that contain a category's word and mean something else, and words too wide to say anything.
    static let blocked = """
        发电机 发电机组 柴油发电机 汽轮发电机 起动电机 启动电机 家用缝纫机 打火机 洗衣机 电机配件 点焊 锡焊机
        水处理剂 电子打印机 抽油烟机 吸油烟机 排气扇 电风扇 换气扇 豆浆机 饮水机 热水锅炉配件 口罩机 碎纸机 电子游戏机
        咖啡机 面包机 榨汁机 电动自行车 遥控飞机 手电钻 电脑缝纫机 电话交换机 程控交换机 数字程控交换机 用户交换机
        网络交换机 汽车传感器 千斤顶 封口胶 收银机 收款机 传真机 复印机 点钞机 验钞机 照相机 数码打印机 打印机
        净水器 家用净水设备 饮用水处理设备 家用水处理设备 通讯测试设备 医疗检测设备 体温计 血糖仪 汽车检测设备
        汽车维修检测设备 通信测试仪 电表检测设备 空气净化器 室内空气净化设备 家用空气净化设备 制冰机 冰淇淋机 自动售货机
        厨具设备 厨房设备 餐饮设备 酒店设备 美容设备 音响设备 舞台机械 汽车生产线 广播发射设备 医用离心机 冷饮机 电磁泵
        水族泵 打气泵 充气泵 汽油泵 加油机 加油泵 潜水设备 心脏起搏器 按摩机器人 玩具机器人 机器人玩具 变压器油 电源变压器
        电子变压器 小型变压器 音频变压器 高频变压器 低频变压器 微型变压器 开关变压器 脉冲变压器 电感变压器 火牛变压器
        镇流器变压器 灯饰变压器 灯用变压器 照明变压器 稳压变压器 中周变压器 行输出变压器 回扫变压器 点火变压器 玩具变压器
        微电机 微型电机 微特电机 玩具电机 小型电机 微型马达 玩具马达 微马达 小马达 直流微电机 微型电动机 震动马达 振动马达
        微型水泵 电动工具 电子传感器 压力锅 空调机组 空调压缩机 电冰箱压缩机 喷雾器 切片机 剃须刀 油压千斤顶 汽车生产设备
        文化办公用机械 输变电设备 电器试验设备 光学仪器配件 望远镜 显微镜 眼镜设备 视光仪器 光学玩具 汽车压缩机
        家用冷水机 桌面饮水机 冷热饮水机 冷气机 水暖热交换器 汽车热交换器 燃气热水器 热水器 电热水器 太阳能热水器
        汽车散热器 汽车冷凝器 空调冷凝器 蒸发器和冷凝器 冷冻食品 电饭锅 卫生洁具 健身器材 汽车修理设备 停车设备
        家用压缩机 手机测试仪 教学仪器 教学设备 测绘仪器 医用仪器 医用检测仪器 气象仪器 水表测试设备 汽车清洗设备
        暖风机 电暖风机 冷暖风机 体外检测设备 日用化工专用设备 汽车起重机 电子产品检测设备 服装检测设备 热风机 吹风机
        充电机 裁纸机 切纸机 检验分析仪器 临床分析仪器 卷纸机 装订机
        电子秤 打磨工具 抛光材料 手动封口机 订书机 电影机械 气泵 打奶机 雪糕机 灯光音响设备
        """

    /// Names and synonyms of the tree that in a registration do not say that equipment is made.
    static let unsafe = """
        光伏设备 钻孔机 软件 数字化 智能化改造 检验检测 污水处理 余热发电 余热回收 浓缩设备 粉磨 焚烧 压滤 固废建材 样件加工
        增材制造 快速成型 光学测量 环境测试 在线检测 在线测量 激光测量 线上检测 交换机 电批 风批 脱硫脱硝除尘
        中水回用 废水循环利用 工业节水 循环冷却水 冷却循环 固体废物处理 一般工业固废 尾矿综合利用 固废资源化
        废钢破碎 废塑料再生 废纸处理 电池回收 电池拆解 梯次利用 黑粉回收 机械化换人 自动化减人 机器人替人
        气体检测 火灾探测 安全联锁 高炉 转炉 电炉 线切割 激光下料 静电喷涂 喷涂烘干 喷粉线 激光焊 超声焊
        极耳激光焊 模组激光焊接 旧线改造 产线换代 老旧机床改造 哑设备联网 设备数控化改造 电池充放电测试 柔版印刷
        喷雾干燥 流化床干燥 闪蒸干燥 超滤 纳滤 涡流纺 转杯纺 短流程纺纱 光纤激光下料 试制机加 小型SMT 打样贴片
        数据中台 工业大模型 预测性维护 标识解析 工业互联网 APP CAD CAE EDA PLM ERP WMS SCM APS SIS SCR NDT CMM
        HMC VMC FMC FMS MBB FCC PLC UAV VFD BESS MOM 设备 自络 立加 卧加 油变 干变 智能仓储 生产管理系统
        仓储管理系统 供应链软件 企业资源计划 计算机辅助设计 传感器 研发设计软件 仿真软件 装配设备 高效设备
        冷凝器 横机 电器试验设备 打压机 防护装备 喷墨机 拉伸机 成形设备 反应设备 治理设备 云计算
        """

    /// The words of a table.
    static func words(_ table: String) -> [String] {
        table.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { String($0) }
    }
}
