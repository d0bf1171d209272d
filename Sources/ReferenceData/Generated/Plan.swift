// swift-format-ignore-file
// Made by ops/make-resources; do not edit.

extension Generated {
    /// The plan's facts.
    static let plan: String = #"""
document	粤工信技改函〔2024〕6号	2024-04-06	广东省推进工业设备更新和技术改造提质增效工作方案	Guangdong work plan for industrial equipment renewal and technical upgrading	广东省工业和信息化厅	Department of Industry and Information Technology of Guangdong Province
aim	capacity	扩大生产能力	expand production capacity
aim	quality	提高产品合格率	raise the share of good products
aim	cost	降低生产成本	lower production cost
aim	productivity	提升生产效率	raise productivity
key_industry	钢铁	steel	C31
key_industry	有色	non-ferrous metals	C32
key_industry	石化	petrochemicals	C25
key_industry	化工	chemicals	C26
key_industry	建材	building materials	C30
key_industry	机械	machinery	C34|C35
key_industry	航空	aviation	C374
key_industry	船舶	ships	C373
key_industry	轻纺	light industry and textiles	C17|C18
key_industry	电子	electronics	C39
direction	advanced_equipment	先进设备更新	renewal with advanced equipment
direction	digital	数字化转型	digital transformation
direction	green	绿色装备推广	green equipment
direction	safety	本质安全水平提升	intrinsic safety
action	expand_capacity	扩能增量	Expand capacity, add volume	task1|task2|task3|task4|task5
action	improve_quality	提质增品	Raise quality, add products	task6|task7|task8|task9|task10|task11
action	reduce_cost	降本增利	Cut costs, add profit	task12|task13|task14|task15
action	raise_value	提效增值	Raise efficiency, add value	task16|task17|task18|task19|task20
task	task1	1	expand_capacity	推动超1万家工业企业开展技改数字化转型	More than 10,000 industrial enterprises start technical and digital renewal; chain-style and cluster transformation
task	task2	2	expand_capacity	推动重点行业加快大规模设备更新	Large-scale equipment renewal in key industries (box 1), removal of outdated processes, safety equipment
task	task3	3	expand_capacity	培育一批国家级绿色工厂	Cultivate national green factories through a three-level scheme
task	task4	4	expand_capacity	壮大技术改造优质企业群体	Grow chain leaders, champions and specialised SMEs
task	task5	5	expand_capacity	强化企业技术改造服务与人才培养	Service platforms, incubators and staff training for technical renewal
task	task6	6	improve_quality	推行细分行业提质升级整体解决方案试点	Pilot whole-solution upgrades of named sub-industries in six cities
task	task7	7	improve_quality	强化制造业质量品牌建设	Quality management, brands, and alignment with energy, environment and safety standards
task	task8	8	improve_quality	深入实施消费品工业“三品”战略	Consumer goods: more varieties, better quality, stronger brands
task	task9	9	improve_quality	推动智能家居标准体系建设	Standards for the smart home
task	task10	10	improve_quality	推动食品工业提质扩需	Upgrade of the food industry and its demand
task	task11	11	improve_quality	推动产品设计和开发创新应用	Industrial design, first-set equipment catalogue, first-batch new materials
task	task12	12	reduce_cost	加强企业技改资金支持	Money for renewal: rewards, interest subsidy, insurance, lease subsidy, risk sharing
task	task13	13	reduce_cost	争取国家技术改造和设备更新政策支持	Use national tax, fiscal and financial policies; apply for city pilots
task	task14	14	reduce_cost	积极降低制造业企业成本	Lower taxes, power, logistics, finance and social costs; better logistics equipment, low-altitude logistics
task	task15	15	reduce_cost	推动废旧资源循环利用	Circular use: solid waste, retired batteries, recycled resources, industrial water saving, cooling towers
task	task16	16	raise_value	激发产业创新活力	Innovation centres and enterprise technology centres
task	task17	17	raise_value	发挥典型引领示范作用	Publish 100+ demonstration enterprises and 1,000+ demonstration projects
task	task18	18	raise_value	推动智能制造深入发展	Smart-manufacturing equipment and software (box 2), AI applications, supplier alliance
task	task19	19	raise_value	深化数字赋能整体增效	Digital transformation of SMEs by city and sub-industry (box 3), digital infrastructure
task	task20	20	raise_value	持续提升能源利用效率	Energy efficiency of main energy-using equipment (box 4), tiers of the 2024 edition, phase-out by law
target	enterprises-renewing-2024	开展技改数字化转型的工业企业数	industrial enterprises carrying out technical and digital renewal	above	10000	enterprise	2024-12-31	goal	1				
target	equipment-investment-2027	工业领域设备投资规模较2023年增长	growth of industrial equipment investment over 2023	at_least	0.25	ratio	2027-12-31	goal	1	2023			
target	digital-design-tools-2027	规上工业企业数字化研发设计工具普及率	share of above-scale industrial enterprises using digital design tools	above	0.9	ratio	2027-12-31	goal	0		above_scale		
target	key-process-cnc-2027	规上工业企业关键工序数控化率	numerical-control rate of key processes in above-scale industrial enterprises	above	0.75	ratio	2027-12-31	goal	0		above_scale		
target	below-benchmark-capacity-2027	重点行业能效基准水平以下产能基本退出	capacity below the energy-efficiency benchmark basically withdrawn in key industries	qualitative			2027-12-31	goal	0				
target	equipment-saving-level-2027	主要用能设备能效基本达到节能水平	main energy-using equipment basically at the saving level	qualitative			2027-12-31	goal	1				saving
target	intrinsic-safety-2027	本质安全水平明显提升	intrinsic safety clearly improved	qualitative			2027-12-31	goal	0				
target	advanced-capacity-2027	创新产品加快推广、先进产能比重提高	faster adoption of innovative products, higher share of advanced capacity	qualitative			2027-12-31	goal	0				
target	chain-leaders	省级“链主”企业	provincial chain-leader enterprises	at_least	100	enterprise		task4	1			chain_leader	
target	champions-province	省级制造业单项冠军企业	provincial manufacturing champions	at_least	1000	enterprise		task4	1			champion_province	
target	srdi-province	省级专精特新中小企业	provincial specialised and sophisticated SMEs	at_least	20000	enterprise		task4	1			srdi_province	
target	technology-centres	新增省级企业技术中心	new provincial enterprise technology centres	above	200	centre		task16	0				
target	demonstration-enterprises	技术改造示范企业	demonstration enterprises published	above	100	enterprise		task17	1				
target	demonstration-projects	技术改造示范项目	demonstration projects published	above	1000	project		task17	1				
target	sme-pilot-cities-national	国家级中小企业数字化转型城市试点(深圳、东莞)	national pilot cities for SME digital transformation (Shenzhen, Dongguan)	equal	2	city		task19	0				
target	sme-pilot-cities-province	省级中小企业数字化转型城市试点	provincial pilot cities for SME digital transformation	equal	14	city		task19	0				
box	1	重点行业设备更新方向	Renewal directions by key industry	task2	
group	replace	加快落后低效设备替代	Faster replacement of outdated, inefficient equipment	advanced_equipment
group	upgrade	更新升级高端先进设备	Upgrade to high-end advanced equipment	advanced_equipment
group	test	更新升级试验检测设备	Upgrade of test and inspection equipment	advanced_equipment
row	box1.machine-tools	工业母机行业	Machine-tool industry	replace		C342	0
item	box1.machine-tools.machine-tools-over-10-years	服役超过10年的机床	machine tools in service for more than 10 years	machine-tool		
row	box1.agricultural-machinery	农机行业	Agricultural-machinery industry	replace		C357	0
item	box1.agricultural-machinery.flexible-shearing	柔性剪切技术及装备	flexible shearing equipment	forming.shear.flexible		
item	box1.agricultural-machinery.flexible-forming	柔性成型技术及装备	flexible forming equipment	forming.flexible-line		
item	box1.agricultural-machinery.welding	焊接技术及装备	welding equipment	welding.flexible-cell		
item	box1.agricultural-machinery.manufacturing	制造生产技术及装备	manufacturing and production equipment	assembly.line.agri-machinery		
row	box1.construction-machinery	工程机械行业	Construction-machinery industry	replace		C3514|C3517	0
item	box1.construction-machinery.hydraulic-press	油压机	hydraulic presses	forming.press.hydraulic		
item	box1.construction-machinery.press-brake	折弯机	press brakes	forming.press-brake		
item	box1.construction-machinery.outdated-line	工艺陈旧产线	production lines with outdated processes	assembly.line.renewal		
item	box1.construction-machinery.inline-inspection	在线检测装备	in-line inspection equipment	test.inline		
row	box1.instruments	仪器仪表行业	Instrument industry	replace		C40	0
item	box1.instruments.cnc-machining	数控加工装备	CNC machining equipment	machine-tool.machining-center|machine-tool.lathe.cnc		
item	box1.instruments.verification	检定装备	metrological verification equipment	test.metrology		
row	box1.textiles	纺织行业	Textile industry	replace		C17	0
item	box1.textiles.rotor-spinning	转杯纺纱机	rotor spinning machines	textile.spinning.rotor		
item	box1.textiles.short-process	短流程纺纱设备	short-process spinning equipment	textile.spinning.short-process		
item	box1.textiles.ring-frame	细纱机	ring spinning frames	textile.spinning.ring-frame		
item	box1.textiles.auto-winder	自动络筒机	automatic winders	textile.spinning.auto-winder		
item	box1.textiles.cotton-spinning	棉纺设备	cotton-spinning equipment	textile.spinning		
row	box1.e-bikes	电动自行车行业	Electric-bicycle industry	replace		C377	0
item	box1.e-bikes.welding-robot	自动焊接机器人	automatic welding robots	welding.robot		
item	box1.e-bikes.spraying	自动化喷涂设备	automated spraying equipment	surface.spraying		
item	box1.e-bikes.drying	烘干设备	drying equipment	surface.drying		
item	box1.e-bikes.electric-assembly	电动装配设备	electric assembly equipment	assembly.tool.electric		
item	box1.e-bikes.pneumatic-assembly	气动装配设备	pneumatic assembly equipment	assembly.tool.pneumatic		
item	box1.e-bikes.withstand-voltage	绝缘耐压测试仪	insulation and withstand-voltage testers	test.safety-regulation.withstand-voltage		
item	box1.e-bikes.charge-discharge	循环充放电点测试仪	charge-discharge cycle testers	test.battery-cycler		
row	box1.petrochemicals	石化化工行业	Petrochemical and chemical industry	replace		C25|C26	0
item	box1.petrochemicals.gasifier	老旧煤气化炉	ageing coal gasifiers	process.gasifier		
item	box1.petrochemicals.reactor	反应器（釜）	reactors and reaction kettles	process.reactor|process.reactor.kettle		
item	box1.petrochemicals.distillation	精馏塔	distillation columns	process.distillation		
item	box1.petrochemicals.pump	机泵	process pumps	process.pump-unit		
item	box1.petrochemicals.heat-exchanger	换热器	heat exchangers	process.heat-exchanger		
item	box1.petrochemicals.tank	储罐	storage tanks	process.tank		
row	box1.aviation	航空行业	Aviation industry	upgrade		C374	0
item	box1.aviation.amphibious-aircraft	大型水路两栖飞机总装集成能力	final-assembly capability for large amphibious aircraft	aviation.aircraft-assembly		
item	box1.aviation.aero-engine	航空发动机总装集成能力	final-assembly capability for aero-engines	aviation.engine-assembly		
item	box1.aviation.supply-chain	供应链配套能力	supply-chain supporting capability	aviation.supply-chain		
row	box1.photovoltaics	光伏行业	Photovoltaic industry	upgrade		C3825	0
item	box1.photovoltaics.crystal-grower	大热场单晶炉	large hot-zone monocrystal furnaces	pv.crystal-grower		
item	box1.photovoltaics.wire-saw	高线速小轴距多线切割机	high-speed small-axis-distance multi-wire saws	pv.wire-saw		
item	box1.photovoltaics.coater	多合一镀膜设备	all-in-one coating equipment	pv.coater		
item	box1.photovoltaics.stringer	大尺寸多主栅组件串焊机	large-format multi-busbar stringers	pv.stringer		
row	box1.power-battery	动力电池行业	Traction-battery industry	upgrade		C3841	0
item	box1.power-battery.ultrasonic-welder	超声波焊接机	ultrasonic welders	welding.ultrasonic		
item	box1.power-battery.laser-welder	激光焊接机	laser welders	welding.laser|welding.laser.battery		
item	box1.power-battery.filling	注液机	electrolyte filling machines	battery.filling		
item	box1.power-battery.grading	分容柜	capacity grading cabinets	battery.grading		
row	box1.bio-fermentation	生物发酵行业	Bio-fermentation industry	upgrade		C146|C1495	1
item	box1.bio-fermentation.evaporator	蒸发器	evaporators	process.evaporator		
item	box1.bio-fermentation.centrifuge	离心机	centrifuges	process.centrifuge		
item	box1.bio-fermentation.dryer	新型干燥系统	new drying systems	process.dryer		
item	box1.bio-fermentation.ion-exchange	连续离子交换设备	continuous ion-exchange equipment	process.ion-exchange		
row	box1.design-verification	设计验证环节	Design-verification stage	test		C25|C26|C27|C373|C39	0
item	box1.design-verification.model-making	模型制造设备	model-making equipment	test.model-making		
item	box1.design-verification.lab-analysis	实验分析仪器	laboratory analytical instruments	test.lab-analysis		
row	box1.test-verification	测试验证环节	Test-verification stage	test		C25|C26|C27|C373|C39	0
item	box1.test-verification.mechanical	机械测试仪器	mechanical testing instruments	test.mechanical		
item	box1.test-verification.optical	光学测试仪器	optical testing instruments	test.optical		
item	box1.test-verification.environmental	环境测试仪器	environmental testing instruments	test.environmental		
row	box1.process-verification	工艺验证环节	Process-verification stage	test		C25|C26|C27|C373|C39	0
item	box1.process-verification.environmental-adaptability	环境适应性试验专用设备	environmental-adaptability test equipment	test.environmental.adaptability		
item	box1.process-verification.reliability	可靠性试验专用设备	reliability test equipment	test.reliability		
item	box1.process-verification.process-test	工艺验证试验专用设备	process-verification test equipment	test.process-verification		
item	box1.process-verification.safety-regulation	安规试验专用设备	safety-compliance test equipment	test.safety-regulation		
item	box1.process-verification.specimen-prep	专用制样装备	specimen-preparation equipment	test.sample-prep.specimen		
item	box1.process-verification.material-processing	材料加工样品制备和试生产装备	trial material-processing equipment	test.sample-prep.material		
item	box1.process-verification.electronic-assembly	电子组装样品制备和试生产装备	trial electronic-assembly equipment	test.sample-prep.electronic		
item	box1.process-verification.machining	机械加工样品制备和试生产装备	trial machining equipment	test.sample-prep.machining		
row	box1.inspection	检验检测环节	Inspection stage	test		C25|C26|C27|C373|C39	0
item	box1.inspection.electronic-measurement	电子测量仪器设备	electronic measuring instruments	test.electronic		
item	box1.inspection.ndt	无损检测仪器设备	non-destructive testing equipment	test.ndt		
item	box1.inspection.smart-inspection	智能检测仪器设备	intelligent inspection equipment	test.smart-inspection		
box	2	推广应用智能制造装备	Smart-manufacturing equipment	task18	
group	deploy	推广应用	deployment	digital
row	box2.equipment-manufacturing	装备制造业	Equipment manufacturing	deploy		C33|C34|C35|C36|C37|C38|C40	1
item	box2.equipment-manufacturing.smart-line	面向特定场景的智能成套生产线	smart turnkey lines for specific scenarios	assembly.line.smart		
item	box2.equipment-manufacturing.flexible-cell	柔性生产单元	flexible production cells	assembly.line.flexible-cell		
row	box2.electronics	电子信息制造业	Electronic-information manufacturing	deploy		C39	0
item	box2.electronics.dedicated-equipment	电子产品专用智能制造装备	dedicated smart equipment for electronics	electronics|electronics.smt		
item	box2.electronics.assembly-line	自动化装配线	automated assembly lines	assembly.line.automatic		
row	box2.raw-materials	原材料制造业	Raw-material manufacturing	deploy		C25|C26|C30|C31|C32	1
item	box2.raw-materials.unmanned-vehicle	无人运输车辆等新型智能装备	unmanned transport vehicles	logistics.unmanned-vehicle		
item	box2.raw-materials.catalytic-cracking	催化裂化工艺装备智能化改造	smart retrofit of catalytic cracking units	process.catalytic-cracking		
item	box2.raw-materials.smelting	冶炼工艺装备智能化改造	smart retrofit of smelting equipment	metallurgy.smelting		
row	box2.consumer-goods	消费品制造业	Consumer-goods manufacturing	deploy		C13|C14|C15|C16|C17|C18|C19|C20|C21|C22|C23|C24|C27	1
item	box2.consumer-goods.flexible-production	面向柔性生产的智能装备	smart equipment for flexible production	consumer.flexible		
item	box2.consumer-goods.customisation	面向个性化定制的智能装备	smart equipment for customisation	assembly.line.customisation		
box	3	数字化转型拟改造的细分行业	Sub-industries for digital transformation by city	task19	digital
row	box3.guangzhou	广州	Guangzhou		440100		0
item	box3.guangzhou.connected-nev	智能网联和新能源汽车	connected and new-energy vehicles		C36	汽车制造
item	box3.guangzhou.machine-tools-robots	工业母机与机器人	machine tools and robots		C342|C3491	通用设备
item	box3.guangzhou.beauty	时尚美妆	cosmetics		C2682	化工制品
item	box3.guangzhou.custom-furniture	定制家居	customised furniture		C21	轻工纺织
item	box3.guangzhou.apparel	服装	apparel		C18	轻工纺织
item	box3.guangzhou.bags	箱包	bags and luggage		C1922	轻工纺织
row	box3.shenzhen	深圳	Shenzhen		440300		0
item	box3.shenzhen.smart-robots	智能机器人	intelligent robots		C3491|C3492|C3964	
item	box3.shenzhen.semiconductors	半导体和集成电路	semiconductors and integrated circuits		C397|C3562	
item	box3.shenzhen.precision-instruments	精密仪器设备	precision instruments		C40	
row	box3.zhuhai	珠海	Zhuhai		440400		0
item	box3.zhuhai.smart-appliances	智能家电	smart home appliances		C385	
item	box3.zhuhai.pcb	印刷电路板	printed circuit boards		C3982	
item	box3.zhuhai.printers	打印设备及耗材	printers and consumables		C3913|C3474	
item	box3.zhuhai.smart-grid	智能电网	smart grid		C382	
item	box3.zhuhai.biomedicine	生物医药与健康	biomedicine and health		C27	
row	box3.shantou	汕头	Shantou		440500		0
item	box3.shantou.textiles-apparel	纺织服装	textiles and apparel		C17|C18	轻工纺织业
item	box3.shantou.toys	玩具创意	toys		C245	轻工纺织业
row	box3.foshan	佛山	Foshan		440600		0
item	box3.foshan.white-goods	白色家电	white goods		C385	
item	box3.foshan.small-appliances	小家电	small appliances		C3854|C3855|C3856|C3859	
item	box3.foshan.textiles-apparel	纺织服装	textiles and apparel		C17|C18	
item	box3.foshan.ceramics-home	陶瓷家居	ceramics and home furnishing		C307|C21	
item	box3.foshan.machinery-parts	装备及配件	machinery and parts		C34|C35	
row	box3.shaoguan	韶关	Shaoguan		440200		0
item	box3.shaoguan.fine-chemicals	精细化工	fine chemicals		C264|C266|C268	
item	box3.shaoguan.mining-machinery	矿山机械	mining machinery		C3511	
item	box3.shaoguan.auto-parts	汽车零部件	automotive parts		C367	
item	box3.shaoguan.green-building-materials	环保建材	environment-friendly building materials		C30	
item	box3.shaoguan.food-beverage	食品饮料	food and beverages		C13|C14|C15	
row	box3.meizhou	梅州	Meizhou		441400		0
item	box3.meizhou.copper-foil-pcb	铜箔—高端印刷电路板	copper foil to high-end PCBs		C3251|C3982|C3985	
item	box3.meizhou.electroacoustics	电声	electroacoustics		C3984	
item	box3.meizhou.green-building-materials	绿色建材	green building materials		C30	
item	box3.meizhou.ceramics	陶瓷	ceramics		C307	
row	box3.huizhou	惠州	Huizhou		441300		0
item	box3.huizhou.5g-terminals	5G及智能终端	5G and smart terminals		C392	
item	box3.huizhou.uhd-display	超高清视频显示	ultra-high-definition display		C3951|C3974	
item	box3.huizhou.connected-vehicles	智能网联汽车	connected vehicles		C36|C3962	
item	box3.huizhou.energy-storage	新型储能	new energy storage		C384	
row	box3.dongguan	东莞	Dongguan		441900		0
item	box3.dongguan.mobile-terminals	智能移动终端	smart mobile terminals		C3922	
item	box3.dongguan.textiles-apparel-footwear	纺织服装鞋帽	textiles, apparel, footwear and hats		C17|C18|C195	
item	box3.dongguan.food-beverage	食品饮料	food and beverages		C13|C14|C15	
row	box3.zhongshan	中山	Zhongshan		442000		0
item	box3.zhongshan.appliances	家电	home appliances		C385	
item	box3.zhongshan.lighting	灯饰照明	lighting		C387	
row	box3.jiangmen	江门	Jiangmen		440700		0
item	box3.jiangmen.hardware-stainless	五金及不锈钢制品	hardware and stainless-steel products		C33	
item	box3.jiangmen.motorcycles	摩托车及零配件	motorcycles and parts		C375	
item	box3.jiangmen.paper	造纸及纸制品	paper and paper products		C22	
item	box3.jiangmen.electronics	新一代电子信息	new-generation electronics		C39	
item	box3.jiangmen.small-appliances	小家电	small appliances		C3854|C3855|C3856|C3859	
row	box3.zhanjiang	湛江	Zhanjiang		440800		0
item	box3.zhanjiang.aquatic-products	水产	aquatic products		C136	
item	box3.zhanjiang.small-appliances	小家电	small appliances		C3854|C3855|C3856|C3859	
item	box3.zhanjiang.down	羽绒	down products		C194	
row	box3.maoming	茂名	Maoming		440900		0
item	box3.maoming.green-petrochemicals	绿色石化	green petrochemicals		C25|C26	
item	box3.maoming.agri-food	农产品与食品加工	agricultural product and food processing		C13|C14	
item	box3.maoming.medicine-health	医药与健康	medicine and health		C27	
row	box3.zhaoqing	肇庆	Zhaoqing		441200		0
item	box3.zhaoqing.nev-storage	新能源汽车（含新型储能）	new-energy vehicles (with new energy storage)		C36|C384	
item	box3.zhaoqing.electronics	电子信息	electronic information		C39	
item	box3.zhaoqing.metal-processing	金属加工	metal processing		C33	
item	box3.zhaoqing.green-building-materials	绿色建材	green building materials		C30	
row	box3.jieyang	揭阳	Jieyang		445200		0
item	box3.jieyang.textiles-apparel	纺织服装	textiles and apparel		C17|C18	
item	box3.jieyang.plastics	塑胶	plastics		C292	
item	box3.jieyang.hardware	五金制品	hardware		C33	
item	box3.jieyang.food	食品加工	food processing		C13|C14	
box	4	加快生产设备绿色化改造	Green retrofit of production equipment	task20	
group	retrofit	绿色化改造	green retrofit	green
row	box4.steel	钢铁行业	Steel	retrofit		C31	0
item	box4.steel.blast-furnace	高炉超低排放改造	ultra-low-emission retrofit of blast furnaces	metallurgy.blast-furnace		
item	box4.steel.converter	转炉超低排放改造	ultra-low-emission retrofit of converters	metallurgy.converter		
item	box4.steel.electric-furnace	电炉超低排放改造	ultra-low-emission retrofit of electric furnaces	metallurgy.electric-arc-furnace		
row	box4.building-materials	建材行业	Building materials	retrofit		C30	0
item	box4.building-materials.raw-prep	原料制备装备和技术	raw-material preparation	building-material.raw-prep		
item	box4.building-materials.kiln-control	窑炉控制装备和技术	kiln control	building-material.kiln-control		
item	box4.building-materials.grinding	粉磨装备和技术	grinding	building-material.grinding		
item	box4.building-materials.crushing	破碎装备和技术	crushing	building-material.crushing		
row	box4.non-ferrous	有色金属行业	Non-ferrous metals	retrofit		C32	0
item	box4.non-ferrous.aluminium-electrolysis	高效稳定铝电解装备	efficient and stable aluminium electrolysis	metallurgy.aluminium-electrolysis		
item	box4.non-ferrous.copper-smelting	绿色环保铜冶炼装备	clean copper smelting	metallurgy.copper-smelting		
item	box4.non-ferrous.secondary-metal	再生金属冶炼装备	secondary-metal smelting	metallurgy.secondary		
row	box4.appliances	家电等轻工行业	Home appliances and other light industry	retrofit		C385	1
item	box4.appliances.grade-2-efficiency	二级及以上高能效设备	equipment of efficiency grade 2 or better	consumer.high-efficiency		
"""#
}
